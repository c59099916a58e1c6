"""What kind of file it is, by its bytes: the extension is only compared with it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath

from generator.engine.grids.outcome import Hindrance, RefusalError, Remark, RemarkKind
from generator.engine.grids.plain_text import looks_like_table
from generator.engine.grids.web_page import looks_like_web_page

START = 64 * 1024  # bytes that tell a kind
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
SAVE_AS_XLSX = "请用 WPS 或 Excel 打开，另存为 .xlsx 再用。"
SAVE_AS_DOCX = "请用 WPS 或 Word 打开，另存为 .docx 再用。"
ASK_FOR_TABLE = "请向对方要可以编辑的表格（.xlsx、.xls 或 .docx）。"
UNPACK = "请先解压，再读里面的表格。"


class FileKind(Enum):
    """A kind of file that is read; the value names it for users."""

    OFFICE = "Office 文件"  # a ZIP; its parts say whether it is a workbook or a document
    XLS = "Excel 97—2003 表格（.xls）"
    WEB_PAGE = "网页（HTML）"
    TEXT = "纯文本"


# What each kind is called when the extension says something else; `.et` is what WPS calls its own, whose content is .xls or .xlsx.
WORKBOOK, DOCUMENT = "Excel 表格（.xlsx）", "Word 文档（.docx）"
EXTENSIONS = {
    WORKBOOK: (".xlsx", ".xlsm", ".xltx", ".xltm"), DOCUMENT: (".docx", ".docm", ".dotx", ".dotm"), FileKind.XLS.value: (".xls", ".xlt"),
    FileKind.WEB_PAGE.value: (".html", ".htm"), FileKind.TEXT.value: (".csv", ".tsv", ".txt"),
}  # fmt: skip


@dataclass(frozen=True)
class _Foreign:
    """A kind that is not read: how it begins, what it is, what to do."""

    start: bytes
    name: str
    remedy: str
    at: int = 0


FOREIGN = (
    _Foreign(b"%PDF", "PDF 文件", ASK_FOR_TABLE),
    _Foreign(b"\x89PNG", "图片", ASK_FOR_TABLE),
    _Foreign(b"\xff\xd8\xff", "图片", ASK_FOR_TABLE),
    _Foreign(b"GIF8", "图片", ASK_FOR_TABLE),
    _Foreign(b"BM", "图片", ASK_FOR_TABLE),
    _Foreign(b"II*\x00", "图片", ASK_FOR_TABLE),
    _Foreign(b"MM\x00*", "图片", ASK_FOR_TABLE),
    _Foreign(b"RIFF", "图片或音像", ASK_FOR_TABLE),
    _Foreign(b"Rar!", "压缩包（RAR）", UNPACK),
    _Foreign(b"7z\xbc\xaf", "压缩包（7z）", UNPACK),
    _Foreign(b"\x1f\x8b", "压缩包（gzip）", UNPACK),
    _Foreign(b"ustar", "压缩包（tar）", UNPACK, 257),
    _Foreign(b"{\\rtf", "RTF 文档", SAVE_AS_DOCX),
    _Foreign(b"MIME-Version:", "网页归档（MHTML）", SAVE_AS_XLSX),
    _Foreign(b"MZ", "程序，不是表格", "不要打开它，请问清来源。"),
    _Foreign(b"\x7fELF", "程序，不是表格", "不要打开它，请问清来源。"),
    _Foreign(b"\x05\x16\x07", "苹果电脑自动留下的附属文件", "请用同名的、前面没有“._”的那个文件。"),
)


def recognise(start: bytes, name: str) -> FileKind:
    """The kind of a file by its first bytes. RefusalError for what is not read."""
    if PurePath(name).name.startswith(("~$", ".~")):
        raise RefusalError(Hindrance.OTHER_FORMAT, "这是办公软件打开文件时临时留下的文件，里面没有表。", "不用管它，请用文件名前面没有“~$”或“.~”的那个文件。")
    if start.startswith(ZIP):
        return FileKind.OFFICE
    if start.startswith((OLE, *OLD_BIFF)):
        return FileKind.XLS
    if not start.strip(b"\x00"):
        raise RefusalError(Hindrance.DAMAGED, "文件里全是空字节，多半是没有拷完或者没有传完。", "请对方重发。")
    for kind in FOREIGN:
        if start[kind.at :].startswith(kind.start):
            raise other_format(kind.name, kind.remedy)
    return _text_kind(start, PurePath(name).suffix.lower())


def _text_kind(start: bytes, extension: str) -> FileKind:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        raise other_format("XML 表格（Excel 2003）", SAVE_AS_XLSX)
    if looks_like_web_page(start):
        return FileKind.WEB_PAGE
    if b"<pkg:package" in start or b"w:wordDocument" in start:
        raise other_format("XML 文档（Word 2003）", SAVE_AS_DOCX)
    if looks_like_table(start) or (extension in (".csv", ".tsv") and b"\x00" not in start):  # a single column has no sign between columns
        return FileKind.TEXT
    raise RefusalError(Hindrance.OTHER_FORMAT, "不是能读的表格，也看不出是什么文件。", f"能读的有 .xlsx、.xls、.docx 和 .csv；{SAVE_AS_XLSX}")


def other_format(name: str, remedy: str) -> RefusalError:
    """A file of a kind that is known and not read."""
    return RefusalError(Hindrance.OTHER_FORMAT, f"这是{after_chinese(name)}，不能直接读。", remedy)


def after_chinese(name: str) -> str:
    """A name within a Chinese sentence: a blank before letters."""
    return f" {name}" if name[0].isascii() else name


def examine_ole(content: bytes) -> bool:
    """Whether an OLE file has macros; RefusalError unless it may be a workbook. Names of its streams are UTF-16 in its directory."""
    if _has(content, "EncryptedPackage"):
        raise RefusalError(Hindrance.PROTECTED, "文件设了打开密码，读不了。", "请用 WPS、Excel 或 Word 打开，取消密码，另存后再用。")
    if not any(_has(content, stream) for stream in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        raise no_workbook(content)
    return _has(content, "_VBA_PROJECT_CUR") or _has(content, "_VBA_PROJECT")


def no_workbook(content: bytes) -> RefusalError:
    """Why an OLE file is not read that holds no workbook, or holds one only as a part of something else."""
    if _has(content, "WordDocument"):
        return other_format("旧版 Word 或 WPS 文字文档（.doc、.wps）", SAVE_AS_DOCX)
    if _has(content, "PowerPoint Document"):
        return other_format("演示文稿（.ppt）", ASK_FOR_TABLE)
    if _has(content, "__properties_version1.0"):
        return other_format("Outlook 邮件（.msg）", "请把邮件里的附件存出来再用。")
    return other_format("WPS 或 Office 的旧格式文件，里面没有工作簿", SAVE_AS_XLSX)


def _has(content: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") + b"\x00\x00" in content


def examine_office(has: Callable[[str], bool], root: Callable[[], str]) -> str:
    """`WORKBOOK` or `DOCUMENT`, by the parts of a ZIP; RefusalError for other kinds. `root` names the first element of the main part."""
    if has("xl/workbook.xml"):
        return WORKBOOK
    if has("word/document.xml"):
        return DOCUMENT
    if has("xl/workbook.bin"):
        raise other_format("二进制 Excel 表格（.xlsb）", SAVE_AS_XLSX)
    if has("ppt/"):
        raise other_format("演示文稿（.pptx）", ASK_FOR_TABLE)
    if has("OFD.xml"):
        raise other_format("OFD 版式文件", ASK_FOR_TABLE)
    if has("content.xml"):
        raise other_format("OpenDocument 文件（.ods、.odt）", "请另存为 .xlsx 或 .docx 再用。")
    if has("Index/"):
        raise other_format("苹果 Numbers 表格", "请导出为 .xlsx 再用。")
    if has("_rels/.rels") and (called := {"workbook": WORKBOOK, "document": DOCUMENT}.get(root())):
        return called  # parts may have any names
    raise other_format("压缩包（ZIP）", UNPACK)


def on_extension(name: str, called: str) -> tuple[Remark, ...]:
    """A remark if the extension says something else than the content."""
    extension = PurePath(name).suffix.lower()
    if extension in EXTENSIONS[called]:
        return ()
    message = f"文件的扩展名是“{extension or '（没有）'}”，内容其实是{after_chinese(called)}，按内容读了。"
    return (Remark(RemarkKind.EXTENSION, message, remedy=f"可以把扩展名改为 {EXTENSIONS[called][0]}。"),)

"""What comes of reading a file: grids and remarks, or one reason why it cannot be read."""

from dataclasses import dataclass
from enum import Enum

from generator.engine.grids.grid import Grid, Spot
from generator.problems import JixiaoError


class Hindrance(Enum):
    """Why a file cannot be read."""

    NO_FILE = "不是文件"
    EMPTY = "空文件"
    NOTHING_IN_IT = "没有内容"
    TOO_LARGE = "超过上限"
    PROTECTED = "有密码"
    DAMAGED = "已损坏"
    OTHER_FORMAT = "格式不支持"
    HOSTILE = "内容可疑"
    TOO_SLOW = "用时过长"


class UnreadableFile(JixiaoError):  # noqa: N818 (what is told, not how)
    """A file that gives no grids: which, why, and what its owner can do; all three in Chinese."""

    def __init__(self, file: str, hindrance: Hindrance, message: str, remedy: str):
        super().__init__(f"{file}：{message}{remedy}")
        self.file, self.hindrance, self.message, self.remedy = file, hindrance, message, remedy

    def __reduce__(self) -> tuple[type["UnreadableFile"], tuple[str, Hindrance, str, str]]:
        return type(self), (self.file, self.hindrance, self.message, self.remedy)  # it crosses from the process that reads


class RemarkKind(Enum):
    """What one who relies on a file should know although it was read."""

    EXTENSION = "扩展名与内容不符"
    MACRO = "含宏"
    OUTSIDE_LINK = "引用其他文件"
    NO_RESULT = "公式没有结果"
    HIDDEN_SHEET = "隐藏的工作表"
    HIDDEN_LINES = "隐藏的行列"
    UNDER_MERGE = "合并单元格下有内容"
    LEFT_OUT = "没有读的部分"


@dataclass(frozen=True)
class Remark:
    """One thing worth knowing of a file; `spots` are the cells that it is about, all of them, in order."""

    kind: RemarkKind
    message: str
    sheet: str = ""  # empty: of the file as a whole
    spots: tuple[Spot, ...] = ()
    remedy: str = ""


SHOWN = 60  # characters of what was left out


def left_out(*, has_pictures: bool, **texts: str) -> tuple[Remark, ...]:
    """Remarks on parts of a file that hold text, by what they are called, and on its pictures."""
    told = []
    for called, text in texts.items():
        if text.strip():
            shown = text.strip() if len(text.strip()) <= SHOWN else f"{text.strip()[:SHOWN]}……"
            told.append(Remark(RemarkKind.LEFT_OUT, f"文件里有{called}，里面的字没有读：“{shown}”。", remedy="有用的请写到表格里。"))
    if has_pictures:
        told.append(Remark(RemarkKind.LEFT_OUT, "文件里有图片，图片里的字没有读。", remedy="有用的请写到表格里。"))
    return tuple(told)


@dataclass(frozen=True)
class FileRead:
    """All that was read of a file."""

    grids: tuple[Grid, ...]
    remarks: tuple[Remark, ...] = ()


class RefusalError(Exception):
    """Raised deep in reading, where the name of the file is not known; `reading` makes an UnreadableFile of it."""

    def __init__(self, hindrance: Hindrance, message: str, remedy: str):
        super().__init__(message)
        self.hindrance, self.message, self.remedy = hindrance, message, remedy


def damaged(what: str) -> RefusalError:
    """A file that breaks the rules of its own format; `what` says where."""
    return RefusalError(Hindrance.DAMAGED, f"文件已损坏（{what}）。", "请用 WPS 或 Excel 打开看是否正常，能打开的另存为一份再用；打不开的请对方重发。")

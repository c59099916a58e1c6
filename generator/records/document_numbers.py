"""发文字号: 机关代字〔年〕n号 (GB/T 9704—2012, 7.2.5), read, written and put right."""

import re
from dataclasses import dataclass

from generator.problems import UsageError
from generator.records.dossier import DOCUMENT_NUMBER

YEAR = r"(?:19|20)\d{2}"
OPENINGS, CLOSINGS = "[\\[［【(（〔﹝{｛<＜〈]", "[\\]］】)）〕﹞}｝>＞〉]"
# A document number in any spelling: letters of the office, a year in some bracket, a serial number.
LOOSE_NUMBER = re.compile(rf"[\u4e00-\u9fff]{{1,12}}\s*(?P<open>{OPENINGS})\s*{YEAR}\s*(?P<close>{CLOSINGS})(?P<tail>\s*第?\s*\d{{1,9}}\s*号)")
_PARTS = re.compile(rf"(?P<code>.*?)\s*{OPENINGS}\s*(?P<year>{YEAR})\s*年?\s*{CLOSINGS}\s*第?\s*(?P<serial>\d{{1,9}})\s*号?")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, order=True)
class DocumentNumber:
    """机关代字, year and serial number."""

    code: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}号"


def read_number(text: str) -> DocumentNumber | None:
    """The parts of a number in exactly the standard's spelling; None for any other text."""
    parts = _PARTS.fullmatch(text)
    if not parts or not re.fullmatch(DOCUMENT_NUMBER, text):
        return None
    number = DocumentNumber(parts["code"], int(parts["year"]), int(parts["serial"]))
    return number if str(number) == text else None


def correct_number(text: str) -> str:
    """The number in the standard's spelling; empty if no number can be made out."""
    parts = _PARTS.fullmatch(text.strip().translate(_WIDE_DIGITS))
    if not parts:
        return ""
    return str(DocumentNumber("".join(parts["code"].split()), int(parts["year"]), int(parts["serial"])))


def require_number(text: str) -> DocumentNumber:
    """The parts of a number that someone typed; UsageError with the right spelling where it can be guessed."""
    if number := read_number(text):
        return number
    correct = correct_number(text)
    remedy = f"应写成“{correct}”" if read_number(correct) else "应写成“机关代字〔年份〕顺序号号”，例如“样财函〔2025〕1号”"
    raise UsageError(f"发文字号“{text}”写法不对：{remedy}（六角括号，不加“第”，不编虚位，不留空格）。")

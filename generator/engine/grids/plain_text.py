"""Text with commas or tabs between the columns becomes a grid."""

import csv
from io import StringIO

from generator.engine.grids.grid import Spot
from generator.engine.grids.laying import Layout
from generator.engine.grids.limits import Limits
from generator.engine.grids.outcome import Hindrance, RefusalError
from generator.engine.grids.web_page import decoded

SIGNS = "\t,;，"
LINES_LOOKED_AT = 50


def looks_like_table(start: bytes) -> bool:
    """Whether a file that begins so is text in columns."""
    return b"\x00" not in start and _sign(decoded(start[: start.rfind(b"\n") + 1] or start)) is not None


def _sign(text: str) -> str | None:
    """What stands between the columns: the sign that most lines have as often as each other."""
    lines = [line for line in text.splitlines()[:LINES_LOOKED_AT] if line.strip()]
    counts = {sign: sum(1 for line in lines if sign in line) for sign in SIGNS}
    best = max(SIGNS, key=lambda sign: counts[sign])
    return best if lines and counts[best] * 2 > len(lines) else None


def read_plain_text(content: bytes, limits: Limits) -> list[Layout]:
    """The text as one sheet; every cell is text."""
    text = decoded(content)
    layout = Layout("正文", limits)
    csv.field_size_limit(1 << 20)
    try:
        for row, line in enumerate(csv.reader(StringIO(text, newline=""), delimiter=_sign(text) or ","), 1):
            for column, cell in enumerate(line, 1):
                layout.put(Spot(row, column), cell)
            if len(layout.cells) > limits.cells:
                raise RefusalError(Hindrance.TOO_LARGE, f"文件里有内容的单元格超过 {limits.cells} 个。", "请拆成几个文件再用。")
    except csv.Error as error:
        raise RefusalError(Hindrance.DAMAGED, "文件是逗号分隔的文字，但引号不成对，分不清列。", "请用 WPS 或 Excel 打开，另存为 .xlsx 再用。") from error
    return [layout]

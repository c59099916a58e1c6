"""Which font family stands for a category of the standard, and what a machine without it shall take instead."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.letters.word.markup import Element, part, w
from generator.problems import JixiaoError

FACES = ("仿宋", "楷体", "黑体", "小标宋", "宋体")  # the categories of GB/T 9704—2012


@dataclass(frozen=True)
class Family:
    """A font family; Word and WPS look for `instead` where the machine lacks it."""

    name: str
    instead: str
    panose: str = ""


# The fonts that offices are told to install; since Windows 7 the GB2312 versions come with no system, but 仿宋 and 楷体 do.
OFFICE_FONTS = {
    "仿宋": Family("仿宋_GB2312", "仿宋", "02010609030101010101"),
    "楷体": Family("楷体_GB2312", "楷体", "02010609030101010101"),
    "黑体": Family("黑体", "SimHei", "02010609060101010101"),
    "小标宋": Family("方正小标宋简体", "华文中宋", "02010601030101010101"),
    "宋体": Family("宋体", "SimSun", "02010600030101010101"),
}


class Families:
    """The families of all faces, with those that the office names itself."""

    def __init__(self, fonts: Mapping[str, str] | None = None):
        own = dict(fonts or {})
        if unknown := [face for face in own if face not in FACES]:
            raise JixiaoError(f"Word 字体设置里没有“{unknown[0]}”这一类。可用：{'、'.join(FACES)}。")
        self._families = {face: Family(own[face], OFFICE_FONTS[face].instead) if face in own else OFFICE_FONTS[face] for face in FACES}

    def name(self, face: str) -> str:
        """The family of a face."""
        if face not in self._families:
            raise JixiaoError(f"版式设置里的字体“{face}”不是公文标准的字体类别。可用：{'、'.join(FACES)}。")
        return self._families[face].name

    def run_fonts(self, face: str) -> Element:
        """`rFonts` with one family for every script, so that neither Times New Roman nor a theme comes in."""
        name = self.name(face)
        return w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)

    def font_table(self) -> bytes:
        """The part that tells which font to take for one that is not installed."""
        return part("fonts", *(_font(family) for family in {family.name: family for family in self._families.values()}.values()))


def _font(family: Family) -> Element:
    return w(
        "font",
        w("altName", val=family.instead) if family.instead != family.name else None,
        w("panose1", val=family.panose) if family.panose else None,
        w("charset", val="86"),  # GB2312
        w("family", val="auto"),
        w("pitch", val="variable"),
        name=family.name,
    )

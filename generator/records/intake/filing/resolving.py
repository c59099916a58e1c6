"""Which budget unit a form means: its name as it was written, looked up in `units.yml`.

Only what is said plainly is taken: code, name, short name, alias; and what needs one sure step more, which is always said:
a word such as 本级, the name of the district left out, a code of another system before a known name. Anything else is a
question with the nearest names, and an alias settles it once for all.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.records.units import Unit

LEVEL_WORDS = ("本级", "部门", "机关", "汇总", "本部", "单位", "整体", "部门本级", "局本级", "部门汇总", "盖章", "公章", "签章", "加盖公章")
LABEL = re.compile(r"^(?:预算|填报|项目|申报|实施|主管|被评价)?(?:单位|部门)(?:名称|编码)?(?:\(.{1,6}\))?:")
SEAL = re.compile(r"\((?:加?盖?公?章|盖章|签章|公章)\)$")
CODE_FIRST = re.compile(r"\[?(?P<code>\d{3,12})\]?[-_—–－~/.、:]*(?P<name>.*[^\d].*)")
CODE_LAST = re.compile(r"(?P<name>.*[^\d(\[].*?)[-_—–]*[(\[](?P<code>\d{3,12})[)\]]")
NEAREST, NEAR_ENOUGH = 3, 0.4
SHORTEST = 3  # characters that a name must have to be known by its end: 教育局


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """A name without what two people write differently: white space, width of signs, quotes, brackets' form."""
    folded = unicodedata.normalize("NFKC", text).replace("【", "[").replace("】", "]").replace("〔", "[").replace("〕", "]")
    return re.sub(r"[\s“”\"'‘’「」《》]+", "", folded)


@dataclass(frozen=True)
class FoundUnit:
    """A unit, or the nearest ones; `reading` says how the text was read where that was not plain."""

    unit: Unit | None
    reading: str = ""
    nearest: tuple[Unit, ...] = ()
    trouble: str = ""  # why there is none; empty if the name is merely unknown
    is_ambiguous: bool = False  # all of `nearest` are called so


class UnitFinder:
    """Looks units up; `region` is the district's name, which a writer may leave out."""

    def __init__(self, units: Iterable[Unit], region: str = ""):
        self._units = tuple(units)
        self._region = plain(region)
        self._by_name: dict[str, set[str]] = {}
        self._by_code: Mapping[str, Unit] = {unit.code: unit for unit in self._units}
        for unit in self._units:
            for name in unit.names - {unit.code}:
                self._by_name.setdefault(plain(name), set()).add(unit.code)

    def find(self, written: str) -> FoundUnit:
        """The unit that `written` means."""
        text = SEAL.sub("", LABEL.sub("", plain(written)))
        if not text:
            return FoundUnit(None, trouble="没有写单位")
        if unit := self._plainly(text):
            return FoundUnit(unit)
        for pattern in (CODE_FIRST, CODE_LAST):
            if match := pattern.fullmatch(text):
                found = self._by_code_and_name(match["code"], match["name"])
                if found:
                    return found
        if shared := self._shared(text) or self._shared(self._without_words(text)):
            return FoundUnit(None, nearest=shared, is_ambiguous=True)
        if found := self._by_part(text):
            return found
        return FoundUnit(None, nearest=self._nearest(text))

    def _plainly(self, text: str) -> Unit | None:
        if text in self._by_code:
            return self._by_code[text]
        codes = self._by_name.get(text, set())
        return self._by_code[next(iter(codes))] if len(codes) == 1 else None

    def _shared(self, text: str) -> tuple[Unit, ...]:
        """The units that are all called so; empty unless there are several."""
        codes = self._by_name.get(text, set())
        return tuple(self._by_code[code] for code in sorted(codes)) if len(codes) > 1 else ()

    def _by_code_and_name(self, code: str, name: str) -> FoundUnit | None:
        by_code = self._by_code.get(code)
        named = self._plainly(name)
        shared = () if named else self._shared(name)
        if by_code in shared:
            return FoundUnit(by_code)
        if shared:
            return FoundUnit(None, nearest=shared, is_ambiguous=True)
        by_name = FoundUnit(named) if named else self._by_part(name)
        unit = by_name.unit if by_name else None
        if by_code and unit and by_code.code != unit.code:
            return FoundUnit(None, nearest=(by_code, unit), trouble=f"编码 {code} 是{by_code.name}，名称却是{unit.name}")
        if by_code and unit:
            return FoundUnit(unit, by_name.reading if by_name else "")
        if by_code:
            return FoundUnit(by_code, f"按编码 {code} 认作{by_code.name}；名称“{name}”与名录不同")
        if unit:
            return FoundUnit(unit, f"编码 {code} 名录里没有，按名称认作{unit.name}（{unit.code}）")
        return None

    def _by_part(self, text: str) -> FoundUnit | None:
        """Known by its name less a word such as 本级, or less the district's name; None if that is not one unit alone."""
        bare = self._without_words(text)
        if bare != text and (unit := self._plainly(bare)):
            return FoundUnit(unit, f"去掉“本级”“部门”等字样，认作{unit.name}（{unit.code}）")
        if self._region and len(bare) >= SHORTEST:
            ends = {code for name, codes in self._by_name.items() if self._is_less_region(name, bare) for code in codes}
            if len(ends) == 1:
                unit = self._by_code[next(iter(ends))]
                return FoundUnit(unit, f"补上行政区名，认作{unit.name}（{unit.code}）")
        return None

    def _is_less_region(self, name: str, bare: str) -> bool:
        """Whether `bare` is the name without the district's, or with only its end: 示范区教育局."""
        return name.startswith(self._region) and name.endswith(bare) and len(name) - len(self._region) <= len(bare) < len(name)

    @staticmethod
    def _without_words(text: str) -> str:
        words = "|".join(sorted(LEVEL_WORDS, key=len, reverse=True))
        return re.sub(rf"(?:[(\[](?:{words})[)\]]|[-—]?(?:本级|汇总|部门本级|部门汇总))$", "", text)

    def _nearest(self, text: str) -> tuple[Unit, ...]:
        near = difflib.get_close_matches(text, self._by_name, NEAREST * 2, NEAR_ENOUGH)
        units = dict.fromkeys(code for name in near for code in sorted(self._by_name[name]))
        return tuple(self._by_code[code] for code in units)[:NEAREST]

"""The list of units as an import changes it: rows of lists that came in, and writings that a person settled as aliases."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.engine.workspace import Workspace
from generator.problems import UsageError
from generator.records.intake.candidate import Candidate, CellRef, Note
from generator.records.intake.codes import filing_note
from generator.records.intake.filing.outcome import Subject
from generator.records.intake.filing.planning import Breach, Claim, Plan, Setting, Standing, plan
from generator.records.intake.filing.resolving import UnitFinder, plain
from generator.records.loading import KNOWN_KEYS
from generator.records.reading import read_yaml
from generator.records.register import Foundation
from generator.records.units import Unit, UnitList, shared_names
from generator.records.vocabulary import UnitKind

UNITS_FILE = "content/units.yml"
COMMAND = "--alias"  # what messages name where no file said it


@dataclass
class UnitFiling:
    """One run: `plan` lays the lists together, `notes` tell what was guessed or not found."""

    workspace: Workspace
    foundation: Foundation
    setting: Setting
    said: Sequence[tuple[str, str, CellRef]]  # a writing, the unit that a person said it means, and where
    notes: list[Note] = field(default_factory=list)

    def plan(self, candidates: Sequence[Candidate]) -> Plan | None:
        """The list of units with what lists and aliases say; the units found later are those that will be there."""
        claims = [self._unit_claim(candidate) for candidate in candidates]
        claims += self._alias_claims(self._units_with(claims))
        if not claims:
            return None
        path = self.workspace.content / "units.yml"
        subject = Subject(UNITS_FILE, "", "预算单位名录")
        gone = self._gone(claims) if candidates else frozenset()
        standing = Standing(path.read_bytes(), pruned=lambda values: {**values, "单位": [row for row in values.get("单位", ()) if str(row.get("编码")) not in gone]})
        return plan(subject, claims, UnitList, standing, self.setting, self._shared)

    def _shared(self, record: BaseModel) -> Sequence[Breach]:
        """The names that two units would have, and do not have now."""
        old = {(unit.code, other.code) for _, unit, other, _ in shared_names(self.foundation.units.values())}
        assert isinstance(record, UnitList)
        return [
            Breach(("单位", place), "B09", f"“{name}”也是 {other.code} {other.name}的名称、简称或别名", "改表上的简称、别名，使两个单位不同")
            for place, unit, other, name in shared_names(record.units)
            if (unit.code, other.code) not in old
        ]

    def _gone(self, claims: Sequence[Claim]) -> frozenset[str]:
        """The units that are on no list and that go with `replace`, since nothing refers to them."""
        listed = {str(row.get("编码", "")) for claim in claims for row in claim.values["单位"]}
        parents = {str(row.get("主管部门", "")) for claim in claims for row in claim.values["单位"]}
        extra = [unit for code, unit in self.foundation.units.items() if code not in listed]
        gone = []
        for unit in sorted(extra, key=lambda unit: (not unit.parent, unit.code)):  # what is below first
            below = any(other.parent == unit.code and other.code not in gone for other in self.foundation.units.values())
            user = "名录里的下级单位" if below or unit.code in parents else self._user_of(unit.code)
            if not user:
                gone.append(unit.code)
            kept = f"{user}还用着，没有删去" if user else "已删去" if self.setting.replace else "照资料保留；不要的，加 --replace 再导入"
            self.notes.append(filing_note("X86", claims[0].area, "", f"{unit.code} {unit.name}，{kept}"))
        return frozenset(gone) if self.setting.replace else frozenset()

    def _user_of(self, code: str) -> str:
        """A record that names the unit; empty if none does."""
        return next((name for name, text in self._records if Path(name).stem == code or re.search(rf"(?<!\d){code}(?!\d)", text)), "")

    @cached_property
    def _records(self) -> list[tuple[str, str]]:
        """All records but the list itself, as text."""
        paths = sorted(path for path in self.workspace.content.rglob("*.yml") if path != self.workspace.content / "units.yml")
        return [(self.workspace.relative(path), path.read_text(encoding="utf-8-sig", errors="replace")) for path in paths]

    def _unit_claim(self, candidate: Candidate) -> Claim:
        values: Any = candidate.values
        rows = values.get("单位") if isinstance(values.get("单位"), list) else [values]
        prefix = ("单位",) if rows is not values.get("单位") else ()
        sources = {(*prefix, 0, *path) if prefix else path: cell for path, cell in candidate.sources.items()}
        known = {*self.foundation.units, *(str(row.get("编码", "")) for row in rows)}
        completed = []
        for row in rows:
            code = str(row.get("编码", ""))
            if not row.get("类型") and code not in self.foundation.units:
                kind, reason = _kind_of(code, str(row.get("名称", "")), row, known)
                self.notes.append(filing_note("X91", candidate.area, str(row.get("名称", code)), f"类型（{reason}）", understood=kind.value))
                row = {**row, "类型": kind.value}
            if row.get("别名"):
                row = {**row, "别名": _split(row["别名"])}
            completed.append(row)
        return Claim({"单位": completed}, sources, candidate.area)

    def _units_with(self, claims: Sequence[Claim]) -> dict[str, Unit]:
        """The units there are, and those that the lists bring, as far as they can be read."""
        found = dict(self.foundation.units)
        for row in (row for claim in claims for row in claim.values["单位"]):
            try:
                unit = Unit.model_validate(row)
            except ValidationError:
                continue
            found.setdefault(unit.code, unit)
        return found

    def _alias_claims(self, units: Mapping[str, Unit]) -> list[Claim]:
        """One for each writing that a person settled, by the command or in a report."""
        finder = UnitFinder(units.values(), self.foundation.office.district)
        claims = []
        for written, meant, cell in self.said:
            unit = finder.find(meant).unit
            if unit is None:
                nearest = "、".join(f"{one.code} {one.name}" for one in finder.find(meant).nearest)
                if cell.file == COMMAND:
                    raise UsageError(f"--alias {written}={meant}：名录里没有“{meant}”。" + (f"最接近的是：{nearest}。" if nearest else "请写单位的编码或全称。"))
                self.notes.append(filing_note("X71", cell, meant, f"最接近的是{nearest}" if nearest else ""))
                continue
            taken = next((one for one in units.values() if one.code != unit.code and plain(written) in map(plain, one.names)), None)
            if taken:
                raise UsageError(f"“{written}”已经是 {taken.code} {taken.name}的名称或别名，不能再指 {unit.code} {unit.name}。")
            if plain(written) not in map(plain, unit.names):
                claims.append(Claim({"单位": [{"编码": unit.code, "别名": [written]}]}, {}, cell))
        return claims


def units_in(text: bytes) -> dict[str, Unit]:
    """The list as a plan would write it, for looking up; ValidationError if it is none."""
    units = UnitList.model_validate(read_yaml(text, UNITS_FILE, KNOWN_KEYS).values).units
    return {unit.code: unit for unit in units}


def _split(aliases: Any) -> list[str]:
    """Aliases that stand in one cell."""
    texts = [aliases] if isinstance(aliases, str) else aliases
    return [one for text in texts for one in re.split(r"[、，,;；\s]+", str(text)) if one]


def _kind_of(code: str, name: str, row: Mapping[str, Any], known: set[str]) -> tuple[UnitKind, str]:
    """What kind of unit a name speaks of."""
    if re.search(r"街道(?:办事处)?$|街办$", name):
        return UnitKind.STREET, "名称里有“街道”"
    if re.search(r"(?:镇|乡)(?:人民政府)?$", name):
        return UnitKind.TOWN, "名称里有“镇”或“乡”"
    if row.get("主管部门") or any(code != other and other and code.startswith(other) for other in known):
        return UnitKind.SUBORDINATE, "有主管部门"
    return UnitKind.DEPARTMENT, "没有写类型"


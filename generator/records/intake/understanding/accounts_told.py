"""Budgets and final accounts as they are told: “三公”经费 in sentences and in tables, sums compared with their parts."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from generator.engine.grids.grid import GridCell
from generator.records.accounts import Stage
from generator.records.intake.candidate import Fate, Path, Target
from generator.records.intake.parsing.days import read_year
from generator.records.intake.parsing.figures import half_width, is_nothing, read_money
from generator.records.intake.scanning.headings import Form
from generator.records.intake.scanning.meanings import ACCOUNTS, SUMS, Place
from generator.records.intake.understanding.accounts_tables import CHANGE, AccountsTables
from generator.records.intake.understanding.cells import read_cell
from generator.records.intake.understanding.draft import Draft

_AMOUNT = r"(?:[:：]|20\d{2}年|经费|费用|费|支出|预算|决算|数|总额|总计|合计|共计|安排|支出数|年初预算数|为|约|共)*[:：]?\s*(?P<amount>-?[\d,]+(?:\.\d+)?)\s*(?P<unit>亿元|万元|元)"
_YEAR = re.compile(r"(?<!比)(?<!较)(?<!与)(20\d{2})\s*(?:年|/)")
_STAGE = re.compile("预算|决算")
_NO_STAGE = re.compile("一般公共预算|政府性基金预算|国有资本经营预算|社会保险基金预算|部门预算单位|预算单位|预决算")
_UNIT = re.compile(
    r"^(?P<unit>[一-鿿]{2,24}?(?:局|委员会|委|办公室|中心|政府|联合会|处|院|学校|馆|站|所|会|公司))(?=20\d{2}年|$)|^(?P<area>[一-鿿]{2,9}?(?:省|市|区|县|旗|州|乡|镇))(?=20\d{2}年)"
    r"|20\d{2}年(?P<where>[一-鿿]{2,9}?(?:省|市|区|县|旗))(?=部门|本级|“|\"|各)"
)
_PARTS: dict[str, tuple[str, ...]] = {
    "公务用车合计": ("公务用车购置费", "公务用车运行维护费"), "三公合计": ("因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行维护费"),
}  # fmt: skip


@dataclass
class AccountsTold:
    """Reads one page on a budget or on final accounts; each year has a draft of its own."""

    draft: Draft
    form: Form
    first: int
    last: int
    unit: str
    drafts: dict[int, Draft] = field(default_factory=dict)
    sums: dict[tuple[int, Stage, str], tuple[Decimal, GridCell]] = field(default_factory=dict)

    def read(self, titles: list[GridCell]) -> list[Draft]:
        """All that is told; gives the drafts of years beside the page's own."""
        title = "".join(cell.text for cell in titles)
        self.year = read_year(title) or next((year for row in range(self.first, self.last + 1) for cell in self.draft.notebook.grid.starting(row) if (year := read_year(cell.text))), 0)
        self.stage = self.stage_of(title) or (Stage(self.form.variant.stage) if self.form.variant.stage else Stage.FINAL)
        self.draft.year = self.year or None
        self.drafts[self.year] = self.draft
        for cell in titles:
            self._take_unit(cell)
        if titles:
            self.draft.put((self.stage.value, "标题"), re.sub(r"\s+", "", title), titles[-1])
        AccountsTables(self, self.form, self.first, self.last).read()
        self._read_paragraphs()
        self._compare()
        if len(self.drafts) > 1:
            self.draft.notebook.note("X11", None, "", "、".join(f"{year}年" for year in sorted(self.drafts)) + "各归一份预决算", stands=title)
        for year, draft in self.drafts.items():
            draft.year = year or None
            for name, found in self.draft.identity.items():
                draft.identity.setdefault(name, found)
        return [draft for draft in self.drafts.values() if draft is not self.draft]

    def _of_year(self, year: int) -> Draft:
        if year not in self.drafts:
            self.drafts[year] = Draft(self.draft.notebook, Target.BOOK, self.form.variant.name)
        return self.drafts[year]

    @staticmethod
    def stage_of(text: str) -> Stage | None:
        """The stage that a text names last."""
        found = _STAGE.findall(_NO_STAGE.sub("", text))
        return Stage(found[-1]) if found else None

    def _take_unit(self, cell: GridCell) -> None:
        match = _UNIT.search(re.sub(r"\s+", "", half_width(cell.text)))
        if match and "预算单位" not in self.draft.identity:
            self.draft.identify("预算单位", next(part for part in match.groups() if part), cell)

    # --- paragraphs ----------------------------------------------------------------------------------------------------

    def _read_paragraphs(self) -> None:
        """Each paragraph is kept as explanation; amounts in it have fields of their own."""
        stage, year = self.stage, self.year
        notebook = self.draft.notebook
        for row in range(self.first, self.last + 1):
            for cell in notebook.grid.starting(row):
                if not notebook.is_open(cell):
                    continue
                self._take_unit(cell)
                text = half_width(cell.text)
                is_heading = len(text) < 40 and not re.search("[。;；，,]", text)
                if is_heading:
                    year = int(match[-1]) if (match := _YEAR.findall(text)) and not CHANGE.search(text) else year
                    stage = self.stage_of(text) or stage
                    if not re.search(r"\d\s*(?:万元|元|亿元)", text):
                        notebook.label(cell)
                        continue
                self._read_sentences(cell, text, year, stage)

    def _read_sentences(self, cell: GridCell, text: str, year: int, stage: Stage) -> None:
        own_year, own_stage = year, stage
        for part in re.split(r"(?<=[。])", text):
            for match in self._items.finditer(part):
                before = part[: match.start()]
                years = _YEAR.findall(before)
                own_year = int(years[0]) if years else own_year
                own_stage = self.stage_of(part[: match.start("amount")]) or own_stage
                meaning = self.form.accounts.meaning(match["item"])
                self.put(own_year, own_stage, meaning, f"{match['amount']}{match['unit']}", cell, self.unit)
        owner = self._of_year(own_year if own_year in self.drafts else year)
        path: Path = (own_stage.value, "说明")
        if not is_nothing(cell.text):
            owner.put(path, cell.text, cell, is_appended=True)

    @cached_property
    def _items(self) -> re.Pattern[str]:
        """The names of all items with an amount behind them; long names first."""
        words = sorted({half_width(word) for words in self._all_words() for word in words}, key=len, reverse=True)
        return re.compile(f"(?P<item>{'|'.join(map(re.escape, words))}){_AMOUNT}")

    def _all_words(self) -> list[tuple[str, ...]]:
        general, own = self.form.general.accounts, self.form.variant.vocabulary.accounts
        return [words for table in (general, own) for meaning, words in table.items() if meaning not in SUMS] + [
            tuple(word for word in words if len(word) > 2) for table in (general, own) for meaning, words in table.items() if meaning in SUMS
        ]

    def put(self, year: int, stage: Stage, meaning: str, text: str, cell: GridCell, unit: str) -> bool:
        """Place one amount; False if it is a sum, which is but compared."""
        if meaning in SUMS:
            money = read_money(text, unit)
            if money:
                self.sums.setdefault((year, stage, meaning), (Decimal(money.number), cell))
            return False
        place = ACCOUNTS[meaning]
        read_cell(self._of_year(year), Place((stage.value, *place.path), place.reader, place.choice), cell, text=text, unit=unit)
        return True

    # --- sums ----------------------------------------------------------------------------------------------------------

    def _compare(self) -> None:
        """A stated sum is not kept; where it is not the sum of its parts, that is told."""
        for (year, stage, meaning), (stated, cell) in self.sums.items():
            found = [self.drafts[year].get((stage.value, "三公经费", part)) for part in _PARTS[meaning]] if year in self.drafts else []
            if all(value is not None for value in found) and found and sum(map(Decimal, found)) != stated:
                self.draft.notebook.note("X56", cell, str(sum(map(Decimal, found))), f"{year}年{'公务用车' if meaning == '公务用车合计' else '“三公”'}合计写作 {stated}，分项相加 {sum(map(Decimal, found))}")
                self.draft.notebook.mark(cell, Fate.NOTED)

"""The whole build on one screen: load → check → compose → print → disclose → publish."""

import difflib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.before_issue import note_draft
from generator.delivered import delivered_package
from generator.drafting import DRAFT_NAME, Draft, Selection, drafts_of, manners_of, tables_of
from generator.engine.cache import Cache
from generator.engine.workers import Progress, silent
from generator.engine.workspace import Workspace
from generator.letters.binding.unbindable import unbindable_files
from generator.letters.printing import PrintedLetter, PrintShop
from generator.letters.word.reading import TextBlock, read_kept_text
from generator.letters.wording import Wording
from generator.problems import ContentError, JixiaoError, Problem, Severity, UsageError, sort_problems
from generator.public_forms import public_forms
from generator.records.accounts import Stage
from generator.records.congress_choice import is_open, unbound_accounts
from generator.records.document_numbers import read_number
from generator.records.issued import IssuedDocument, slug
from generator.records.loading import Loader
from generator.records.register import Foundation, Register, YearRow, file_of_congress
from generator.records.results import summarise
from generator.records.rules import check_register
from generator.records.stated import moved_in
from generator.volumes import MadeVolume, approved_package, make_volume
from generator.website.door.documents import LetterFile, OutgoingFile, TextReader
from generator.website.door.public_document import PublicBlock, PublicCell
from generator.website.door.public_site import PublicForm, PublicSite, PublicVolume
from generator.website.door.site import disclose_site, is_shown
from generator.website.door.volumes import disclose_volume
from generator.website.ledger import Ledger, read_ledger
from generator.website.memory import inputs_of, recall, remember
from generator.website.published import addresses_in
from generator.website.release import SiteReport
from generator.website.site import build_website
from generator.website.vanishing import LostAddressesError

Inspect = Callable[[PublicSite, Path], None]


@dataclass(frozen=True)
class Checked:
    """A workspace that was read and put to the rules."""

    foundation: Foundation | None
    years: tuple[int, ...]
    rows: tuple[YearRow, ...]
    problems: tuple[Problem, ...]

    @property
    def has_errors(self) -> bool:
        """True if nothing may be built from it."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True)
class Drafted:
    """A draft on disk."""

    draft: Draft
    letter: PrintedLetter

    @property
    def year(self) -> int:
        """The budget year that it is about."""
        return self.draft.year

    @property
    def dossiers(self) -> tuple[str, ...]:
        """The dossiers that it is about; none for a whole year."""
        return self.draft.dossiers


@dataclass(frozen=True)
class BuildReport:
    """What a build made."""

    problems: tuple[Problem, ...]
    drafts: tuple[Drafted, ...] = ()
    removed: tuple[Path, ...] = ()
    site: SiteReport | None = None
    is_site_new: bool = False
    lost: LostAddressesError | None = None  # addresses that were published and would be gone: the site was not replaced


def check(workspace: Workspace, today: date) -> Checked:
    """Read everything and put it to all rules, the composed documents too; every problem is found at once."""
    checked = check_records(workspace, today)
    if checked.foundation:
        checked = replace(checked, problems=sort_problems([*checked.problems, *_unbindable(workspace, today, checked, checked.foundation)]))
    if checked.has_errors or checked.foundation is None:  # nothing is composed from records that are wrong
        return checked
    return _composed(workspace, today, checked, Selection())[0]


def _unbindable(workspace: Workspace, today: date, checked: Checked, foundation: Foundation) -> Iterator[Problem]:
    """Files for the congress that no volume could be bound with; other years need not be read for it."""
    loader = Loader(workspace)
    years = tuple(year for year in checked.years if (workspace.root / file_of_congress(year)).is_file())
    for register in registers_of(loader, foundation, years, checked.rows):
        for stage in Stage:
            yield from unbindable_files(register, stage, workspace.content, today, loader.locate)


def check_records(workspace: Workspace, today: date) -> Checked:
    """Read everything and put it to the rules of records."""
    loader = Loader(workspace)
    foundation = loader.foundation()
    years = workspace.years()
    if foundation is None:
        for year in years:  # without the office no rules, but what is wrong in the writing can be told
            loader.scan(year)
        return Checked(None, years, (), sort_problems(loader.problems))
    rows = tuple(row for year in years for row in summarise(loader.year(foundation, year), today))
    problems: list[Problem] = []
    for register in registers_of(loader, foundation, years, rows):
        problems += check_register(register, today, loader.locate)
    return Checked(foundation, years, rows, sort_problems([*loader.problems, *problems]))


def _composed(workspace: Workspace, today: date, checked: Checked, selection: Selection) -> tuple[Checked, list[Draft]]:
    """The drafts wanted, and with the problems found before what the rules say of their words; a template with a fault is one too."""
    drafts: list[Draft] = []
    problems = list(checked.problems)
    try:
        for draft in compose_all(workspace, today, checked, selection):
            drafts.append(draft)
            problems += manners_of(draft)
    except JixiaoError as error:
        problems.append(Problem("G06", Severity.ERROR, "templates/letters", 0, 0, str(error), "", "改正模板；改坏了，删去工作区里的这个模板就恢复原样"))
    return replace(checked, problems=sort_problems(problems)), drafts


def registers_of(loader: Loader, foundation: Foundation, years: tuple[int, ...], rows: tuple[YearRow, ...]) -> Iterator[Register]:
    """One year after the other, so that memory holds one; of the others each knows a row per dossier."""
    for year in years:
        yield replace(loader.year(foundation, year), other_years=tuple(row for row in rows if row.year != year))


def compose_all(workspace: Workspace, today: date, checked: Checked, selection: Selection) -> Iterator[Draft]:
    """Every draft that is wanted, year by year."""
    if checked.foundation is None:
        return
    wording = Wording(workspace.template_folders)
    for register in registers_of(Loader(workspace), checked.foundation, checked.years, checked.rows):
        yield from drafts_of(register, today, wording, selection)


def make_letters(workspace: Workspace, today: date, selection: Selection, progress: Progress = silent) -> BuildReport:
    """Drafts of the documents selected, and nothing else."""
    return _draft(workspace, today, sound_records(workspace, today), selection, progress)


def make_tables(workspace: Workspace, today: date, selection: Selection, progress: Progress = silent) -> BuildReport:
    """The annex tables selected, each alone."""
    checked, foundation = sound_records(workspace, today)
    registers = registers_of(Loader(workspace), foundation, checked.years, checked.rows)
    tables = [table for register in registers for table in tables_of(register, today, selection)]
    if not tables and not selection.is_everything:
        raise UsageError(_nothing_selected(foundation, checked, selection, "附表"))
    return _print(workspace, foundation, checked, tables, workspace.tables, progress, removes_others=selection.is_everything)


def _draft(workspace: Workspace, today: date, ready: tuple[Checked, Foundation], selection: Selection, progress: Progress) -> BuildReport:
    checked, drafts = _composed(workspace, today, ready[0], selection)
    foundation = _required(checked)[1]
    if not drafts and not selection.is_everything:
        raise UsageError(_nothing_selected(foundation, checked, selection, "公文"))
    report = _print(workspace, foundation, checked, drafts, workspace.letters, progress, removes_others=selection.is_everything)
    for draft in drafts:
        note_draft(workspace, draft, today)
    return report


def build(workspace: Workspace, today: date, progress: Progress = silent, inspect: Inspect | None = None) -> BuildReport:
    """All letters and the site. `inspect` sees the public view and the finished tree before the site is switched, and may raise.

    Without one the site is not switched where it would lose addresses that were published: the report says which.
    """
    checked, foundation = sound_records(workspace, today)
    report = _draft(workspace, today, (checked, foundation), Selection(), progress)
    public = _public_view(workspace, today, foundation, checked, report.drafts, progress)
    public = replace(public, volumes=_public_volumes(workspace, today, foundation, checked, progress))
    inputs = inputs_of(public, workspace)
    site = recall(workspace, inputs)
    try:
        if site:
            (inspect or _keeps_addresses(workspace))(public, workspace.site)
            return replace(report, site=site)
        site = build_website(public, workspace, lambda tree: (inspect or _keeps_addresses(workspace))(public, tree))
    except LostAddressesError as lost:
        if inspect:
            raise
        return replace(report, lost=lost)
    remember(workspace, inputs, site)
    return replace(report, site=site, is_site_new=True)


def _keeps_addresses(workspace: Workspace) -> Inspect:
    """What a plain build has to say to a finished tree: `site/` is the folder that is copied to the portal, so it loses nothing either."""
    return lambda public, tree: refuse_loss(read_ledger(workspace.published), workspace, public, tree)


def refuse_loss(ledger: Ledger, workspace: Workspace, public: PublicSite, tree: Path, retired: Collection[str] = ()) -> None:
    """LostAddressesError if the tree lacks addresses that were published, are not withdrawn and are not `retired` now."""
    ledger = ledger.held_against(is_demo=public.latest.office.is_demo)
    if lost := [address for address in ledger.vanishing(frozenset(addresses_in(tree)), public) if address not in retired]:
        # Before anything was built there is no folder to copy.
        standing = ledger.vanishing(frozenset(addresses_in(workspace.site)), public) if workspace.site.is_dir() else ()
        raise LostAddressesError(lost, len([address for address in standing if address not in retired]))


def make_congress_volume(workspace: Workspace, year: int, stage: Stage, today: date, progress: Progress = silent) -> MadeVolume:
    """The volume of one year and stage for the people's congress; ContentError if the records, or figures in it, do not agree."""
    checked, foundation = sound_records(workspace, today)
    registers, public = volume_records(workspace, year, stage, today, foundation, checked, progress)
    made = make_volume(workspace, registers, year, stage, today, public, print_shop(workspace, foundation), progress)
    own = registers[year]
    submission = own.congress.submission(stage) if own.congress else None
    unbound = tuple(unbound_accounts(own, submission, stage, today)) if submission else ()
    return replace(made, missing=tuple(missing_papers_of(checked, year, stage)), unbound=unbound)


def missing_papers_of(checked: Checked, year: int, stage: Stage) -> Iterator[Problem]:
    """What the volume lacks: said once more with the volume itself, for then somebody is about to send it."""
    for problem in checked.problems:
        if problem.rule == "N10" and problem.file == file_of_congress(year) and problem.field == stage.value:
            yield problem


def volume_records(
    workspace: Workspace, year: int, stage: Stage, today: date, foundation: Foundation, checked: Checked, progress: Progress = silent
) -> tuple[Mapping[int, Register], PublicSite]:
    """What a volume is composed of: all years, and what is public of its own; ContentError where a file could not be bound."""
    loader = Loader(workspace)
    registers = {register.year: register for register in registers_of(loader, foundation, checked.years, checked.rows)}
    if year in registers and (faults := [*unbindable_files(registers[year], stage, workspace.content, today, loader.locate)]):
        raise ContentError([*checked.problems, *faults])
    return registers, _data_of_volume(workspace, registers.get(year), stage, today, foundation, checked, progress)


def _public_view(
    workspace: Workspace, today: date, foundation: Foundation, checked: Checked, drafted: tuple[Drafted, ...], progress: Progress
) -> PublicSite:
    """All that the public may know on the day, but for volumes, which hold some of it."""
    letters = [*_drafted_files(drafted), *_issued_files(workspace, foundation.issued.documents)]
    forms = _public_forms(workspace, today, foundation, checked, progress)
    registers = registers_of(Loader(workspace), foundation, checked.years, checked.rows)
    return disclose_site(registers, foundation, workspace, today=today, letters=letters, read_text=_text_reader(workspace), forms=forms)


def _data_of_volume(
    workspace: Workspace, register: Register | None, stage: Stage, today: date, foundation: Foundation, checked: Checked, progress: Progress
) -> PublicSite:
    """What is public of the year on the volume's day of publication: a volume that is out does not change from day to day. Drafts are none of it.

    The other years stay closed here: the data that go with a volume are those of its own year, as the whole site has them.
    """
    if register is None:
        return PublicSite(())
    submission = register.congress.submission(stage) if register.congress else None
    day = min(today, submission.published_on) if submission and submission.published_on else today
    view = _public_view(workspace, day, foundation, replace(checked, years=(register.year,)), (), progress)
    return replace(view, registers=tuple(one for one in view.registers if is_shown(one, day)))


def _public_volumes(workspace: Workspace, today: date, foundation: Foundation, checked: Checked, progress: Progress) -> tuple[PublicVolume, ...]:
    """The volumes that the congress has approved, the latest session first; the others are not even made.

    What was delivered comes from the archive as it went out; the rest is bound of the records.
    """
    found: list[PublicVolume | None] = []
    unkept: list[tuple[int, Stage]] = []
    for register in registers_of(Loader(workspace), foundation, checked.years, checked.rows):
        for stage in _open_stages(register, today):
            if document := foundation.issued.delivered(register.year, stage.value):
                package = replace(delivered_package(workspace, document, foundation.issued), has_moved=bool(moved_in(document, register)))
                found.append(disclose_volume(register, package, today))
            else:
                unkept.append((register.year, stage))
    if unkept:  # such a volume asks for all years at once; without one memory holds one year
        loader = Loader(workspace)
        registers = {register.year: register for register in registers_of(loader, foundation, checked.years, checked.rows)}
        for year, stage in unkept:
            if faults := [*unbindable_files(registers[year], stage, workspace.content, today, loader.locate)]:
                raise ContentError(faults)
            public = _data_of_volume(workspace, registers[year], stage, today, foundation, checked, progress)
            package = approved_package(workspace, registers, year, stage, today, public, print_shop(workspace, foundation), progress)
            found.append(disclose_volume(registers[year], package, today))
    return tuple(sorted((one for one in found if one), key=lambda one: (one.held_on, one.year, one.stage), reverse=True))


def _open_stages(register: Register, today: date) -> Iterator[Stage]:
    """Of which stages the volume is public."""
    for stage in Stage:
        if register.congress and (submission := register.congress.submission(stage)) and is_open(submission, today):
            yield stage


def _public_forms(workspace: Workspace, today: date, foundation: Foundation, checked: Checked, progress: Progress) -> tuple[PublicForm, ...]:
    """The official forms that go onto the site, as PDF too unless the office says otherwise."""
    registers = registers_of(Loader(workspace), foundation, checked.years, checked.rows)
    shop = print_shop(workspace, foundation) if foundation.office.site.prints_forms else None
    return public_forms(registers, today, shop, progress)


def sound_records(workspace: Workspace, today: date) -> tuple[Checked, Foundation]:
    """The records read and checked; ContentError if they have errors. The words of a document are looked at when it is composed."""
    return _required(check_records(workspace, today))


def _required(checked: Checked) -> tuple[Checked, Foundation]:
    if checked.has_errors or checked.foundation is None:
        raise ContentError(checked.problems)
    return checked, checked.foundation


def _nothing_selected(foundation: Foundation, checked: Checked, selection: Selection, what: str) -> str:
    """Why no document fits, with the nearest name where a name was not found."""
    units = {name for unit in foundation.units.values() for name in unit.names}
    projects = {name for row in checked.rows for name in (row.id, row.title)}
    for word, names, noun in ((selection.unit, units, "单位"), (selection.project, projects, "项目")):
        if word and word not in names:
            near = [*(name for name in sorted(names) if word in name), *difflib.get_close_matches(word, names, 3, 0.4)]
            return f"没有{noun}“{word}”。" + (f"是否应为{'、'.join(f'“{name}”' for name in dict.fromkeys(near[:3]))}？" if near else f"请核对{noun}的编码或名称。")
    return f"没有符合条件的{what}：所选的单位或项目还没有这方面的资料，或不需要这种{what}，或已经签发。"


def print_shop(workspace: Workspace, foundation: Foundation) -> PrintShop:
    """Where this office's documents are printed."""
    fonts = {name: workspace.root / path for name, path in foundation.office.letters.fonts.items()}
    return PrintShop(workspace.template_folders, workspace.font_folders, fonts, workspace.build)


def _print(
    workspace: Workspace, foundation: Foundation, checked: Checked, drafts: list[Draft], folder: Path, progress: Progress, *, removes_others: bool
) -> BuildReport:
    folders = {draft.document.name: folder / str(draft.year) for draft in drafts}
    letters = print_shop(workspace, foundation).print_all([draft.document for draft in drafts], folders, progress)
    drafted = tuple(Drafted(draft, letter) for draft, letter in zip(drafts, letters, strict=True))
    removed = _remove_stale(folder, {path for letter in letters for path in letter.paths}) if removes_others else ()
    return BuildReport(checked.problems, drafted, removed)


def _remove_stale(folder: Path, current: set[Path]) -> tuple[Path, ...]:
    """A draft that no record asks for any more must not be sent by mistake."""
    stale = tuple(
        path for path in sorted(folder.glob("*/*")) if path not in current and path.suffix in (".pdf", ".docx") and DRAFT_NAME.fullmatch(path.stem)
    )
    for path in stale:
        path.unlink()
    return stale


def _drafted_files(drafted: tuple[Drafted, ...]) -> Iterator[LetterFile]:
    """Drafts as the door sees them."""
    for one in drafted:
        document = one.letter.document
        yield LetterFile(
            dossiers=one.draft.dossiers,
            year=one.draft.year,
            kind=document.kind,
            title=document.title_text,
            addressee=document.addressee,
            name=document.name,
            document_number="",
            issued_on=document.issued_on,
            pages=one.letter.pages,
            files=tuple(map(OutgoingFile, one.letter.paths)),
            corrects=one.draft.corrects,
        )


def _issued_files(workspace: Workspace, documents: tuple[IssuedDocument, ...]) -> Iterator[LetterFile]:
    """Issued documents as the door sees them: the files in the archive, and no others."""
    for document in documents:
        number = read_number(document.number)
        if document.budget_year is None or number is None or document.stage:
            continue  # a set for the congress has a page of its own once it is approved
        yield LetterFile(
            dossiers=document.dossiers,
            year=document.budget_year,
            kind=document.kind,
            title=document.title,
            addressee=document.addressee,
            name=slug(document.series, number),
            document_number=document.number,
            issued_on=document.issued_on,
            pages=document.pages,
            files=tuple(OutgoingFile(workspace.issued / file.path, file.sha256) for file in document.files),
            draft=document.draft,
            corrects=document.corrects,
            is_corrected=bool(document.corrected_by),
            voided_on=document.voided.on if document.voided else None,
            voided_why=document.voided.why if document.voided else "",
        )


def _text_reader(workspace: Workspace) -> TextReader:
    """Gives the text of a document from its Word file; what was read of the same bytes before is not read again."""
    cache = Cache(workspace.build / "cache" / "texts")
    return lambda path: tuple(_public_block(block) for block in read_kept_text(path, cache))


def _public_block(block: TextBlock) -> PublicBlock:
    rows = tuple(tuple(PublicCell(cell.text, cell.is_head, cell.is_right, cell.columns, cell.rows) for cell in row) for row in block.rows)
    return PublicBlock(block.kind.value, block.text, block.level, rows, block.head)

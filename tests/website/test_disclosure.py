"""The leak test: every text that is not public is marked, the whole site is built, and no mark may be in it."""

import zipfile
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.engine.workspace import Workspace
from generator.letters.composing import rectification
from generator.records.dossier import Dossier, Feedback, OverallDossier, ProjectDossier
from generator.records.fields import PUBLIC, Record
from generator.records.library import DocumentDisclosures
from generator.records.office import Office
from generator.records.redaction import ClosedFieldError, redact, without_closed_fields
from generator.records.register import Register, YearRow
from generator.records.units import Unit
from generator.records.vocabulary import DocumentKind
from generator.website.door.disclosure import disclose
from generator.website.door.documents import LetterFile, OutgoingFile, disclose_documents
from generator.website.door.gate import opened
from generator.website.door.public import PublicRegister
from generator.website.door.public_document import PublicBlock
from generator.website.door.public_site import PublicMethodChange, PublicSite
from generator.website.site import build_website
from tests.website.conftest import TODAY, copy_workspace, letter_for, load
from tests.website.marking import Marks, make

FIXED: dict[tuple[str, str], Any] = {
    ("Dossier", "year"): 2025,
    ("Dossier", "unit"): "101",
    ("ProjectDossier", "project_id"): "P-OPEN",
    ("Evaluation", "kind"): "财政评价",
    ("Finding", "disclosure"): "主动公开",
    ("Feedback", "disclosure"): "主动公开",
    ("DisclosureDecision", "disclosure"): "主动公开",
    ("BudgetDecision", "budget_year"): 2027,
    ("Unit", "code"): "101",
    ("Unit", "parent"): None,
    ("Unit", "since"): None,
    ("Unit", "is_secret"): "否",
    ("Evaluator", "fee"): "7654321.25",  # an internal amount, and one that can be found
    ("Office", "bands"): [{"等级": "优", "下限": "90"}, {"等级": "良", "下限": "80"}, {"等级": "差", "下限": "0"}],
    ("LetterLook", "fonts"): {},
    ("LetterLook", "page"): {},
    ("MethodChange", "year"): 2025,
    ("SiteLook", "error_report"): "https://www.example.invalid/error",
    ("DisclosureDecision", "corrections"): [],
    ("DisclosureDecision", "withdrawal"): None,
}

# Public in the model, but on no page: each with its reason.
NOT_SHOWN = {
    "MonitoringRow.dimension": "the row's name says enough",
    "MonitoringRow.category": "the row's name says enough",
    "DocumentCodes.letter": "part of document numbers",
    "DocumentCodes.document": "part of document numbers",
    "Citation.title": "of the threshold for ex-ante evaluation, a rule for units",
    "FeedbackChannel.name": "not yet on a page",
    "FeedbackChannel.value": "not yet on a page",
    "FeedbackChannel.note": "not yet on a page",
    "Citation.number": "of the threshold for ex-ante evaluation, a rule for units",
}


# On pages, but in no table of the open data: who publishes, and by what rule letters are answered.
NOT_DATA = ("Office.", "Deadlines.basis/")


@dataclass(frozen=True)
class Leak:
    """A register full of marks, and what became of it."""

    marks: Marks
    register: Register
    public: PublicRegister
    site: Path


def project(marks: Marks, number: str, is_open: bool = True, **fixed: Any) -> ProjectDossier:
    changes = {("ProjectDossier", "project_id"): number} | {tuple(key.split("__")): value for key, value in fixed.items()}
    return ProjectDossier.model_validate(make(ProjectDossier, marks, {**FIXED, **changes}, is_open))


def with_withheld_finding(marks: Marks, dossier: ProjectDossier) -> ProjectDossier:
    """Add a finding that is not public, and what was done about it."""
    other = project(marks, "P-OTHER", False, Finding__disclosure="不予公开", Finding__number=2, RectificationItem__finding=2)
    assert dossier.evaluation
    assert dossier.rectification
    assert other.evaluation
    assert other.rectification
    evaluation = dossier.evaluation.model_copy(update={"findings": dossier.evaluation.findings + other.evaluation.findings})
    rectification = dossier.rectification.model_copy(update={"items": dossier.rectification.items + other.rectification.items})
    return dossier.model_copy(update={"evaluation": evaluation, "rectification": rectification})


def with_closed_feedback(marks: Marks, dossier: ProjectDossier) -> ProjectDossier:
    """Add a feedback that is not public, number and all."""
    closed = Feedback.model_validate(make(Feedback, marks, {**FIXED, ("Feedback", "disclosure"): "依申请公开"}, False))
    return dossier.model_copy(update={"feedback": closed})


def unit(marks: Marks, code: str, is_open: bool = True, **changes: Any) -> Unit:
    fixed = {**FIXED, ("Unit", "code"): code} | {("Unit", name): value for name, value in changes.items()}
    return Unit.model_validate(make(Unit, marks, fixed, is_open))


def marked_letter(marks: Marks, dossier: str, folder: Path, is_open: bool, **changes: object) -> LetterFile:
    named = {name: marks.mark(f"LetterFile.{name}", is_open) for name in ("title", "name", "addressee")}
    number = {} if "document_number" in changes else {"document_number": marks.mark("LetterFile.document_number", is_open, "〔")}
    letter = letter_for(dossier, folder, **named, **number)
    return replace(with_marked_files(marks, letter, folder, is_open), **changes)


def with_marked_files(marks: Marks, letter: LetterFile, folder: Path, is_open: bool) -> LetterFile:
    paths = [folder / f"{letter.name}.pdf", folder / f"{letter.name}.docx"]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(marks.mark("the letter's bytes", is_open), encoding="utf-8")
    return replace(letter, files=tuple(map(OutgoingFile, paths)))


def read_bytes_as_text(path: Path) -> tuple[PublicBlock, ...]:
    return (PublicBlock("段落", path.read_text(encoding="utf-8")),)


ALSO_CLOSED = ("P-PARTLY", "P-NOLETTER", "P-WITHHELD", "P-SECRETUNIT", "P-NOWHERE")


def full_register(marks: Marks) -> Register:
    """Every kind of record that may go out, and every kind that may not."""
    office = Office.model_validate(make(Office, marks, {**FIXED, ("SiteLook", "shows_drafts"): "否"}))
    units = [
        unit(marks, "101"), unit(marks, "101001", parent="101"),
        unit(marks, "900000000001", False, is_secret="是"), unit(marks, "900000000002", False, parent="900000000001"),
        unit(marks, "900000000003", False, parent="900000000009"),
    ]  # fmt: skip
    for code in ("900000000001", "900000000002", "900000000003"):
        marks.closed[code] = "Unit.code"
    closed = [
        project(marks, "P-REQUEST", False, DisclosureDecision__disclosure="依申请公开"),
        project(marks, "P-WITHHELD", False, DisclosureDecision__disclosure="不予公开"),
        project(marks, "P-UNDECIDED", False).model_copy(update={"disclosure": None}),
        project(marks, "P-SECRETUNIT", False, Dossier__unit="900000000001"),
        project(marks, "P-BELOWSECRET", False, Dossier__unit="900000000002"),
        project(marks, "P-ORPHAN", False, Dossier__unit="900000000003"),
        project(marks, "P-UNKNOWNUNIT", False, Dossier__unit="900000000008"),
    ]
    for dossier in closed:
        marks.closed[dossier.id] = "ProjectDossier.project_id"
    projects = (
        project(marks, "P-OPEN"),
        with_withheld_finding(marks, project(marks, "P-PARTLY")),
        with_closed_feedback(marks, project(marks, "P-NOLETTER", Dossier__feedback=None)),
        project(marks, "P-DRAFT"),
        *closed,
    )
    overall = (
        OverallDossier.model_validate(make(OverallDossier, marks, FIXED)),
        OverallDossier.model_validate(make(OverallDossier, marks, {**FIXED, ("Dossier", "unit"): "900000000001"}, False)),
    )
    rows = (
        YearRow(2024, "P-OPEN", marks.mark("YearRow.title", False), "101", "一般公共预算", Decimal(1), Decimal(1), Decimal("87.65"), None, False),
    )
    decisions = [
        decision(marks, DocumentKind.REPORT), decision(marks, DocumentKind.CIRCULAR), decision(marks, DocumentKind.ASSESSMENT),
        decision(marks, DocumentKind.REVIEW), decision(marks, DocumentKind.EX_ANTE, EX_ANTE), decision(marks, DocumentKind.REMINDER, GONE, 撤回=True),
        decision(marks, DocumentKind.RECTIFICATION, 属性="不予公开"),
    ]  # fmt: skip
    documents = DocumentDisclosures.model_validate({"公文": decisions})
    return Register(2025, office, {each.code: each for each in units}, projects, overall, rows, documents=documents)


EX_ANTE, GONE, VOID = "公函〔2025〕1号", "公函〔2025〕2号", "公函〔2025〕3号"


def decision(marks: Marks, kind: DocumentKind, number: str = "", **changes: Any) -> dict[str, Any]:
    """An entry of documents.yml; what it says for the bureau alone is marked."""
    values = {
        "年度": 2025, "文种": kind.value, "属性": "主动公开", "理由": marks.mark("DocumentDisclosure.reason", False),
        "审查人": marks.mark("DocumentDisclosure.reviewed_by", False), "审查日期": "2026-10-10", **changes,
    }  # fmt: skip
    if changes.get("撤回"):
        values["撤回"] = {"日期": "2026-11-01", "理由": marks.mark("Withdrawal.reason", True)}
    return values | ({"发文字号": number} if number else {})


@pytest.fixture(scope="module")
def leak(tmp_path_factory: pytest.TempPathFactory) -> Leak:
    marks = Marks()
    workspace = copy_workspace(tmp_path_factory.mktemp("leak") / "workspace")
    register = full_register(marks)
    letters = [
        marked_letter(marks, "P-OPEN", workspace.letters, True),
        marked_letter(marks, "P-PARTLY", workspace.letters, False),
        marked_letter(marks, "P-NOLETTER", workspace.letters, False),
        marked_letter(marks, "P-DRAFT", workspace.letters, False, document_number=""),
        marked_letter(marks, "P-WITHHELD", workspace.letters, False),
        marked_letter(marks, "P-OPEN", workspace.letters, False, year=2024),
        marked_letter(marks, "P-OPEN", workspace.letters, False, kind=rectification.KIND),
        # One letter about several is as closed as the most closed of them.
        *(marked_letter(marks, "P-OPEN", workspace.letters, False, dossiers=("P-OPEN", "P-DRAFT", other)) for other in ALSO_CLOSED),
        # By documents.yml: a report that names nobody; an inner letter that was decided on by its number.
        marked_letter(marks, "", workspace.letters, True, dossiers=(), kind=DocumentKind.REPORT),
        marked_letter(marks, "P-OPEN", workspace.letters, True, kind=DocumentKind.EX_ANTE, document_number=EX_ANTE),
        # And not: its draft; a circular that names P-REQUEST; inner kinds that were decided on as a whole; a letter that was withheld,
        # one that nobody decided on, one about a dossier with a withheld finding, one about nobody knows whom.
        marked_letter(marks, "", workspace.letters, False, dossiers=(), kind=DocumentKind.REPORT, document_number=""),
        *(
            marked_letter(marks, "", workspace.letters, False, dossiers=(), kind=kind)
            for kind in (DocumentKind.CIRCULAR, DocumentKind.ASSESSMENT, DocumentKind.REMINDER)
        ),
        *(
            marked_letter(marks, "P-OPEN", workspace.letters, False, kind=kind)
            for kind in (DocumentKind.REVIEW, DocumentKind.RECTIFICATION, DocumentKind.MONITORING, DocumentKind.CORRECTION)
        ),
        marked_letter(marks, "P-PARTLY", workspace.letters, False, kind=DocumentKind.EX_ANTE, document_number=EX_ANTE),
        marked_letter(marks, "P-OPEN", workspace.letters, False, kind=DocumentKind.REMINDER, document_number=GONE, name="gone"),
        with_marked_files(
            marks, replace(letter_for("P-OPEN", workspace.letters), name="void", document_number=VOID, voided_on=TODAY, voided_why="印错"), workspace.letters, False
        ),
    ]  # fmt: skip
    documents = disclose_documents(register, letters, today=TODAY, read_text=read_bytes_as_text)
    public = disclose(register, today=TODAY, documents=documents)
    changes = tuple(PublicMethodChange(change.year, change.note) for change in register.office.method_changes)
    build_website(PublicSite((public,), documents=documents, method_changes=changes), workspace)
    return Leak(marks, register, public, workspace.site)


def every_byte(site: Path) -> bytes:
    """All names and contents; what is packed in archives and workbooks is unpacked."""
    found = []
    for path in (path for path in site.rglob("*") if path.is_file()):
        found += [path.relative_to(site).as_posix().encode(), path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                found += [name.encode() + archive.read(name) for name in archive.namelist()]
    return b"\n".join(found)


def test_marks_stand_in_every_kind_of_field(leak: Leak) -> None:
    assert len(leak.marks.closed) > 800
    assert len(leak.marks.open) > 200


def test_nothing_closed_is_in_any_byte_of_the_site(leak: Leak) -> None:
    content = every_byte(leak.site)
    assert {mark: place for mark, place in leak.marks.closed.items() if mark.encode() in content} == {}
    assert b"7,654,321" not in content
    assert b"7654321" not in content
    assert b"87.65" not in content


def test_nothing_closed_is_in_the_public_view(leak: Leak) -> None:
    text = repr(leak.public)
    assert {mark: place for mark, place in leak.marks.closed.items() if mark in text} == {}


def test_everything_public_is_shown(leak: Leak) -> None:
    content = every_byte(leak.site)
    missing = {place for mark, place in leak.marks.open.items() if mark.encode() not in content}
    assert {place.split("/")[-1] for place in missing} == NOT_SHOWN.keys()
    bases = {f"{rule}.basis/Citation.{name}" for rule in ("ExAnteThreshold", "MonitoringRule") for name in ("title", "number")}
    assert {place for place in missing if "Citation" in place} == bases


def test_everything_told_on_pages_is_in_the_open_data(leak: Leak) -> None:
    pages = b"".join(path.read_bytes() for path in leak.site.rglob("*.html"))
    data = b"".join(path.read_bytes() for path in leak.site.glob("data/*/*.csv"))
    missing = {place for mark, place in leak.marks.open.items() if mark.encode() in pages and mark.encode() not in data}
    assert {place for place in missing if not place.startswith(NOT_DATA)} == set()
    assert "Finding.fact" in {place.split("/")[-1] for mark, place in leak.marks.open.items() if mark.encode() in data}


def test_totals_count_only_what_is_public(leak: Leak) -> None:
    assert leak.public.project_totals.recorded.count == 4
    assert leak.public.project_totals.findings == 4
    assert leak.public.project_totals.rectification.items == 4
    assert leak.public.overall_totals.recorded.count == 1
    assert leak.public.unit_totals.keys() == {"101"}


def test_letters_that_are_gone_keep_their_page_alone(leak: Leak) -> None:
    for name, text in (("gone", "2026年11月1日撤回"), ("void", "2026年11月21日作废，原因：印错")):
        assert text in (leak.site / f"letters/2025/{name}.html").read_text(encoding="utf-8")
        assert [path.name for path in (leak.site / "letters/2025").glob(f"{name}.*")] == [f"{name}.html"]


def test_letters_go_out_only_where_all_of_it_is_public(leak: Leak) -> None:
    assert {project.id: len(project.letters) for project in leak.public.projects} == {"P-OPEN": 2, "P-PARTLY": 0, "P-NOLETTER": 0, "P-DRAFT": 0}


def test_drafts_go_out_where_the_office_says_so(workspace: Workspace) -> None:
    register = load(workspace)[1]
    draft = letter_for("P2023-0103", workspace.letters, document_number="")
    assert register.office.site.shows_drafts
    assert [document.state for document in disclose_documents(register, [draft], today=TODAY)] == ["底稿"]

    closed = register.office.model_copy(update={"site": register.office.site.model_copy(update={"shows_drafts": False})})
    assert disclose_documents(replace(register, office=closed), [draft], today=TODAY) == ()


def test_other_years_of_the_same_project_are_told(workspace: Workspace) -> None:
    years = disclose(load(workspace)[1], today=TODAY).projects[0].years
    assert [(row.year, row.score, row.grade) for row in years] == [(2024, Decimal(76), "中"), (2025, Decimal("83.0"), "良")]


def test_disclosing_changes_no_record(workspace: Workspace) -> None:
    register = load(workspace)[1]
    before = register.projects[0].model_dump()
    disclose(register, today=TODAY)
    assert register.projects[0].model_dump() == before


# --- the gate ----------------------------------------------------------------------------------------------------------


def every_record(record: Record) -> list[Record]:
    found = [record]
    for name in type(record).model_fields:
        value = getattr(record, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Record):
                found += every_record(part)
    return found


def test_gate_refuses_every_field_that_is_not_public(leak: Leak) -> None:
    refused = 0
    for record in every_record(leak.register.projects[0]) + every_record(leak.register.office):
        for name in type(record).model_fields:
            if type(record).audience_of(name) is PUBLIC:
                getattr(opened(record), name)
            else:
                refused += 1
                with pytest.raises(ClosedFieldError):
                    getattr(opened(record), name)
    assert refused > 30


@pytest.mark.parametrize("name", ["title", "model_dump", "no_such_field", "__dict__x"])
def test_gate_refuses_what_is_no_field(leak: Leak, name: str) -> None:
    with pytest.raises(ClosedFieldError):
        getattr(opened(leak.register.projects[0]), name)


@pytest.mark.parametrize("show", [str, repr, format])
def test_gate_does_not_print_a_record(leak: Leak, show: Any) -> None:
    with pytest.raises(ClosedFieldError):
        show(opened(leak.register.projects[0]))


def test_gate_holds_for_records_inside(leak: Leak) -> None:
    gate = opened(leak.register.projects[0])
    with pytest.raises(ClosedFieldError, match=r"Evaluator\.fee"):
        _ = gate.evaluation.evaluator.fee
    with pytest.raises(ClosedFieldError, match=r"RectificationItem\.responsible_person"):
        _ = gate.rectification.items[0].responsible_person


def test_copies_hold_nothing_closed(leak: Leak) -> None:
    for dossier in leak.register.projects[:4]:
        for record in every_record(redact(dossier)):
            model = type(record)
            for name, info in model.model_fields.items():
                if model.audience_of(name) is not PUBLIC:
                    assert getattr(record, name) == info.get_default(call_default_factory=True, validated_data={})


def test_record_that_needs_a_closed_field_cannot_be_copied(leak: Leak) -> None:
    with pytest.raises(ClosedFieldError, match=r"Office\.letters"):
        without_closed_fields(leak.register.office)


def test_dossier_without_sections_passes() -> None:
    bare = {"年度": 2025, "预算单位": "101", "编号": "P-BARE", "项目名称": "甲", "预算类型": "一般公共预算", "项目概况": "乙"}
    dossier: Dossier = ProjectDossier.model_validate(bare)
    assert redact(dossier) == dossier

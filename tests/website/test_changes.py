"""Corrections, withdrawals and official forms: how their pages read, and that nothing which was closed comes back through them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from generator.engine.workspace import Workspace
from generator.public_forms import public_forms
from generator.records.dossier import ProjectDossier
from generator.records.fields import Record
from generator.records.loading import Loader
from generator.records.register import EarlierVersion
from generator.website.door.public_site import PublicSite
from generator.website.door.site import disclose_site
from generator.website.site import build_website
from tests.website.conftest import TODAY, copy_workspace, disclosed, load
from tests.website.marking import Marks
from tests.website.reading import article, visible_text
from tests.website.test_disclosure import every_byte, full_register, project
from tests.website.test_year import compose

ROOT = Path(__file__).parents[2]
Golden = Callable[[str, str], None]


# --- how the pages read ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The pages of the sample before they are set into the frame, forms included, by address."""
    workspace = Workspace.open(ROOT)
    site = disclosed(workspace)
    return compose(replace(site, forms=public_forms(load(workspace), TODAY, None)), workspace)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("projects/P2023-0103/index.html", "project_history"),
        ("projects/P2023-0103/2025-forms.html", "forms"),
        ("projects/P2024-0104/2025-v1.html", "version"),
        ("corrections/index.html", "corrections"),
        ("projects/P2023-0108/2024.html", "withdrawn"),
        ("projects/P2023-0108/index.html", "withdrawn_project"),
    ],
)
def test_page_reads_as_agreed(pages: dict[str, str], golden: Golden, path: str, name: str) -> None:
    golden(f"website/{name}.txt", visible_text(pages[path]))


def test_page_and_its_version_before_lead_to_each_other(pages: dict[str, str]) -> None:
    assert 'href="2025-v1.html"' in pages["projects/P2024-0104/2025.html"]
    assert 'href="2025.html"' in pages["projects/P2024-0104/2025-v1.html"]


def test_correction_tells_the_number_that_is_right_now(pages: dict[str, str]) -> None:
    now, before = (visible_text(pages[f"projects/P2024-0104/2025{end}.html"]) for end in ("", "-v1"))
    assert "返修费用约 11.4 万元" in now
    assert "返修费用约 14.1 万元" not in now
    assert "返修费用约 14.1 万元" in before


def test_forms_keep_their_cells_together(pages: dict[str, str]) -> None:
    html = pages["projects/P2023-0103/2025-forms.html"]
    assert '<th scope="rowgroup" rowspan="7">绩效指标</th>' in html
    assert '<td class="jx-open">' in html
    assert "产出指标" in html


# --- nothing comes back ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Leak:
    """A year full of marks whose dossiers were corrected and withdrawn, and the site that came of it."""

    marks: Marks
    site: PublicSite
    root: Path


PUBLISHED = {"DisclosureDecision__published_on": "2026-08-01"}


def correction(marks: Marks, is_open: bool, **changes: str) -> list[dict[str, str]]:
    return [{"日期": "2026-09-01", "说明": marks.mark("Correction.note", is_open), **changes}]


def corrected(marks: Marks, number: str, entries: list[dict[str, str]] | None = None, **changes: Any) -> ProjectDossier:
    """A dossier that was published in August and corrected in September."""
    return project(marks, number, DisclosureDecision__corrections=entries or correction(marks, True), **PUBLISHED, **changes)


def withdrawn(marks: Marks, number: str, **changes: Any) -> ProjectDossier:
    """A dossier that was corrected, then withdrawn: only the reason is told."""
    reason = {"日期": "2026-10-01", "理由": marks.mark("DisclosureDecision.withdrawal", True)}
    fixed = {"DisclosureDecision__corrections": correction(marks, False), "DisclosureDecision__withdrawal": reason, **PUBLISHED, **changes}
    return project(marks, number, False, **fixed)


def before(marks: Marks, number: str, is_open: bool = True) -> EarlierVersion:
    """The version before the correction, with marks of its own."""
    return EarlierVersion(1, project(marks, number, is_open, **PUBLISHED), f"content/2025/earlier/{number}.1.yml")


def close(marks: Marks, *records: Record) -> None:
    """What these say must be nowhere, though the model marks it public."""
    for record in records:
        for text in map(str, record.model_dump().values()):
            if text in marks.open:
                marks.closed[text] = marks.open.pop(text)


@pytest.fixture(scope="module")
def leak(tmp_path_factory: pytest.TempPathFactory) -> Leak:
    marks = Marks()
    workspace = copy_workspace(tmp_path_factory.mktemp("changes") / "workspace")
    named = marks.mark("ProjectDossier.name of a withdrawn dossier that is still marked public", True)
    closed_since, old = corrected(marks, "P-CLOSED", Finding__disclosure="不予公开"), before(marks, "P-CLOSED")
    for dossier in (closed_since, old.dossier):
        assert dossier.evaluation
        assert dossier.rectification
        close(marks, *dossier.evaluation.findings, *dossier.rectification.items)
    register = replace(
        full_register(marks),
        projects=(
            corrected(marks, "P-KEPT"),
            closed_since,
            corrected(marks, "P-NOTKEPT", correction(marks, True, 保留旧版="否", 不保留旧版理由=marks.mark("Correction.old_reason", True))),
            withdrawn(marks, "P-GONE", ProjectDossier__name=named),
            withdrawn(marks, "P-GONEANDCLOSED", DisclosureDecision__disclosure="不予公开"),
        ),
        earlier=(before(marks, "P-KEPT"), old, *(before(marks, number, False) for number in ("P-NOTKEPT", "P-GONE", "P-GONEANDCLOSED"))),
    )
    foundation = Loader(workspace).foundation()
    assert foundation
    site = disclose_site([register], foundation, workspace, today=TODAY)
    site = replace(site, forms=public_forms([register], TODAY, None))
    build_website(site, workspace)
    return Leak(marks, site, workspace.site)


def page(leak: Leak, path: str) -> str:
    return visible_text(article((leak.root / path).read_text(encoding="utf-8")))


def test_nothing_closed_comes_back_through_versions_and_notices(leak: Leak) -> None:
    content = every_byte(leak.root)
    assert {mark: place for mark, place in leak.marks.closed.items() if mark.encode() in content} == {}
    assert len(leak.marks.closed) > 800


def test_nothing_closed_is_in_what_pages_are_made_of(leak: Leak) -> None:
    text = repr((leak.site.registers, leak.site.earlier, leak.site.changes, leak.site.notices, leak.site.withdrawn))
    assert {mark: place for mark, place in leak.marks.closed.items() if mark in text} == {}


def test_reasons_and_notes_are_told(leak: Leak) -> None:
    content = every_byte(leak.root)
    told = [mark for mark, place in leak.marks.open.items() if place.startswith(("Correction.", "DisclosureDecision.withdrawal", "ProjectDossier.name of"))]
    assert len(told) == 7
    assert [mark for mark in told if mark.encode() not in content] == []


@pytest.mark.parametrize("path", ["P-GONE/2025.html", "P-GONE/2025-forms.html", "P-GONE/2025-v1.html", "P-GONEANDCLOSED/2025.html"])
def test_every_address_of_what_was_withdrawn_answers(leak: Leak, path: str) -> None:
    assert "2026年10月1日撤回" in page(leak, f"projects/{path}")


def test_withdrawn_dossier_that_may_not_be_named_is_told_by_its_number(leak: Leak) -> None:
    assert page(leak, "projects/P-GONEANDCLOSED/2025.html").startswith("- 首页\n- 更正和撤回\n- 已撤回\n# 编号 P-GONEANDCLOSED 的2025年度资料")


def test_version_that_may_not_be_kept_says_why(leak: Leak) -> None:
    text = page(leak, "projects/P-NOTKEPT/2025-v1.html")
    assert "第1次更正以前的旧版" in text
    assert "这里的内容自2026年9月1日起不再展示" in text


def test_versions_and_notices_are_not_counted_and_not_found(leak: Leak) -> None:
    assert leak.site.latest.project_totals.recorded.count == 3
    found = b"".join(file.read_bytes() for file in (leak.root / "search").rglob("*") if file.is_file())
    assert b"2025-v1.html" not in found
    assert b"P-KEPT/2025" in found
    assert b"P-GONE/2025" not in found

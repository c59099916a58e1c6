"""Corrections and withdrawals: the list of all, the versions before a correction, and the pages that say what is gone."""

from collections.abc import Iterator

from generator.website.data.tables import DataTable, Field, FieldKind, Linked
from generator.website.door.public_site import PublicEarlier, PublicNotice, PublicSite
from generator.website.pages.dossier import compose_dossier
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import NOT_SEARCHABLE, Page
from generator.website.pages.papers import Papers

CORRECTIONS = "corrections/index.html"
LISTED = 100  # changes that are told one after the other; the table below has all


def compose(maker: PageMaker) -> Iterator[Page]:
    """The list, then a page per version before a correction, and one per address whose content is gone."""
    yield maker.page(
        "corrections.html.jinja", CORRECTIONS, maker.latest, "更正和撤回",
        f"{maker.latest.office.district}预算绩效公开内容的更正和撤回记录。",
        changes=maker.site.changes[:LISTED], table=table_of(maker.site),
    )  # fmt: skip
    papers = Papers(maker.site)
    for version in maker.site.earlier:
        yield _compose_version(maker, version, papers)
    for notice in maker.site.notices:
        yield _compose_notice(maker, notice)


def tables_of(site: PublicSite) -> tuple[DataTable, ...]:
    """For the open data."""
    return (table_of(site),)


def table_of(site: PublicSite) -> DataTable:
    """All corrections and withdrawals, newest first."""
    return DataTable(
        "corrections",
        "更正和撤回",
        "公开以后更正和撤回的内容，最近的在前。",
        (
            Field("subject", "内容", FieldKind.TEXT, "哪一项公开内容"),
            Field("date", "日期", FieldKind.DATE, "更正或撤回的日期"),
            Field("kind", "种类", FieldKind.STATUS, "更正：内容有改动，网址不变；撤回：内容不再公开，原网址说明原因"),
            Field("unit", "单位", FieldKind.TEXT, "所属的预算单位"),
            Field("note", "说明", FieldKind.TEXT, "更正了什么，或为什么撤回"),
            Field("earlier", "更正以前", FieldKind.TEXT, "更正以前的旧版"),
        ),
        tuple(
            (
                Linked(change.what, change.path), change.on, change.kind, change.unit.label if change.unit else "", change.note,
                Linked("旧版", change.old_path) if change.old_path else "",
            )
            for change in site.changes
        ),
    )  # fmt: skip


def _compose_version(maker: PageMaker, version: PublicEarlier, papers: Papers) -> Page:
    register = next(one for one in maker.registers if one.year == version.dossier.year)
    return compose_dossier(maker, register, version.dossier, papers, version)


def _compose_notice(maker: PageMaker, notice: PublicNotice) -> Page:
    return maker.page(
        "notice.html.jinja", notice.path, maker.latest, f"{notice.what}：{_state(notice)}", f"{notice.what}{_state(notice)}。",
        meta=[NOT_SEARCHABLE], notice=notice, state=_state(notice),
    )  # fmt: skip


def _state(notice: PublicNotice) -> str:
    return "已撤回" if notice.kind == "撤回" else "不再展示"

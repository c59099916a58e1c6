"""Volumes for the people's congress: the list of sessions, and a page for each with everything that deputies had before them."""

from collections.abc import Iterator

from generator.website.data.tables import DataTable, Field, FieldKind, Linked
from generator.website.door.public_site import PublicSite, PublicVolume
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page, path_of_budgets

INDEX = "congress/index.html"


def compose(maker: PageMaker) -> Iterator[Page]:
    """Nothing before the congress has approved anything."""
    volumes = maker.site.volumes
    if not volumes:
        return
    office = maker.latest.office
    yield maker.page(
        "congress_index.html.jinja", INDEX, maker.latest, "送人大审查的材料",
        f"{office.district}预算草案和绩效目标、决算草案和绩效评价结果：人大审查批准以后公开。",
        table=index_table(maker.site),
    )  # fmt: skip
    for volume in volumes:
        yield _compose_volume(maker, volume)


def tables_of(site: PublicSite) -> tuple[DataTable, ...]:
    """For the open data."""
    return (index_table(site),) if site.volumes else ()


def index_table(site: PublicSite) -> DataTable:
    """All volumes, the latest session first."""
    return DataTable(
        "congress", "送人大审查的材料", "人大审查批准以后公开的成册材料，最近的在前。",
        (
            Field("title", "材料", FieldKind.TEXT, "成册材料的名称"),
            Field("year", "年度", FieldKind.YEAR, "预算年度"),
            Field("stage", "阶段", FieldKind.TEXT, "预算：预算草案和绩效目标；决算：决算草案和评价结果"),
            Field("meeting", "会议", FieldKind.TEXT, "审查的会议"),
            Field("approved", "批准日期", FieldKind.DATE, "会议批准的日期"),
            Field("published", "公开日期", FieldKind.DATE, "向社会公开的日期"),
            Field("kept", "存档日期", FieldKind.DATE, "公开的这一套编号存档的日期；空的没有存档，由现有资料编成", missing="没有存档"),
            Field("pages", "页数", FieldKind.INTEGER, "合订本的页数，含封面和目录", "页"),
        ),
        tuple(
            (Linked(one.title, one.path), one.year, one.stage, one.meeting, one.approved_on, one.published_on, one.kept_on, one.pages) for one in site.volumes
        ),
    )  # fmt: skip


def _compose_volume(maker: PageMaker, volume: PublicVolume) -> Page:
    register = next((one for one in maker.registers if one.year == volume.year), maker.latest)
    letters = {document.number: document.path for document in maker.site.documents if document.number}
    has_accounts = any(one.year == volume.year for one in maker.site.accounts)
    return maker.page(
        "congress.html.jinja", volume.path, register, volume.title,
        f"{volume.meeting}审查的{volume.title}：合订本和每一份材料。",
        volume=volume, letters=letters, groups=_groups(volume), budgets_path=path_of_budgets(volume.year) if has_accounts else "", published_on=volume.published_on,
    )  # fmt: skip


def _groups(volume: PublicVolume) -> list[tuple[str, list[object]]]:
    """Parts by kind, in the order of the volume."""
    groups: dict[str, list[object]] = {}
    for part in volume.parts:
        groups.setdefault(part.kind, []).append(part)
    return list(groups.items())

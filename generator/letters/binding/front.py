"""Cover, contents, and what is stamped on every page, as HTML for the print shop."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from generator.engine.templates import make_environment, render_template
from generator.engine.words import cut_words
from generator.letters.binding import measures
from generator.letters.binding.plan import Entry, PlacedPage, PlacedPart, entries_of, roman
from generator.letters.paper import layout
from generator.letters.paper.linebreak import break_cell, break_title, text_width
from generator.letters.printing import HtmlPages, KeptPages, PrintShop
from generator.letters.volume.part import Volume

FRONT_TEMPLATE = "print/volume.html.jinja"
STAMPS_TEMPLATE = "print/volume_stamps.html.jinja"
STYLE = "print/volume.css"
CONTENTS = "目录"
DEMO_MARK = "演示数据"
EVALUATORS = "（评价机构）"  # whose report it is, at the end of a title
LINK = "jixiao:"  # a scheme of our own: the binder puts a place in the volume where it stands


@dataclass(frozen=True)
class ContentsEntry:
    """An entry of the contents, broken into lines where it must be."""

    lines: tuple[str, ...]
    number: int
    level: int
    link: str


@dataclass(frozen=True)
class Stamp:
    """What one page is given: running titles, number, and a mark where it has none of its own."""

    left: str
    right: str
    number: str
    is_odd: bool
    is_low: bool = False
    mark: str = ""


def print_front(volume: Volume, parts: Sequence[PlacedPart], shop: PrintShop) -> KeptPages:
    """Cover and contents; the first page is the cover."""
    html = _render(
        shop,
        FRONT_TEMPLATE,
        volume=volume,
        title_lines=break_title(_title_pieces(volume), limit=layout.AREA_WIDTH_MM * layout.MM / measures.COVER_TITLE_PT),
        meeting_lines=break_title(_meeting_pieces(volume), limit=layout.AREA_WIDTH_MM * layout.MM / measures.COVER_MEETING_PT),
        entries=[_broken(entry) for entry in entries_of(parts, volume.stage)],
    )
    return shop.print_html(HtmlPages(f"{volume.title}（封面和目录）", html, STYLE, _values()))


def _broken(entry: Entry) -> ContentsEntry:
    limit = layout.AREA_WIDTH_MM * layout.MM / measures.CONTENTS_PT - measures.CONTENTS_NUMBER_CELLS
    limit -= measures.CONTENTS_HANGING_CELLS + (measures.CONTENTS_INDENT_CELLS if entry.level > 1 else 0)
    return ContentsEntry(break_entry(entry.title, limit), entry.number, entry.level, f"{LINK}{entry.part_id}")


def _title_pieces(volume: Volume) -> tuple[str, ...]:
    """Whose and of which year first, then what it is: a line breaks between them rather than within 决算草案."""
    whose = f"{volume.district}{volume.year}年"
    if not volume.title.startswith(whose):
        return (volume.title,)
    return (whose, *filter(None, re.split(r"(?<=和)|(?=审查材料$)", volume.title.removeprefix(whose))))


def _meeting_pieces(volume: Volume) -> tuple[str, ...]:
    """Of which congress, which body of it, its how many-th session."""
    return tuple(filter(None, re.split(r"(?<=届)|(?=第[^第]*次会议$)", volume.meeting)))


def break_entry(title: str, limit: float) -> tuple[str, ...]:
    """Lines of a title that end with a word, the last of which is no scrap: rather all are a little shorter."""
    ends = set(accumulate(map(len, cut_words(title))))
    whole: tuple[str, ...] = ()
    for shorter in range(2 * measures.CONTENTS_LAST_CELLS):
        broken = break_cell(title, limit=limit - shorter)
        lines = tuple(title[line.start : line.end] for line in broken)
        if len(lines) > 1 and text_width(lines[-1]) < measures.CONTENTS_LAST_CELLS:
            continue
        if all(line.end in ends for line in broken):
            return lines
        whole = whole or lines
    return whole or lines


def contents_stamps(volume: Volume, pages: int) -> Iterator[Stamp]:
    """The stamps of the contents, which have Roman numbers."""
    for number in range(1, pages + 1):
        left, right = running_titles(volume, CONTENTS)
        yield Stamp(left, right, roman(number), is_odd=bool(number % 2), mark=DEMO_MARK if volume.is_demo else "")


def page_stamp(volume: Volume, page: PlacedPage) -> Stamp:
    """The stamp of a numbered page; a generated one has its marks already."""
    mark = DEMO_MARK if volume.is_demo and page.is_attached else ""
    left, right = running_titles(volume, page.part.title)
    return Stamp(left, right, str(page.number), bool(page.number % 2), page.has_low_folio, mark)


def print_stamps(stamps: Sequence[Stamp], shop: PrintShop) -> Iterator[KeptPages]:
    """Pages that hold nothing but the stamps, some hundred in a file."""
    for start in range(0, len(stamps), measures.STAMPS_AT_ONCE):
        batch = stamps[start : start + measures.STAMPS_AT_ONCE]
        html = _render(shop, STAMPS_TEMPLATE, stamps=batch)
        yield shop.print_html(HtmlPages("合订本的页眉和页码", html, STYLE, _values(), is_tagged=False))


def running_titles(volume: Volume, title: str) -> tuple[str, str]:
    """The volume and a part of it in one line: the fullest names that fit; a part's title is cut only where the shortest are too long."""
    whole, stage = volume.title.replace(volume.district, "", 1), f"{volume.year}年{volume.stage}"
    placeless = title.replace(volume.district, "", 1)
    shortest = placeless.replace(f"{volume.year}年度", "", 1).removesuffix(EVALUATORS)  # the year stands at the left
    pairs = ((whole, title), (whole, placeless), (f"{stage}审查材料", placeless), (f"{stage}审查材料", shortest), (stage, shortest))
    for left, right in pairs:
        if text_width(left) + text_width(right) <= measures.RUNNING_CELLS:
            return left, right
    while text_width(stage) + text_width(shortest) > measures.RUNNING_CELLS - 1:
        shortest = shortest[:-1]
    return stage, f"{shortest}…"


def _values() -> dict[str, object]:
    return {"measures": {name: value for name, value in vars(measures).items() if name.isupper()}}


def _render(shop: PrintShop, template: str, **values: object) -> str:
    return render_template(make_environment(shop.template_folders), template, **values)

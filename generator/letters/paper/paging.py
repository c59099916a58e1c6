"""Put units on pages: a page is a number of grid lines, and what keeps together stays together."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from generator.letters.paper import layout
from generator.letters.paper.sheet import Unit

Chain = list[Unit]


def first_page_rows(title_row: int) -> int:
    """Lines from the title down to the lowest that stays above the second red line (clause 10.1)."""
    room_mm = layout.FIRST_PAGE_TEXT_END_MM - layout.TOP_MARGIN_MM - layout.BODY_PT / layout.MM
    lowest = int(room_mm * layout.MM / layout.PITCH_PT)
    return lowest + 1 - title_row


def bind_to_tail(units: Sequence[Unit], tail_start: int, companions: int) -> tuple[Unit, ...]:
    """Let `companions` units before the tail go with it, and keep the tail in one piece."""
    first = max(0, tail_start - companions)
    return tuple(replace(unit, keeps_next=True) if first <= at < len(units) - 1 else unit for at, unit in enumerate(units))


def paginate(units: Sequence[Unit], *, title_row: int, tail_rows: int) -> tuple[tuple[Unit, ...], ...]:
    """Fill pages from the first; the last keeps `tail_rows` lines free at the foot of the type area."""
    pages: list[list[Unit]] = [[]]
    chains = _chains(units)
    for chain in chains:
        reserve = tail_rows if chain is chains[-1] else 0
        if pages[-1] and (chain[0].starts_page or not _fits(chain, pages, title_row, reserve)):
            pages.append([])
        if _fits(chain, pages, title_row, reserve):
            pages[-1].extend(_without_gap_at_top(chain, pages))
            continue
        for unit in chain:  # longer than a page: it has to break somewhere
            free = reserve if unit is chain[-1] else 0
            if pages[-1] and not _fits([unit], pages, title_row, free):
                pages.append([])
            pages[-1].extend(_without_gap_at_top([unit], pages))
    return tuple(map(tuple, pages))


def _chains(units: Sequence[Unit]) -> list[Chain]:
    chains: list[Chain] = [[units[0]]]
    for before, unit in pairwise(units):
        if before.keeps_next and not unit.starts_page:
            chains[-1].append(unit)
        else:
            chains.append([unit])
    return chains


def _fits(chain: Chain, pages: list[list[Unit]], title_row: int, reserve: int) -> bool:
    is_first = len(pages) == 1
    capacity = first_page_rows(title_row) if is_first else layout.LINES_PER_PAGE_ROWS
    if reserve:
        # 抄送 stands at the foot of the type area, above the lines that only page 1 has.
        type_area = layout.LINES_PER_PAGE_ROWS - (title_row if is_first else 0)
        capacity = type_area - reserve
    page = pages[-1]
    return _height([*page, *_without_gap_at_top(chain, pages)]) <= capacity


def _height(units: Sequence[Unit]) -> int:
    """Lines that the units take, with the head that a table shows again on each page."""
    height = 0
    for at, unit in enumerate(units):
        height += unit.gap + unit.rows
        grid = unit.block.grid
        if grid and (not at or units[at - 1].block is not unit.block):
            height += grid.head.rows
    return height


def _without_gap_at_top(chain: Chain, pages: list[list[Unit]]) -> Chain:
    """Blank lines at the top of a page part nothing; those of an annex's first page are its own."""
    if pages[-1] or chain[0].starts_page:
        return chain
    return [replace(chain[0], gap=0), *chain[1:]]

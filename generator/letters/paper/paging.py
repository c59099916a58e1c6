"""Put units on pages: a page is a number of grid lines, and what keeps together stays together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.letters.document import DocumentForm
from generator.letters.paper import layout
from generator.letters.paper.grid import LineGrid
from generator.letters.paper.sheet import Unit

Chain = list[Unit]


@dataclass(frozen=True)
class Room:
    """Grid lines of the first page, of its part inside the type area, and of the pages after it.

    The last page keeps `tail` lines free at the foot of the type area, for 版记.
    """

    first: int
    first_in_area: int
    later: int
    tail: int = 0

    def lines(self, *, is_first: bool, is_last: bool) -> int:
        """Lines of one page; 版记 stands in the type area, above the lines that only page 1 of a letter has."""
        if is_last and self.tail:
            return (self.first_in_area if is_first else self.later) - self.tail
        return self.first if is_first else self.later


def main_room(form: DocumentForm, grid: LineGrid, title_row: int, tail: int) -> Room:
    """Room of the pages that begin with the document's title."""
    in_area = grid.lines - title_row
    first = letter_first_rows(grid, title_row) if form is DocumentForm.LETTER else in_area
    return Room(first, in_area, grid.lines, tail)


def annex_room(grid: LineGrid, tail: int) -> Room:
    """Room of the pages of an annex."""
    return Room(grid.lines, grid.lines, grid.lines, tail)


def letter_first_rows(grid: LineGrid, title_row: int) -> int:
    """Lines from the title down to the lowest that stays above the second red line (clause 10.1)."""
    room_mm = layout.FIRST_PAGE_TEXT_END_MM - layout.TOP_MARGIN_MM - grid.body_mm
    lowest = int(room_mm * layout.MM / grid.pitch_pt)
    return lowest + 1 - title_row


def bind_to_tail(units: Sequence[Unit], tail_start: int, companions: int) -> tuple[Unit, ...]:
    """Let `companions` units before the tail go with it, and keep the tail in one piece."""
    first = max(0, tail_start - companions)
    return tuple(replace(unit, keeps_next=True) if first <= at < len(units) - 1 else unit for at, unit in enumerate(units))


def paginate(units: Sequence[Unit], room: Room) -> tuple[tuple[Unit, ...], ...]:
    """Fill pages from the first. What is bound together and longer than a page breaks where it loses least."""
    pages: list[list[Unit]] = [[]]
    chains = _chains(units)
    for chain in chains:
        is_last = chain is chains[-1]
        if pages[-1] and not _fits(chain, pages, room, is_last=is_last):
            pages.append([])
        if _fits(chain, pages, room, is_last=is_last):
            pages[-1].extend(_without_gap_at_top(chain, pages))
            continue
        parts = _chains(chain, must=True)
        for part in parts:
            if pages[-1] and not _fits(part, pages, room, is_last=is_last and part is parts[-1]):
                pages.append([])
            pages[-1].extend(_without_gap_at_top(part, pages))
    return tuple(map(tuple, pages))


def leaves_room(page: Sequence[Unit], room: Room, *, is_first: bool) -> bool:
    """False if the last page has no room for its tail: that gets a page of its own."""
    return _height(page) <= room.lines(is_first=is_first, is_last=True)


def _chains(units: Sequence[Unit], *, must: bool = False) -> list[Chain]:
    chains: list[Chain] = [[units[0]]]
    for before, unit in pairwise(units):
        if before.must_keep_next or (before.keeps_next and not must):
            chains[-1].append(unit)
        else:
            chains.append([unit])
    return chains


def _fits(chain: Chain, pages: list[list[Unit]], room: Room, *, is_last: bool) -> bool:
    capacity = room.lines(is_first=len(pages) == 1, is_last=is_last)
    return _height([*pages[-1], *_without_gap_at_top(chain, pages)]) <= capacity


def _height(units: Sequence[Unit]) -> int:
    """Lines that the units take, with the head that a table shows again on each page."""
    height = 0
    for at, unit in enumerate(units):
        height += unit.gap + unit.rows
        grid = unit.block.grid
        if grid and (not at or units[at - 1].block is not unit.block):
            height += grid.head_rows
    return height


def _without_gap_at_top(chain: Chain, pages: list[list[Unit]]) -> Chain:
    """Blank lines at the top of a page part nothing."""
    return chain if pages[-1] else [replace(chain[0], gap=0), *chain[1:]]

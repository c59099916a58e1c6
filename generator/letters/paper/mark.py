"""Set 发文机关标志: as large as its room allows, condensed or spaced out; a joint issue's names stacked (clause 7.2.4)."""

from dataclasses import dataclass
from math import ceil

from generator.letters.document import OfficialDocument
from generator.letters.paper import layout
from generator.letters.paper.faces import Setter
from generator.letters.paper.sheet import MarkLine
from generator.letters.paper.textline import TextLine


@dataclass(frozen=True)
class Mark:
    """The mark of a document and the lower edge of its ink, in mm from the page's upper edge."""

    lines: tuple[MarkLine, ...]
    bottom_mm: float


@dataclass(frozen=True)
class _Fit:
    """Size, horizontal squeeze and letter spacing of a name, and the width that it takes then."""

    size_pt: float
    squeeze: float
    spacing_pt: float
    width_pt: float


def letter_mark(document: OfficialDocument, setter: Setter) -> Mark:
    """The name alone, also of a joint issue (clause 10.1)."""
    text = document.issuing_agency_mark
    fit = _fit(text, setter, layout.MARK_PT, setter.grid.width_pt, layout.MARK_SPREAD_TO_MM * layout.MM)
    return _single(text, setter, fit, layout.MARK_TOP_MM)


def document_mark(document: OfficialDocument, setter: Setter) -> Mark:
    """The name or names and 文件 (clause 7.2.4)."""
    name = document.issuing_agency_mark.removesuffix(layout.DOCUMENT_MARK_WORD)
    if document.joint_agencies:
        return _stack((name, *document.joint_agencies), setter)
    text = name + layout.DOCUMENT_MARK_WORD
    low, high = setter.ink(text, setter.grid.mark_role)
    size = _document_mark_mm(setter) * layout.MM / (high - low)
    fit = _fit(text, setter, size, setter.grid.width_pt, layout.DOCUMENT_MARK_SPREAD_TO_MM * layout.MM)
    return _single(text, setter, fit, layout.DOCUMENT_MARK_TOP_MM)


def _document_mark_mm(setter: Setter) -> float:
    """Height of ink with which what stands two lines below the mark falls on the grid."""
    above_mm = layout.DOCUMENT_MARK_TOP_MM - layout.TOP_MARGIN_MM
    pitch_mm = setter.grid.pitch_mm
    return ceil((above_mm + layout.DOCUMENT_MARK_LEAST_MM) / pitch_mm) * pitch_mm - above_mm


def _fit(text: str, setter: Setter, size_pt: float, room_pt: float, spread_to_pt: float) -> _Fit:
    """Make a name striking, and no wider than its room."""
    width_em = setter.width(text, setter.grid.mark_role)
    if width_em * size_pt > room_pt:
        squeeze = max(layout.MARK_SQUEEZE_MIN, room_pt / (width_em * size_pt))
        return _Fit(min(size_pt, room_pt / (width_em * squeeze)), squeeze, 0.0, room_pt)
    gaps = max(1, len(text) - 1)
    free = spread_to_pt - width_em * size_pt
    spacing = min(layout.MARK_SPREAD_MAX_EM * size_pt, max(0.0, free / gaps))
    return _Fit(size_pt, 1.0, spacing, width_em * size_pt + (len(text) - 1) * spacing)


def _single(text: str, setter: Setter, fit: _Fit, top_mm: float) -> Mark:
    low, high = setter.ink(text, setter.grid.mark_role)
    line = _line(text, setter, fit, top_mm, layout.AREA_MIDDLE_MM)
    return Mark((line,), top_mm + (high - low) * fit.size_pt / layout.MM)


def _line(text: str, setter: Setter, fit: _Fit, ink_top_mm: float, middle_mm: float) -> MarkLine:
    """A line whose highest ink begins at `ink_top_mm`."""
    role = setter.grid.mark_role
    _, high = setter.ink(text, role)
    box_mm = ink_top_mm - (layout.ASCENT_EM - high) * fit.size_pt / layout.MM
    return MarkLine(TextLine(setter.line(text, role).pieces, spacing_pt=fit.spacing_pt), fit.size_pt, fit.squeeze, box_mm, middle_mm)


def _stack(names: tuple[str, ...], setter: Setter) -> Mark:
    """Names one below the other, as wide as each other, and 文件 at the right of their middle."""
    grid, role = setter.grid, setter.grid.mark_role
    top_mm, single_mm = layout.DOCUMENT_MARK_TOP_MM, _document_mark_mm(setter)
    height_mm = single_mm + min(len(names) - 1, layout.STACK_ROWS_MAX) * grid.pitch_mm
    word = layout.DOCUMENT_MARK_WORD
    word_low, word_high = setter.ink(word, role)
    word_pt = single_mm * layout.MM / (word_high - word_low)
    word_width = setter.width(word, role) * word_pt
    gap = layout.STACK_WORD_GAP_EM * word_pt
    fits = _alike(names, setter, height_mm * layout.MM, grid.width_pt - word_width - gap)
    left_mm = layout.AREA_MIDDLE_MM - (fits[0].width_pt + gap + word_width) / 2 / layout.MM
    names_middle = left_mm + fits[0].width_pt / 2 / layout.MM
    word_middle = left_mm + (fits[0].width_pt + gap + word_width / 2) / layout.MM
    tops = _tops(names, fits, setter, top_mm, height_mm)
    lines = [_line(name, setter, fit, top, names_middle) for name, fit, top in zip(names, fits, tops, strict=True)]
    word_top = top_mm + (height_mm - single_mm) / 2
    lines.append(_line(word, setter, _Fit(word_pt, 1.0, 0.0, word_width), word_top, word_middle))
    return Mark(tuple(lines), top_mm + height_mm)


def _alike(names: tuple[str, ...], setter: Setter, height_pt: float, room_pt: float) -> tuple[_Fit, ...]:
    """One size for all names; the shorter ones are spaced out to the width of the longest."""
    role = setter.grid.mark_role
    inks = [high - low for low, high in (setter.ink(name, role) for name in names)]
    size = height_pt / (sum(inks) + (len(names) - 1) * layout.STACK_GAP * max(inks))
    longest = max(names, key=lambda name: setter.width(name, role))
    widest = _fit(longest, setter, size, room_pt, 0.0)
    fits = []
    for name in names:
        natural = setter.width(name, role) * widest.size_pt
        squeeze = min(1.0, widest.width_pt / natural)
        squeeze = max(squeeze, widest.squeeze)
        spacing = max(0.0, (widest.width_pt / squeeze - natural) / max(1, len(name) - 1))
        fits.append(_Fit(widest.size_pt, squeeze, spacing, widest.width_pt))
    return tuple(fits)


def _tops(names: tuple[str, ...], fits: tuple[_Fit, ...], setter: Setter, top_mm: float, height_mm: float) -> list[float]:
    """Where the ink of each name begins, so that the last one ends the stack and the white between them is the same."""
    inks = [high - low for low, high in (setter.ink(name, setter.grid.mark_role) for name in names)]
    heights = [ink * fit.size_pt / layout.MM for ink, fit in zip(inks, fits, strict=True)]
    gap = (height_mm - sum(heights)) / (len(names) - 1)
    return [top_mm + sum(heights[:at]) + at * gap for at in range(len(names))]

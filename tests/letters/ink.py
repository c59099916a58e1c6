"""Measure printed pages: rasterise, then find ink, in millimetres from the page's upper left corner."""

from dataclasses import dataclass

import numpy as np
import pypdfium2

DPI = 300
MM_PER_DOT = 25.4 / DPI


@dataclass(frozen=True)
class Box:
    """Where ink begins and ends."""

    left: float
    top: float
    right: float
    bottom: float


class Ink:
    """The ink of one page: `black` and `red` are pictures of truth values.

    A page that `is_turned` is measured as its reader holds it, with the sheet's left edge on top.
    """

    def __init__(self, pdf: bytes, page: int, *, is_turned: bool = False):
        picture = pypdfium2.PdfDocument(pdf)[page - 1].render(scale=DPI / 72).to_numpy().astype(int)
        if is_turned:
            picture = np.rot90(picture, k=-1)
        blue, green, red = picture[..., 0], picture[..., 1], picture[..., 2]
        self.colours = picture[..., ::-1]
        self.red = (red > 200) & (green < 160) & (blue < 160)
        self.black = (red < 128) & (green < 128) & (blue < 128)

    def box(self, of: np.ndarray, top: float = 0, bottom: float = 297) -> Box:
        """The box of all ink between two heights."""
        part = _between(of, top, bottom)
        rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
        return Box(
            columns[0] * MM_PER_DOT,
            top + rows[0] * MM_PER_DOT,
            (columns[-1] + 1) * MM_PER_DOT,
            top + (rows[-1] + 1) * MM_PER_DOT,
        )

    def bands(self, of: np.ndarray, top: float = 0, bottom: float = 297) -> list[tuple[float, float]]:
        """Heights at which stretches of rows with ink begin and end."""
        inked = _between(of, top, bottom).any(axis=1)
        return [(top + a * MM_PER_DOT, top + b * MM_PER_DOT) for a, b in _stretches(inked)]

    def columns(self, of: np.ndarray, top: float, bottom: float) -> list[tuple[float, float]]:
        """The same from left to right, in a strip between two heights."""
        inked = _between(of, top, bottom).any(axis=0)
        return [(a * MM_PER_DOT, b * MM_PER_DOT) for a, b in _stretches(inked)]

    def rules(self, of: np.ndarray, top: float, bottom: float, width: float = 150) -> list[Box]:
        """Lines across the page, at least so wide."""
        strokes = [(a, b) for a, b in self.bands(of, top, bottom) if b - a < 2]
        boxes = [self.box(of, a, b) for a, b in strokes]
        return [box for box in boxes if box.right - box.left >= width]


def _between(of: np.ndarray, top: float, bottom: float) -> np.ndarray:
    return of[round(top / MM_PER_DOT) : round(bottom / MM_PER_DOT)]


def _stretches(inked: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(int)))
    return list(zip(edges[::2], edges[1::2], strict=True))


def line_weights(pdf: bytes, page: int, at: float, top: float, bottom: float) -> list[float]:
    """Thickness of the lines that cross a narrow strip `at` mm from the left, seen through a loupe."""
    dpi, mm = 2400, 72 / 25.4
    crop = (at * mm, (297 - bottom) * mm, (210 - at - 0.2) * mm, top * mm)
    strip = pypdfium2.PdfDocument(pdf)[page - 1].render(scale=dpi / 72, crop=crop).to_numpy().astype(int)
    dark = (strip.min(axis=-1) < 128).all(axis=1)
    return [(b - a) * 25.4 / dpi for a, b in _stretches(dark)]

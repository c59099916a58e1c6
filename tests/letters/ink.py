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
    """The ink of one page: `black` and `red` are pictures of truth values."""

    def __init__(self, pdf: bytes, page: int):
        picture = pypdfium2.PdfDocument(pdf)[page - 1].render(scale=DPI / 72).to_numpy().astype(int)
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


def _between(of: np.ndarray, top: float, bottom: float) -> np.ndarray:
    return of[round(top / MM_PER_DOT) : round(bottom / MM_PER_DOT)]


def _stretches(inked: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(int)))
    return list(zip(edges[::2], edges[1::2], strict=True))

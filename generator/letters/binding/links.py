"""Links: those that parts bring along keep their way, and new ones lead to parts of the volume."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.letters.binding.front import LINK
from generator.letters.binding.measures import PAGE_HEIGHT_PT, PAGE_WIDTH_PT
from generator.letters.binding.placing import transformed

Box = tuple[float, float, float, float]
PRINTED = 4  # annotation flag Print, which PDF/A asks for


@dataclass(frozen=True)
class Link:
    """Where a link of a file lies, and where it leads: to an address, a page of the same file, or a part of the volume."""

    annotation: Any
    box: Box
    uri: str = ""
    page: int | None = None  # from 0
    top: float | None = None  # of the place on that page

    @property
    def part_id(self) -> str:
        """The part of the volume that it leads to."""
        return self.uri.removeprefix(LINK) if self.uri.startswith(LINK) else ""


class LinkReader:
    """Reads the links of one file, before its pages go their own way."""

    def __init__(self, pdf: pikepdf.Pdf):
        self._pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        names = pdf.Root.get("/Names", Dictionary())
        self._named: dict[str, Any] = {str(key): value for key, value in pikepdf.NameTree(names.Dests).items()} if "/Dests" in names else {}
        self._named |= {key[1:]: value for key, value in pdf.Root.get("/Dests", Dictionary()).items()}

    def of(self, page: Any) -> Iterator[Link]:
        """The links of a page that lead somewhere; others, such as those that start a program, are left out."""
        for annotation in page.get("/Annots", Array()):
            if annotation.get("/Subtype") == Name.Link:
                link = self._read(annotation)
                if link is not None:
                    yield link

    def _read(self, annotation: Any) -> Link | None:
        x, y, x_to, y_to = (float(one) for one in annotation.Rect)
        box = min(x, x_to), min(y, y_to), max(x, x_to), max(y, y_to)
        action = annotation.get("/A", Dictionary())
        if action.get("/S") == Name.URI:
            return Link(annotation, box, uri=str(action.get("/URI", "")))
        place = annotation.get("/Dest", action.get("/D") if action.get("/S") == Name.GoTo else None)
        return self._to_page(annotation, box, place)

    def _to_page(self, annotation: Any, box: Box, place: Any) -> Link | None:
        if isinstance(place, String | Name):
            place = self._named.get(str(place).removeprefix("/"))
        if isinstance(place, Dictionary):
            place = place.get("/D")
        if not isinstance(place, Array) or not len(place) or not isinstance(place[0], Dictionary):
            return None
        page = self._pages.get(place[0].objgen)
        top = place[3] if len(place) > 3 and place[1] == Name.XYZ else None
        return None if page is None else Link(annotation, box, page=page, top=None if top is None else float(top))


def link_annotation(target: pikepdf.Pdf, box: Box, *, place: Any = None, uri: str = "", says: str = "") -> Any:
    """A link that shows nothing of itself."""
    made = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([round(one, 3) for one in box]), Border=Array([0, 0, 0]), F=PRINTED
    )
    if says:
        made.Contents = String(says)
    lead(made, place=place, uri=uri)
    return target.make_indirect(made)


def lead(annotation: Any, *, place: Any = None, uri: str = "") -> None:
    """Let a link lead to a place of the volume or to an address."""
    for key in ("/A", "/Dest"):
        if key in annotation:
            del annotation[key]
    if place is None:
        annotation.A = Dictionary(S=Name.URI, URI=String(uri))
    else:
        annotation.Dest = place


def top_of(page: Any, top: float | None = None) -> Array:
    """A place to go to: the page from `top` on; the reader keeps his zoom."""
    return Array([page, Name.XYZ, None, round(PAGE_HEIGHT_PT if top is None else top, 3), None])


def clipped(box: Box) -> Box:
    """The part of a box that is on the sheet."""
    return max(box[0], 0), max(box[1], 0), min(box[2], PAGE_WIDTH_PT), min(box[3], PAGE_HEIGHT_PT)


def moved(boxes: Sequence[Box], matrix: pikepdf.Matrix | None) -> tuple[Box, ...]:
    """Boxes as they lie on the sheet."""
    return tuple(boxes) if matrix is None else tuple(clipped(transformed(box, matrix)) for box in boxes)

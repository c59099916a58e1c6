"""The page of another file becomes a form in the volume's: as it is for a stamp, in the frame for an attached page."""

import zlib
from typing import Any

import pikepdf

from generator.letters.binding.examining import PageShape, resources_of, shape_of
from generator.letters.binding.measures import (
    FRAME_BOTTOM_MM,
    FRAME_LEFT_MM,
    FRAME_RULE_PT,
    FRAME_TOP_MM,
    FRAME_WIDTH_MM,
    GROWTH_MAX,
    PAGE_HEIGHT_PT,
)
from generator.letters.paper import layout


def frame_matrix(shape: PageShape) -> pikepdf.Matrix:
    """Brings what is seen of a page into the frame, upright; a landscape page lies on its left side (clause 8)."""
    left, low, right, high = shape.box
    width, height = right - left, high - low
    turns = (shape.rotation // 90 + (3 if shape.is_landscape else 0)) % 4
    turned = (
        pikepdf.Matrix(1, 0, 0, 1, 0, 0),
        pikepdf.Matrix(0, -1, 1, 0, 0, width),
        pikepdf.Matrix(-1, 0, 0, -1, width, height),
        pikepdf.Matrix(0, 1, -1, 0, height, 0),
    )[turns]
    if turns % 2:
        width, height = height, width
    frame_width, frame_height = FRAME_WIDTH_MM * layout.MM, (FRAME_BOTTOM_MM - FRAME_TOP_MM) * layout.MM
    scale = min(frame_width / width, frame_height / height, GROWTH_MAX * shape.unit)
    x = FRAME_LEFT_MM * layout.MM + (frame_width - width * scale) / 2
    y = PAGE_HEIGHT_PT - FRAME_BOTTOM_MM * layout.MM + (frame_height - height * scale) / 2
    return pikepdf.Matrix(1, 0, 0, 1, -left, -low) @ turned @ pikepdf.Matrix(scale, 0, 0, scale, x, y)


def placed_box(shape: PageShape) -> tuple[float, float, float, float]:
    """Where the page lies on the sheet, in points from the lower left corner."""
    return transformed(shape.box, frame_matrix(shape))


def transformed(box: tuple[float, float, float, float], matrix: pikepdf.Matrix) -> tuple[float, float, float, float]:
    """The upright box around a box that was moved, scaled and turned by quarters."""
    x, y = matrix.transform((box[0], box[1]))
    x_to, y_to = matrix.transform((box[2], box[3]))
    return min(x, x_to), min(y, y_to), max(x, x_to), max(y, y_to)


def form_of(target: pikepdf.Pdf, source: pikepdf.Pdf, page: Any, *, is_tagged: bool = False) -> pikepdf.Stream:
    """The page as a form in `target`, which holds it compressed: the source may be closed."""
    contents = _without_tags(page) if is_tagged else _contents(page.obj)
    form = pikepdf.Stream(target, zlib.compress(contents, 6))
    form.Filter = pikepdf.Name.FlateDecode
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = pikepdf.Array([_number(one) for one in shape_of(page.obj).box])
    resources = resources_of(page.obj)
    form.Resources = target.copy_foreign(resources if resources.is_indirect else source.make_indirect(resources))
    if "/Group" in page.obj:
        group = page.obj.Group
        form.Group = target.copy_foreign(group if group.is_indirect else source.make_indirect(group))
    return form


def _contents(page: Any) -> bytes:
    contents = page.get("/Contents")
    if contents is None:
        return b""
    if isinstance(contents, pikepdf.Array):
        return b"\n".join(one.read_bytes() for one in contents)
    return bytes(contents.read_bytes())


def _without_tags(page: Any) -> bytes:
    """The contents less their marks, whose structure is not carried over; layers keep theirs."""
    kept: list[Any] = []
    open_marks: list[bool] = []
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name in ("BMC", "BDC"):
            open_marks.append(instruction.operands[0] == "/OC")
        if name in ("BMC", "BDC", "EMC"):
            keeps = open_marks[-1] if open_marks else False
            if name == "EMC" and open_marks:
                open_marks.pop()
            if not keeps:
                continue
        elif name in ("MP", "DP"):
            continue
        kept.append(instruction)
    return pikepdf.unparse_content_stream(kept)


def frame_drawing(box: tuple[float, float, float, float]) -> bytes:
    """A hairline around an attached page, which says where it ends."""
    x, y, x_to, y_to = box
    return (
        f"/Artifact <</Type /Layout>> BDC q 0.6 G {FRAME_RULE_PT} w {_number(x)} {_number(y)} {_number(x_to - x)} {_number(y_to - y)} re S Q EMC".encode()
    )


def matrix_text(matrix: pikepdf.Matrix) -> bytes:
    """The operands of `cm`."""
    return " ".join(str(_number(one)) for one in matrix.shorthand).encode()


def _number(value: float) -> Any:
    rounded = round(value, 5)
    return int(rounded) if rounded == int(rounded) else rounded

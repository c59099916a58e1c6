"""Set the running parts of a document: titles, headings, paragraphs, tables (GB/T 9704—2012, clause 7.3)."""

from collections.abc import Sequence
from dataclasses import replace

from generator.letters.document import Annex, Block, Heading, Paragraph, Table
from generator.letters.paper import layout
from generator.letters.paper.faces import Setter
from generator.letters.paper.fonts import Role
from generator.letters.paper.linebreak import break_title
from generator.letters.paper.sheet import Block as SetBlock
from generator.letters.paper.sheet import Unit
from generator.letters.paper.tablegrid import table_units
from generator.letters.paper.textline import TextLine


def line_units(block: SetBlock, lines: Sequence[TextLine], gap: int = 0) -> tuple[Unit, ...]:
    """Lines of one block, the first below `gap` blank lines."""
    return tuple(Unit(block, line, gap=0 if at else gap) for at, line in enumerate(lines))


def text_units(
    kind: str,
    text: str,
    setter: Setter,
    *,
    first: float = 0,
    rest: float = 0,
    tag: str = "p",
    role: Role | None = None,
    gap: int = 0,
) -> tuple[Unit, ...]:
    """A paragraph in one face whose lines begin `first` and then `rest` cells in."""
    lines = setter.paragraph(text, setter.roles(text, role), first_cells=first, rest_cells=rest)
    return line_units(SetBlock(tag, kind), lines, gap)


def title_units(title: tuple[str, ...], setter: Setter, gap: int = 0) -> tuple[Unit, ...]:
    """A title in lines shaped 梯形 or 菱形 (clause 7.3.1)."""
    lines = break_title(title, limit=setter.grid.title_cells)
    units = line_units(SetBlock("h1", "title"), [setter.line(line, setter.grid.title_role) for line in lines], gap)
    return tuple(replace(unit, keeps_next=True, rows=setter.grid.title_rows) for unit in units)


def block_units(blocks: Sequence[Block], setter: Setter) -> tuple[Unit, ...]:
    """The blocks of a body."""
    units: list[Unit] = []
    for at, block in enumerate(blocks):
        own = list(_block_units(block, setter))
        follows = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(block, Paragraph) and isinstance(follows, Table):
            own[-1] = replace(own[-1], keeps_next=True)  # “如下：” is not left without what follows
        units += own
    return tuple(units)


def _block_units(block: Block, setter: Setter) -> tuple[Unit, ...]:
    if isinstance(block, Table):
        return table_units(block, setter)
    if isinstance(block, Heading):
        role = setter.grid.heading_role(block.level)
        units = text_units("heading", block.text, setter, first=layout.INDENT_CELLS, tag=f"h{block.level + 1}", role=role)
        return tuple(replace(unit, keeps_next=True) for unit in units)
    return _paragraph_units(block, setter)


def _paragraph_units(paragraph: Paragraph, setter: Setter) -> tuple[Unit, ...]:
    if paragraph.is_centred:
        return text_units("caption", paragraph.text, setter, role=Role.KAI)
    body = setter.grid.body_role
    roles = [Role.HEI if run.is_strong else body for run in paragraph.runs for _ in run.text]
    first = 0 if paragraph.is_flush else layout.INDENT_CELLS
    lines = setter.paragraph(paragraph.text, roles, first_cells=first, rest_cells=0)
    return line_units(SetBlock("p", "text"), lines)


def annex_note_units(annexes: Sequence[Annex], setter: Setter) -> tuple[Unit, ...]:
    """附件：1.… ; wrapped names begin under the first character of the name (clause 7.3.4)."""
    units: tuple[Unit, ...] = ()
    label = "附件："
    start = layout.INDENT_CELLS + setter.cells(label)
    for number, annex in enumerate(annexes, start=1):
        ordinal = f"{number}." if len(annexes) > 1 else ""
        text = (label if number == 1 else "") + ordinal + annex.title
        units += text_units(
            "annex-note",
            text,
            setter,
            first=layout.INDENT_CELLS if number == 1 else start,
            rest=start + setter.cells(ordinal),
            gap=layout.ANNEX_NOTE_BLANK_ROWS if number == 1 else 0,
        )
    return units


def annex_units(annex: Annex, label: str, setter: Setter) -> tuple[Unit, ...]:
    """附件1 on line 1, its title on line 3, then its text (clause 7.3.7); without a label the title is on line 1."""
    units: tuple[Unit, ...] = ()
    if label:
        units = (Unit(SetBlock("p", "annex-label"), setter.line(label, Role.HEI), keeps_next=True),)
    units += title_units((annex.title,), setter, gap=layout.ANNEX_TITLE_ROW - 2 if label else 0)
    body = list(block_units(annex.blocks, setter))
    if body:
        body[0] = replace(body[0], gap=layout.ANNEX_BODY_BLANK_ROWS)
    return (*units, *body)

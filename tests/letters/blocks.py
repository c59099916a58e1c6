"""A composed document as text: headings, paragraphs, and tables as grids with joins."""

from collections.abc import Iterator

from generator.letters.document import Block, Cell, CellContent, Heading, Join, OfficialDocument, Table, TableRow

JOINED = {Join.ABOVE: "↑", Join.LEFT: "←"}


def text_of(document: OfficialDocument) -> str:
    """The whole document, part by part, in the order of the paper."""
    lines = [
        f"《{document.kind}》 {document.name} {document.form.value} {document.genre.value}",
        *(f"{name}：{value}" for name, value in _parts(document) if value),
        "",
        *lines_of(document.body),
    ]
    for number, annex in enumerate(document.annexes, start=1):
        lines += ["", f"附件{number} {annex.title}（{'横排' if annex.is_landscape else '竖排'}）", "", *lines_of(annex.blocks)]
    return "\n".join(lines) + "\n"


def _parts(document: OfficialDocument) -> list[tuple[str, str]]:
    return [
        ("标志", document.issuing_agency_mark),
        ("联合", "、".join(document.joint_agencies)),
        ("上行文", "是" if document.is_upward else ""),
        ("签发人", "、".join(document.approvers)),
        ("标题", "/".join(document.title)),
        ("主送", document.addressee),
        ("署名", document.issuing_agency),
        ("日期", str(document.issued_on)),
        ("附注", document.note),
        ("抄送", "、".join(document.copied_agencies)),
        ("印发", document.printing_agency and f"{document.printing_agency} {document.printed_on}"),
    ]


def words_of(document: OfficialDocument | None) -> str:
    """All words, of body and annexes."""
    assert document
    return text_of(document)


def lines_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield f"{'#' * block.level} {block.text}"
        elif isinstance(block, Table):
            yield from grid_of(block)
        else:
            yield block.text


def grid_of(table: Table) -> Iterator[str]:
    """A line for each row; labels in brackets, totals marked, a joined place as an arrow to what it continues."""
    if table.caption:
        yield f"[{table.caption}]"
    head = [_row(row) for row in table.head]
    if not head and any(column.heading for column in table.columns):
        head = [" | ".join(column.heading for column in table.columns)]
    yield from (f"‖ {line}" for line in head)
    for row in table.rows:
        assert len(row.cells) == len(table.columns), row
        yield ("= " if row.is_total else "| ") + _row(row)


def _row(row: TableRow) -> str:
    return " | ".join(map(_cell, row.cells))


def _cell(content: CellContent) -> str:
    if isinstance(content, Join):
        return JOINED[content]
    if isinstance(content, Cell):
        return f"【{content.text}】" if content.is_label else content.text
    return content

"""The text that is read from a finished Word file is the text that was written into it."""

from collections.abc import Iterator, Sequence

import pytest

from generator.letters.document import Annex, Block, Cell, Column, DocumentForm, Join, OfficialDocument, Table, TableRow
from generator.letters.word import WordPrinter
from generator.letters.word.reading import TextBlock, TextKind, read_text
from tests.letters.samples import letter, real_letter
from tests.letters.word_samples import every_document, joint


def read(document: OfficialDocument) -> tuple[TextBlock, ...]:
    return read_text(WordPrinter().print(document))


def written(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield block.caption
            head = block.head or (TableRow(tuple(column.heading for column in block.columns)),)
            for row in (*head, *block.rows):
                yield from ("" if isinstance(cell, Join) else cell.text if isinstance(cell, Cell) else cell for cell in row.cells)
        else:
            yield block.text


def words(blocks: Sequence[TextBlock]) -> Iterator[str]:
    for block in blocks:
        yield block.text
        yield from (cell.text for row in block.rows for cell in row)


@pytest.mark.parametrize("document", every_document(), ids=lambda document: document.name)
def test_every_word_of_text_and_annexes_is_read_in_order(document: OfficialDocument) -> None:
    expected = [*written(document.body)]
    if document.form is not DocumentForm.TABLE:
        signed = (document.issuing_agency, *document.joint_agencies)
        expected = [document.addressee, *expected, *(annex.title for annex in document.annexes), *signed, "年"]
    for annex in document.annexes:
        expected += [annex.title, *written(annex.blocks)]
    found = iter(words(read(document)))
    for text in expected:
        if text.strip():
            assert any(text.strip() in one for one in found), text


def test_letter_is_read_with_its_parts() -> None:
    found = [(block.kind, block.level, block.text) for block in read(real_letter())]

    assert found[0][0] is TextKind.ADDRESSEE
    assert (TextKind.HEADING, 1) in [one[:2] for one in found]
    assert [kind for kind, _, _ in found if kind is TextKind.SIGNATURE] == [TextKind.SIGNATURE] * 2
    assert not any("未签发" in text or "关于" in text for _, _, text in found[:1])  # 版头 and title are told by the register


def test_signatures_side_by_side_are_all_read() -> None:
    document = joint()
    signed = [block.text for block in read(document) if block.kind is TextKind.SIGNATURE]
    assert signed[:-1] == [document.issuing_agency, *document.joint_agencies]


def test_joined_cells_keep_their_rows_and_columns() -> None:
    head = (TableRow(("项目", "资金", Join.LEFT)), TableRow((Join.ABOVE, "预算", "执行")))
    rows = (TableRow(("甲", "1", "2")), TableRow((Join.ABOVE, "3", Join.LEFT)))
    table = Table((Column("", 1), Column("", 1), Column("", 1)), rows, caption="资金表", head=head)
    (block,) = [block for block in read(letter((), annexes=(Annex("表", (table,)),))) if block.kind is TextKind.TABLE]

    assert (block.text, block.head) == ("资金表", 2)
    assert [[(cell.text, cell.columns, cell.rows) for cell in row] for row in block.rows] == [
        [("项目", 1, 2), ("资金", 2, 1)],
        [("预算", 1, 1), ("执行", 1, 1)],
        [("甲", 1, 2), ("1", 1, 1), ("2", 1, 1)],
        [("3", 2, 1)],
    ]
    assert [cell.is_head for row in block.rows for cell in row] == [True] * 4 + [False] * 4

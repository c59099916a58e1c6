"""Headings of a volume on paper: of its tables, where a unit of money is in one piece and no line is a scrap, and of its pages, which are not cut."""

from collections.abc import Callable, Iterator, Mapping

import pytest

from generator.letters.binding import measures
from generator.letters.binding.front import running_titles
from generator.letters.paper.fonts import Faces, FontFile, Role, subset_fonts
from generator.letters.paper.linebreak import text_width
from generator.letters.paper.pdf import characters_of
from generator.letters.paper.tablebox import TableBox
from generator.letters.paper.typeset import set_letter
from generator.letters.volume.part import Volume
from tests.letters.volumes import budget, final


@pytest.fixture(scope="module")
def own_faces(full_fonts: Mapping[Role, FontFile], tmp_path_factory: pytest.TempPathFactory) -> Faces:
    documents = [part.document for volume in (final(), budget()) for part in volume.parts if part.document]
    return Faces(subset_fonts(full_fonts, characters_of(documents), tmp_path_factory.mktemp("fonts")))


def heads_of(volume: Volume, faces: Faces) -> Iterator[tuple[str, ...]]:
    """The lines of every heading of every table, as printed."""
    for part in volume.parts:
        if part.document:
            for page in set_letter(part.document, faces).pages:
                for box in page.boxes:
                    if isinstance(box, TableBox):
                        for row in box.head:
                            yield from (tuple("".join(piece.text for piece in line.pieces) for line in cell.lines) for cell in row)


@pytest.mark.parametrize("volume", [final, budget], ids=["final", "budget"])
def test_a_unit_of_money_is_never_torn(volume, own_faces: Faces) -> None:  # type: ignore[no-untyped-def]
    heads = set(heads_of(volume(), own_faces))
    assert len(heads) > 20
    assert any("（万元）" in head for head in heads)
    assert [head for head in heads if any("万元" in "".join(head) and "万元" not in line and set(line) & set("万元") for line in head)] == []
    assert [head for head in heads if len(head) > 1 and len(head[-1]) == 1] == []  # `评价个` over `数`


@pytest.mark.parametrize("volume", [final, budget])
def test_no_running_title_of_the_sample_is_cut(volume: Callable[[], Volume]) -> None:
    found = [running_titles(volume(), part.title) for part in volume().parts]
    assert not [pair for pair in found if "…" in "".join(pair)]
    assert all(sum(map(text_width, pair)) <= measures.RUNNING_CELLS for pair in found)


def test_a_running_title_is_cut_only_where_no_shorter_one_fits() -> None:
    volume = final()
    assert running_titles(volume, "目录") == ("2025年决算草案和绩效评价结果审查材料", "目录")
    left, right = running_titles(volume, "长" * 60)
    assert left == "2025年决算"
    assert right.endswith("长…")
    assert measures.RUNNING_CELLS - 2 < text_width(left) + text_width(right) <= measures.RUNNING_CELLS

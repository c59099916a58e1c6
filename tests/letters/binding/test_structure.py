"""The structure tree of a volume, walked as a reading program does it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary

from generator.letters.binding.bind import BoundVolume


def kids(element: Any) -> list[Any]:
    found = element.get("/K", Array())
    return list(found) if isinstance(found, Array) else [found]


def walk(element: Any) -> Iterator[Any]:
    yield element
    for kid in kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from walk(kid)


@pytest.fixture(scope="module")
def elements(pdf: pikepdf.Pdf) -> list[Any]:
    (document,) = kids(pdf.Root.StructTreeRoot)
    return list(walk(document))


@pytest.fixture(scope="module")
def parent_tree(pdf: pikepdf.Pdf) -> dict[int, Any]:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


@pytest.fixture(scope="module")
def places(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    return {page.obj.objgen: at for at, page in enumerate(pdf.pages)}


def test_parts_stand_in_order_under_one_document(pdf: pikepdf.Pdf, bound: BoundVolume) -> None:
    (document,) = kids(pdf.Root.StructTreeRoot)
    assert document.S == "/Document"
    assert [str(part.T) for part in kids(document)] == ["封面和目录", *(placed.part.title for placed in bound.parts)]
    assert {str(part.S) for part in kids(document)} == {"/Part"}


def test_each_element_knows_its_parent_and_a_page_of_the_volume(elements: list[Any], places: dict[tuple[int, int], int]) -> None:
    for element in elements:
        assert "/Pg" not in element or element.Pg.objgen in places
        for kid in kids(element):
            if isinstance(kid, Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen


def drawn_on(page: pikepdf.Page) -> set[int]:
    """The numbers of marked content on a page; all that is painted must be marked, and no content stands in an artifact."""
    numbers = set()
    open_marks: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name in ("BDC", "BMC"):
            entries = instruction.operands[1] if name == "BDC" else Dictionary()
            if "/MCID" in entries:
                assert "/Artifact" not in open_marks
                numbers.add(int(entries.MCID))
            open_marks.append(str(instruction.operands[0]))
        elif name == "EMC":
            open_marks.pop()
        elif name in ("Tj", "TJ", "Do"):
            assert open_marks
    assert not open_marks
    return numbers


def test_each_piece_of_content_is_found_from_both_sides(
    pdf: pikepdf.Pdf, elements: list[Any], parent_tree: dict[int, Any], places: dict[tuple[int, int], int]
) -> None:
    marked: dict[int, dict[int, Any]] = defaultdict(dict)
    for element in elements:
        for kid in kids(element):
            if isinstance(kid, int):
                assert kid not in marked[places[element.Pg.objgen]]
                marked[places[element.Pg.objgen]][kid] = element.objgen
    for at, page in enumerate(pdf.pages):
        assert drawn_on(page) == set(marked[at])
        if marked[at]:
            leads = parent_tree[int(page.obj.StructParents)]
            assert {number: one.objgen for number, one in enumerate(leads) if one is not None} == marked[at]


def test_each_link_is_an_element_and_leads_back(pdf: pikepdf.Pdf, elements: list[Any], parent_tree: dict[int, Any]) -> None:
    held = {kid.Obj.objgen: element for element in elements for kid in kids(element) if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR"}
    found = 0
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            assert held[annotation.objgen].S == "/Link"
            assert parent_tree[int(annotation.StructParent)].objgen == held[annotation.objgen].objgen
            found += 1
    assert found == len(held) > 10


def test_cells_find_their_headings_across_all_parts(pdf: pikepdf.Pdf, elements: list[Any]) -> None:
    names = list(pdf.Root.StructTreeRoot.IDTree.Names)
    by_name = {str(name): element for name, element in zip(names[::2], names[1::2], strict=True)}
    assert list(by_name) == sorted(by_name)
    headings = [element for element in elements if "/ID" in element]
    assert len(headings) == len(by_name) > 20
    for heading in headings:
        assert by_name[str(heading.ID)].objgen == heading.objgen
    cells = 0
    for element in elements:
        for name in element.get("/A", Dictionary()).get("/Headers", []) if isinstance(element.get("/A"), Dictionary) else []:
            assert by_name[str(name)].S == "/TH"
            cells += 1
    assert cells > 100


def test_contents_are_contents(elements: list[Any], bound: BoundVolume) -> None:
    kinds = Counter(str(element.S) for element in elements)
    assert kinds["/TOC"] == 1
    assert kinds["/TOCI"] == len(bound.parts) + 3  # and three headings
    said = [str(kids(element)[-1].ActualText) for element in elements if element.S == "/TOCI"]
    assert said[0] == "第1页"  # for the dots before it
    assert said[-1] == f"第{bound.parts[-1].first_page}页"


def test_attached_pages_are_text_or_a_picture_with_words(elements: list[Any], bound: BoundVolume) -> None:
    part = next(element for element in elements if str(element.get("/T", "")).startswith("城市公园景观提升工程"))
    text, picture = kids(part)
    assert text.S == "/P"
    assert picture.S == "/Figure"
    assert str(picture.Alt) == "城市公园景观提升工程绩效评价报告（评价机构），第2页，共2页（图像，没有可读取的文字）"


def test_tags_of_an_attached_file_do_not_get_mixed_up_with_ours(pdf: pikepdf.Pdf, bound: BoundVolume) -> None:
    first = next(placed for placed in bound.parts if placed.part.id == "busy").first_page
    form = pdf.pages[bound.front_pages + first - 1].obj.Resources.XObject["/JixiaoPage"]
    assert b"MCID" not in form.read_bytes()
    assert b"First" in form.read_bytes()

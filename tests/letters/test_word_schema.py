"""Word is strict about the order of elements: every property list is checked against the sequence of the schema.

The sequences are those of ECMA-376 part 1, annex A.1 (wml.xsd, transitional), whole, and not the shorter ones of the program.
"""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from generator.letters.document import OfficialDocument
from generator.letters.word import WordPrinter
from generator.letters.word.markup import part, w
from tests.letters.word_samples import every_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

SEQUENCES = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
        "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
        "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId "
        "cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden "
        "color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout "
        "specVanish oMath rPrChange"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd "
        "tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
    ),
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers cellIns "
        "cellDel cellMerge tcPrChange"
    ),
    "trPr": ("cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden ins del trPrChange"),
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt "
        "vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
    ),
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
        "personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
    ),
    "pBdr": "top left bottom right between bar",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p",
    "p": "pPr r fldSimple",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang",
    "compat": "balanceSingleByteDoubleByteWidth doNotExpandShiftReturn useFELayout compatSetting",
    "styles": "docDefaults latentStyles style",
}
FREE = {"p", "sectPr"}  # runs and fields mix; references to headers and footers too
RANKS = {parent: {name: at for at, name in enumerate(names.split())} for parent, names in SEQUENCES.items()}
REPEATED = {"headerReference", "footerReference", "compatSetting", "tr", "tc", "p", "r", "fldSimple", "style"}


def faults(root: ElementTree.Element) -> list[str]:
    """Elements whose children are unknown, repeated or out of order."""
    found = []
    for element in root.iter():
        name = element.tag.removeprefix(W)
        if name not in RANKS:
            continue
        children = [child.tag.removeprefix(W) for child in element]
        ranks = [RANKS[name].get(child, -1) for child in children]
        if name in FREE:
            ranks = [min(rank, 1) if name == "p" else max(rank, 1) for rank in ranks]
        singles = [child for child in children if child not in REPEATED]
        if -1 in ranks or ranks != sorted(ranks) or len(singles) != len(set(singles)):
            found.append(f"{name}: {' '.join(children)}")
    return found


def xml_parts(document: OfficialDocument) -> dict[str, ElementTree.Element]:
    with ZipFile(BytesIO(WordPrinter().print(document))) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return {name: ElementTree.fromstring(archive.read(name)) for name in names}


@pytest.mark.parametrize("document", every_document(), ids=lambda one: one.name)
def test_properties_stand_in_the_schemas_order(document: OfficialDocument) -> None:
    for name, root in xml_parts(document).items():
        assert not faults(root), name


def test_the_check_sees_a_wrong_order_and_a_repetition() -> None:
    wrong = ElementTree.fromstring(f'<p xmlns="{W[1:-1]}"><pPr><jc/><ind/></pPr></p>')
    twice = ElementTree.fromstring(f'<p xmlns="{W[1:-1]}"><pPr><ind/><ind/></pPr></p>')
    assert (faults(wrong), faults(twice)) == (["pPr: jc ind"], ["pPr: ind ind"])


def test_properties_may_be_given_in_any_order() -> None:
    root = ElementTree.fromstring(part("p", w("pPr", w("jc", val="left"), w("pStyle", val="GwBody"), w("keepNext"))))
    assert [child.tag.removeprefix(W) for child in root[0]] == ["pStyle", "keepNext", "jc"]
    with pytest.raises(KeyError):
        w("pPr", w("jC", val="left"))


@pytest.mark.parametrize("document", every_document(), ids=lambda one: one.name)
def test_all_that_is_referred_to_is_there(document: OfficialDocument) -> None:
    roots = xml_parts(document)
    styles = {style.get(f"{W}styleId") for style in roots["word/styles.xml"].iter(f"{W}style")}
    for name, root in roots.items():
        used = {node.get(f"{W}val") for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next") for node in root.iter(W + kind)}
        assert used <= styles, name
    with ZipFile(BytesIO(WordPrinter().print(document))) as archive:
        relations = ElementTree.fromstring(archive.read("word/_rels/document.xml.rels"))
        targets = {one.get("Id"): f"word/{one.get('Target')}" for one in relations}
    references = {node.get(f"{R}id") for node in roots["word/document.xml"].iter() if node.get(f"{R}id")}
    assert references <= set(targets)
    assert set(targets.values()) == set(roots) - {"word/document.xml"}


@pytest.mark.parametrize("document", every_document(), ids=lambda one: one.name)
def test_cells_and_headers_end_with_a_paragraph_and_rows_fill_their_grid(document: OfficialDocument) -> None:
    for root in xml_parts(document).values():
        for name in ("tc", "hdr", "ftr"):
            assert all(list(element)[-1].tag == f"{W}p" for element in [*root.iter(W + name), *([root] if root.tag == W + name else [])])
        for table in root.iter(f"{W}tbl"):
            columns = len(list(table.iter(f"{W}gridCol")))
            for row in table.iter(f"{W}tr"):
                spans = [
                    int(span.get(f"{W}val", "1")) if (span := cell.find(f"{W}tcPr/{W}gridSpan")) is not None else 1
                    for cell in row.iter(f"{W}tc")
                ]
                assert sum(spans) == columns
    body = xml_parts(document)["word/document.xml"][0]
    assert [child.tag for child in list(body)[-2:]] == [f"{W}p", f"{W}sectPr"]  # Word wants a paragraph after the last table

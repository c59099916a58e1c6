"""What stops a volume, in words that say what to do, and what does not."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from generator.letters.binding.bind import conformance_of, examine_all
from generator.letters.binding.examining import examine
from generator.letters.volume.part import Volume
from generator.problems import JixiaoError
from tests.letters.binding.volumes import A4, attached, of_text, page, plain, saved, volume_of
from tests.letters.volumes import budget, final


def complaint(path: Path) -> str:
    with pytest.raises(JixiaoError) as caught:
        examine(attached("file", "部门决算", path))
    return str(caught.value)


def test_missing(tmp_path: Path) -> None:
    assert complaint(tmp_path / "none.pdf") == (
        "content/attachments/none.pdf：找不到这个附件，合订本缺少“部门决算”。请把 PDF 文件放到该处，或改正记录中的文件名。"
    )


@pytest.mark.parametrize(("password", "words"), [("geheim", "没有密码打不开"), ("", "设有权限密码（限制打印或修改）")])
def test_encrypted(tmp_path: Path, password: str, words: str) -> None:
    path = saved(tmp_path / "locked.pdf", of_text("Text"), encryption=pikepdf.Encryption(owner="owner", user=password))
    said = complaint(path)
    assert said.startswith("content/attachments/locked.pdf：文件")
    assert words in said
    assert "请提供单位给出不加密的文件，或用原稿" in said


def test_no_pdf_at_all(tmp_path: Path) -> None:
    path = tmp_path / "word.pdf"
    path.write_bytes(b"PK\x03\x04 this is a Word file")
    assert complaint(path).startswith("content/attachments/word.pdf：文件已损坏或不是 PDF，不能装订。请用原稿")


def test_cut_off(tmp_path: Path) -> None:
    path = plain(tmp_path / "half.pdf")
    path.write_bytes(path.read_bytes()[:-300])
    assert "文件已损坏" in complaint(path)


def test_damaged_inside(tmp_path: Path) -> None:
    path = saved(tmp_path / "inside.pdf", of_text("Text" * 400), compress_streams=True)
    content = path.read_bytes()
    at = content.index(b"stream\n", content.index(b"FlateDecode")) + 20
    path.write_bytes(content[:at] + b"\xff" * 30 + content[at + 30 :])
    assert "损坏" in complaint(path)


def test_without_pages(tmp_path: Path) -> None:
    assert "文件里一页也没有" in complaint(saved(tmp_path / "empty.pdf", lambda pdf: None))


def test_hidden_layer(tmp_path: Path) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        page(pdf, A4, "Text")
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Draft"))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))

    assert "文件有隐藏的图层，装订后会显露出来" in complaint(saved(tmp_path / "layers.pdf", fill))


def test_dynamic_form_and_portfolio(tmp_path: Path) -> None:
    def form(pdf: pikepdf.Pdf) -> None:
        page(pdf, A4, "Please wait")
        pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pikepdf.Stream(pdf, b"<xdp/>"))

    def portfolio(pdf: pikepdf.Pdf) -> None:
        page(pdf, A4, "Open with another program")
        pdf.Root.Collection = Dictionary(Type=Name.Collection)

    assert "这是动态表单（XFA）" in complaint(saved(tmp_path / "xfa.pdf", form))
    assert "这是“PDF 包”" in complaint(saved(tmp_path / "portfolio.pdf", portfolio))


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    parts = (attached("a", "甲", tmp_path / "a.pdf"), attached("b", "乙", plain(tmp_path / "b.pdf")), attached("c", "丙", tmp_path / "c.pdf"))
    with pytest.raises(JixiaoError) as caught:
        examine_all(volume_of(parts))
    assert [line.partition("：")[0] for line in str(caught.value).splitlines()] == ["content/attachments/a.pdf", "content/attachments/c.pdf"]


def test_a_volume_of_nothing() -> None:
    with pytest.raises(JixiaoError, match="没有可装订的内容"):
        examine_all(volume_of(()))


def test_the_samples_budget_documents_can_be_bound() -> None:
    path = Path(__file__).parents[3] / "content/attachments/2025/government-final.pdf"
    found = examine(attached("government", "政府决算", path))
    assert found.pages == 20
    assert found.remarks[0].message == "各页不是 A4（148×210 毫米），已缩放到 A4 版面内。"


@pytest.mark.parametrize("volume", [final, budget], ids=["final", "budget"])
def test_the_samples_volumes_are_pdf_a(volume: Callable[[], Volume]) -> None:
    """All that is attached to them says that it is PDF/A, so they may say it too."""
    examined = examine_all(volume())

    assert {part.id for part in volume().parts if part.pdf} == examined.keys() != set()
    assert all(one.is_archival for one in examined.values())
    assert conformance_of(examined) == "B"
    assert not [remark for one in examined.values() for remark in one.remarks if "不是 PDF/A" in remark.message]

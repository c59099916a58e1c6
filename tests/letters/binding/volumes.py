"""A small volume: three generated parts, a page of HTML, and attached files of every kind that offices hand in."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.letters.document import Annex, Column, OfficialDocument, Table, TableRow
from generator.letters.volume.part import PartKind, Volume, VolumePart
from tests.letters.samples import letter, paragraph, report, table_alone, wide_table

CARE = "社区养老服务设施运营补贴项目"
PARK = "城市公园景观提升工程"
ROAD = "乡村公路安全防护设施改造"
SUBMITTED = date(2026, 8, 20)
A4 = (595.276, 841.89)

HTML = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>简报</title></head>
<body><h1>绩效简报</h1><p>得分最低的是%s，见<a href="jixiao:park">评价报告</a>。</p></body></html>"""


def covering_letter() -> OfficialDocument:
    """Names two projects, one of them over the end of a line, and again in the narrow column of a table."""
    filler = "现将有关情况报送如下，请审阅。"
    table = Table((Column("项目", 20), Column("得分", 60)), (TableRow((CARE, "88")), TableRow((PARK, "77"))))
    body = (paragraph(f"{CARE}的评价已完成。"), paragraph(f"{filler}同时，{PARK}的评价结果一并报送。"))
    return letter(body, annexes=(Annex("绩效得分表", (table,)),))


def parts_of(folder: Path) -> tuple[VolumePart, ...]:
    """The parts of the volume; attached files are made in `folder`."""
    return (
        VolumePart("letter", PartKind.LETTER, "关于报送预算绩效管理情况的函", covering_letter()),
        VolumePart("report", PartKind.REPORT, "关于预算绩效管理工作情况的报告", report()),
        VolumePart("briefing", PartKind.BRIEFING, "绩效简报", html=HTML % ROAD),
        VolumePart("results", PartKind.TABLES, "绩效评价结果汇总表", table_alone(annexes=(Annex("汇总表", (wide_table(30),), is_landscape=True),)), level=2),
        VolumePart("care", PartKind.EVALUATION, f"{CARE}绩效评价报告", letter((paragraph(f"{CARE}由区民政局实施，与{PARK}无关。"),)), level=2, names=(CARE,)),
        attached("park", f"{PARK}绩效评价报告（评价机构）", plain(folder / "park.pdf"), names=(PARK,)),
        attached("sizes", "部门决算", sizes(folder / "sizes.pdf"), names=(ROAD,)),
        attached("busy", "政府决算", busy(folder / "busy.pdf")),
    )


def attached(part_id: str, title: str, path: Path, names: tuple[str, ...] = ()) -> VolumePart:
    return VolumePart(part_id, PartKind.ACCOUNTS, title, pdf=path, level=2, names=names, source=f"content/attachments/{path.name}")


def volume_of(parts: tuple[VolumePart, ...], data: tuple[Path, ...] = ()) -> Volume:
    return Volume(
        2025, "决算", "江城市东湖区2025年决算草案和绩效评价结果审查材料", "江城市东湖区财政局", "江城市东湖区", True,
        "江城市东湖区第十届人大常委会第三十二次会议", SUBMITTED, parts, data,
    )  # fmt: skip


def data_file(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("results.csv", (1980, 1, 1, 0, 0, 0)), "project,score\n")
    return path


def page(pdf: pikepdf.Pdf, size: tuple[float, float], text: str = "", *, place: str = "1 0 0 1 72 72", **entries: object) -> pikepdf.Object:
    """A page with a line of Latin text, whose font is not embedded, or with a grey square."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    content = f"BT /F1 18 Tf {place} Tm ({text}) Tj ET".encode() if text else b"0.5 g 100 100 200 200 re f"
    made = Dictionary(
        Type=Name.Page, MediaBox=Array([0, 0, *size]), Resources=Dictionary(Font=Dictionary(F1=font)), Contents=pikepdf.Stream(pdf, content), **entries
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(made)))
    return pdf.pages[-1].obj


def saved(path: Path, fill: Callable[[pikepdf.Pdf], None], **options: object) -> Path:
    pdf = pikepdf.new()
    fill(pdf)
    pdf.save(path, **options)  # type: ignore[arg-type]
    return path


def of_text(text: str) -> Callable[[pikepdf.Pdf], None]:
    """One page with a line of text."""

    def fill(pdf: pikepdf.Pdf) -> None:
        page(pdf, A4, text)

    return fill


def plain(path: Path) -> Path:
    """Two A4 pages, one with text, one a picture."""

    def fill(pdf: pikepdf.Pdf) -> None:
        page(pdf, A4, "Evaluation report")
        page(pdf, A4)

    return saved(path, fill)


def sizes(path: Path) -> Path:
    """A3, A4 on its side as a wide box, and A4 on its side by a turned page."""

    def fill(pdf: pikepdf.Pdf) -> None:
        page(pdf, (841.89, 1190.551), "Large")
        page(pdf, A4[::-1], "Wide")
        page(pdf, A4, "Turned", place="0 1 -1 0 523 72", Rotate=90)

    return saved(path, fill)


def bare(path: Path) -> Path:
    """Tagged, a page without contents and one with a link but no form: what little a file may hold."""

    def fill(pdf: pikepdf.Pdf) -> None:
        del page(pdf, A4).Contents
        second = page(pdf, A4, "Second")
        outside = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 72, 172, 92]), A=Dictionary(S=Name.URI, URI=String("https://example.gov.cn/")))
        second.Annots = Array([pdf.make_indirect(outside)])
        del second.Resources
        pdf.Root.Pages.Resources = Dictionary(Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))

    return saved(path, fill)


def busy(path: Path) -> Path:
    """Scripts, a form that is filled in, a note, links, a file inside, tags."""

    def fill(pdf: pikepdf.Pdf) -> None:
        first = page(pdf, A4, "First")
        second = page(pdf, A4, "Second")
        first.Contents.write(b"/P <</MCID 0>> BDC " + first.Contents.read_bytes() + b" EMC")
        look = pdf.make_indirect(pikepdf.Stream(pdf, b"BT /F1 12 Tf 2 2 Td (Filled) Tj ET"))
        look.Type, look.Subtype, look.BBox, look.Resources = Name.XObject, Name.Form, Array([0, 0, 100, 20]), first.Resources
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Filled"), F=4,
                Rect=Array([100, 300, 200, 320]), AP=Dictionary(N=look), DA=String("/F1 12 Tf"),
            )
        )  # fmt: skip
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 30, 30]), Contents=String("note"))
        inside = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 72, 172, 92]), Dest=Array([second, Name.Fit]))
        outside = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 172, 172, 192]), A=Dictionary(S=Name.URI, URI=String("https://example.gov.cn/budget"))
        )
        program = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 272, 172, 292]), A=Dictionary(S=Name.Launch, F=String("a.exe")))
        first.Annots = Array([field, *(pdf.make_indirect(one) for one in (note, inside, outside, program))])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), DR=Dictionary(Font=first.Resources.Font), DA=String("/F1 12 Tf"))
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        pdf.attachments["inside.txt"] = b"inside"

    return saved(path, fill)

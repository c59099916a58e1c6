"""Attached PDFs are looked at before they are bound: what stops the volume, and what is said of the rest.

What cannot be bound ends in a CannotBindError that names the file and what to do; what is lost or changed by binding is a
`Remark`, so that the office can decide whether to ask for a better file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from generator.letters.binding.measures import A4_TOLERANCE_MM
from generator.letters.paper import layout
from generator.letters.volume.part import VolumePart
from generator.problems import JixiaoError

REPRINT = "请用原稿（Word、WPS、Excel）重新“另存为 PDF”，或在阅读器里打印成 PDF，再放回原处"
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
SHOWN_PAGES = 5  # numbers of pages that a remark names


@dataclass(frozen=True)
class Remark:
    """What the office should know of an attached file that was bound all the same."""

    part_id: str
    source: str
    message: str

    @property
    def text(self) -> str:
        """One line for the terminal."""
        return f"{self.source}：{self.message}"


@dataclass(frozen=True)
class Examined:
    """An attached file that can be bound; `is_archival` if it says of itself that it is PDF/A and nothing speaks against it."""

    pages: int
    remarks: tuple[Remark, ...]
    is_archival: bool


@dataclass(frozen=True)
class PageShape:
    """What is seen of a page: its box, how it is turned, and the size of its unit."""

    box: tuple[float, float, float, float]
    rotation: int  # degrees clockwise
    unit: float  # points

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height as shown."""
        left, low, right, high = self.box
        width, height = (right - left) * self.unit / layout.MM, (high - low) * self.unit / layout.MM
        return (height, width) if self.rotation % 180 else (width, height)

    @property
    def is_landscape(self) -> bool:
        """True if it is shown wider than high."""
        width, height = self.size_mm
        return width > height


class CannotBindError(JixiaoError):
    """An attached file that cannot be bound: what is wrong with it, and what to do."""

    def __init__(self, source: str, fault: str, remedy: str):
        self.source, self.fault, self.remedy = source, fault, remedy
        super().__init__(f"{source}：{fault}。{remedy}。")


def source_of(part: VolumePart) -> str:
    """An attached file as it is named to staff."""
    return part.source or (part.pdf.name if part.pdf else part.id)


def examine(part: VolumePart) -> Examined:
    """Look at the attached PDF of a part."""
    source = source_of(part)
    with open_attached(part) as pdf:
        _refuse(pdf, source)
        shapes = [shape_of(page.obj) for page in pdf.pages]
        messages = [*_sizes(shapes), *_lost(pdf), *_fonts(pdf)]
        is_archival = _is_archival(pdf) and not any(True for _ in _fonts(pdf))
        if not is_archival:
            messages.append("不是 PDF/A，合订本因此不标明 PDF/A；要标明，请提供单位另存为 PDF/A。")
    return Examined(len(shapes), tuple(Remark(part.id, source, message) for message in messages), is_archival)


def open_attached(part: VolumePart) -> pikepdf.Pdf:
    """The attached PDF of a part, opened; CannotBindError where it cannot be read whole."""
    source = source_of(part)
    if part.pdf is None or not part.pdf.is_file():
        raise CannotBindError(source, f"找不到这个附件，合订本缺少“{part.title}”", "请把 PDF 文件放到该处，或改正记录中的文件名")
    try:
        pdf = pikepdf.open(part.pdf, attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise CannotBindError(source, "文件已加密，没有密码打不开，不能装订", f"请提供单位给出不加密的文件，或{REPRINT[1:]}") from error
    except pikepdf.PdfError as error:
        raise CannotBindError(source, "文件已损坏或不是 PDF，不能装订", REPRINT) from error
    return pdf


def _refuse(pdf: pikepdf.Pdf, source: str) -> None:
    if pdf.is_encrypted:
        raise CannotBindError(source, "文件设有权限密码（限制打印或修改），不能装订", f"请提供单位给出不加密的文件，或{REPRINT[1:]}")
    try:
        count = len(pdf.pages)
        faults = pdf.check_pdf_syntax() if count else []
    except (pikepdf.PdfError, RuntimeError) as error:
        raise CannotBindError(source, "文件已损坏，不能装订", REPRINT) from error
    if not count:
        raise CannotBindError(source, "文件里一页也没有，不能装订", REPRINT)
    if faults:
        raise CannotBindError(source, f"文件有 {len(faults)} 处损坏，有的页面可能不全，不能装订", REPRINT)
    root = pdf.Root
    if "/Collection" in root:
        raise CannotBindError(source, "这是“PDF 包”，内容在它夹带的文件里，不能装订", "请把里面的文件逐个另存为 PDF，合并后放回原处")
    if "/XFA" in root.get("/AcroForm", Dictionary()):
        raise CannotBindError(source, "这是动态表单（XFA），页面要由专门软件生成，不能装订", "请在能打开它的软件里打印成 PDF，再放回原处")
    if _hidden_layers(root):
        raise CannotBindError(source, "文件有隐藏的图层，装订后会显露出来，不能装订", REPRINT)


def _hidden_layers(root: Any) -> bool:
    setting = root.get("/OCProperties", Dictionary()).get("/D", Dictionary())
    return bool(len(setting.get("/OFF", Array()))) or setting.get("/BaseState") == "/OFF"


def shape_of(page: Any) -> PageShape:
    """The shape of a page object; what it does not say itself it inherits (ISO 32000-1, 7.7.3.4)."""
    media = _rectangle(_inherited(page, "/MediaBox"), (0.0, 0.0, 210 * layout.MM, 297 * layout.MM))
    crop = _rectangle(_inherited(page, "/CropBox"), media)
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    if box[0] >= box[2] or box[1] >= box[3]:
        box = media
    return PageShape(box, int(_inherited(page, "/Rotate") or 0) % 360, float(page.get("/UserUnit", 1)))


def _rectangle(value: Any, otherwise: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    if value is None:
        return otherwise
    x, y, x_to, y_to = (float(number) for number in value)
    return min(x, x_to), min(y, y_to), max(x, x_to), max(y, y_to)


def _inherited(page: Any, key: str) -> Any:
    while page is not None:
        if key in page:
            return page[key]
        page = page.get("/Parent")
    return None


def resources_of(page: Any) -> Any:
    """The resources of a page object."""
    found = _inherited(page, "/Resources")
    return Dictionary() if found is None else found


def _sizes(shapes: list[PageShape]) -> Iterator[str]:
    a4 = layout.PAGE_WIDTH_MM, layout.PAGE_HEIGHT_MM
    odd = [at for at, shape in enumerate(shapes, 1) if any(abs(mm - want) > A4_TOLERANCE_MM for mm, want in zip(sorted(shape.size_mm), a4, strict=True))]
    if odd:
        width, height = shapes[odd[0] - 1].size_mm
        yield f"{_pages(odd, len(shapes))}不是 A4（{width:.0f}×{height:.0f} 毫米），已缩放到 A4 版面内。"
    turned = [at for at, shape in enumerate(shapes, 1) if shape.is_landscape]
    if turned:
        yield f"{_pages(turned, len(shapes))}是横页，已逆时针转 90 度装订，表头在左侧（GB/T 9704—2012 第8条）。"


def _pages(numbers: list[int], total: int) -> str:
    if len(numbers) == total:
        return "各页"
    shown = "、".join(map(str, numbers[:SHOWN_PAGES]))
    return f"第{shown}页" if len(numbers) <= SHOWN_PAGES else f"第{shown}等 {len(numbers)} 页"


def _lost(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    annotations = [annotation for page in pdf.pages for annotation in page.obj.get("/Annots", Array())]
    kinds = {str(annotation.get("/Subtype")) for annotation in annotations}
    if _has_scripts(root, pdf, annotations):
        yield "含有脚本或自动执行的动作，已去除。"
    if len(root.get("/AcroForm", Dictionary()).get("/Fields", Array())):
        yield "含有可填写的表单，已按现有填写内容印入页面，不能再填。"
    if _is_signed(root):
        yield "有电子签名，装订后签名不再有效，请另存原件备查。"
    if pdf.attachments or "/FileAttachment" in kinds:
        yield "夹带了其他文件，没有装入合订本。"
    if kinds - {"/Link", "/Widget", "/Popup", "/FileAttachment"}:
        yield "含有批注，看得见的已印入页面，其余已去除。"
    if "/StructTreeRoot" in root:
        yield "原文件为盲人读屏软件作的标注没有带进合订本，读屏软件照样能按先后读出页面上的字，印出来没有变化。"


def _has_scripts(root: Any, pdf: pikepdf.Pdf, annotations: list[Any]) -> bool:
    if "/JavaScript" in root.get("/Names", Dictionary()) or "/AA" in root or any("/AA" in page.obj for page in pdf.pages):
        return True
    actions = [root.get("/OpenAction")] + [annotation.get("/A") for annotation in annotations]
    return any(isinstance(action, Dictionary) and action.get("/S") not in ("/GoTo", "/URI", "/Named") for action in actions) or any(
        "/AA" in annotation for annotation in annotations
    )


def _is_signed(root: Any) -> bool:
    return bool(int(root.get("/AcroForm", Dictionary()).get("/SigFlags", 0)) & 1)


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    names: dict[str, None] = {}
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for font in _fonts_in(resources_of(page.obj), seen):
            if not _is_embedded(font):
                names[str(font.get("/BaseFont", "/未命名"))[1:]] = None
    if names:
        yield f"没有嵌入字体：{'、'.join(names)}，在别的电脑上可能走样。{REPRINT}，并选“嵌入所有字体”。"


def _fonts_in(resources: Any, seen: set[tuple[int, int]]) -> Iterator[Any]:
    """All fonts that a page, its forms and its patterns use, each once."""
    waiting = [resources]
    while waiting:
        at = waiting.pop()
        for font in at.get("/Font", Dictionary()).values():
            if _is_new(font, seen):
                yield font
                if "/Resources" in font:
                    waiting.append(font.Resources)
        for kind in ("/XObject", "/Pattern"):
            waiting += [one.Resources for one in at.get(kind, Dictionary()).values() if "/Resources" in one and _is_new(one, seen)]


def _is_new(item: Any, seen: set[tuple[int, int]]) -> bool:
    if not item.is_indirect:
        return True
    if item.objgen in seen:
        return False
    seen.add(item.objgen)
    return True


def _is_embedded(font: Any) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    if font.get("/Subtype") == "/Type0":
        return all(_is_embedded(one) for one in font.DescendantFonts)
    return any(key in font.get("/FontDescriptor", Dictionary()) for key in FONT_FILES)


def _is_archival(pdf: pikepdf.Pdf) -> bool:
    """It says that it is PDF/A, and its colours are not those of a printing press, for which the volume has no profile."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        says = bool(metadata.pdfa_status)
    profiles: list[Any] = [intent.get("/DestOutputProfile", Dictionary()) for intent in pdf.Root.get("/OutputIntents", Array())]
    return says and all(int(profile.get("/N", 3)) != 4 for profile in profiles)

"""The file of a volume as it grows: pages first, then what leads from one to another, at last what holds it together."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.letters.binding.examining import open_attached, shape_of
from generator.letters.binding.front import CONTENTS
from generator.letters.binding.links import LinkReader, lead, link_annotation, moved, top_of
from generator.letters.binding.measures import PAGE_HEIGHT_PT, PAGE_WIDTH_PT
from generator.letters.binding.mentions import Names, PageText, read_pages
from generator.letters.binding.placing import form_of, frame_drawing, frame_matrix, matrix_text, placed_box
from generator.letters.binding.plan import PlacedPart, entries_of
from generator.letters.binding.structure import StructureTree, add_annotation, name_contents
from generator.letters.paper import layout
from generator.letters.volume.part import Volume, VolumePart
from generator.problems import JixiaoError

COVER, BACK_OF_COVER, FRONT = "封面", "封二", "封面和目录"
MEDIA_TYPES = {".zip": "application/zip", ".csv": "text/csv", ".json": "application/json"}
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STAMP = "/JixiaoStamp"
ATTACHED = "/JixiaoPage"


class Binder:
    """Takes the files of a volume one after the other; each is closed before the next is opened."""

    def __init__(self, volume: Volume, parts: Sequence[PlacedPart]):
        self._volume, self._parts = volume, parts
        self._target = pikepdf.new()
        self._tree = StructureTree(self._target)
        self._names = Names([name for part in volume.parts for name in part.names])
        self._first_pages: dict[str, Any] = {}
        self._to_parts: list[tuple[Any, str]] = []  # links of printed pages, whose parts come later
        self._mentions: list[tuple[Any, Any, VolumePart, tuple[tuple[float, ...], ...], str]] = []
        self._front_pages = 0
        self.links = 0

    @property
    def front_pages(self) -> int:
        """Pages before page 1."""
        return self._front_pages

    def add_front(self, path: Path) -> None:
        """Cover and contents; blank pages make the contents and page 1 right-hand pages."""
        target = self._target
        with pikepdf.open(path) as source:
            target.Root.OutputIntents = target.copy_foreign(source.make_indirect(source.Root.OutputIntents))
            element = self._tree.part(FRONT)
            pages = self._add_printed(source, element, "front")
        name_contents(element, (entry.number for entry in entries_of(self._parts, self._volume.stage)))
        self._insert_blank(1)
        if len(target.pages) % 2:
            self._insert_blank(len(target.pages))
        self._front_pages = len(target.pages)
        self._contents_pages = len(pages) - 1
        self._first_pages[""] = pages[1]
        for page in pages[1:]:
            for annotation in page.get("/Annots", []):
                box = [float(one) for one in annotation.Rect]
                right = (layout.LEFT_MARGIN_MM + layout.AREA_WIDTH_MM) * layout.MM
                annotation.Rect = Array([box[0], min(box[1], box[3]), round(right, 3), max(box[1], box[3])])

    def add_printed(self, part: VolumePart, paths: Sequence[Path]) -> None:
        """The pages of a generated part, printed in one file or several."""
        element = self._tree.part(part.title)
        for at, path in enumerate(paths):
            texts = list(read_pages(path, self._names))
            with pikepdf.open(path) as source:
                pages = self._add_printed(source, element, f"{part.id}.{at}")
            self._first_pages.setdefault(part.id, pages[0])
            for page, text in zip(pages, texts, strict=True):
                self._note(part, element, page, text, None)

    def _add_printed(self, source: pikepdf.Pdf, element: Any, prefix: str) -> list[Any]:
        target = self._target
        reader = LinkReader(source)
        links = [list(reader.of(page.obj)) for page in source.pages]
        for printed in source.pages:
            if "/Annots" in printed.obj:
                del printed.obj["/Annots"]  # or pages that are not there yet would be lost to them
        pages: list[Any] = []
        for printed in source.pages:
            target.pages.append(printed)
            pages.append(target.pages[-1].obj)
        for page, own in zip(pages, links, strict=True):
            for link in own:
                for key in ("/A", "/Dest"):
                    if key in link.annotation:
                        del link.annotation[key]
                annotation = target.copy_foreign(link.annotation if link.annotation.is_indirect else source.make_indirect(link.annotation))
                annotation.F = 4
                add_annotation(target, page, annotation)
                if link.part_id:
                    self._to_parts.append((annotation, link.part_id))
                elif link.page is None:
                    lead(annotation, uri=link.uri)
                else:
                    lead(annotation, place=top_of(pages[link.page], link.top))
        self._tree.take(source, pages, element, prefix)
        return pages

    def _insert_blank(self, at: int) -> None:
        blank = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(PAGE_WIDTH_PT, 3), round(PAGE_HEIGHT_PT, 3)]),
            Resources=Dictionary(),
            Contents=pikepdf.Stream(self._target, b""),
        )
        self._target.pages.insert(at, pikepdf.Page(self._target.make_indirect(blank)))

    def add_attached(self, part: VolumePart) -> None:
        """The pages of an attached part, each set into the frame of a page of ours."""
        target = self._target
        assert part.pdf is not None
        texts = list(read_pages(part.pdf, self._names))
        element = self._tree.part(part.title)
        with open_attached(part) as source:
            is_tagged = "/StructTreeRoot" in source.Root
            reader = LinkReader(source)
            links = [list(reader.of(page.obj)) for page in source.pages]
            if any("/Annots" in page.obj for page in source.pages):
                source.generate_appearance_streams()
                source.flatten_annotations("print")
            matrices = [frame_matrix(shape_of(page.obj)) for page in source.pages]
            pages = [self._add_framed(source, page, matrix, is_tagged=is_tagged) for page, matrix in zip(source.pages, matrices, strict=True)]
        self._first_pages[part.id] = pages[0]
        for at, (page, matrix, text, own) in enumerate(zip(pages, matrices, texts, links, strict=True)):
            self._describe(part, element, page, text, f"{part.title}，第{at + 1}页，共{len(pages)}页（图像，没有可读取的文字）")
            for link in own:
                (box,) = moved([link.box], matrix)
                if link.page is None:
                    annotation = link_annotation(target, box, uri=link.uri)
                else:
                    annotation = link_annotation(target, box, place=top_of(pages[link.page]))
                self._tree.add_link(element, page, annotation)
            self._note(part, element, page, text, matrix)

    def _add_framed(self, source: pikepdf.Pdf, page: Any, matrix: pikepdf.Matrix, *, is_tagged: bool) -> Any:
        target = self._target
        form = form_of(target, source, page, is_tagged=is_tagged)
        drawing = b"%%s <</MCID 0>> BDC q %s cm %s Do Q EMC" % (matrix_text(matrix), ATTACHED.encode())
        made = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(PAGE_WIDTH_PT, 3), round(PAGE_HEIGHT_PT, 3)]),
            Resources=Dictionary(XObject=Dictionary({ATTACHED: form})),
            Tabs=Name.S,
        )
        made.Contents = pikepdf.Stream(target, drawing + b"\n" + frame_drawing(placed_box(shape_of(page.obj))))
        target.pages.append(pikepdf.Page(target.make_indirect(made)))
        return target.pages[-1].obj

    def _describe(self, part: VolumePart, element: Any, page: Any, text: PageText, alt: str) -> None:
        """Text is read as it comes; a page without text is a picture, which has words instead."""
        kind = Name.P if text.has_text else Name.Figure
        page.Contents.write(page.Contents.read_bytes().replace(b"%s", str(kind).encode(), 1))
        child = self._tree.element(element, kind, page=page, kids=(0,), alt="" if text.has_text else alt)
        if not text.has_text:
            child.A = Dictionary(O=Name.Layout, BBox=page.MediaBox)
        page.StructParents = self._tree.key(self._target.make_indirect(Array([child])))

    def _note(self, part: VolumePart, element: Any, page: Any, text: PageText, matrix: pikepdf.Matrix | None) -> None:
        """Remember the names on a page: the parts that they lead to may not be there yet."""
        for mention in text.mentions:
            if mention.name not in part.names:
                self._mentions.append((page, element, part, moved(mention.boxes, matrix), mention.name))

    def stamp(self, path: Path, start: int) -> None:
        """Draw running titles and numbers onto the pages of the volume from `start` on, counted from 0."""
        target = self._target
        with pikepdf.open(path) as source:
            for at, stamp in enumerate(source.pages, start):
                page: Any = target.pages[at].obj
                form = target.make_indirect(form_of(target, source, stamp))
                _own_resources(page).XObject[STAMP] = form
                contents = page.Contents
                before = list(contents) if isinstance(contents, Array) else [contents]
                head, tail = pikepdf.Stream(target, b"q\n"), pikepdf.Stream(target, f"\nQ /Artifact <</Type /Pagination>> BDC {STAMP} Do EMC".encode())
                page.Contents = Array([target.make_indirect(head), *before, target.make_indirect(tail)])

    def link_up(self) -> None:
        """Let contents and mentions lead to their parts."""
        places = {part_id: top_of(page) for part_id, page in self._first_pages.items()}
        titles = {placed.part.id: f"转到第{placed.first_page}页：{placed.part.title}" for placed in self._parts}
        for annotation, part_id in self._to_parts:
            if part_id not in places:
                raise JixiaoError(f"{self._volume.title}：有链接指向“{part_id}”，合订本里没有这一部分。请改正模板中的链接。")
            lead(annotation, place=places[part_id])
            annotation.Contents = String(titles[part_id])
        named: dict[str, str] = {}
        for part in self._volume.parts:
            for name in part.names:
                named.setdefault(name, part.id)
        for page, element, _, boxes, name in self._mentions:
            for box in boxes:
                annotation = link_annotation(self._target, box, place=places[named[name]], says=titles[named[name]])  # type: ignore[arg-type]
                self._tree.add_link(element, page, annotation)
                self.links += 1
        names: list[Any] = []
        for part_id in sorted(part_id for part_id in places if part_id):
            names += [String(part_id), places[part_id]]
        self._target.Root.Names = Dictionary(Dests=self._target.make_indirect(Dictionary(Names=Array(names))))

    def embed(self, files: Sequence[Path], description: str) -> None:
        """Attach files of data, associated with the volume as a whole (ISO 19005-3, 6.8)."""
        if not files:
            return
        target = self._target
        names: list[Any] = []
        specifications = []
        for path in sorted(files, key=lambda one: one.name):
            content = path.read_bytes()
            stream = pikepdf.Stream(target, content)
            stream.Type = Name.EmbeddedFile
            stream.Subtype = Name("/" + MEDIA_TYPES.get(path.suffix, SHEET_TYPE if path.suffix == ".xlsx" else "application/octet-stream"))
            stream.Params = Dictionary(
                Size=len(content), ModDate=String(_moment(self._volume.submitted_on)), CheckSum=String(hashlib.md5(content, usedforsecurity=False).digest())
            )
            file = target.make_indirect(stream)
            specification = target.make_indirect(
                Dictionary(
                    Type=Name.Filespec,
                    F=String(path.name),
                    UF=String(path.name),
                    Desc=String(description),
                    AFRelationship=Name.Data,
                    EF=Dictionary(F=file, UF=file),
                )
            )
            names += [String(path.name), specification]
            specifications.append(specification)
        target.Root.Names.EmbeddedFiles = target.make_indirect(Dictionary(Names=Array(names)))
        target.Root.AF = target.make_indirect(Array(specifications))

    def finish(self, path: Path, *, conformance: str) -> int:
        """Write the file; the number of its pages, cover and contents included. `conformance` A or B, or none."""
        target = self._target
        self._tree.finish()
        self._bookmark()
        self._label()
        target.Root.Lang = String("zh-CN")
        target.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        target.Root.PageMode = Name.UseOutlines
        self._describe_file(conformance)
        count = len(target.pages)
        target.save(
            path,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
        target.close()
        return count

    def _bookmark(self) -> None:
        with self._target.open_outline() as outline:
            outline.root.append(self._item(CONTENTS, ""))
            for entry in entries_of(self._parts, self._volume.stage):
                siblings = outline.root if entry.level == 1 else outline.root[-1].children
                siblings.append(self._item(entry.title, entry.part_id))

    def _item(self, title: str, part_id: str) -> pikepdf.OutlineItem:
        return pikepdf.OutlineItem(title, top_of(self._first_pages[part_id]))

    def _label(self) -> None:
        """The numbers that a reader's program shows are those on paper."""
        self._target.Root.PageLabels = Dictionary(
            Nums=Array(
                [
                    0, Dictionary(P=String(COVER)),
                    1, Dictionary(P=String(BACK_OF_COVER)),
                    2, Dictionary(S=Name.R),
                    self._front_pages, Dictionary(S=Name.D),
                ]
            )
        )  # fmt: skip

    def _describe_file(self, conformance: str) -> None:
        volume = self._volume
        moment = f"{volume.submitted_on.isoformat()}T00:00:00+08:00"
        with self._target.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = volume.title
            metadata["dc:creator"] = [volume.agency]
            metadata["dc:description"] = f"{volume.district}{volume.year}年度{volume.stage}绩效文件合订本"
            metadata["dc:language"] = {"zh-CN"}
            metadata["xmp:CreatorTool"] = "jixiao"
            metadata["xmp:CreateDate"] = moment
            metadata["xmp:ModifyDate"] = moment
            metadata["pdf:Producer"] = "jixiao"
            if conformance:
                metadata["pdfaid:part"] = "3"
                metadata["pdfaid:conformance"] = conformance
        info = self._target.docinfo
        info[Name.Title], info[Name.Author] = String(volume.title), String(volume.agency)
        info[Name.Subject] = String(f"{volume.district}{volume.year}年度{volume.stage}绩效文件合订本")
        info[Name.Creator], info[Name.Producer] = String("jixiao"), String("jixiao")
        info[Name.CreationDate] = info[Name.ModDate] = String(_moment(volume.submitted_on))


def _own_resources(page: Any) -> Any:
    """The resources of a page as its own: printed pages share theirs with all of their file."""
    resources = Dictionary(dict(page.get("/Resources", Dictionary()).items()))
    resources.XObject = Dictionary(dict(resources.get("/XObject", Dictionary()).items()))
    page.Resources = resources
    return page.Resources


def _moment(day: date) -> str:
    return f"D:{day:%Y%m%d}000000+08'00'"


def page_counts(printed: Mapping[str, Sequence[Path]]) -> dict[str, int]:
    """Pages of printed parts."""
    return {part_id: sum(map(_pages_in, paths)) for part_id, paths in printed.items()}


def _pages_in(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)

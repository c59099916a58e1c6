"""Documents become PDF and Word files: fonts are cut once for the batch, what is already printed is not printed again."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator import __version__
from generator.engine.cache import Cache, fingerprint
from generator.engine.files import write_bytes
from generator.engine.workers import Progress, run_units, silent
from generator.letters.document import OfficialDocument
from generator.letters.paper.fonts import FontFile, Role, family_name, find_fonts, subset_fonts
from generator.letters.paper.pdf import PAGE_TEMPLATE, PRINTED_CHARACTERS, STYLE_TEMPLATE, PdfPrinter, characters_of
from generator.letters.word import WordPrinter
from generator.letters.word.families import FACES

# What a process does with one document: its name, and the files made of it by their endings, facts last.
Print = Callable[[OfficialDocument], tuple[str, dict[str, bytes]]]


@dataclass(frozen=True)
class PrintedDocument:
    """A document in both forms; `substitutions` lists characters drawn in another face than the standard's."""

    document: OfficialDocument
    pdf: bytes
    docx: bytes
    pages: int
    substitutions: tuple[tuple[str, str], ...]  # character, role of the face that lacks it


@dataclass(frozen=True)
class PrintedLetter:
    """A draft on disk, as PDF and beside it as DOCX."""

    document: OfficialDocument
    path: Path
    word_path: Path
    pages: int
    size: int
    substitutions: tuple[tuple[str, str], ...]
    is_new: bool

    @property
    def paths(self) -> tuple[Path, Path]:
        """Both files."""
        return self.path, self.word_path


@dataclass(frozen=True)
class PrintedPdf:
    """A document as PDF alone, where it is kept; nothing ever changes the file."""

    document: OfficialDocument
    path: Path
    pages: int
    size: int  # bytes
    sha256: str


@dataclass(frozen=True)
class HtmlPages:
    """Pages that are no official document, ready as HTML; `style` is the template of their style sheet."""

    name: str
    html: str
    style: str
    values: Mapping[str, object]  # what the style sheet asks for besides layout, grid and fonts
    is_tagged: bool = True


@dataclass(frozen=True)
class KeptPages:
    """Such pages as PDF, where they are kept."""

    path: Path
    pages: int


@dataclass(frozen=True)
class PrintShop:
    """What printing needs: fonts, templates and a place to work."""

    template_folders: tuple[Path, ...]
    font_folders: tuple[Path, ...]
    office_fonts: Mapping[str, Path]
    work_folder: Path

    def fonts(self) -> dict[Role, FontFile]:
        """The fonts that letters are set in; a missing one is told with the line that installs it."""
        return find_fonts(self.office_fonts, self.font_folders)

    def word_families(self, fonts: Mapping[Role, FontFile]) -> dict[str, str]:
        """The office's own fonts as Word knows them; for the others Word's printer has its own names."""
        return {role.value: family_name(file) for role, file in fonts.items() if role.value in self.office_fonts and role.value in FACES}

    def state(self) -> str:
        """Hash of everything that shapes what is printed here: fonts, templates, styles, versions, code."""
        styles = [path.read_bytes() for folder in self.template_folders for path in sorted((folder / "print").glob("*")) if path.is_file()]
        return fingerprint(self._base(self.fonts()), *styles)

    def print_all(
        self, documents: Sequence[OfficialDocument], folder_of: Mapping[str, Path], progress: Progress = silent
    ) -> tuple[PrintedLetter, ...]:
        """Print documents into the folders given by their names; the same document is never printed twice."""
        return tuple(_deliver(printed, folder_of[printed.document.name]) for printed in self.print_bytes(documents, progress))

    def print_bytes(self, documents: Sequence[OfficialDocument], progress: Progress = silent) -> tuple[PrintedDocument, ...]:
        """Print documents and keep them in hand."""
        cache, keys = self._printed(documents, _print, "公文", progress)
        return tuple(_from_cache(document, cache, keys[document.name]) for document in documents)

    def print_pdfs(self, documents: Sequence[OfficialDocument], progress: Progress = silent) -> tuple[PrintedPdf, ...]:
        """Print documents as PDF alone and leave them where they are kept; thousands of them are never in memory at once."""
        cache, keys = self._printed(documents, _print_pdf, "表格", progress)
        return tuple(_kept(document, cache, keys[document.name]) for document in documents)

    def print_pieces(self, documents: Sequence[OfficialDocument], progress: Progress = silent) -> tuple[tuple[Path, ...], ...]:
        """Print documents to be bound, a long one as several files in order, and leave them where they are kept."""
        cache, keys = self._printed(documents, _print_pieces, "合订本", progress)
        pieces = []
        for document in documents:
            facts = json.loads(cache.get(keys[document.name], ".json") or b"{}")
            pieces.append(tuple(cache.path(keys[document.name], f".{at}.pdf") for at in range(facts["pieces"])))
        return tuple(pieces)

    def print_html(self, pages: HtmlPages) -> KeptPages:
        """Print a cover, contents, a briefing: anything that comes as HTML; the same pages are never printed twice."""
        cache = Cache(self.work_folder / "cache" / "letters")
        fonts = self.fonts()
        style = b"".join(path.read_bytes() for folder in self.template_folders for path in sorted((folder / "print").glob("*.css")))
        key = fingerprint(self._base(fonts), "html", pages.html, pages.style, style, repr(sorted(pages.values.items())), str(pages.is_tagged))
        if not cache.path(key, ".json").exists():
            characters = frozenset(unescape(pages.html) + style.decode() + PRINTED_CHARACTERS)
            small = subset_fonts(fonts, filter(str.isprintable, characters), self.work_folder / "fonts-html")
            printer = PdfPrinter(small, self.template_folders)
            printed = printer.print_html(pages.name, pages.html, pages.style, pages.values, is_tagged=pages.is_tagged)
            cache.put(key, ".pdf", printed.pdf)
            cache.put(key, ".json", _written({"pages": printed.pages}))
        facts = json.loads(cache.get(key, ".json") or b"{}")
        return KeptPages(cache.path(key, ".pdf"), facts["pages"])

    def _printed(self, documents: Sequence[OfficialDocument], work: Print, label: str, progress: Progress) -> tuple[Cache, dict[str, str]]:
        """The cache with all of the documents in it, and the key of each by its name."""
        cache = Cache(self.work_folder / "cache" / "letters")
        if not documents:
            return cache, {}
        fonts = self.fonts()
        base = self._base(fonts)
        keys = {document.name: fingerprint(base, work.__name__, repr(document)) for document in documents}
        missing = [document for document in documents if not cache.path(keys[document.name], ".json").exists()]
        if missing:
            small = subset_fonts(fonts, characters_of(documents), self.work_folder / "fonts")
            printers = PdfPrinter(small, self.template_folders), WordPrinter(self.word_families(fonts))
            results = run_units(work, missing, prepare=_take_printers, prepared_with=printers)
            for name, files in progress(results, total=len(missing), label=label):
                for ending, content in files.items():  # the facts come last: where they are, all is
                    cache.put(keys[name], ending, content)
        return cache, keys

    def _base(self, fonts: Mapping[Role, FontFile]) -> str:
        """Hash of everything that shapes all letters alike."""
        parts: list[bytes | str] = [version("weasyprint"), version("python-docx"), __version__]
        for role, file in sorted(fonts.items(), key=lambda pair: pair[0].value):
            parts += [role.value, str(file.index), fingerprint(file.path.read_bytes())]
        for name in (PAGE_TEMPLATE, STYLE_TEMPLATE):
            parts += [next((folder / name).read_bytes() for folder in self.template_folders if (folder / name).is_file())]
        code = Path(__file__).parent
        parts += [path.read_bytes() for path in sorted(code.rglob("*.py"))]
        return fingerprint(*parts)


def _from_cache(document: OfficialDocument, cache: Cache, key: str) -> PrintedDocument:
    facts = json.loads(cache.get(key, ".json") or b"{}")
    substitutions = tuple((one[0], one[1]) for one in facts["substitutions"])
    return PrintedDocument(document, cache.get(key, ".pdf") or b"", cache.get(key, ".docx") or b"", facts["pages"], substitutions)


def _deliver(printed: PrintedDocument, folder: Path) -> PrintedLetter:
    path, word_path = (folder / f"{printed.document.name}{ending}" for ending in (".pdf", ".docx"))
    is_new = write_bytes(path, printed.pdf)
    is_new = write_bytes(word_path, printed.docx) or is_new
    return PrintedLetter(printed.document, path, word_path, printed.pages, len(printed.pdf), printed.substitutions, is_new)


_printers: tuple[PdfPrinter, WordPrinter] | None = None


def _take_printers(pdf: PdfPrinter, word: WordPrinter) -> None:
    """Runs once in each process; pickling a printer builds it anew there."""
    global _printers
    _printers = pdf, word


def _print(document: OfficialDocument) -> tuple[str, dict[str, bytes]]:
    """Both forms of a document, and what is known of them, by the endings of their files."""
    pdf, word = _taken_printers()
    printed = pdf.print(document)
    facts = {"pages": printed.pages, "substitutions": [[one.char, one.role] for one in printed.substitutions]}
    return document.name, {".pdf": printed.pdf, ".docx": word.print(document), ".json": _written(facts)}


def _print_pdf(document: OfficialDocument) -> tuple[str, dict[str, bytes]]:
    printed = _taken_printers()[0].print(document)
    facts = {"pages": printed.pages, "size": len(printed.pdf), "sha256": sha256(printed.pdf).hexdigest()}
    return document.name, {".pdf": printed.pdf, ".json": _written(facts)}


def _print_pieces(document: OfficialDocument) -> tuple[str, dict[str, bytes]]:
    files = {f".{at}.pdf": piece.pdf for at, piece in enumerate(_taken_printers()[0].print_pieces(document))}
    return document.name, {**files, ".json": _written({"pieces": len(files)})}


def _taken_printers() -> tuple[PdfPrinter, WordPrinter]:
    if _printers is None:
        raise RuntimeError("the process was not prepared")
    return _printers


def _written(facts: Mapping[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False).encode()


def _kept(document: OfficialDocument, cache: Cache, key: str) -> PrintedPdf:
    facts = json.loads(cache.get(key, ".json") or b"{}")
    return PrintedPdf(document, cache.path(key, ".pdf"), facts["pages"], facts["size"], facts["sha256"])

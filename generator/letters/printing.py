"""Documents become PDF and Word files: fonts are cut once for the batch, what is already printed is not printed again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from generator import __version__
from generator.engine.cache import Cache, fingerprint
from generator.engine.files import write_bytes
from generator.engine.workers import Progress, run_units, silent
from generator.letters.document import OfficialDocument
from generator.letters.paper.fonts import FontFile, Role, family_name, find_fonts, subset_fonts
from generator.letters.paper.pdf import PAGE_TEMPLATE, STYLE_TEMPLATE, PdfPrinter, characters_of
from generator.letters.word import WordPrinter
from generator.letters.word.families import FACES


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

    def print_all(
        self, documents: Sequence[OfficialDocument], folder_of: Mapping[str, Path], progress: Progress = silent
    ) -> tuple[PrintedLetter, ...]:
        """Print documents into the folders given by their names; the same document is never printed twice."""
        return tuple(_deliver(printed, folder_of[printed.document.name]) for printed in self.print_bytes(documents, progress))

    def print_bytes(self, documents: Sequence[OfficialDocument], progress: Progress = silent) -> tuple[PrintedDocument, ...]:
        """Print documents and keep them in hand."""
        if not documents:
            return ()
        fonts = self.fonts()
        cache = Cache(self.work_folder / "cache" / "letters")
        base = self._base(fonts)
        keys = {document.name: fingerprint(base, repr(document)) for document in documents}
        missing = [document for document in documents if not cache.path(keys[document.name], ".json").exists()]
        if missing:
            small = subset_fonts(fonts, characters_of(documents), self.work_folder / "fonts")
            printers = PdfPrinter(small, self.template_folders), WordPrinter(self.word_families(fonts))
            results = run_units(_print, missing, prepare=_take_printers, prepared_with=printers)
            for name, pdf, docx, facts in progress(results, total=len(missing), label="公文"):
                cache.put(keys[name], ".pdf", pdf)
                cache.put(keys[name], ".docx", docx)
                cache.put(keys[name], ".json", facts)
        return tuple(_from_cache(document, cache, keys[document.name]) for document in documents)

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


def _print(document: OfficialDocument) -> tuple[str, bytes, bytes, bytes]:
    if _printers is None:
        raise RuntimeError("the process was not prepared")
    pdf, word = _printers
    printed = pdf.print(document)
    facts = {"pages": printed.pages, "substitutions": [[one.char, one.role] for one in printed.substitutions]}
    return document.name, printed.pdf, word.print(document), json.dumps(facts, ensure_ascii=False).encode()

"""Documents become PDF files: fonts are cut once for the batch, what is already printed is not printed again."""

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
from generator.letters.paper.fonts import FontFile, Role, find_fonts, subset_fonts
from generator.letters.paper.pdf import PAGE_TEMPLATE, STYLE_TEMPLATE, PdfPrinter, characters_of


@dataclass(frozen=True)
class PrintedLetter:
    """A draft on disk; `substitutions` lists characters drawn in another face than the standard's."""

    document: OfficialDocument
    path: Path
    pages: int
    size: int
    substitutions: tuple[tuple[str, str], ...]  # character, role of the face that lacks it
    is_new: bool


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

    def print_all(
        self, documents: Sequence[OfficialDocument], folder_of: Mapping[str, Path], progress: Progress = silent
    ) -> tuple[PrintedLetter, ...]:
        """Print documents into the folders given by their names; the same document is never printed twice."""
        if not documents:
            return ()
        fonts = self.fonts()
        cache = Cache(self.work_folder / "cache" / "letters")
        base = self._base(fonts)
        keys = {document.name: fingerprint(base, repr(document)) for document in documents}
        missing = [document for document in documents if not cache.path(keys[document.name], ".json").exists()]
        if missing:
            small = subset_fonts(fonts, characters_of(documents), self.work_folder / "fonts")
            printer = PdfPrinter(small, self.template_folders)
            results = run_units(_print, missing, prepare=_take_printer, prepared_with=(printer,))
            for name, pdf, facts in progress(results, total=len(missing), label="公文"):
                cache.put(keys[name], ".pdf", pdf)
                cache.put(keys[name], ".json", facts)
        return tuple(self._deliver(document, cache, keys[document.name], folder_of[document.name]) for document in documents)

    def _base(self, fonts: Mapping[Role, FontFile]) -> str:
        """Hash of everything that shapes all letters alike."""
        parts: list[bytes | str] = [version("weasyprint"), __version__]
        for role, file in sorted(fonts.items(), key=lambda pair: pair[0].value):
            parts += [role.value, str(file.index), fingerprint(file.path.read_bytes())]
        for name in (PAGE_TEMPLATE, STYLE_TEMPLATE):
            parts += [next((folder / name).read_bytes() for folder in self.template_folders if (folder / name).is_file())]
        code = Path(__file__).parent
        parts += [path.read_bytes() for path in sorted(code.rglob("*.py"))]
        return fingerprint(*parts)

    def _deliver(self, document: OfficialDocument, cache: Cache, key: str, folder: Path) -> PrintedLetter:
        pdf = cache.get(key, ".pdf") or b""
        facts = json.loads(cache.get(key, ".json") or b"{}")
        path = folder / f"{document.name}.pdf"
        is_new = write_bytes(path, pdf)
        substitutions = tuple((one[0], one[1]) for one in facts["substitutions"])
        return PrintedLetter(document, path, facts["pages"], len(pdf), substitutions, is_new)


_printer: PdfPrinter | None = None


def _take_printer(printer: PdfPrinter) -> None:
    """Runs once in each process; pickling a printer builds it anew there."""
    global _printer
    _printer = printer


def _print(document: OfficialDocument) -> tuple[str, bytes, bytes]:
    if _printer is None:
        raise RuntimeError("the process was not prepared")
    printed = _printer.print(document)
    facts = {"pages": printed.pages, "substitutions": [[one.char, one.role] for one in printed.substitutions]}
    return document.name, printed.pdf, json.dumps(facts, ensure_ascii=False).encode()

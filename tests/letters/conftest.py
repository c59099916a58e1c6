"""Fonts cut once for all samples, and a printer that uses them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.letters.paper.fonts import Faces, FontFile, PrintFonts, Role, find_fonts, subset_fonts
from generator.letters.paper.pdf import PdfPrinter, characters_of
from tests.letters.samples import every_sample

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"


@pytest.fixture(scope="session")
def full_fonts() -> Mapping[Role, FontFile]:
    return find_fonts(folders=[ROOT / ".fonts"])


@pytest.fixture(scope="session")
def small_fonts(full_fonts: Mapping[Role, FontFile], tmp_path_factory: pytest.TempPathFactory) -> PrintFonts:
    return subset_fonts(full_fonts, characters_of(every_sample()), tmp_path_factory.mktemp("fonts"))


@pytest.fixture(scope="session")
def faces(small_fonts: PrintFonts) -> Faces:
    return Faces(small_fonts)


@pytest.fixture(scope="session")
def printer(small_fonts: PrintFonts) -> PdfPrinter:
    return PdfPrinter(small_fonts, [TEMPLATES])

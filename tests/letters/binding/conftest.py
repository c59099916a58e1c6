"""One volume, bound once."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from generator.letters.binding.bind import BoundVolume, bind
from generator.letters.printing import PrintShop
from generator.letters.volume.part import Volume
from tests.letters.binding.volumes import data_file, parts_of, volume_of
from tests.letters.conftest import ROOT, TEMPLATES


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> PrintShop:
    folder = tmp_path_factory.mktemp("shop")
    (folder / "print").mkdir()
    text = '{% autoescape false %}{% include "print/_fonts.css" %}{% endautoescape %} @page { size: A4; margin: 40mm 28mm }'
    (folder / "print/briefing.css").write_text(text, encoding="utf-8")
    return PrintShop((folder, TEMPLATES), (ROOT / ".fonts",), {}, folder / "work")


@pytest.fixture(scope="session")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Volume:
    folder = tmp_path_factory.mktemp("attached")
    return volume_of(parts_of(folder), (data_file(folder / "2025.zip"),))


@pytest.fixture(scope="session")
def bound(volume: Volume, shop: PrintShop, tmp_path_factory: pytest.TempPathFactory) -> BoundVolume:
    return bind(volume, shop, tmp_path_factory.mktemp("bound") / "2025-final.pdf")


@pytest.fixture(scope="session")
def pdf(bound: BoundVolume) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(bound.path) as opened:
        yield opened


@pytest.fixture(scope="session")
def texts(bound: BoundVolume) -> list[str]:
    """The text of every page, without its white."""
    return texts_of(bound.path)


def texts_of(path: Path) -> list[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]

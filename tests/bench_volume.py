"""A volume of 1,000 pages, printed and bound: `python -m tests.bench_volume`. Time and the most memory that any of its processes held.

Half of it is generated, mostly tables, a third of that in one document; half is attached, of which every fifth page is a scan of 2 MB.
"""

import os
import resource
import tempfile
import time
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.letters.binding.bind import bind, print_parts
from generator.letters.binding.folder import write_folder
from generator.letters.document import Annex
from generator.letters.printing import PrintShop
from generator.letters.volume.part import PartKind, VolumePart
from tests.letters.binding.volumes import A4, attached, page, saved, volume_of
from tests.letters.samples import full_document, table_alone, wide_table

ROOT = Path(__file__).parents[1]
LONG_TABLE_ROWS = 2300  # 165 pages
LETTERS = 48
FILES = 25
FILE_PAGES = 20
SCAN_BYTES = 2_000_000


def file_of_pages(path: Path) -> Path:
    """An attached file with text and scans."""

    def fill(pdf: pikepdf.Pdf) -> None:
        for at in range(FILE_PAGES):
            if at % 5:
                page(pdf, A4, f"Page {at}")
                continue
            scan = pikepdf.Stream(pdf, os.urandom(SCAN_BYTES))
            scan.Type, scan.Subtype, scan.Width, scan.Height = Name.XObject, Name.Image, 1000, SCAN_BYTES // 1000
            scan.ColorSpace, scan.BitsPerComponent = Name.DeviceGray, 8
            made = page(pdf, A4)
            made.Resources = Dictionary(XObject=Dictionary(Im=pdf.make_indirect(scan)))
            made.Contents = pikepdf.Stream(pdf, b"595 0 0 842 0 0 cm /Im Do")
            made.MediaBox = Array([0, 0, *A4])

    return saved(path, fill)


def most_memory() -> str:
    """Of this process and of the largest that it started."""
    own, others = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return f"{own} MB here, {others} MB in the largest worker"


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shop = PrintShop((ROOT / "templates",), (ROOT / ".fonts",), {}, folder / "work")
        table = table_alone(annexes=(Annex("汇总表", (wide_table(LONG_TABLE_ROWS),), is_landscape=True),))
        parts = [VolumePart("table", PartKind.TABLES, "汇总表", table)]
        for at in range(LETTERS):
            title = f"第{at}号项目绩效评价报告"
            parts.append(VolumePart(f"report-{at}", PartKind.EVALUATION, title, full_document(100 + at), level=2, names=("社区养老服务设施运营补贴项目",) if not at else ()))
        parts += [attached(f"file-{at}", f"第{at}号决算", file_of_pages(folder / f"file-{at}.pdf")) for at in range(FILES)]
        volume = volume_of(tuple(parts))
        start = time.perf_counter()
        printed = print_parts(volume, shop)
        print(f"printed in {time.perf_counter() - start:.0f} s, {most_memory()}")  # noqa: T201
        start = time.perf_counter()
        bound = bind(volume, shop, folder / "volume.pdf", printed=printed)
        print(f"{bound.pages} pages, {bound.links} links, {bound.size / 1e6:.0f} MB, bound in {time.perf_counter() - start:.0f} s, {most_memory()}")  # noqa: T201
        start = time.perf_counter()
        small = volume_of(volume.parts[1:])
        bound = bind(small, shop, folder / "small.pdf", printed={key: value for key, value in printed.items() if key != "table"})
        write_folder(small, bound, shop, folder / "parts")
        print(f"bound again without the long table, folder and ZIP in {time.perf_counter() - start:.0f} s, {most_memory()}")  # noqa: T201


if __name__ == "__main__":
    main()

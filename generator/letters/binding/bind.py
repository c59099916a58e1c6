"""Bind a volume: examine, print, number, stamp, join, link (decision 0022)."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.engine.files import sha256_of
from generator.engine.workers import Progress, silent
from generator.letters.binding.binder import Binder, page_counts
from generator.letters.binding.examining import Examined, Remark, examine
from generator.letters.binding.front import Stamp, contents_stamps, page_stamp, print_front, print_stamps
from generator.letters.binding.plan import PlacedPart, pages_of, place_parts
from generator.letters.printing import HtmlPages, PrintShop
from generator.letters.volume.part import Volume, VolumePart
from generator.problems import JixiaoError

HTML_STYLE = "print/briefing.css"


@dataclass(frozen=True)
class BoundVolume:
    """A volume on disk."""

    path: Path
    pages: int  # of the file, cover and contents included
    front_pages: int  # before page 1
    parts: tuple[PlacedPart, ...]
    remarks: tuple[Remark, ...]
    links: int  # from mentions of a project
    conformance: str  # of PDF/A-3: A, B, or none
    size: int
    sha256: str

    @property
    def remark_texts(self) -> tuple[str, ...]:
        """What to tell staff, each once: several parts may be the same file, and several files may be alike."""
        sources: dict[str, dict[str, None]] = {}
        for remark in self.remarks:
            sources.setdefault(remark.message, {})[remark.source] = None
        return tuple(f"{'、'.join(found)}：{message}" for message, found in sources.items())


def bind(
    volume: Volume, shop: PrintShop, path: Path, progress: Progress = silent, *, printed: Mapping[str, Sequence[Path]] | None = None
) -> BoundVolume:
    """Write the volume as one PDF; JixiaoError where a part cannot be bound, with all such parts in one message.

    `printed` are its generated parts where they are printed already, as `print_parts` gives them.
    """
    examined = examine_all(volume)
    printed = print_parts(volume, shop, progress) if printed is None else printed
    counts = page_counts(printed) | {part_id: one.pages for part_id, one in examined.items()}
    parts = place_parts(volume, counts)
    front = print_front(volume, parts, shop)
    stamps = [*contents_stamps(volume, front.pages - 1), *(page_stamp(volume, page) for page in pages_of(parts))]
    binder = Binder(volume, parts)
    binder.add_front(front.path)
    for part in progress(iter(volume.parts), total=len(volume.parts), label="装订"):
        if part.id in printed:
            binder.add_printed(part, printed[part.id])
        else:
            binder.add_attached(part)
    _stamp(binder, stamps[: front.pages - 1], 2, shop)
    _stamp(binder, stamps[front.pages - 1 :], binder.front_pages, shop)
    binder.link_up()
    binder.embed(volume.data, f"{volume.district}{volume.year}年度预算绩效公开数据")
    conformance = conformance_of(examined)
    pages = _written(binder, path, conformance)
    remarks = tuple(remark for one in examined.values() for remark in one.remarks)
    return BoundVolume(path, pages, binder.front_pages, parts, remarks, binder.links, conformance, path.stat().st_size, sha256_of(path))


def examine_all(volume: Volume) -> dict[str, Examined]:
    """Look at every attached file; the faults of all are told at once."""
    if not volume.parts:
        raise JixiaoError(f"{volume.title}：没有可装订的内容。")
    examined: dict[str, Examined] = {}
    faults = []
    for part in volume.parts:
        if part.pdf is not None:
            try:
                examined[part.id] = examine(part)
            except JixiaoError as error:
                faults.append(str(error))
    if faults:
        raise JixiaoError("\n".join(faults))
    return examined


def print_parts(volume: Volume, shop: PrintShop, progress: Progress = silent) -> dict[str, tuple[Path, ...]]:
    """Print the generated parts without numbers of their own; by ID of the part, a long one in several files."""
    documents = {part.id: replace(part.document, name=part.id, has_folio=False) for part in volume.parts if part.document is not None}
    pieces = dict(zip(documents, shop.print_pieces(tuple(documents.values()), progress), strict=True))
    return pieces | {part.id: (print_html_part(part, shop),) for part in volume.parts if part.html is not None}


def print_html_part(part: VolumePart, shop: PrintShop) -> Path:
    """Print a part that comes as HTML."""
    return shop.print_html(HtmlPages(part.title, part.html or "", HTML_STYLE, {})).path


def _stamp(binder: Binder, stamps: Sequence[Stamp], start: int, shop: PrintShop) -> None:
    for printed in print_stamps(stamps, shop):
        binder.stamp(printed.path, start)
        start += printed.pages


def conformance_of(examined: Mapping[str, Examined]) -> str:
    """Level A where all was made here; level B with attached files that say they are PDF/A; else none is claimed."""
    if not examined:
        return "A"
    return "B" if all(one.is_archival for one in examined.values()) else ""


def _written(binder: Binder, path: Path, conformance: str) -> int:
    """The file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        written = Path(folder) / path.name
        pages = binder.finish(written, conformance=conformance)
        written.chmod(0o644)
        written.replace(path)
    return pages

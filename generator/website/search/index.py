"""The index of a site: pages are added as they are written, then the files are made.

    search/rows.js       the finder's rows                          loaded with the finder
    search/pages.js      how many pieces of text each page has      loaded with the finder
    search/pairs/<n>.js  which pieces hold a pair of characters     loaded for a query, one for each of its pairs
    search/texts/<n>.js  pieces of text                             loaded for a query, to verify and to show the place

All are scripts that call a function, because a page opened from a disk may load scripts and nothing else. Pages are numbered in the
order in which results are shown; a long page has several pieces, so that no result loads more than a few kilobytes.
"""

import hashlib
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Any

from generator.website.door.public_site import PublicSite
from generator.website.pages.page import Page
from generator.website.search.packing import pack_rows
from generator.website.search.page_text import cut_into_pieces, visible_blocks
from generator.website.search.postings import Postings
from generator.website.search.rows import FinderRow, finder_rows

FOLDER = "search"
PIECES_IN_A_FILE = 2
YEAR = re.compile(r"/(\d{4})(?=[/.-])")
KINDS = ("projects", "units", "letters", "budget", "key", "rectification", "results", "years", "grades")  # of two pages of a year the nearer to the matter


@dataclass(frozen=True)
class _Noted:
    """A page whose text lies in the spool."""

    path: str
    title: str
    start: int


class SearchIndex:
    """Takes pages one by one; their texts wait in a file, so that memory holds the pairs only."""

    def __init__(self, site: PublicSite) -> None:
        self._site = site
        self._spool = tempfile.TemporaryFile()  # noqa: SIM115 (closed by __exit__)
        self._pages: list[_Noted] = []
        self._hash = hashlib.sha256()

    def __enter__(self) -> "SearchIndex":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._spool.close()

    def add(self, page: Page) -> None:
        """Note the page's text."""
        self._pages.append(_Noted(page.path, page.title, self._spool.tell()))
        line = json.dumps(visible_blocks(page.body), ensure_ascii=False).encode() + b"\n"
        self._spool.write(line)
        self._hash.update(f"{page.path}\0{page.title}\0".encode() + line)

    @cached_property
    def version(self) -> str:
        """Stands in the addresses of the files, so that a browser never mixes those of two sites. To be asked when all pages are in."""
        digest = self._hash.copy()
        digest.update(repr(self._rows).encode())
        return digest.hexdigest()[:8]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Address and content of each file."""
        listed = {row.path for row in self._rows}
        pages = sorted(self._pages, key=lambda page: _rank(page.path, page.path in listed))
        columns = pack_rows(self._rows, {page.path: number for number, page in enumerate(pages)})
        yield f"{FOLDER}/rows.js", _call("rows", {"version": self.version, **columns})
        postings, counts, texts = Postings(), [], _Texts(self.version)
        for page in pages:
            pieces = list(cut_into_pieces(self._blocks(page))) or [[]]
            counts.append(len(pieces))
            for piece in pieces:
                postings.add(piece)
                yield from texts.add([page.title, page.path, "\n".join(piece)])
        yield from texts.rest()
        bits = postings.shard_bits()
        for number, (pairs, lists) in enumerate(postings.shards(bits)):
            yield f"{FOLDER}/pairs/{number}.js", _call("pairs", self.version, number, pairs, lists)
        years = Counter(year_of(page.path) for page in pages)
        about = {"version": self.version, "bits": bits, "inFile": PIECES_IN_A_FILE, "pieces": counts, "years": list(years.items())}
        yield f"{FOLDER}/pages.js", _call("pages", about)

    @cached_property
    def _rows(self) -> list[FinderRow]:
        return finder_rows(self._site, {page.path for page in self._pages})

    def _blocks(self, page: _Noted) -> list[str]:
        self._spool.seek(page.start)
        blocks: list[str] = json.loads(self._spool.readline())
        return blocks


class _Texts:
    """Gathers pieces into files."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._waiting: list[list[str]] = []
        self._number = 0

    def add(self, piece: list[str]) -> Iterator[tuple[str, bytes]]:
        self._waiting.append(piece)
        if len(self._waiting) == PIECES_IN_A_FILE:
            yield from self.rest()

    def rest(self) -> Iterator[tuple[str, bytes]]:
        if self._waiting:
            yield f"{FOLDER}/texts/{self._number}.js", _call("texts", self._version, self._number, self._waiting)
        self._waiting = []
        self._number += 1


def year_of(path: str) -> int:
    """The year that a page is about, as its address says; 0 for none."""
    found = YEAR.search(path)
    return int(found[1]) if found else 0


def _rank(path: str, is_listed: bool) -> tuple[Any, ...]:
    """Newest year first, then pages that the finder lists, then by kind and address; a page before its forms and old versions."""
    kind = path.split("/")[0]
    return -year_of(path), not is_listed, KINDS.index(kind) if kind in KINDS else len(KINDS), path.removesuffix(".html")


def _call(name: str, *values: Any) -> bytes:
    """A script that hands values to the page."""
    written = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    return f"jixiao.{name}({written});\n".encode()

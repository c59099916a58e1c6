"""What a file may ask of the machine. A form has two hundred cells; each limit is far above what offices make, and far below harm."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """The limits of one reading; tests make them small, so that no test needs a large file."""

    file_bytes: int = 64 * MEGABYTE  # forms with scanned annexes come to 30 MB; Office itself gets slow above
    # A sheet of a million formatted blank rows is 300 MB of XML; it is streamed, never held, so only time is at stake.
    sheet_bytes: int = 1024 * MEGABYTE
    unpacked_bytes: int = 2048 * MEGABYTE  # of all parts by the archive's own list, pictures and what else is never unpacked included
    part_bytes: int = 64 * MEGABYTE  # any other part that is read: texts, styles, a Word document; ten times the largest seen
    # A part larger than this that deflate made 500 times smaller is no work of a person: the blank rows above come to 100 : 1.
    ratio: int = 500
    ratio_from: int = 16 * MEGABYTE
    parts: int = 10_000  # entries of the archive: pictures of an annex come to some hundred
    sheets: int = 200  # a year's forms of a large department, one sheet a project
    row: int = 100_000  # the last row with something in it; 2,000 projects of 30 indicators are 60,000
    column: int = 1_000  # the last column with something in it
    cells: int = 500_000  # with something in them, of a file: about 600 MB of memory
    covered: int = 1_000_000  # places under merged areas, of a file: a grid keeps an entry for each
    seconds: float = 120.0  # of a file in its own process; the largest that the other limits let through takes ten, on a busy machine sixty
    memory_bytes: int = 2 * 1024 * MEGABYTE  # of that process, beyond what it takes to start; as many cells as are let through take 600 MB


LIMITS = Limits()

"""Find the faces that GB/T 9704 asks for, tell what they lack, and cut them once per batch to the letters in use."""

import ctypes
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import uharfbuzz
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTCollection, TTFont

from generator.letters.paper import layout
from generator.problems import UsageError

FAMILY_NAME_ID, WINDOWS, CHINESE_OF_CHINA = 1, 3, 0x0804  # OpenType: name table


class Role(Enum):
    """What a face is for; the value is the name that an office uses in its settings."""

    BODY = "仿宋"
    HEI = "黑体"
    KAI = "楷体"
    TITLE = "小标宋"
    SONG = "宋体"
    RARE = "后备"  # for characters that the role's own face lacks
    RARE_BOLD = "后备粗"  # the same beside 黑体 and 小标宋

    @property
    def family(self) -> str:
        """The name in CSS and in the finished PDF; no font of a system has it."""
        return f"jixiao-{self.name.lower().replace('_', '-')}"

    @property
    def fallback(self) -> "Role":
        """The role that draws what this one lacks."""
        return Role.RARE_BOLD if self in (Role.HEI, Role.TITLE, Role.RARE_BOLD) else Role.RARE


@dataclass(frozen=True)
class FontFile:
    """A font on disk; `index` picks a face inside a collection (.ttc)."""

    path: Path
    index: int = 0


@dataclass(frozen=True)
class PrintFonts:
    """Fonts cut for a batch: plain data, for a worker process to open.

    Each rare character has a small font of its own. In a common one it would keep Noto's glyph number, in the
    forty thousands, and cost every letter 60 ms and 0.1 MB; renumbered, its bytes would depend on the batch.
    """

    faces: Mapping[Role, FontFile]
    rare: Mapping[tuple[Role, str], FontFile]

    @property
    def families(self) -> dict[str, tuple[Role, FontFile]]:
        """By the names that CSS and PDF use."""
        common = {role.family: (role, file) for role, file in self.faces.items()}
        return common | {rare_family(role, char): (role, file) for (role, char), file in self.rare.items()}


def rare_family(fallback: Role, char: str) -> str:
    """The family of the font that holds only this character."""
    return f"{fallback.family}-{ord(char):x}"


_FANDOL = "sudo apt install texlive-lang-chinese"
_NOTO = "sudo apt install fonts-noto-cjk"


@dataclass(frozen=True)
class _Wanted:
    """File names that serve a role, best first, the family inside a collection, and where to get it."""

    files: tuple[str, ...]
    install: str
    family: str = ""


_WANTED = {
    Role.BODY: _Wanted(("FandolFang-Regular.otf",), _FANDOL),
    Role.HEI: _Wanted(("FandolHei-Regular.otf",), _FANDOL),
    Role.KAI: _Wanted(("FandolKai-Regular.otf",), _FANDOL),
    Role.TITLE: _Wanted(("FandolSong-Bold.otf",), _FANDOL),
    Role.SONG: _Wanted(("FandolSong-Regular.otf",), _FANDOL),
    Role.RARE: _Wanted(("NotoSerifCJK-Regular.ttc", "NotoSerifCJKsc-Regular.otf"), _NOTO, "Noto Serif CJK SC"),
    Role.RARE_BOLD: _Wanted(("NotoSerifCJK-Bold.ttc", "NotoSerifCJKsc-Bold.otf"), _NOTO, "Noto Serif CJK SC"),
}

SYSTEM_FOLDERS = tuple(
    map(
        Path,
        (
            "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
            "/usr/share/fonts/opentype/fandol",
            "/usr/share/fonts/opentype/noto",
            "/usr/share/fonts/opentype/noto-cjk",
            "/usr/share/fonts/noto-cjk",
        ),
    )
)


def check_subsetter(library: str = "libharfbuzz-subset.so.0") -> None:
    """WeasyPrint falls back to a way that is 20 times slower and says nothing that stops it; we stop."""
    try:
        ctypes.CDLL(library)
    except OSError as error:
        raise UsageError("缺少字体子集库 libharfbuzz-subset，生成 PDF 会慢二十倍。请运行：sudo apt install libharfbuzz-subset0") from error


def find_fonts(
    office: Mapping[str, Path] | None = None,
    folders: Sequence[Path] = (),
    system_folders: Sequence[Path] = SYSTEM_FOLDERS,
) -> dict[Role, FontFile]:
    """Take the office's own files first, then those in `folders`, then the system's; say which are missing."""
    own = dict(office or {})
    _check_office_fonts(own)
    found: dict[Role, FontFile] = {}
    for role, wanted in _WANTED.items():
        if role.value in own:
            found[role] = _pick_face(own[role.value], "")
            continue
        candidates = (folder / name for folder in (*folders, *system_folders) for name in wanted.files)
        path = next((path for path in candidates if path.is_file()), None)
        if path is None:
            raise UsageError(
                f"找不到{role.value}字体（{'、'.join(wanted.files)}）。请运行：{wanted.install}；或在设置中为“{role.value}”指定字体文件。"
            )
        found[role] = _pick_face(path, wanted.family)
    return found


def _check_office_fonts(own: Mapping[str, Path]) -> None:
    names = [role.value for role in Role]
    for name, path in own.items():
        if name not in names:
            raise UsageError(f"字体设置中的“{name}”不是可用的名称，可用：{'、'.join(names)}。")
        if not path.is_file():
            raise UsageError(f"为“{name}”指定的字体文件不存在：{path}")


def _pick_face(path: Path, family: str) -> FontFile:
    """Find the face named `family` in a collection; a plain font has only one."""
    path = path.resolve()
    if path.suffix.lower() != ".ttc" or not family:
        return FontFile(path)
    with TTCollection(path, lazy=True) as collection:
        for index, font in enumerate(collection.fonts):
            if font["name"].getDebugName(1) == family:
                return FontFile(path, index)
    raise UsageError(f"字体文件 {path} 中没有 {family}。")


def family_name(file: FontFile) -> str:
    """What office programs call the font: its Chinese name where it has one, else its English."""
    with TTFont(file.path, fontNumber=file.index, lazy=True) as font:
        names = {name.langID: name.toUnicode() for name in font["name"].names if name.nameID == FAMILY_NAME_ID and name.platformID == WINDOWS}
    return names.get(CHINESE_OF_CHINA) or next(iter(names.values()), file.path.stem)


@cache
def characters_in(file: FontFile) -> frozenset[str]:
    """The characters that a font can draw, from its cmap."""
    with TTFont(file.path, fontNumber=file.index, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def lacking(text: Iterable[str], file: FontFile) -> str:
    """The characters of `text` that a font lacks, each once, in order."""
    known = characters_in(file)
    return "".join(dict.fromkeys(char for char in text if char not in known))


class Face:
    """What is known of one font's characters; holds the font in memory, not open."""

    def __init__(self, file: FontFile):
        self._font = TTFont(BytesIO(file.path.read_bytes()), fontNumber=file.index, lazy=True)
        self._cmap: dict[int, str] = self._font.getBestCmap()
        self._em: int = self._font["head"].unitsPerEm
        self._widths: dict[str, float] = {}
        self._inks: dict[str, tuple[float, float]] = {}

    def __contains__(self, char: str) -> bool:
        return ord(char) in self._cmap

    def width(self, char: str) -> float:
        """Advance in em."""
        if char not in self._widths:
            advance, _ = self._font["hmtx"][self._cmap[ord(char)]]
            self._widths[char] = advance / self._em
        return self._widths[char]

    @cached_property
    def _glyphs(self) -> Any:
        return self._font.getGlyphSet()

    def ink(self, char: str) -> tuple[float, float]:
        """Lowest and highest ink of a character above the baseline, in em."""
        if char not in self._inks:
            pen = BoundsPen(self._glyphs)
            self._glyphs[self._cmap[ord(char)]].draw(pen)
            _, low, _, high = pen.bounds or (0, 0, 0, 0)
            self._inks[char] = low / self._em, high / self._em
        return self._inks[char]


# Present in every face: by it, faces are brought to the same height.
REFERENCE = "国"
# Whose neighbour a fallback is: the roles that FandolFang and FandolSong-Bold fill stand for the others.
_NEIGHBOUR = {Role.RARE: Role.BODY, Role.RARE_BOLD: Role.TITLE}


class Faces:
    """The faces of all roles, with the fallback for what one lacks."""

    def __init__(self, fonts: PrintFonts):
        self._faces = {role: Face(file) for role, file in fonts.faces.items()}
        self._rare = {key: Face(file) for key, file in fonts.rare.items()}

    def role_of(self, char: str, role: Role) -> Role | None:
        """The role that can draw `char` where `role` is asked for; None if no face can."""
        if char in self._faces[role]:
            return role
        return role.fallback if (role.fallback, char) in self._rare else None

    def _face(self, char: str, role: Role) -> Face | None:
        return self._faces[role] if char in self._faces[role] else self._rare.get((role.fallback, char))

    def width(self, char: str, role: Role) -> float:
        """Advance in em as it will be drawn."""
        face = self._face(char, role)
        return face.width(char) if face else 1.0

    def drop(self, fallback: Role) -> float:
        """How far a fallback must be lowered to stand level with its neighbours, in em; Noto sits higher."""
        face = next((face for (role, _), face in self._rare.items() if role is fallback), None)
        if face is None:
            return 0.0
        neighbour = self._faces[_NEIGHBOUR[fallback]]
        return (sum(face.ink(REFERENCE)) - sum(neighbour.ink(REFERENCE))) / 2

    def ink(self, text: str, role: Role) -> tuple[float, float]:
        """Lowest and highest ink of a text above its baseline, in em."""
        lows, highs = [], []
        for char in text:
            face = self._face(char, role)
            if face:
                low, high = face.ink(char)
                drop = 0.0 if face is self._faces[role] else self.drop(role.fallback)
                lows.append(low - drop)
                highs.append(high - drop)
        return min(lows), max(highs)


def subset_fonts(files: Mapping[Role, FontFile], characters: Iterable[str], folder: Path) -> PrintFonts:
    """Cut every font to `characters`, once for all letters of a batch, into a private `folder`.

    Glyph numbers are kept, so a letter's bytes are the same whatever else is in its batch.
    """
    check_subsetter()
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(sorted({*characters, REFERENCE}))
    faces: dict[Role, FontFile] = {}
    rare: dict[tuple[Role, str], FontFile] = {}
    for role, file in files.items():
        if role is role.fallback:
            continue
        keep = uharfbuzz.SubsetFlags.RETAIN_GIDS
        faces[role] = _write(_cut(file, text, keep), folder / f"{role.family}.otf")
        fallback = role.fallback
        for char in lacking(text, file):
            if (fallback, char) not in rare and not lacking(char, files[fallback]):
                data = _cut(files[fallback], char + REFERENCE, uharfbuzz.SubsetFlags.DEFAULT)
                rare[fallback, char] = _write(data, folder / f"{rare_family(fallback, char)}.otf")
    return PrintFonts(faces, rare)


def _write(data: bytes, path: Path) -> FontFile:
    path.write_bytes(_with_common_box(data))
    return FontFile(path.resolve())


# Kerning and alternates are switched off in the CSS: cells are counted from plain advances.
_DROPPED_TABLES = (b"GSUB", b"GPOS", b"GDEF", b"BASE", b"DSIG", b"VORG", b"vhea", b"vmtx")


def _cut(file: FontFile, text: str, flags: uharfbuzz.SubsetFlags) -> bytes:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file.path)), file.index)
    request = uharfbuzz.SubsetInput()
    request.unicode_set.update(map(ord, text))
    # Pruned ranges in OS/2 would depend on the batch and end up in every letter.
    request.flags = flags | uharfbuzz.SubsetFlags.DESUBROUTINIZE | uharfbuzz.SubsetFlags.NO_PRUNE_UNICODE_RANGES
    request.drop_table_tag_set.update(int.from_bytes(tag) for tag in _DROPPED_TABLES)
    return bytes(uharfbuzz.subset(face, request).blob.data)


def _with_common_box(data: bytes) -> bytes:
    """Give a font the ascent and descent of the ideographic em box, so that no face can move a line.

    FandolSong even has a descent of the wrong sign, and Noto's box is 1.44 em tall.
    """
    font = TTFont(BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    em = font["head"].unitsPerEm
    ascent, descent = round(layout.ASCENT_EM * em), round(layout.DESCENT_EM * em)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ascent, -descent, 0
    os2 = font["OS/2"]
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, descent
    # First and last character would otherwise depend on the batch.
    os2.usFirstCharIndex, os2.usLastCharIndex = 0x20, 0xFFFF
    output = BytesIO()
    font.save(output, reorderTables=False)
    return output.getvalue()

"""Where things stand in a workspace, and where ours stand for a workspace that has none of its own."""

from dataclasses import dataclass
from pathlib import Path

from generator.problems import UsageError

PACKAGE = Path(__file__).resolve().parent.parent
# In a wheel the templates lie inside the package, in a checkout beside it.
PACKAGED = PACKAGE / "packaged" if (PACKAGE / "packaged").is_dir() else PACKAGE.parent


@dataclass(frozen=True)
class Workspace:
    """A folder with `content/`; all that is built goes to `build/` and `site/` beside it."""

    root: Path

    @classmethod
    def open(cls, folder: Path) -> "Workspace":
        """Make sure that the folder is a workspace."""
        root = folder.resolve()
        if not (root / "content" / "office.yml").is_file():
            raise UsageError(f"“{folder}”不是工作区：没有 content/office.yml。请用 -C 指定工作区，或用 jixiao new 新建一个。")
        return cls(root)

    @property
    def content(self) -> Path:
        """The records, written by people."""
        return self.root / "content"

    @property
    def site(self) -> Path:
        """The built site, replaced as a whole."""
        return self.root / "site"

    @property
    def letters(self) -> Path:
        """The drafts."""
        return self.root / "build" / "letters"

    @property
    def tables(self) -> Path:
        """The annex tables printed alone."""
        return self.root / "build" / "tables"

    @property
    def issued(self) -> Path:
        """The register and the archive, written only by the program."""
        return self.content / "issued"

    @property
    def published(self) -> Path:
        """The ledger of published addresses, written only by the program."""
        return self.content / "published.tsv"

    @property
    def volumes(self) -> Path:
        """The volumes for the people's congress."""
        return self.build / "volume"

    @property
    def build(self) -> Path:
        """Everything that can be made again."""
        return self.root / "build"

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """The workspace's own templates first, then ours."""
        own, ours = self.root / "templates", PACKAGED / "templates"
        return (own, ours) if own.is_dir() and own != ours else (ours,)

    @property
    def font_folders(self) -> tuple[Path, ...]:
        """The workspace's own fonts first, then those fetched for the program."""
        folders = (self.root / "fonts", self.root / ".fonts", PACKAGED / ".fonts")
        return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))

    @property
    def mkdocs_config(self) -> Path:
        """The workspace's `mkdocs.yml`, or ours."""
        own = self.root / "mkdocs.yml"
        return own if own.is_file() else PACKAGED / "mkdocs.yml"

    def years(self) -> tuple[int, ...]:
        """Budget years that have a folder, in order."""
        return tuple(sorted(int(p.name) for p in self.content.iterdir() if p.is_dir() and p.name.isdigit() and len(p.name) == 4))

    def relative(self, path: Path) -> str:
        """The path as messages show it."""
        return path.relative_to(self.root).as_posix()

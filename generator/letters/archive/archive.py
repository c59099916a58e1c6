"""The archive of issued documents: read and verified by anyone, written by one at a time.

    archive = Archive(workspace.content / "issued")
    with archive.writing(on_wait=print) as writer:
        for sentence in writer.recovered: …             # what a crash had left
        document = writer.issue(request, made)          # made(number) prints the number and gives the files
    register = archive.read()                           # asks for no lock
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from generator.engine import durable
from generator.engine.chain import seal
from generator.engine.chinese import format_date
from generator.engine.lock import PATIENCE, hold_lock
from generator.letters.archive.commit import Places, commit, frozen, recover
from generator.letters.archive.requests import DeliveryRequest, EntryRequest, IssueRequest, MadeFiles, MadeSet
from generator.letters.archive.verify import Verification, verify
from generator.problems import ContentError, Problem, UsageError
from generator.records.document_numbers import DocumentNumber, read_number, require_number
from generator.records.events import Delivery, Entry, Event, Issue, Void, event_content
from generator.records.issued import SHOWN_AS, STRAY, IssuedDocument, IssuedRegister, assemble, damage, read_issued, slug

WAITING = "另一个签发或导入正在进行，正在等待……"
SERIES = re.compile(r"[a-z][a-z0-9]{0,19}")


class Archive:
    """The folder `content/issued/`; it need not exist before the first number."""

    def __init__(self, folder: Path, *, shown_as: str = SHOWN_AS, patience: float = PATIENCE):
        self._places = Places(folder, shown_as)
        self._patience = patience

    def read(self) -> IssuedRegister:
        """The register as it stands; ContentError if it is damaged. Never waits for a writer."""
        return read_issued(self._places.folder, shown_as=self._places.shown_as)

    def verify(self, *, expected: str = "", taken: Iterable[str] = ()) -> Verification:
        """Prove chain, files and numbers; `expected` is a 登记簿校验码 that was written down earlier."""
        return verify(self._places, expected=expected, taken=taken)

    def path(self, document: IssuedDocument, ending: str) -> Path | None:
        """Where a document's frozen file stands; `ending` is `.pdf` or `.docx`."""
        return next((self._places.folder / file.path for file in document.files if file.path.endswith(ending)), None)

    @contextmanager
    def alone(self, on_wait: Callable[[str], None] = lambda message: None) -> "Iterator[None]":
        """Hold the lock: for whoever changes records, which an issue or another import may be reading. `on_wait` gets a sentence to show."""
        with _disk_faults():
            durable.make_folder(self._places.folder)
        with hold_lock(self._places.lock, on_wait=lambda: on_wait(WAITING), patience=self._patience):
            yield

    @contextmanager
    def writing(self, on_wait: Callable[[str], None] = lambda message: None) -> "Iterator[Writer]":
        """Hold the lock and give the writer; finishes or undoes first what a crash left. `on_wait` gets a sentence to show."""
        with self.alone(on_wait):
            writer = Writer(self._places)
            try:
                yield writer
            finally:
                writer.close()


class Writer:
    """Gives numbers while the lock is held; every call is done for good when it returns, or has not happened."""

    def __init__(self, places: Places):
        self._places = places
        self._is_open = True
        self.recovered: tuple[str, ...] = ()
        self.register = IssuedRegister()
        self._size = 0
        self._settle()

    def close(self) -> None:
        """Write no more: the lock is about to go."""
        self._is_open = False

    def next_number(self, code: str, year: int, *, taken: Iterable[str] = ()) -> str:
        """The number that the next document of a 机关代字 would get; `taken` are numbers that the records state."""
        return str(self._next(code, year, taken))

    def issue(self, request: IssueRequest, made: Callable[[str], MadeFiles], *, taken: Iterable[str] = ()) -> IssuedDocument:
        """Give the next number, let the files be made with it, freeze and register them.

        UsageError where the draft is out already, or corrects what cannot be corrected. If `made` raises, the number is not used.
        """
        self._settle()
        number = self._next(request.code, request.issued_on.year, taken)
        self._refuse_second(request.draft)
        if request.corrects:
            self._require_valid(request.corrects, "更正")
        stem = self._stem(request.series, number)
        files = _checked(made(str(number)))
        contents = {f"{stem}.pdf": files.pdf, f"{stem}.docx": files.docx}
        event = Issue(
            number=str(number),
            when=request.when,
            series=request.series,
            kind=request.kind,
            genre=request.genre,
            draft=request.draft,
            title=request.title,
            addressee=request.addressee,
            issued_on=request.issued_on,
            approver=request.approver,
            budget_year=request.budget_year,
            dossiers=request.dossiers,
            pages=files.pages,
            files=tuple(frozen(path, content) for path, content in contents.items()),
            facts=dict(request.facts),
            corrects=request.corrects,
        )
        return self._commit(event, contents)

    def number_for(self, request: DeliveryRequest, *, taken: Iterable[str] = ()) -> str:
        """The number that a set would be delivered under; UsageError if it cannot be delivered, or the number that it brings along is used."""
        self._settle()
        self._refuse_second(request.draft)
        if not request.number:
            return str(self._next(request.code, request.issued_on.year, taken))
        if known := self.register.by_number(request.number):
            raise UsageError(_used(known))
        return str(require_number(request.number))

    def deliver(self, request: DeliveryRequest, made: Callable[[str], MadeSet], *, taken: Iterable[str] = ()) -> IssuedDocument:
        """报送: give the number, let the set be made with it, freeze its files as they are and register them.

        UsageError where the set is out already or its number is used. If `made` raises, the number is not used.
        """
        number = require_number(self.number_for(request, taken=taken))
        stem = self._stem(request.series, number)
        whole = made(str(number))
        contents = {f"{stem}{ending}": path for ending, path in whole.files.items()}
        event = Delivery(
            number=str(number),
            when=request.when,
            series=request.series,
            kind=request.kind,
            genre=request.genre,
            draft=request.draft,
            title=request.title,
            addressee=request.addressee,
            issued_on=request.issued_on,
            approver=request.approver,
            budget_year=request.budget_year,
            dossiers=request.dossiers,
            pages=whole.pages,
            files=tuple(frozen(path, content) for path, content in contents.items()),
            facts=dict(request.facts),
            corrects="",
            stage=request.stage,
            is_typed=bool(request.number),
            made_from=whole.made_from,
            named=whole.named,
        )
        return self._commit(event, contents)

    def enter(self, request: EntryRequest) -> IssuedDocument:
        """补录: register a number given outside; UsageError if it is malformed or known."""
        self._settle()
        number = require_number(request.number.strip())
        if known := self.register.by_number(str(number)):
            raise UsageError(f"“{number}”已经登记过了（{known.title}），不能再补录。")
        if not request.title.strip():
            raise UsageError(f"补录“{number}”要写明标题。")
        contents = {f"{self._stem(request.series, number)}.pdf": _read_pdf(request.pdf)} if request.pdf else {}
        event = Entry(
            number=str(number),
            when=request.when,
            series=request.series if contents else "",
            kind=request.kind,
            genre=request.genre,
            title=request.title.strip(),
            addressee=request.addressee,
            issued_on=request.issued_on,
            approver=request.approver,
            budget_year=request.budget_year,
            dossiers=request.dossiers,
            pages=request.pages,
            files=tuple(frozen(path, content) for path, content in contents.items()),
        )
        return self._commit(event, contents)

    def void(self, number: str, *, why: str, on: date, when: str) -> IssuedDocument:
        """作废: the document loses its force, the number stays used, the files stay."""
        self._settle()
        exact = str(require_number(number.strip()))
        self._require_valid(exact, "作废")
        if not why.strip():
            raise UsageError(f"作废“{exact}”要写明原因。")
        return self._commit(Void(number=exact, when=when, why=why.strip(), voided_on=on), {})

    def _settle(self) -> None:
        """Read the register, after recovery where a crash left something, or a full disk in this very session."""
        if not self._is_open:
            raise RuntimeError("the writer is used after its lock was given back")
        with _disk_faults():
            if self.register.links and not self._places.pending.exists() and self._places.register.stat().st_size == self._size:
                return
            if sentence := recover(self._places):
                self.recovered = (*self.recovered, sentence)
            self.register = read_issued(self._places.folder, shown_as=self._places.shown_as)
            self._refuse_strays()
            self._size = len(self._places.content())

    def _refuse_strays(self) -> None:
        """ContentError if files are archived that no line knows: a register that was cut would give their numbers again."""
        known = {file.path for document in self.register.documents for file in document.files}
        found = (path.relative_to(self._places.folder).as_posix() for path in sorted(self._places.folder.glob("[0-9][0-9][0-9][0-9]/*.*")))
        if strays := [name for name in found if name not in known and not name.startswith(".")]:
            raise ContentError([damage("R09", f"{self._places.shown_as}/{name}", 0, "登记簿里没有这个文件", STRAY) for name in strays])

    def _next(self, code: str, year: int, taken: Iterable[str]) -> DocumentNumber:
        number = DocumentNumber(code, year, self.register.next_serial(code, year, taken))
        if not read_number(str(number)):
            raise UsageError(f"机关代字“{code}”不能用来编发文字号：只用汉字，例如“样财函”。请改 content/office.yml。")
        return number

    def _refuse_second(self, draft: str) -> None:
        if issued := self.register.of_draft(draft):
            raise UsageError(
                f"“{draft}”已于{format_date(issued.issued_on)}以“{issued.number}”发出，不能再发一次。"
                f"内容要改，用 jixiao correct {issued.number} 起草更正函；发错了，先用 jixiao void {issued.number} --why 原因 作废。"
            )

    def _require_valid(self, number: str, act: str) -> None:
        """UsageError unless the number belongs to a valid document."""
        document = self.register.by_number(number)
        if not document:
            raise UsageError(f"登记簿里没有“{number}”，不能{act}。用 jixiao register 看看有哪些文号。")
        if document.voided:
            raise UsageError(f"“{number}”已于{format_date(document.voided.on)}作废（{document.voided.why}），不能再{act}。")

    def _stem(self, series: str, number: DocumentNumber) -> str:
        """The place of a document's files without ending; UsageError if the word for it is none, ContentError if a file stands there."""
        if not SERIES.fullmatch(series):
            raise UsageError(f"机关代字“{number.code}”在文件名里的英文代号“{series}”不对：用小写英文字母和数字，以字母开头，例如 letter。")
        stem = f"{number.year}/{slug(series, number)}"
        for ending in (".pdf", ".docx", ".zip"):
            if (self._places.folder / f"{stem}{ending}").exists():
                raise ContentError([self._taken_place(f"{stem}{ending}", number)])
        return stem

    def _taken_place(self, path: str, number: DocumentNumber) -> Problem:
        owner = next((one.number for one in self.register.documents if path in {file.path for file in one.files}), "")
        file = f"{self._places.shown_as}/{path}"
        if owner:
            return damage("R05", file, 0, f"“{number}”要用的文件名已属于“{owner}”", "两个机关代字不能用同一个英文代号：给其中一个换一个")
        return damage("R09", file, 0, f"“{number}”要用的文件名已被占用，而登记簿里没有它", "查明这个文件的来历，移到别处再签发")

    def _commit(self, event: Event, contents: Mapping[str, bytes] | Mapping[str, Path]) -> IssuedDocument:
        links, events = self.register.links, self.register.events
        link = seal(event_content(event), after=links[-1] if links else None)
        with _disk_faults():
            commit(self._places, link, contents, size=self._size)
        self._size += len(link.line)
        self.register = assemble((*links, link), (*events, (len(links) + 1, event)))
        document = self.register.by_number(event.number)
        assert document  # it was registered this moment, or before it was voided
        return document


def _used(known: IssuedDocument) -> str:
    """Why a number cannot be that of a set, and what to do."""
    if known.voided:
        return f"“{known.number}”已作废，不能再用。请删去资料里的发文字号，由程序编号。"
    if known.is_entered and not known.stage:
        return f"“{known.number}”已经补录为《{known.title}》，一号只登记一次，不能再用它送交存档。要存档整套材料的，删去资料里的发文字号，由程序另编一个号。"
    return f"“{known.number}”在登记簿里是《{known.title}》。请改正资料里的发文字号；还没有给号的，删去这一项，由程序编号。"


def _checked(files: MadeFiles) -> MadeFiles:
    """Only finished files are frozen; anything else is a fault of the program."""
    if not files.pdf.startswith(b"%PDF-") or not files.docx.startswith(b"PK") or files.pages < 1:
        raise ValueError("not a finished PDF and DOCX")
    return files


def _read_pdf(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise UsageError(f"读不了“{path}”（{fault.strerror}）。") from fault
    if b"%PDF-" not in content[:1024]:  # readers allow something before the mark
        raise UsageError(f"“{path}”不是 PDF 文件。补录只收 PDF：请先把它另存为 PDF。")
    return content


@contextmanager
def _disk_faults() -> Iterator[None]:
    """A full disk or a missing right, told to a clerk."""
    try:
        yield
    except OSError as fault:
        raise UsageError(
            f"写入 content/issued 时出错（{fault.strerror}）：请检查磁盘空间和文件夹权限。登记簿没有受损，下次签发时会先自动收尾。"
        ) from fault

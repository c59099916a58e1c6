"""Addresses never change: the ledger of what was published at which address, and what a new site would do to it.

`content/published.tsv` is written by `jixiao publish` and by nobody else. A site that would lose an address that was public
is refused; a record that changed without a correction is named (decision 0016). What a workspace with 演示数据 publishes is a
trial: its ledger says so in its first line, and holds nothing against the site with real data.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path

from generator.engine import durable
from generator.problems import UsageError
from generator.website.door.public_site import PublicSite
from generator.website.published import Published, is_notice, is_of_another_scheme, lost_or_changed, withdrawn_pages

HEADINGS = ("地址", "首次公开", "最近变更", "状态", "归属", "指纹")
TRIAL_HEADINGS = ("地址（演示数据，试发布）", *HEADINGS[1:])


class State(Enum):
    """What became of an address."""

    PUBLIC = "公开"
    WITHDRAWN = "撤回"  # a file of something that was withdrawn; its page answers and says why
    RETIRED = "停用"  # given up on purpose by the office; pages never are


@dataclass(frozen=True)
class Entry:
    """One address; `mark` is a fingerprint of what stands there without what changes by itself from day to day."""

    address: str
    first: date
    changed: date
    state: State
    owners: tuple[str, ...]  # the pages whose withdrawal takes it along
    mark: str


@dataclass(frozen=True)
class Change:
    """An address whose content is another than before; `is_told` is False where a record says nothing of it, and `remedy` what to write."""

    address: str
    parts: tuple[str, ...] = ()
    is_told: bool = True
    remedy: str = ""


@dataclass(frozen=True)
class Publication:
    """What a publication did."""

    new: tuple[str, ...]
    changed: tuple[Change, ...]
    withdrawn: tuple[str, ...]
    retired: tuple[str, ...]
    is_first: bool
    restored: tuple[str, ...] = ()  # were withdrawn and are public again
    is_trial: bool = False  # the data are made up
    ends_trial: bool = False  # what was published before was made up


@dataclass(frozen=True)
class Ledger:
    """All addresses that ever were public, in order."""

    entries: Mapping[str, Entry]
    is_trial: bool = False

    def held_against(self, *, is_demo: bool) -> "Ledger":
        """This ledger, or an empty one where it is of made-up data and the office's present data are not."""
        return Ledger({}) if self.is_trial and not is_demo else self

    def withdrawn_on(self, address: str, mark: str) -> date | None:
        """The day on which the record that has this mark now was withdrawn; None if it was not."""
        entry = self.entries.get(address)
        return entry.changed if entry and entry.state is State.PUBLIC and is_notice(entry.mark) and not is_notice(mark) else None

    @property
    def last_day(self) -> date | None:
        """The day of the last publication that changed anything."""
        return max((entry.changed for entry in self.entries.values()), default=None)

    def vanishing(self, present: Collection[str], site: PublicSite) -> tuple[str, ...]:
        """Addresses that are public and would be gone, though nothing that they belong to was withdrawn."""
        gone = withdrawn_pages(site)
        return tuple(
            address
            for address, entry in self.entries.items()
            if entry.state is State.PUBLIC and address not in present and not gone.intersection(entry.owners)
        )

    def after(self, published: Mapping[str, Published], site: PublicSite, retired: Collection[str], today: date) -> "tuple[Ledger, Publication]":
        """The ledger once the site stands, and what changed. All that vanishes has been withdrawn or is `retired`."""
        entries: dict[str, Entry] = {}
        new, changed, withdrawn, restored = [], [], [], []
        for address in sorted({*self.entries, *published}):
            old, now = self.entries.get(address), published.get(address)
            if now is None:
                assert old
                entries[address] = _gone(old, address in retired, today)
            elif old is None:
                entries[address] = Entry(address, today, today, State.PUBLIC, now.owners, now.mark)
                new.append(address)
            else:
                is_other = old.state is not State.PUBLIC or (old.mark != now.mark and not is_of_another_scheme(old.mark, now.mark))
                entries[address] = Entry(address, old.first, today if is_other else old.changed, State.PUBLIC, now.owners, now.mark)
                if now.is_record and self.withdrawn_on(address, now.mark):
                    restored.append(address)
                elif is_other and now.is_notice:
                    withdrawn.append(address)
                elif is_other and old.state is not State.PUBLIC:
                    new.append(address)  # it is back
                elif is_other:
                    changed.append(_change(old, now))
        is_trial = site.latest.office.is_demo and (self.is_trial or not self.entries)  # a ledger of real data stays one
        lost = [address for address in self.entries if entries[address].state is not self.entries[address].state and address not in published]
        publication = Publication(
            tuple(new),
            tuple(changed),
            (*withdrawn, *(address for address in lost if entries[address].state is State.WITHDRAWN)),
            tuple(address for address in lost if entries[address].state is State.RETIRED),
            is_first=not self.entries,
            restored=tuple(restored),
            is_trial=is_trial,
        )
        return Ledger(entries, is_trial), publication


def _gone(old: Entry, is_retired: bool, today: date) -> Entry:
    if old.state is not State.PUBLIC:
        return old
    return replace(old, state=State.RETIRED if is_retired else State.WITHDRAWN, changed=today)


def _change(old: Entry, now: Published) -> Change:
    parts, is_told = lost_or_changed(old.mark, now.mark) if now.is_record else ((), True)
    return Change(old.address, parts, is_told, now.remedy)


# --- the file ----------------------------------------------------------------------------------------------------------


def read_ledger(path: Path) -> Ledger:
    """The ledger of a workspace; empty before the first publication. UsageError for a file that the program did not write."""
    if not path.is_file():
        return Ledger({})
    rows = path.read_text(encoding="utf-8").splitlines()
    headings = tuple(rows[0].split("\t")) if rows else ()
    if headings not in (HEADINGS, TRIAL_HEADINGS):
        raise UsageError(f"{path} 的第 1 行不是“{'、'.join(HEADINGS)}”。这个文件由 jixiao publish 写，请恢复原来的文件。")
    entries: dict[str, Entry] = {}
    for number, row in enumerate(rows[1:], 2):
        try:
            address, first, changed, state, owners, mark = row.split("\t")
            entries[address] = Entry(address, date.fromisoformat(first), date.fromisoformat(changed), State(state), tuple(owners.split()), mark)
        except ValueError as error:
            raise UsageError(f"{path} 第 {number} 行读不懂。这个文件由 jixiao publish 写，不能手工修改，请恢复原来的文件。") from error
    return Ledger(entries, headings == TRIAL_HEADINGS)


def write_ledger(path: Path, ledger: Ledger) -> None:
    """Write the ledger whole; a power cut leaves the old one or the new one."""
    rows: list[Sequence[str]] = [TRIAL_HEADINGS if ledger.is_trial else HEADINGS]
    rows += [
        (entry.address, entry.first.isoformat(), entry.changed.isoformat(), entry.state.value, " ".join(entry.owners), entry.mark)
        for entry in ledger.entries.values()
    ]
    durable.put(path, "".join("\t".join(row) + "\n" for row in rows).encode(), mode=durable.PLAIN)

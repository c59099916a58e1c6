"""Tables become the files of open data: CSV, XLSX and JSON of each, a description for programs, a dictionary, and all in one ZIP."""

import hashlib
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.engine.sheets import csv_bytes
from generator.problems import JixiaoError
from generator.website.data.dictionary import TEXT_NAME, dictionary_of, text_of
from generator.website.data.files import json_of, sheet_of, xlsx_of
from generator.website.data.package import package_of
from generator.website.data.published import DEMO_NOTE, DEMO_NOTICE, DataFile, Dataset, PublishedTable, SetKind
from generator.website.data.tables import DataTable
from generator.website.door.public import PublicRegister

PACKAGE_NAME = "datapackage.json"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say: no clock is asked
READABLE = 0o644 << 16


def publish(kind: SetKind, register: PublicRegister, tables: Iterable[DataTable], dated: date | None, root: Path) -> Dataset:
    """Write the set below `root`, one table after the other, so that rows of one table at a time are written out."""
    (root / kind.folder).mkdir(parents=True, exist_ok=True)
    published: list[PublishedTable] = []
    with zipfile.ZipFile(root / kind.archive, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            if any(table.key == other.table.key for other in published):
                raise JixiaoError(f"开放数据里有两张表都叫“{table.key}”。")
            published.append(_publish_table(kind, register, table, root, archive))
        dictionary = dictionary_of([each.table for each in published])
        published.append(_publish_table(kind, register, dictionary, root, archive))
        package = package_of(kind, register, [(each.table, each.csv) for each in published])
        text = text_of(kind, register, [(each.table, each.count) for each in published])
        archive.writestr(_entry(PACKAGE_NAME), package)
        archive.writestr(_entry(TEXT_NAME), text)
    whole = (root / kind.archive).read_bytes()
    return Dataset(
        kind, register.office, register.as_of, dated, tuple(published),
        archive=DataFile(kind.archive, len(whole), hashlib.sha256(whole).hexdigest()),
        package=_write(root, f"{kind.folder}{PACKAGE_NAME}", package),
    )  # fmt: skip


def _publish_table(kind: SetKind, register: PublicRegister, table: DataTable, root: Path, archive: zipfile.ZipFile) -> PublishedTable:
    stem = f"{kind.folder}{table.key}"
    about: dict[str, object] = {"year": kind.year} if kind.year else {}
    about |= {"publisher": register.office.name, "data_date": register.as_of.isoformat()}
    about |= {"notice": DEMO_NOTICE} if register.is_demo else {}
    sheet = sheet_of(table)
    csv = csv_bytes(sheet)
    archive.writestr(_entry(f"{table.key}.csv"), csv)
    return PublishedTable(
        replace(table, rows=()), len(table.rows), bool(table.total),
        csv=_write(root, f"{stem}.csv", csv),
        xlsx=_write(root, f"{stem}.xlsx", xlsx_of(sheet, DEMO_NOTE if register.is_demo else "", register.as_of)),
        json=_write(root, f"{stem}.json", json_of(table, sheet, about)),
    )  # fmt: skip


def _write(root: Path, path: str, content: bytes) -> DataFile:
    (root / path).write_bytes(content)
    return DataFile(path, len(content), hashlib.sha256(content).hexdigest())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = 3, READABLE  # the same on every machine, and readable where it is unpacked
    return entry

"""Open data: the sets validate as others check them, files hold what pages show, and two builds give the same bytes."""

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pytest

from generator.engine.chinese import format_amount, format_date, format_rate, format_score
from generator.engine.workspace import Workspace
from generator.website.data.files import csv_of, json_of, sheet_of, xlsx_of
from generator.website.data.package import package_of
from generator.website.data.published import DataFile, SetKind
from generator.website.data.tables import DataTable, Field, FieldKind
from generator.website.open_data import publish_all
from tests.website.conftest import TODAY, disclosed, letter_for
from tests.website.reading import visible_text

YEAR_SETS = ("2024", "2025", "2026")
LINKED = re.compile(
    r"<table class=\"jx-table[^\"]*\">(?P<table>(?:(?!</table>).)*)</table>\s*</div>\s*<p class=\"jx-downloads\">下载本表：(?P<links>.*?)</p>", re.DOTALL
)


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


# --- sets --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*YEAR_SETS, "site"])
def test_set_validates(sample: Workspace, name: str) -> None:
    report = frictionless.validate(str(sample.site / f"data/{name}/datapackage.json"))
    assert report.flatten(["type", "message"]) == []
    assert report.stats["tasks"] > 5


@pytest.mark.parametrize("name", [*YEAR_SETS, "site"])
def test_archive_is_the_set_and_validates_alone(sample: Workspace, tmp_path: Path, name: str) -> None:
    folder = sample.site / f"data/{name}"
    with zipfile.ZipFile(folder.with_suffix(".zip")) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    unpacked = {path.name for path in tmp_path.iterdir()}
    assert unpacked == {path.name for path in folder.glob("*.csv")} | {"datapackage.json", "数据字典.txt"}
    assert {path.name for path in folder.glob("*.csv") if path.read_bytes() != (tmp_path / path.name).read_bytes()} == set()
    if name == "2025":
        assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_validator_sees_a_changed_file(built: Workspace, tmp_path: Path) -> None:
    with zipfile.ZipFile(built.site / "data/2025.zip") as archive:
        archive.extractall(tmp_path)
    changed = tmp_path / "dossiers.csv"
    changed.write_bytes(changed.read_bytes().replace(b"1180", b"1190"))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


@pytest.mark.parametrize("name", [*YEAR_SETS, "site"])
def test_every_column_is_in_the_dictionary_with_its_meaning(sample: Workspace, name: str) -> None:
    folder = sample.site / f"data/{name}"
    head, *rows = rows_of(folder / "dictionary.csv")
    told = {(row[head.index("表名")], row[head.index("列名")]) for row in rows}
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    files = {path.stem for path in folder.glob("*.csv")} - {"dictionary"}
    assert {resource["name"] for resource in package["resources"]} == files | {"dictionary"}
    assert told == {(key, heading) for key in files for heading in rows_of(folder / f"{key}.csv")[0]}
    text = (folder / "dictionary.html").read_text(encoding="utf-8")
    assert [key for key in files if f'id="{key}"' not in text] == []


def test_row_of_sums_without_a_key_still_validates(tmp_path: Path, built: Workspace) -> None:
    fields = (Field("unit", "单位"), Field("money", "金额", FieldKind.AMOUNT), Field("code", "编码"))
    table = DataTable("sums", "合计", "", fields, (("甲", Decimal(1), "101"),), ("code",), ("合计", Decimal(1), None))
    register = disclosed(built).latest
    content = csv_of(table)
    (tmp_path / "sums.csv").write_bytes(content)
    file = DataFile("sums.csv", len(content), "")
    (tmp_path / "datapackage.json").write_bytes(package_of(SetKind(2025), register, [(table, file)]).replace(b"sha256:", b""))
    report = frictionless.validate(str(tmp_path / "datapackage.json"), skip_errors=["hash-count"])
    assert report.flatten(["type", "message"]) == []


# --- what is downloaded is what is shown -------------------------------------------------------------------------------


def shown(text: str, field: dict[str, str]) -> str:
    """A value of a file as pages write it."""
    if not text:
        return ""
    kind = field["kind"]
    if kind in ("amount", "score", "rate") and re.fullmatch(r"-?[\d.]+", text):
        value = Decimal(text)
        return {"amount": lambda: format_amount(value, places=2), "score": lambda: format_score(value), "rate": lambda: format_rate(value)}[kind]()
    if kind == "date":
        return format_date(date.fromisoformat(text))
    return re.sub(r"\s+", "", text)


def as_told(text: str, field: dict[str, str]) -> str:
    """A cell without the blanks inside it; some tables write nothing at all as a bare nought."""
    return "0.00" if text == "0" and field["kind"] == "amount" else re.sub(r"\s+", "", text)


def linked_tables(site: Path) -> Iterator[tuple[Path, str, str]]:
    """Every table with files of its own: the page, what stands in the table, and the address of its files without their ending."""
    for page in sorted(site.rglob("*.html")):
        for found in LINKED.finditer(page.read_text(encoding="utf-8")):
            links = re.findall(r'<a href="([^"]+)" download>', found["links"])
            stems = {link.rpartition(".")[0] for link in links}
            assert [link.rpartition(".")[2] for link in links] == ["csv", "xlsx", "json"], page
            assert len(stems) == 1, page
            yield page, found["table"], stems.pop()


def test_files_under_a_table_hold_what_it_shows(sample: Workspace) -> None:
    pages = set()
    for page, table, stem in linked_tables(sample.site):
        about = json.loads((page.parent / f"{stem}.json").read_text(encoding="utf-8"))
        rows = rows_of(page.parent / f"{stem}.csv")
        lines = [[cell.strip() for cell in line.split("|")[1:]] for line in visible_text(table).splitlines() if line.startswith("|")]
        assert lines[0] == rows[0], (page, stem)
        if len(rows) == 1:
            assert lines[1:] == [["没有数据"]]
        else:
            expected = [[shown(text, field) for text, field in zip(row, about["fields"], strict=True)] for row in rows[1:]]
            missing = {"—", "未填", "尚未评价", "没有填写", "反馈后起算", "没有委托", "未签发", "没有日期", "没有存档"}
            told = [[as_told("" if cell in missing else cell, field) for cell, field in zip(line, about["fields"], strict=True)] for line in lines[1:]]
            assert told == expected, (page, stem)
        pages.add(page.relative_to(sample.site).as_posix())
    assert {"years/2025.html", "key/2025.html", "rectification/2025.html", "results/2025.html", "corrections/index.html", "budget/2025.html"} <= pages


def plain(value: Any) -> str:
    """A cell of a workbook as CSV writes it."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


@pytest.mark.parametrize("key", ["projects", "evaluated-by-unit", "rectification", "dossiers", "funds", "rectification-items", "dictionary"])
def test_three_formats_say_the_same(sample: Workspace, key: str) -> None:
    stem = sample.site / f"data/2025/{key}"
    rows = rows_of(stem.with_suffix(".csv"))
    sheet = openpyxl.load_workbook(stem.with_suffix(".xlsx")).worksheets[0]
    assert sheet.max_row == len(rows)
    assert [cell.value for cell in sheet[1]] == rows[0]
    data = json.loads(stem.with_suffix(".json").read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)
    objects = [*data["rows"], *([data["total"]] if "total" in data else [])]
    numbers = {field["name"] for field in data["fields"] if field["kind"] in ("integer", "score", "amount", "rate", "year")}
    for row, cells, item in zip(rows[1:], sheet.iter_rows(min_row=2, values_only=True), objects, strict=True):
        for text, cell, (name, value) in zip(row, cells, item.items(), strict=True):
            if name in numbers and text:
                assert (float(cell), value) == (float(text), Decimal(text))
            else:
                assert (plain(cell).replace("\r\n", "\n"), "" if value is None else value) == (text, text)


def test_text_that_looks_like_a_formula_is_kept_from_running(tmp_path: Path) -> None:
    table = DataTable("formulas", "表", "", (Field("text", "文字"),), (("=1+1",), ("＠甲",), ("-5",), ("甲",)))
    assert csv_of(table).decode("utf-8-sig").split() == ["文字", "'=1+1", "'＠甲", "'-5", "甲"]
    (tmp_path / "t.xlsx").write_bytes(xlsx_of(sheet_of(table), "", TODAY))
    cells = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]["A"]
    assert [(cell.value, cell.data_type) for cell in cells[1:]] == [("=1+1", "s"), ("＠甲", "s"), ("-5", "s"), ("甲", "s")]
    assert [row["text"] for row in json.loads(json_of(table, sheet_of(table), {}))["rows"]] == ["=1+1", "＠甲", "-5", "甲"]


# --- the same input, the same bytes ------------------------------------------------------------------------------------


def test_written_again_the_files_are_the_same(built: Workspace, tmp_path: Path) -> None:
    publish_all(disclosed(built, [letter_for("P2023-0103", built.letters)]), tmp_path)
    again = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.rpartition(".")[2] for path in again} == {"csv", "xlsx", "json", "zip"}
    assert [path for path, content in again.items() if (built.site / path).read_bytes() != content] == []

"""Building the whole site of a district: `make bench`, or `python -m tests.bench_scale [dossiers] [years] [forms]` for one size.

The district is the sample's office, and its fullest project many times over: hundreds of units, every year the same projects.
"""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from generator import pipeline
from generator.engine.workspace import Workspace

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "content/2025/projects/P2023-0103.yml"
TODAY = date(2026, 11, 21)
LAST_YEAR = 2025
IN_A_UNIT = 20  # projects of a unit in a year
SIZES = ((1_000, 4), (10_000, 10))  # dossiers, years
WITH_LETTERS = (100, 1)
HEADINGS = (
    "| dossiers | pages | files | first build | without a change | one dossier changed | peak memory |",
    "|---|---|---|---|---|---|---|",
)
YEAR = re.compile(r"(?<![P\d])20[12]\d(?!\d)")


def district(folder: Path, dossiers: int, years: int, *, has_forms: bool) -> Workspace:
    """A workspace of so many dossiers, spread over the years up to 2025."""
    shutil.copytree(ROOT / "content/pages", folder / "content/pages")
    for name in ("holidays.yml", "rules.yml", "documents.yml"):
        shutil.copy(ROOT / "content" / name, folder / "content" / name)
    shutil.copytree(ROOT / "content/attachments", folder / "content/attachments")
    office = (ROOT / "content/office.yml").read_text(encoding="utf-8")
    (folder / "content/office.yml").write_text(office if has_forms else office.replace("网站:\n", "网站:\n  表格PDF: 否\n", 1), encoding="utf-8")
    in_a_year = dossiers // years
    units = [f"{number:03}" for number in range(301, 301 + max(in_a_year // IN_A_UNIT, 1))]
    names = "".join(f'  - 编码: "{code}"\n    名称: 江城市示范区第{code}街道办事处\n    简称: 第{code}街道办事处\n    类型: 部门\n' for code in units)
    (folder / "content/units.yml").write_text((ROOT / "content/units.yml").read_text(encoding="utf-8") + names, encoding="utf-8")
    text = SAMPLE.read_text(encoding="utf-8")
    for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
        (folder / f"content/{year}/projects").mkdir(parents=True)
        dated = YEAR.sub(lambda found, back=LAST_YEAR - year: str(int(found[0]) - back), text)
        for number in range(in_a_year):
            code = units[number % len(units)]
            own = dated.replace("P2023-0103", f"P2023-{number:04}").replace('"103"', f'"{code}"').replace(f"〔{year + 1}〕21号", f"〔{year + 1}〕{number + 1}号")
            own = own.replace("生活垃圾分类收运", f"第{code}街道生活垃圾分类收运第{number // len(units) + 1}片").replace("日均 45 吨", f"日均 {number % 40 + 45} 吨")
            (folder / f"content/{year}/projects/P2023-{number:04}.yml").write_text(own, encoding="utf-8")
    return Workspace.open(folder)


def _spent() -> float:
    """CPU seconds of this process and those that it started."""
    return sum(os.times()[:4])


def _measured(work: Callable[[], Any]) -> dict[str, float]:
    cpu, clock = _spent(), time.perf_counter()
    work()
    return {"cpu": _spent() - cpu, "clock": time.perf_counter() - clock}


def build_measured(dossiers: int, years: int, *, has_forms: bool) -> dict[str, Any]:
    """What the first build, one without a change and one with one changed dossier take, in this process."""
    with tempfile.TemporaryDirectory() as name:
        workspace = district(Path(name) / "district", dossiers, years, has_forms=has_forms)
        if not has_forms:  # the site alone: what a letter takes is measured in another block
            pipeline._draft = lambda *_: pipeline.BuildReport(())
        result: dict[str, Any] = {"dossiers": dossiers, "years": years, "first": _measured(lambda: pipeline.build(workspace, TODAY))}
        files = [path for path in workspace.site.rglob("*") if path.is_file()]
        result["pages"] = sum(path.suffix == ".html" for path in files)
        result["files"] = len(files)
        result["size"] = sum(path.stat().st_size for path in files)
        result["pdf"] = sum(path.suffix == ".pdf" for path in files)
        result["same"] = _measured(lambda: pipeline.build(workspace, TODAY))
        changed = workspace.content / f"{LAST_YEAR}/projects/P2023-0000.yml"
        changed.write_text(changed.read_text(encoding="utf-8").replace("39.2 吨", "39.3 吨"), encoding="utf-8")
        result["one"] = _measured(lambda: pipeline.build(workspace, TODAY))
        result["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        result["peak_worker"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        return result


def measured_alone(dossiers: int, years: int, *, has_forms: bool) -> dict[str, Any]:
    """`build_measured` in a process of its own, so that its memory is its own."""
    asked = [sys.executable, "-m", "tests.bench_scale", str(dossiers), str(years), *(["forms"] if has_forms else [])]
    found: dict[str, Any] = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True, cwd=ROOT).stdout)
    return found


def block() -> list[str]:
    """The lines of `docs/benchmarks.md`."""
    before = os.getloadavg()[1]
    rows = [row_of(measured_alone(*size, has_forms=False)) for size in SIZES]
    rows.append(row_of(measured_alone(*WITH_LETTERS, has_forms=True), " with drafts of letters and PDF forms"))
    return [
        "## The whole site",
        "",
        "`jixiao build` in a process of its own: reading, all rules, the door, every page, open data, full-text index, checks of the tree. The dossiers are the "
        "sample's fullest, 13 evaluated indicators and 3 findings each, as many units as give each 20 projects. CPU seconds, once each; load of the machine before "
        f"{before:.1f} and after {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores.",
        "",
        *HEADINGS,
        *rows,
    ]


def row_of(found: dict[str, Any], more: str = "") -> str:
    """A line of the table."""
    first, same, one = (found[key]["cpu"] for key in ("first", "same", "one"))
    worker = f"; {found['peak_worker']:.0f} MB each worker" if more else ""
    years = f"{found['years']} years" if found["years"] > 1 else "1 year"
    return (
        f"| {found['dossiers']:,} in {years}{more} | {found['pages']:,} | {found['files']:,}, {found['size'] / 1e6:.0f} MB | {first:.0f} s | {same:.0f} s "
        f"| {one:.0f} s | {found['peak']:.0f} MB{worker} |"
    )


if __name__ == "__main__":
    print(json.dumps(build_measured(int(sys.argv[1]), int(sys.argv[2]), has_forms="forms" in sys.argv), indent=1))  # noqa: T201

"""A season of forms imported: `python -m tests.bench_import`. Forms a second, CPU and the most memory of the main process and of the largest worker.

The forms are self-evaluations as they are met everywhere, a workbook each, twenty of a unit; first into empty records, then once more, when nothing changes.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from tests.test_importing import foreign
from tests.workspaces import make_workspace

FORMS, UNITS = 2_000, 100
NAME, UNIT = "学校直饮水设备更新", "样例区教育局"
SHEET = "xl/worksheets/sheet1.xml"
WORDS = ("学校", "社区", "道路", "水务", "养老", "文化", "体育", "卫生", "安全", "绿化", "照明", "消防", "档案", "就业", "法治", "环保", "数据", "防汛", "助残", "粮食")


def written(text: str) -> bytes:
    """As openpyxl writes it."""
    return text.encode("ascii", "xmlcharrefreplace")


def lay_out(folder: Path, forms: int) -> None:
    """Copies of one workbook with other names of unit and project."""
    model = foreign(folder / "model.xlsx")
    with zipfile.ZipFile(model) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    model.unlink()
    texts = parts[SHEET]
    for number in range(forms):
        unit, word = number % UNITS, WORDS[number // UNITS % len(WORDS)]
        project = f"{word}设施运行维护第{number // UNITS // len(WORDS) + 1}标段"
        changed = texts.replace(written(NAME), written(project)).replace(written(UNIT), written(f"样例区第{unit + 1}局"))
        path = folder / f"{unit + 1:03}局" / f"{number:05}.xlsx"
        path.parent.mkdir(exist_ok=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as copy:
            for name, content in parts.items():
                copy.writestr(name, changed if name == SHEET else content)


def run(workspace: Path, folder: Path) -> tuple[float, float, int, str]:
    """Wall seconds, CPU seconds, peak MB of the main process, and what it said."""
    started = time.monotonic()
    command = [sys.executable, "-m", "generator", "-C", str(workspace), "--today", "2026-11-21", "import", str(folder)]
    with tempfile.TemporaryFile() as out, subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        out.seek(0)
        said = out.read().decode()
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, said


def main() -> None:
    """Measure and print."""
    forms = int(sys.argv[1]) if len(sys.argv) > 1 else FORMS
    with tempfile.TemporaryDirectory() as name:
        workspace = make_workspace(Path(name) / "区").root
        units = workspace / "content/units.yml"
        more = "".join(f'  - 编码: "{number + 301}"\n    名称: 样例区第{number + 1}局\n    类型: 部门\n' for number in range(UNITS))
        units.write_bytes(units.read_bytes() + more.encode())
        folder = Path(name) / "报送"
        folder.mkdir()
        lay_out(folder, forms)
        for what in ("into empty records", "the same again"):
            wall, cpu, peak, said = run(workspace, folder)
            sys.stdout.write(f"{what}: {forms} forms in {wall:.0f} s, {forms / wall:.0f} a second; CPU {cpu:.0f} s with workers; peak of one process {peak} MB\n")
            sys.stdout.write("\n".join([*said.splitlines()[:3], ""]))
        load = os.getloadavg()[0]
        sys.stdout.write(f"load {load:.1f} on {os.cpu_count()} cores; {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB the largest of all\n")


if __name__ == "__main__":
    main()

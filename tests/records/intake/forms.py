"""Forms as they are understood, made by hand: every leaf has a cell of its own."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.engine.grids.grid import Spot
from generator.records.intake.candidate import Candidate, CellRef, Path, Target

FILE, SHEET = "区教育局自评表.xlsx", "项目自评"


def leaves(values: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of all texts."""
    if isinstance(values, Mapping):
        for key, value in values.items():
            yield from leaves(value, (*path, key))
    elif isinstance(values, list):
        for number, value in enumerate(values):
            yield from leaves(value, (*path, number))
    else:
        yield path


def form(
    values: Mapping[str, Any], *, title: str = "中小学课后服务", unit: str = "区教育局", year: int | None = 2025, number: str = "",
    target: Target = Target.PROJECT, file: str = FILE, sheet: str = SHEET,
) -> Candidate:  # fmt: skip
    """A candidate whose n-th leaf came from cell B(n + 10)."""
    sources = {path: CellRef(file, sheet, Spot(row, 2)) for row, path in enumerate(leaves(values), 10)}
    area = CellRef(file, sheet, Spot(1, 1), Spot(60, 10))
    return Candidate(
        target, "手工", area, values, sources, year, unit, CellRef(file, sheet, Spot(3, 2)), title, CellRef(file, sheet, Spot(2, 2)), number
    )


SELF = {
    "资金": {"全年预算数": "320.00", "全年执行数": "304"},
    "自评": {
        "目标完成情况": "28 所学校全部开展课后服务，学生参加率 83%。",
        "执行率分值": "10",
        "执行率得分": "9.5",
        "指标": [
            {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "覆盖学校数量", "指标值": "=28所", "实际完成值": "28所", "分值": "20", "得分": "20"},
            {"一级指标": "产出指标", "二级指标": "质量指标", "三级指标": "学生参加率", "指标值": "≥85%", "实际完成值": "83%", "分值": "20", "得分": "19",
             "偏差原因": "两所学校场地不足", "改进措施": "调剂社区场地"},
        ],
    },
}  # fmt: skip
NEW = {
    "资金": {"年初预算数": "100", "全年预算数": "100", "到位数": "100", "全年执行数": "98.5"},
    "绩效目标": {
        "年度目标": "为 20 所学校更换直饮水设备，水质检测合格率 100%。",
        "指标": [
            {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "更换设备学校数", "指标值": "≥20所", "分值": "50"},
            {"一级指标": "效益指标", "二级指标": "社会效益指标", "三级指标": "受益学生数", "指标值": "≥12000人", "分值": "30"},
            {"一级指标": "满意度指标", "二级指标": "服务对象满意度指标", "三级指标": "师生满意度", "指标值": "≥90%", "分值": "10"},
        ],
    },
}  # fmt: skip

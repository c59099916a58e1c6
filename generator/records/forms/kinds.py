"""The forms that go out to units and come back."""

from enum import Enum

from generator.engine.grids.grid import MARKER_SHEET as MARKER_SHEET  # known where grids are read, said here with the rest

FORM_VERSION = "1"  # raise when a form's cells mean something else than before


class FormKind(Enum):
    """A form by the name that stands on it."""

    OBJECTIVES = "绩效目标申报表"  # 财预〔2015〕88号
    MONITORING = "监控情况表"  # 财预〔2019〕136号
    PROJECT_SELF = "项目支出绩效自评表"  # 财预〔2020〕10号 附1
    OVERALL_SELF = "部门整体支出绩效自评表"
    EVALUATION = "评价评分表"  # 财预〔2020〕10号 附2: 决策、过程、产出、效益
    REVIEW = "自评报告评审表"
    RECTIFICATION = "整改台账"
    USE_OF_RESULTS = "结果应用表"
    UNITS = "预算单位名录"


# What a form carries unseen, on a sheet that no menu shows: `名称 → 值` in columns A and B from row 1.
MARKER_FORM, MARKER_VERSION, MARKER_YEAR, MARKER_UNIT, MARKER_ID = "表", "版本", "年度", "预算单位", "编号"

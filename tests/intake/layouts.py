"""Each of the thirty records laid out as the file that it was, in its own form."""

from collections.abc import Callable
from functools import cache

from tests.intake import reports, self_evaluations, target_forms
from tests.intake.paper import Paper
from tests.intake.records import Record, records

BUILDERS: dict[str, Callable[..., Paper]] = {
    "001": self_evaluations.chizhou,
    "004": self_evaluations.qingshen,
    "006 005": self_evaluations.daying,
    "007": self_evaluations.fragment,
    "009": reports.tianshui,
    "011": target_forms.ningxiang,
    "013": target_forms.linyi,
    "014": reports.lukou,
    "020": self_evaluations.hedao,
    "021": target_forms.xiangtan,
    "025": self_evaluations.yongde,
    "030": self_evaluations.tianchang,
    "031": target_forms.chencang,
    "034": target_forms.zhaohua,
    "036": reports.lishui,
    "038": reports.baoshan_culture,
    "039": reports.baoshan_free,
    "044": reports.zongfenguan,
    "047": self_evaluations.huangshi,
    "049": reports.qujiang,
    "050": reports.longquan,
    "053": reports.ordos,
    "057": reports.xiaoyuan,
    "059": self_evaluations.liangping,
    "061": target_forms.fuliang,
    "063": target_forms.rongchang,
    "066": reports.dazu,
    "075": reports.quzhou,
    "076": reports.nanchuan,
}


@cache
def papers() -> dict[str, Paper]:
    """The file of each record; two records share one."""
    result: dict[str, Paper] = {}
    for numbers, build in BUILDERS.items():
        paper = build(*(_record(number) for number in numbers.split()))
        result |= dict.fromkeys(numbers.split(), paper)
    return dict(sorted(result.items()))


def _record(number: str) -> Record:
    return records()[number]

"""All facts of the thirty records, by the number of the record."""

from collections.abc import Callable, Iterator
from functools import cache

from tests.intake import facts_of_accounts, facts_of_forms, facts_of_reports
from tests.intake.facts import Fact
from tests.intake.records import Record, records

HOMES: dict[str, Callable[[Record], Iterator[Fact]]] = {
    "001": facts_of_forms.chizhou,
    "004": facts_of_forms.qingshen,
    "005": facts_of_forms.sifa,
    "006": facts_of_forms.tail,
    "007": facts_of_forms.fragment,
    "009": facts_of_reports.tianshui,
    "011": facts_of_forms.ningxiang,
    "013": facts_of_forms.linyi,
    "014": facts_of_reports.lukou,
    "020": facts_of_forms.hedao,
    "021": facts_of_forms.xiangtan,
    "025": facts_of_forms.yongde,
    "030": facts_of_forms.tianchang,
    "031": facts_of_forms.chencang,
    "034": facts_of_forms.zhaohua,
    "036": facts_of_reports.lishui,
    "038": facts_of_reports.baoshan,
    "039": facts_of_reports.baoshan,
    "044": facts_of_reports.zongfenguan,
    "047": facts_of_forms.huangshi,
    "049": facts_of_accounts.qujiang,
    "050": facts_of_accounts.longquan,
    "053": facts_of_accounts.ordos,
    "057": facts_of_reports.xiaoyuan,
    "059": facts_of_forms.liangping,
    "061": facts_of_forms.fuliang,
    "063": facts_of_forms.rongchang,
    "066": facts_of_accounts.dazu,
    "075": facts_of_reports.quzhou,
    "076": facts_of_reports.nanchuan,
}


@cache
def facts(number: str) -> tuple[Fact, ...]:
    """All facts of one record."""
    return tuple(HOMES[number](records()[number]))

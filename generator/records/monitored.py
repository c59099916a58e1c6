"""What 绩效运行监控 tells of a dossier: spending against time, targets at risk, money that will not be spent."""

from datetime import date
from decimal import Decimal

from generator.engine.chinese import round_half_up
from generator.records.dossier import Dossier, MonitoringRow
from generator.records.office import Office
from generator.records.vocabulary import MonitoringAction, Outlook

TENTH = Decimal("0.1")  # a percentage as letters show it


def time_progress(as_of: date) -> Decimal:
    """序时进度: the share of the year that has passed at the end of the day, by days."""
    first, next_first = date(as_of.year, 1, 1), date(as_of.year + 1, 1, 1)
    return Decimal((as_of - first).days + 1) / Decimal((next_first - first).days)


def monitored_rate(dossier: Dossier) -> Decimal | None:
    """执行率 on the day of monitoring, a share of one: spent until then by 全年预算数 (or 年初预算数); None without either."""
    budget = monitored_budget(dossier)
    return dossier.monitoring.executed / budget if dossier.monitoring and budget else None


def monitored_budget(dossier: Dossier) -> Decimal | None:
    """The year's budget that spending is measured by, in 万元."""
    funds = dossier.funds
    return (funds.adjusted_budget if funds.adjusted_budget is not None else funds.original_budget) if funds else None


def spending_lag(dossier: Dossier) -> Decimal | None:
    """Percentage points by which spending lags behind 序时进度 (negative: ahead), from the two rates as letters show them."""
    rate = monitored_rate(dossier)
    if rate is None or not dossier.monitoring:
        return None
    return round_half_up(time_progress(dossier.monitoring.as_of) * 100, TENTH) - round_half_up(rate * 100, TENTH)


def is_behind(dossier: Dossier, office: Office) -> bool:
    """True if spending lags by the office's points or more."""
    lag = spending_lag(dossier)
    return lag is not None and lag >= office.monitoring.lag


def risky_rows(dossier: Dossier) -> tuple[MonitoringRow, ...]:
    """The monitored indicators that may miss, or will miss, their targets."""
    return tuple(row for row in dossier.monitoring.indicators if row.outlook is not Outlook.CERTAIN) if dossier.monitoring else ()


def needs_warning(dossier: Dossier, office: Office, today: date) -> bool:
    """True if monitoring calls for a letter (双监控, 财预〔2019〕136号): an action, spending behind time, or a target at risk.

    Only within the budget year: afterwards money and targets can no longer be put right, and self-evaluation asks instead.
    """
    seen = dossier.monitoring
    if not seen or today.year != dossier.year or seen.as_of > today:
        return False
    return seen.action is not MonitoringAction.NONE or is_behind(dossier, office) or bool(risky_rows(dossier))


def recoverable(dossier: Dossier) -> Decimal | None:
    """万元 of the budget that will not be spent by the unit's own forecast; None where it is not known."""
    budget, seen = monitored_budget(dossier), dossier.monitoring
    if not seen or seen.expected is None or budget is None or seen.expected >= budget:
        return None
    return budget - seen.expected

"""Scores that cannot be: above their weight, or not adding up to the total. They are told, and kept as they stand."""

from decimal import Decimal, InvalidOperation

from generator.records.intake.candidate import Path
from generator.records.intake.understanding.draft import Draft


def tell_scores(draft: Draft, section: Path) -> None:
    """Compare the scores of a section's rows with their weights, and their sum with the total, with and without execution's score."""
    rows = draft.get(section) or []
    for index, row in enumerate(rows):
        score, weight = _number(row.get("得分")), _number(row.get("分值"))
        if score is not None and weight is not None and score > weight:
            draft.notebook.note("X52", draft.cell_of((*section, index, "得分")), "", f"“{row.get('三级指标', '')}”分值 {weight}，得分 {score}", stands=str(score))
    scores = [score for row in rows if (score := _number(row.get("得分"))) is not None]
    total, execution = _number(draft.get((section[0], "总分"))), _number(draft.get((section[0], "执行率得分")))
    if total is None or not scores:
        return
    summed = sum(scores, Decimal(0))
    if total not in (summed, summed + (execution or 0)):
        both = f"，加执行率得分 {summed + execution}" if execution is not None else ""
        draft.notebook.note("X51", draft.cell_of((section[0], "总分")), "", f"总分 {total}，各项得分相加 {summed}{both}", stands=str(total))


def _number(text: object) -> Decimal | None:
    try:
        return Decimal(str(text)) if text is not None else None
    except InvalidOperation:  # pragma: no cover - only numbers are put there
        return None

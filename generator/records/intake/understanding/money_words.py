"""Money in words: `一、财政拨款：6923.3552万元（其中：上级财政资金：6923.3552万元；本级财政：0万元）`."""

import re
from typing import NamedTuple

from generator.records.intake.parsing.figures import half_width
from generator.records.intake.scanning.headings import Lexicon

_ITEM = re.compile(
    r"(?P<of>其中[:：]?\s*)?(?P<mark>[一二三四五六七八九十]、|\([一二三四五]\)|\d{1,2}[.、](?!\d))?\s*(?P<label>[^\d\s:：;；,，。、()]{2,20})\s*[:：为]?\s*"
    r"(?P<amount>-?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>亿元|万元|元|万)?"
)


class MoneyWord(NamedTuple):
    """One amount with its name."""

    meaning: str
    label: str  # with numbering and 其中, as depth is told from them
    amount: str  # with its unit, if it has one


def money_words(text: str, rows: Lexicon) -> list[MoneyWord]:
    """The amounts of a cell whose names are rows of money; empty if there are none."""
    found = []
    for match in _ITEM.finditer(half_width(text)):
        if meaning := rows.meaning(match["label"]):
            label = f"{match['of'] or ''}{match['mark'] or ''}{match['label']}"
            found.append(MoneyWord(meaning, label, f"{match['amount']}{match['unit'] or ''}"))
    return found

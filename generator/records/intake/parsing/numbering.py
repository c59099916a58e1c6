"""Names of rows that are only numbers: `指标2：`, `……`, `/`."""

import re

from generator.records.intake.parsing.figures import half_width, is_nothing
from generator.records.intake.parsing.levels import without_index


def is_placeholder_name(text: str) -> bool:
    """Whether the name of an indicator is what the blank form held."""
    bare = re.sub(r"\([^()]*\*\*[^()]*\)", "", without_index(half_width(text))).strip()  # `成活率(≥**%)` says what to fill in, and is a name
    return not bare or is_nothing(bare) or bool(re.fullmatch(r"指标\s*\d*|三级指标\d*|[.…⋯。]+", bare))

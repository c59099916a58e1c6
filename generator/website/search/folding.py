"""What counts as the same when people search. `fold` of `templates/theme/assets/finder.js` does the same in the browser."""

import unicodedata


def fold(text: str) -> str:
    """The text without differences of width, case and white space: `２０２５ 年 Ａ` is `2025年a`."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())

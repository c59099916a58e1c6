"""Shapes of charts as inline SVG: bars, columns, shares of a whole. No script, no outside reference, readable in light, dark and print.

Every value is written beside its shape, so nothing is told by colour alone. Colours come from the style sheet's variables; without it
the shapes fall back to the text's colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from generator.engine.chinese import format_rate

WIDTH = 360  # user units; the style sheet scales the whole to the column
ROW = 30
BAR = 14
CHARACTER = 13  # width of a Chinese character
PLOT, TOP = 132, 22  # of upright columns: their greatest height, and the room above for what is written there


@dataclass(frozen=True)
class Bar:
    """One row: a name, how long its bar and its track are (shares of one), and what is written at its end."""

    name: str
    length: Decimal
    track: Decimal
    text: str


def draw_bars(key: str, title: str, description: str, bars: Sequence[Bar]) -> Markup:
    """Horizontal bars; `key` makes the ids of one page differ."""
    label = CHARACTER * max((_breadth(bar.name) for bar in bars), default=Decimal(0)) + 10
    room = WIDTH - label - CHARACTER * max((_breadth(bar.text) for bar in bars), default=Decimal(0)) - 10
    rows = []
    for index, bar in enumerate(bars):
        top = index * ROW + 8
        rows.append(
            f'<text class="jx-chart-name" x="{_number(label - 10)}" y="{top + 11}" text-anchor="end">{escape(bar.name)}</text>'
            f'<rect class="jx-chart-track" x="{_number(label)}" y="{top}" width="{_number(room * bar.track)}" height="{BAR}" rx="2"/>'
            f'<rect class="jx-chart-bar" x="{_number(label)}" y="{top}" width="{_number(room * bar.length)}" height="{BAR}" rx="2"/>'
            f'<text class="jx-chart-value" x="{_number(label + room * max(bar.track, bar.length) + 8)}" y="{top + 11}">{escape(bar.text)}</text>'
        )
    return _svg(key, title, description, "".join(rows), len(bars) * ROW + 6)


@dataclass(frozen=True)
class Column:
    """One column of a group: how high (a share of one), what is written above, and which of the series it belongs to, from 0."""

    height: Decimal
    text: str
    series: int = 0


@dataclass(frozen=True)
class ColumnGroup:
    """Columns that stand side by side over one name, such as a year."""

    name: str
    columns: tuple[Column, ...]


def draw_columns(key: str, title: str, description: str, groups: Sequence[ColumnGroup], series: Sequence[str] = ()) -> Markup:
    """Upright columns in groups; several series are named in a line below, each with a sample of its colour."""
    room = Decimal(WIDTH) / (len(groups) or 1)
    parts = []
    for place, group in enumerate(groups):
        width = min(Decimal(56), room * Decimal("0.8") / (len(group.columns) or 1))
        left = room * place + (room - width * len(group.columns)) / 2
        for at, column in enumerate(group.columns):
            height = PLOT * column.height
            middle = left + width * at + width / 2
            parts.append(
                f'<rect class="jx-chart-series-{column.series}" x="{_number(left + width * at + 2)}" y="{_number(TOP + PLOT - height)}" '
                f'width="{_number(width - 4)}" height="{_number(height)}" rx="2"/>'
                f'<text class="jx-chart-value" x="{_number(middle)}" y="{_number(TOP + PLOT - height - 6)}" text-anchor="middle">{escape(column.text)}</text>'
            )
        parts.append(
            f'<text class="jx-chart-name" x="{_number(room * place + room / 2)}" y="{TOP + PLOT + 18}" text-anchor="middle">{escape(group.name)}</text>'
        )
    parts.append(f'<rect class="jx-chart-line" x="0" y="{TOP + PLOT}" width="{WIDTH}" height="1"/>')
    base = TOP + PLOT + 26
    if len(series) > 1:
        parts.append(_legend([(f"jx-chart-series-{at}", name) for at, name in enumerate(series)], base))
        base += 24
    return _svg(key, title, description, "".join(parts), base)


@dataclass(frozen=True)
class Share:
    """A part of a whole: its name, its size as a share of one, and which of the tones it has, from a to d."""

    name: str
    size: Decimal
    tone: str


def draw_shares(key: str, title: str, description: str, rows: Sequence[tuple[str, Sequence[Share]]]) -> Markup:
    """A bar of full length for each row, cut into its parts; a part wide enough bears its name, and a line below names all tones."""
    label = CHARACTER * max((_breadth(name) for name, _ in rows), default=Decimal(0)) + 10
    room = WIDTH - label
    parts = []
    for place, (name, shares) in enumerate(rows):
        top = place * (ROW + 4) + 4
        parts.append(f'<text class="jx-chart-name" x="{_number(label - 10)}" y="{top + 17}" text-anchor="end">{escape(name)}</text>')
        left = label
        for share in shares:
            width = room * share.size
            if not width:
                continue
            parts.append(f'<rect class="jx-chart-tone-{share.tone}" x="{_number(left)}" y="{top}" width="{_number(width)}" height="24"/>')
            text = f"{share.name} {format_rate(share.size)}"
            shown = text if width > CHARACTER * _breadth(text) + 8 else share.name if width > CHARACTER * _breadth(share.name) + 4 else ""
            if shown:
                parts.append(
                    f'<text class="jx-chart-word-{share.tone}" x="{_number(left + width / 2)}" y="{top + 17}" text-anchor="middle">{escape(shown)}</text>'
                )
            left += width
        if not shares:
            parts.append(f'<text class="jx-chart-value" x="{_number(label)}" y="{top + 17}">尚未评价</text>')
    tones = dict.fromkeys((share.tone, share.name) for _, shares in rows for share in shares)
    height = len(rows) * (ROW + 4) + 6
    parts.append(_legend([(f"jx-chart-tone-{tone}", name) for tone, name in tones], height))
    return _svg(key, title, description, "".join(parts), height + 26)


def _legend(entries: Sequence[tuple[str, str]], top: Decimal | int) -> str:
    parts = []
    left = Decimal(0)
    for tone, name in entries:
        parts.append(f'<rect class="{tone}" x="{_number(left + 1)}" y="{top + 4}" width="12" height="12"/>')
        parts.append(f'<text class="jx-chart-value" x="{_number(left + 19)}" y="{top + 15}">{escape(name)}</text>')
        left += 19 + CHARACTER * _breadth(name) + 18
    return "".join(parts)


def _breadth(text: str) -> Decimal:
    """Width in Chinese characters; a Latin one is about six tenths as wide."""
    return sum((Decimal(1) if ord(character) > 0x2E7F else Decimal("0.6") for character in text), Decimal(0))


def _number(value: Decimal | int) -> str:
    text = f"{Decimal(value):.1f}"
    return text.removesuffix(".0")


def _svg(key: str, title: str, description: str, body: str, height: Decimal | int) -> Markup:
    return Markup(
        f'<svg class="jx-chart" role="img" aria-labelledby="{key}-title {key}-desc" viewBox="0 0 {WIDTH} {height}" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(description)}</desc><g fill="currentColor">{body}</g></svg>'
    )

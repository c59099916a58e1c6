"""What every command is called with: the workspace, the day. The clock is read here and nowhere below."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from generator.engine.workspace import Workspace


class Day(click.ParamType[date]):
    """A date as 2026-05-20."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a date; tell how it is written."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            self.fail(f"“{value}”不是日期，请写成 2026-05-20 的样子。", param, ctx)


class Setting:
    """What holds for all commands."""

    def __init__(self, folder: Path, today: date | None):
        self.folder = folder
        # The one place where the day is asked for.
        self.today = today or date.today()  # noqa: DTZ011, TID251
        self._is_today_given = today is not None

    def now(self) -> str:
        """The moment, for the register of issued documents; of a day that was given, its beginning."""
        if self._is_today_given:
            return f"{self.today}T00:00:00"
        return datetime.now().astimezone().isoformat(timespec="seconds")  # noqa: TID251

    def workspace(self) -> Workspace:
        """Open the workspace that -C names."""
        return Workspace.open(self.folder)

"""The one place that knows Jinja: strict, sandboxed environments over the workspace's templates, then ours."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.engine import chinese
from generator.problems import JixiaoError

# The same words for a value in letters and on pages.
FILTERS: dict[str, Callable[..., str]] = {
    "amount": chinese.format_amount,
    "score": chinese.format_score,
    "rate": chinese.format_rate,
    "date": chinese.format_date,
    "ordinal": chinese.format_ordinal,
}


class Environment(ImmutableSandboxedEnvironment):
    """Offices may edit templates, so these can reach nothing but what they are given."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """The sandbox's answer depends on the type and the name alone, so it is asked once for each; pages ask a thousand times."""
        known: dict[tuple[type, str], bool] = self.__dict__.setdefault("known_attributes", {})
        key = (type(obj), attr)
        if key not in known:
            known[key] = super().is_safe_attribute(obj, attr, value)
        return known[key]


def make_environment(folders: Sequence[Path], *, finalize: Callable[[Any], Any] | None = None) -> Environment:
    """Look templates up in `folders`, first come first served; an unknown name is an error, HTML is escaped.

    `finalize` sees every value before it is printed; wording in Markdown uses it to escape data.
    """
    environment = Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=finalize is None,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters.update(FILTERS)
    return environment


def render_template(environment: Environment, name: str, **values: object) -> str:
    """Fill the template `name`; a fault in it is told in Chinese with its name and line."""
    try:
        return environment.get_template(name).render(**values)
    except TemplateError as error:
        line = getattr(error, "lineno", None) or _line_in_template(error, name)
        place = f"{name}:{line}" if line else name
        raise JixiaoError(f"模板 {place} 有误：{error.message or error}。请改正模板后重试。") from error


def _line_in_template(error: BaseException, name: str) -> int | None:
    """Find the template's line in the traceback of a fault that happened while it was filled."""
    line = None
    traceback = error.__traceback__
    while traceback:
        if traceback.tb_frame.f_code.co_filename.endswith(name):
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line



"""The one place that knows Jinja: strict, sandboxed environments over the workspace's templates, then ours."""

import re
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
    "money": chinese.format_money,
    "score": chinese.format_score,
    "rate": chinese.format_rate,
    "goal": chinese.format_goal,
    "date": chinese.format_date,
    "ordinal": chinese.format_ordinal,
}


COMPLAINTS = (
    (r"'([^']+)' is undefined", "这里没有“{0}”这个词"),
    (r".* has no (?:attribute|element) '([^']+)'", "这里没有“{0}”这一项"),
    (r"No filter named '([^']+)'", "没有名为“{0}”的处理方式（“|”后面的词）"),
    (r"unexpected '([^']+)'", "“{0}”多余或位置不对，花括号要成对"),
    (r"Unexpected end of template.*", "“{{% if %}}”或“{{% for %}}”没有结束"),
    (r".*not found.*|([a-z/_]+\.jinja)", "找不到这个模板"),
)


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
        said = (error.message or str(error)).rstrip(".")
        raise JixiaoError(f"模板 {_place(environment, name)}{f':{line}' if line else ''} 有误：{_explain(said)}。请改正模板后重试。") from error
    except UnicodeDecodeError as error:
        raise JixiaoError(f"模板 {_place(environment, name)} 不是 UTF-8 编码。请用编辑器“另存为”，编码选 UTF-8。") from error


def _place(environment: Environment, name: str) -> str:
    """The file that the template was taken from, so that nobody edits another."""
    folders = environment.loader.searchpath if isinstance(environment.loader, FileSystemLoader) else []
    return next((str(Path(folder) / name) for folder in folders if (Path(folder) / name).is_file()), name)


def _explain(said: str) -> str:
    """Jinja's commonest complaints in Chinese; the rest as it stands."""
    for pattern, chinese_words in COMPLAINTS:
        if match := re.fullmatch(pattern, said):
            return chinese_words.format(*match.groups())
    return f"写法不对（{said}）"


def _line_in_template(error: BaseException, name: str) -> int | None:
    """Find the template's line in the traceback of a fault that happened while it was filled."""
    line = None
    traceback = error.__traceback__
    while traceback:
        if traceback.tb_frame.f_code.co_filename.endswith(name):
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line



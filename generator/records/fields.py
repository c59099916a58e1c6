"""The language of the model: one declaration gives a field its Chinese key, meaning, unit, source and audience."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError


class Audience(Enum):
    """Who may see a field; the door lets nothing out that is not marked public."""

    PUBLIC = "公开"
    INTERNAL = "内部"


PUBLIC = Audience.PUBLIC
INTERNAL = Audience.INTERNAL


def field(
    key: str,
    description: str,
    *,
    audience: Audience = INTERNAL,
    unit: str = "",
    source: str = "",
    default: Any = ...,
    **constraints: Any,
) -> Any:
    """Declare a field by the word on the official form; closed to the public unless it says otherwise."""
    return Field(
        default,
        alias=key,
        title=key,
        description=description,
        json_schema_extra={"x-公开": audience is PUBLIC, "x-单位": unit, "x-来源": source},
        **constraints,
    )


class Record(BaseModel):
    """Base of all records: frozen, no unknown keys, an empty value is no value."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_enum_values=False, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, values: Any) -> Any:
        if isinstance(values, dict):
            # An unknown key stays even if it is empty, so that it is told and not lost.
            return {key: value for key, value in values.items() if value != "" or key not in cls._names()}
        return values

    def __getitem__(self, key: str) -> Any:
        """The value under its Chinese key, for templates: `评价["存在问题"]`; KeyError if there is no such key."""
        return getattr(self, self._names()[key])

    @classmethod
    def keys_of(cls) -> frozenset[str]:
        """All Chinese keys of the record."""
        return frozenset(cls._names())

    @classmethod
    @cache
    def _names(cls) -> dict[str, str]:
        return {info.alias or name: name for name, info in cls.model_fields.items()}

    @classmethod
    def audience_of(cls, name: str) -> Audience:
        """The audience of the field with the Python name `name`."""
        return PUBLIC if cls.fields_told()[name][1] else INTERNAL

    @classmethod
    @cache  # asked for every field of every record, and by several rules
    def fields_told(cls) -> dict[str, tuple[str, bool]]:
        """Of each field by its Python name: its Chinese key, and whether its audience is public."""
        told: dict[str, tuple[str, bool]] = {}
        for name, info in cls.model_fields.items():
            extra = info.json_schema_extra
            told[name] = info.alias or name, isinstance(extra, dict) and bool(extra.get("x-公开"))
        return told


FULL_WIDTH = str.maketrans("０１２３４５６７８９．－，％", "0123456789.-,%")
NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")


def _parse_decimal(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = value.translate(FULL_WIDTH).replace(" ", "")
    if not NUMBER.fullmatch(text):
        found = re.fullmatch(rf"[^\d.,_-]*({NUMBER.pattern})[^\d.,_-]*", text)
        hint = f"只写数字，例如“{found[1]}”" if found else "只写数字；没有数字时整行删去"
        raise PydanticCustomError("number", "“{value}”不是数字", {"value": value, "suggestion": hint})
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as error:  # pragma: no cover - the pattern admits only numbers
        raise PydanticCustomError("number", "“{value}”不是数字", {"value": value}) from error


PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


def _parse_plain_decimal(value: Any) -> Any:
    """Only what the guide calls a number: in accounts a comma may as well be a slip for the point."""
    number = _parse_decimal(value)
    if isinstance(value, str) and not PLAIN_NUMBER.fullmatch(value):
        raise PydanticCustomError("odd_number", "“{value}”里有逗号、空格或全角字符", {"value": value, "suggestion": f"{number}"})
    return number


LOOSE_DATE = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*")


def _parse_date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("day", "没有“{value}”这一天", {"value": value}) from error
    hint = "写成“2026-05-20”的样子"
    if loose := LOOSE_DATE.fullmatch(value):
        try:
            hint = f"改成“{date(*map(int, loose.groups()))}”"
        except ValueError as error:
            raise PydanticCustomError("day", "没有“{value}”这一天", {"value": value}) from error
    raise PydanticCustomError("date", "“{value}”不是规定的日期写法", {"value": value, "suggestion": hint})


def _parse_flag(value: Any) -> Any:
    if isinstance(value, str):
        if value in ("是", "否"):
            return value == "是"
        raise PydanticCustomError("flag", "“{value}”应为“是”或“否”", {"value": value, "suggestion": "填“是”或“否”"})
    return value


# 万元 unless a field says otherwise; never a float.
Amount = Annotated[Decimal, BeforeValidator(_parse_decimal)]
PlainAmount = Annotated[Decimal, BeforeValidator(_parse_plain_decimal)]
Score = Annotated[Decimal, BeforeValidator(_parse_decimal)]
Date = Annotated[date, BeforeValidator(_parse_date)]
Flag = Annotated[bool, BeforeValidator(_parse_flag)]
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100  # what a budget year may be
Year = Annotated[int, Field(ge=EARLIEST_YEAR, le=LATEST_YEAR)]
# Text of a record is one line or several; it is Markdown nowhere.
Text = Annotated[str, Field(min_length=1)]


class Word(StrEnum):
    """A closed vocabulary; the value is the word on the form."""

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """All words, in the order of the form."""
        return tuple(word.value for word in cls)

"""The events that the register of issued documents is made of, one class each: 发文, 补录, 报送, 作废.

What stands in a line under which Chinese key is said here and nowhere else. An event is never changed once it stands in
the register; whatever must change is a new event.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

KIND_OF_EVENT = "事件"


class _Part(BaseModel):
    """Frozen, nothing unknown, nothing converted: the program wrote it, so it is exactly so or it was changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, validate_by_name=True, validate_by_alias=True, hide_input_in_errors=True)


class FrozenFile(_Part):
    """A file of the archive: its place below `content/issued/`, SHA-256, size in bytes."""

    path: str = Field(alias="路径", pattern=r"^\d{4}/[a-z0-9-]+\.[a-z]+$")  # never leads out of the archive
    sha256: str = Field(alias="校验码", pattern=r"^[0-9a-f]{64}$")
    size: int = Field(alias="字节", ge=0)


class Event(_Part):
    """What all events say: which number, and when it was registered (text that the caller gives)."""

    number: str = Field(alias="发文字号")
    when: str = Field(alias="登记时间")


class Registered(Event):
    """What an issued and an entered document have in common; of an entered one most may be unknown."""

    series: str = Field(alias="英文代号")
    kind: str = Field(alias="种类")
    genre: str = Field(alias="文种")
    title: str = Field(alias="标题")
    addressee: str = Field(alias="主送机关")
    issued_on: date = Field(alias="成文日期")
    approver: str = Field(alias="签发人")
    budget_year: int | None = Field(alias="预算年度")
    dossiers: tuple[str, ...] = Field(alias="项目编号")
    pages: int = Field(alias="页数")
    files: tuple[FrozenFile, ...] = Field(alias="文件")


class Issue(Registered):
    """发文: a draft got its number and was frozen."""

    draft: str = Field(alias="草稿")
    facts: Mapping[str, str] = Field(alias="载明事项")
    corrects: str = Field(alias="更正")


class Entry(Registered):
    """补录: a document that got its number outside the program."""


class Delivery(Issue):
    """报送: a set of papers went to the people's congress under the number of its covering letter, and was frozen as a whole."""

    stage: str = Field(alias="阶段")  # 预算 or 决算
    is_typed: bool = Field(alias="文号另编")  # the number was given outside the program and stood in the records
    made_from: str = Field(alias="所据内容")  # fingerprint of what it was composed of
    named: tuple[str, ...] = Field(alias="列明资料")  # what it tells of: 2025/P2023-0103 a dossier, 2025/P2023-0103/2 a finding of it, 2025/106/决算 a budget document


class Void(Event):
    """作废: the number stays used, the document has no force."""

    why: str = Field(alias="作废原因")
    voided_on: date = Field(alias="作废日期")


EVENTS: Mapping[str, type[Event]] = {"发文": Issue, "补录": Entry, "报送": Delivery, "作废": Void}
NAMES = {kind: name for name, kind in EVENTS.items()}


def event_content(event: Event) -> dict[str, Any]:
    """The event as a line of the register says it."""
    return {KIND_OF_EVENT: NAMES[type(event)], **event.model_dump(mode="json", by_alias=True)}


def read_event(content: Mapping[str, Any]) -> Event:
    """The event of a line; ValueError with a Chinese reason if it is none."""
    name = content.get(KIND_OF_EVENT)
    kind = EVENTS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise ValueError(f"不认识的登记事件“{name}”，可能由更新版本的程序写入")
    rest = {key: value for key, value in content.items() if key != KIND_OF_EVENT}
    try:
        return kind.model_validate_json(json.dumps(rest))
    except ValidationError as fault:
        fields = "”“".join(dict.fromkeys(str(error["loc"][0]) for error in fault.errors() if error["loc"]))
        raise ValueError(f"“{name}”的登记内容不合规：“{fields}”缺失、多余或类型不对") from None

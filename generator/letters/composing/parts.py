"""A letter about one or several subjects: each brings its part, one template says them all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from generator.letters.composing import group
from generator.letters.composing.blank import blank_letter
from generator.letters.composing.subject import Subject
from generator.letters.document import Annex, OfficialDocument, Table
from generator.letters.wording import Verbatim, Wording


@dataclass(frozen=True)
class Part:
    """What one subject brings: values for the wording, tables and annexes by the names that the wording calls them."""

    subject: Subject
    values: Mapping[str, object]
    tables: Mapping[str, Table] = field(default_factory=dict)
    annexes: Mapping[str, Annex] = field(default_factory=dict)


def letter(parts: Sequence[Part], wording: Wording, *, stem: str, kind: str, title: tuple[str, ...], issued_on: date) -> OfficialDocument:
    """A letter of the bureau in 信函格式 with everything that is the same in all of them; the wording is `letters/<stem>.md.jinja`."""
    first = parts[0].subject
    office = first.register.office
    blank = blank_letter(
        office,
        name=_name(parts, stem),
        kind=kind,
        title=tuple(piece for piece in title if piece),
        addressee=first.department.name,
        issued_on=issued_on,
    )
    return replace(
        blank,
        body=wording.compose(stem.replace("-", "_"), _values(parts, issued_on), _tables(parts)),
        annexes=tuple(_annexes(parts)),
        # What concerns a secret unit goes to nobody else.
        copied_agencies=() if _has_secret_unit(parts) else tuple(dict.fromkeys((*blank.copied_agencies, *_also_copied(parts)))),
    )


def _name(parts: Sequence[Part], stem: str) -> str:
    first = parts[0].subject
    about = first.dossier.id if len(parts) == 1 else f"unit-{first.department.code}"
    return f"{stem}-{first.dossier.year}-{about}"


def _has_secret_unit(parts: Sequence[Part]) -> bool:
    return any(part.subject.unit.is_secret or part.subject.department.is_secret for part in parts)


def _also_copied(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if feedback := part.subject.dossier.feedback:
            yield from feedback.copied


def _values(parts: Sequence[Part], issued_on: date) -> dict[str, object]:
    """`各项` holds each subject's values; of a single one they are also there without it."""
    subjects = [part.subject for part in parts]
    several = len(parts) > 1
    items = [_item(part, number, labels) for number, (part, labels) in enumerate(zip(parts, _labels(parts), strict=True), start=1)]
    return {
        **({} if several else items[0]),
        "称谓": subjects[0].register.office.letters.salutation,
        "单位": group.units(subjects),
        "请": group.request(subjects),
        "范围": group.scope(subjects),
        "年度": group.year(subjects) if several else subjects[0].period,
        "日期": issued_on,
        "各项": items,
        "多项": several,
        "一级": Verbatim("##" if several else "#"),
        "二级": Verbatim("###" if several else "##"),
    }


def _item(part: Part, number: int, labels: Mapping[str, str]) -> dict[str, object]:
    subject = part.subject
    return {
        "次": str(number),
        "名称": subject.heading,
        "所属": subject.owner,
        "请": group.request([subject]),
        "责任方": subject.doer,
        "对象": subject.name,
        "对象支出": subject.spending,
        "对象简称": subject.short_name,
        "年度": subject.period,
        "附件": labels,
        **part.values,
    }


def _tables(parts: Sequence[Part]) -> dict[str, Table]:
    """Tables are called by name and the part's number; those of a single part also by name alone."""
    numbered = {f"{name}{number}": table for number, part in enumerate(parts, start=1) for name, table in part.tables.items()}
    return {**numbered, **(parts[0].tables if len(parts) == 1 else {})}


def _annexes(parts: Sequence[Part]) -> Iterator[Annex]:
    for part in parts:
        for annex in part.annexes.values():
            title = annex.title if len(parts) == 1 else part.subject.heading + annex.title
            yield Annex(title, annex.blocks, annex.is_landscape)


def _labels(parts: Sequence[Part]) -> Iterator[dict[str, str]]:
    """How the text refers to each annex: `附件`, or with its number where there are several (clause 7.3.4)."""
    count = sum(len(part.annexes) for part in parts)
    number = 0
    for part in parts:
        labels = {}
        for name in part.annexes:
            number += 1
            labels[name] = f"附件{number}" if count > 1 else "附件"
        yield labels

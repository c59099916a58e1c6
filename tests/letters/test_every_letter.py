"""What holds for every letter of the sample, one by one and merged: wording, titles, and what a letter never tells."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from generator.drafting import groups_of
from generator.letters.composing.subject import Subject
from generator.letters.document import Genre, OfficialDocument
from generator.letters.paper.linebreak import break_title, text_width
from generator.records.walking import texts
from tests.letters.drafting import DAY, KINDS, concerned, registers, text_of, wording, words

FORBIDDEN = ("请遵照执行", "务必", "必须", "请批示", "请批复", "妥否", "当否", "此页无正文", "None", "Decimal")
TITLE_CELLS = 20  # 156 mm at 22 pt
HEADING = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")
# Not public, and yet told to the unit that it is about.
TOLD = {"偏差原因", "方面", "扣分理由", "评审意见", "退回理由", "抄送"}


def letters(*, is_merged: bool, today: date = DAY) -> Iterator[tuple[OfficialDocument, tuple[Subject, ...]]]:
    for register in registers().values():
        for kind in KINDS.values():
            for group, _ in groups_of(kind, concerned(kind, register, today), is_merged=is_merged):
                yield kind.compose(group, wording()), group


@pytest.fixture(scope="module", params=[False, True], ids=["one by one", "merged"])
def drafted(request) -> list[tuple[OfficialDocument, tuple[Subject, ...]]]:
    return list(letters(is_merged=request.param))


def test_every_kind_is_in_the_sample(drafted):
    assert {document.kind for document, _ in drafted} == {kind.name for kind in KINDS.values()}
    assert all(document.name.startswith(tuple(f"{kind.stem}-" for kind in KINDS.values())) for document, _ in drafted)
    names = [document.name for document, _ in drafted]
    assert len(set(names)) == len(names)


def test_a_letter_never_orders(drafted):
    assert {phrase for document, _ in drafted for phrase in FORBIDDEN if phrase in text_of(document)} == set()


def test_beginning_and_end(drafted):
    for document, _ in drafted:
        assert document.genre is Genre.LETTER
        assert document.title_text.startswith("关于")
        assert document.title_text.endswith("的函")
        assert words(document).splitlines()[-1] == "特此函告。"
        assert words(document).count("函告如下：") == 1


def test_titles_break_into_few_lines_that_fit(drafted):
    for document, _ in drafted:
        lines = break_title(document.title, limit=TITLE_CELLS)
        assert "".join(lines) == document.title_text
        assert len(lines) <= 1 + math.ceil(text_width(document.title_text) / TITLE_CELLS), lines
        assert all(text_width(line) <= TITLE_CELLS for line in lines), lines
        assert lines[-1] != "的函"


def test_punctuation(drafted):
    for document, _ in drafted:
        for line in words(document).splitlines():
            assert not re.search(r"[，。；：、]{2}|（）|“”|《》|[,;]|^[，。；、]", line), line
            assert not re.sub(r"^\d\. (?=\d)", "", line).count(" "), line
            assert line[-1] in "。：" or line.endswith("。）") or HEADING.match(line), line


def test_the_addressee_is_a_department(drafted):
    for document, group in drafted:
        (department,) = {subject.department.name for subject in group}
        assert document.addressee == department
        assert all(subject.unit.parent == "" or f"所属{subject.unit.label}" in words(document) for subject in group)


def test_what_stays_inside(drafted):
    """Who filled in, reviewed and is responsible, phones, notes and opinions between colleagues are in no letter."""
    for document, group in drafted:
        told = text_of(document)
        assert "演示人员" not in told
        assert "0000-00000000" not in told  # the office's own stands in the note at the foot
        for subject in group:
            closed = texts(subject.dossier, is_public=False)
            inside = {text for path, text in closed if not TOLD.intersection(map(str, path)) and len(text) > 3 and text not in subject.name}
            assert {text for text in inside if text in told} == set(), document.name


def test_dates_are_absolute_and_ahead(drafted):
    """What is asked by a day is asked by a day of the calendar that is not over when the letter goes out."""
    for document, _ in drafted:
        for year, month, day in re.findall(r"于(\d{4})年(\d+)月(\d+)日前", words(document)):
            assert date(int(year), int(month), int(day)) > document.issued_on, document.name


def test_no_item_is_asked_for_by_two_dates():
    for register in registers().values():
        reminded = {one.dossier.id for one in concerned(KINDS["催办"], register)}
        demanded = {one.dossier.id for one in concerned(KINDS["整改"], register)}
        assert reminded & demanded == set()


@pytest.mark.parametrize("day", [date(2025, 6, 1), date(2026, 2, 1), date(2027, 2, 1), date(2028, 1, 1)])
def test_letters_can_be_composed_on_any_day(day):
    found = list(letters(is_merged=False, today=day))

    assert found
    assert all(words(document).endswith("特此函告。") for document, _ in found)


def test_the_salutation_is_a_setting():
    for document, group in letters(is_merged=True):
        look = group[0].register.office.letters.model_copy(update={"salutation": "贵单位"})
        office = group[0].register.office.model_copy(update={"letters": look})
        kind = next(kind for kind in KINDS.values() if kind.name == document.kind)
        changed = tuple(replace(subject, register=replace(subject.register, office=office)) for subject in group)
        assert "你单位" not in text_of(kind.compose(changed, wording()))

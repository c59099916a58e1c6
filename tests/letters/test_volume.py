"""The volume for the people's congress: what stands in it, in which order, and what never does."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from generator.letters.document import DocumentForm
from generator.letters.volume.part import PartKind
from generator.problems import JixiaoError
from generator.records.accounts import Stage
from generator.records.as_of import register_as_of
from generator.records.congress import Congress
from generator.records.dossier import Dossier
from generator.records.fields import PUBLIC, Record
from generator.records.register import Register
from generator.records.year_totals import year_statistics
from tests.letters.blocks import text_of
from tests.letters.volumes import all_words, budget, compose, document, final, kinds, part, registers, tables, words
from tests.letters.years import DAY, changed, people_of, sample
from tests.website.marking import Marks, make

SENT = date(2026, 6, 29)


def with_submission(year: int, stage: str, **changes: object) -> Register:
    """The sample's year with other words in its congress.yml, by the names of the fields."""
    register = sample(year)
    assert register.congress
    name = {"决算": "final", "预算": "budget"}[stage]
    submission = getattr(register.congress, name).model_copy(update=changes)
    return replace(register, congress=register.congress.model_copy(update={name: submission}))


# --- golden texts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["letter", "report", "groups", "units", "results", "uses", "rectification", "evaluation-P2023-0103"])
def test_part_of_the_final_accounts(name: str, golden) -> None:
    golden(f"letters/volume/2025-final-{name}.txt", words(final(), name))


@pytest.mark.parametrize("name", ["letter", "report", "groups", "targets", "uses", "form-P2022-0101"])
def test_part_of_the_budget(name: str, golden) -> None:
    golden(f"letters/volume/2026-budget-{name}.txt", words(budget(), name))


@pytest.mark.parametrize("stage", ["final", "budget"])
def test_briefing(stage: str, golden) -> None:
    volume = final() if stage == "final" else budget()
    html = part(volume, "briefing").html
    assert html
    plain = re.sub(r"<svg.*?<desc[^>]*>(.*?)</desc>.*?</svg>", r"图：\1", html, flags=re.DOTALL)
    lines = [re.sub(r"</t[dh]>\s*<t[dh][^>]*>", " | ", line) for line in plain.splitlines()]
    text = unescape("\n".join(line for raw in lines if (line := re.sub(r"<[^>]+>", "", raw).strip())))
    golden(f"letters/volume/{volume.year}-{stage}-briefing.txt", text + "\n")


def test_briefing_of_many_results_tells_the_best_and_the_worst_and_fills_two_pages() -> None:
    html = part(final(), "briefing").html or ""
    assert "得分最高的3个" in html
    assert "得分最低的3个" in html
    assert 'class="on"' not in html


def test_briefing_without_a_result_that_may_be_named() -> None:
    html = part(compose(2025, Stage.FINAL, y2025=replace(sample(2025), projects=())), "briefing").html or ""
    assert "没有可以列名的评价结果。" in html
    assert "最高的" not in html


# --- order and kinds ---------------------------------------------------------------------------------------------------


def test_parts_stand_in_the_order_of_the_paper() -> None:
    for volume in (final(), budget()):
        order = list(PartKind)
        assert kinds(volume) == sorted(kinds(volume), key=order.index)
        assert len({one.id for one in volume.parts}) == len(volume.parts)
        assert all(re.fullmatch(r"[A-Za-z0-9-]+", one.id) for one in volume.parts)
        assert all(sum(content is not None for content in (one.document, one.pdf, one.html)) == 1 for one in volume.parts)


def test_letter_is_a_letter_and_the_rest_bears_no_head() -> None:
    letter, report = document(final(), "letter"), document(final(), "report")

    assert (letter.form, letter.document_number, letter.addressee) == (DocumentForm.LETTER, "江示财函〔2026〕27号", "区人大常委会预算工作委员会")
    assert (report.form, report.is_sealed) == (DocumentForm.TABLE, False)


def test_sender_and_addressee_are_those_of_the_law() -> None:
    """预算法 第四十四条: the government to the standing committee; 第七十八条: the bureau to the committee's working body."""
    letter = document(budget(), "letter")

    assert (letter.issuing_agency, letter.issuing_agency_mark, letter.addressee) == ("江城市示范区人民政府", "江城市示范区人民政府", "区人大常委会")
    assert "第四十四条" in words(budget(), "letter")
    assert "预算草案的初步方案和绩效目标送上，请予初步审查" in words(budget(), "letter")
    assert document(final(), "letter").issuing_agency == "江城市示范区财政局"
    assert "请提出意见" in words(final(), "letter")


def test_what_is_not_in_the_package_is_not_said_to_be_sent() -> None:
    year = with_submission(2025, "决算", files=())
    without = compose(2025, Stage.FINAL, y2025=replace(year, books=()))
    letter = words(without, "letter")

    assert PartKind.ACCOUNTS not in kinds(without)
    assert without.title == "江城市示范区2025年绩效评价结果审查材料"
    assert document(without, "letter").title_text == "关于送交江城市示范区2025年绩效评价结果的函"
    assert "决算草案" not in letter
    assert "决算文件" not in letter
    assert "现将江城市示范区2025年绩效评价结果送上，请审阅" in letter
    units = compose(2025, Stage.FINAL, y2025=replace(year, books=tuple(book for book in year.books if book.unit)))
    assert "决算草案" not in words(units, "letter")
    assert "决算文件（9份）" in words(units, "letter")


def test_listeners_are_those_of_the_session() -> None:
    assert "\n主任、各位副主任、各位委员：\n" in words(final(), "report")
    assert "\n各位代表：\n" in words(budget(), "report")


def test_the_evaluators_own_report_takes_the_place_of_ours() -> None:
    own = part(final(), "evaluation-P2025-102001")

    assert own.document is None
    assert own.pdf
    assert own.pdf.is_file()
    assert own.source == "content/attachments/2025/P2025-102001-report.pdf"
    without = compose(2025, Stage.FINAL, y2025=with_submission(2025, "决算", reports=()))
    assert part(without, "evaluation-P2025-102001").document


def test_chosen_by_the_file_or_by_weight() -> None:
    assert [one.id for one in final().parts if one.kind is PartKind.FORMS] == [
        "form-P2021-0102", "form-P2022-0101", "form-P2023-0103", "form-P2023-0106", "form-P2024-0104", "form-P2025-102001",
    ]  # fmt: skip
    volume = compose(2025, Stage.FINAL, y2025=with_submission(2025, "决算", chosen=("P2025-0201", "U101"), reports=()))
    assert [one.id for one in volume.parts if one.kind in (PartKind.EVALUATION, PartKind.FORMS)] == ["evaluation-P2025-0201", "form-P2025-0201", "form-U101"]


def test_mention_of_a_project_leads_to_its_report_or_to_its_form() -> None:
    assert part(final(), "evaluation-P2023-0103").names == ("生活垃圾分类收运",)
    assert part(final(), "form-P2023-0103").names == ()
    assert part(final(), "form-P2021-0102").names == ("基本公共卫生服务补助资金",)


def test_accounts_are_the_governments_then_those_of_the_units() -> None:
    assert [one.id for one in final().parts if one.kind is PartKind.ACCOUNTS] == ["accounts-file-1"]  # the sample names what is public with it
    every = compose(2025, Stage.FINAL, y2025=with_submission(2025, "决算", files=()))
    found = [one.id for one in every.parts if one.kind is PartKind.ACCOUNTS]

    assert found[:3] == ["accounts-government", "accounts-101", "accounts-102"]
    assert "accounts-109" not in found


def test_a_year_that_says_nothing_of_the_stage() -> None:
    with pytest.raises(JixiaoError, match=r"content/2025/congress\.yml 没有写“预算”"):
        compose(2025, Stage.BUDGET)
    with pytest.raises(JixiaoError, match=r"content/2024/congress\.yml"):
        compose(2024, Stage.FINAL)


# --- numbers -----------------------------------------------------------------------------------------------------------


def test_every_amount_of_the_report_is_one_of_the_statistics() -> None:
    register = register_as_of(sample(2025), SENT)
    known = {f"{float(value):.2f}" for value in re.findall(r"Decimal\('([^']+)'\)", repr(year_statistics(register, SENT)))}
    known |= {f"{float(one.funds.adjusted_budget):.2f}" for one in register.projects if one.funds and one.funds.adjusted_budget is not None}
    report = words(final(), "report")
    amounts = re.findall(r"(\d+(?:\.\d+)?)万元", report)
    assert len(amounts) > 15
    for value in amounts:
        assert f"{float(value):.2f}" in known, value


def test_what_came_after_the_day_of_sending_is_not_told() -> None:
    words_of_final = all_words(final())

    assert "评价项目支出7个" in words(final(), "report")
    for later in ("硚东街道社区治理经费", "城乡居民基本养老保险待遇发放"):  # concluded in November
        assert later not in words_of_final
    early = compose(2025, Stage.FINAL, date(2026, 6, 10))
    assert "评价项目支出6个" in words(early, "report")
    assert "老年人助餐服务补贴" not in words(early, "results")


def test_every_total_closes() -> None:
    for table in (*tables(final(), "units"), *tables(final(), "results"), *tables(final(), "rectification")):
        heads = [column.heading for column in table.columns]
        for name in ("评价个数", "全年预算数（万元）", "全年执行数（万元）", "整改事项", "未整改"):
            if name in heads:
                values = [float(str(row.cells[heads.index(name)]).replace(",", "")) for row in table.rows]
                assert abs(sum(values[:-1]) - values[-1]) < 0.005, (name, values)


def test_one_score_changed_changes_every_part() -> None:
    def worse(dossier: Dossier) -> dict[str, object]:
        if dossier.id != "P2023-0103" or not dossier.evaluation:
            return {}
        first, *rest = dossier.evaluation.indicators
        return {"evaluation": dossier.evaluation.model_copy(update={"indicators": (first.model_copy(update={"score": first.score - 2}), *rest)})}

    volume = compose(2025, Stage.FINAL, y2025=changed(sample(2025), worse))

    for part_id in ("report", "results", "uses", "units", "evaluation-P2023-0103"):
        assert re.search(r"得81分| 81 ", words(volume, part_id)), part_id
        assert not re.search(r"得83分| 83 ", words(volume, part_id)), part_id
    assert ">81<" in (part(volume, "briefing").html or "")


# --- what never stands in it -------------------------------------------------------------------------------------------


def test_no_person_no_secret_unit_nothing_withheld() -> None:
    for volume in (final(), budget()):
        text = all_words(volume)
        assert {name for register in registers().values() for name in people_of(register) if name in text} <= {"演示人员辛"}
        assert "人民武装部" not in text
        assert "区属国有企业改制费用" not in text
        assert "内部演示" not in text


def test_a_withheld_finding_is_a_number_and_no_word() -> None:
    hidden = [one for one in sample(2025).by_id["P2024-0104"].evaluation.findings if one.disclosure.value != "主动公开"]  # type: ignore[union-attr]
    assert hidden
    text = all_words(final())

    for finding in hidden:
        assert finding.heading not in text
        assert finding.fact not in text
    assert "另有1个问题依法不公开" in words(final(), "evaluation-P2024-0104")


def test_a_project_that_is_withheld_is_counted_in_a_row_without_name_or_score() -> None:
    def closed(dossier: Dossier) -> dict[str, object]:
        if dossier.id != "P2022-0101" or not dossier.disclosure:
            return {}
        return {"disclosure": dossier.disclosure.model_copy(update={"disclosure": "不予公开", "reason": "演示"})}

    volume = compose(2025, Stage.FINAL, y2025=changed(sample(2025), closed))

    assert "评价项目支出7个" in words(volume, "report")
    assert "中小学课后服务补助" not in all_words(volume)
    assert "| 其余1个（未列名） | ← | ← | 2,460.00 | 2,423.10 | 98.5% | — | —" in words(volume, "results")
    assert "| 其余1个（未列名） | ← | 1 | 2,460.00 | 2,423.10 | 98.5% | — | — | — | — | —" in words(volume, "units")
    assert "依法不公开的1个项目只计入总数、不列名" in words(volume, "letter")


def test_no_field_that_is_not_public_shows() -> None:
    """Every text of every closed field gets a mark of its own; none may come out of a volume that is about the dossier."""
    register, marks = sample(2025), Marks()

    def marked(dossier: Dossier) -> dict[str, object]:
        copy = _closed(dossier, marks)
        return {name: getattr(copy, name) for name in type(dossier).model_fields}

    planted = changed(register, marked)
    text = all_words(compose(2025, Stage.FINAL, y2025=planted))

    assert len(marks.closed) > 100
    assert "生活垃圾分类收运" in text
    assert not [place for mark, place in marks.closed.items() if mark in text]


def _closed(value: object, marks: Marks) -> object:
    """The value with a mark in each closed text of it, down to the last record."""
    if isinstance(value, tuple):
        return tuple(_closed(one, marks) for one in value)
    if not isinstance(value, Record):
        return value
    changes: dict[str, object] = {}
    for name, info in type(value).model_fields.items():
        inner = getattr(value, name)
        if type(value).audience_of(name) is not PUBLIC and info.annotation is str:
            changes[name] = marks.mark(f"{type(value).__name__}.{name}", is_open=False)
        elif isinstance(inner, Record | tuple):
            changes[name] = _closed(inner, marks)
    return value.model_copy(update=changes)


def test_what_is_closed_in_congress_yml_does_not_show() -> None:
    marks = Marks()
    made = make(Congress, marks, {("Congress", "year"): 2025, ("Submission", "document_number"): "样财函〔2026〕1号"})
    congress = Congress.model_validate(made)
    assert congress.final
    final_dates = {"submitted_on": SENT, "chosen": (), "reports": (), "files": ()}
    register = replace(sample(2025), congress=congress.model_copy(update={"final": congress.final.model_copy(update=final_dates)}))

    text = all_words(compose(2025, Stage.FINAL, y2025=register))

    assert not [place for mark, place in marks.closed.items() if mark in text]
    assert any(mark in text for mark in marks.open)


def test_same_records_same_volume() -> None:
    again = compose(2025, Stage.FINAL)

    assert [text_of(one.document) for one in again.parts if one.document] == [text_of(one.document) for one in final().parts if one.document]
    assert repr(again) == repr(final())


def test_before_the_volume_is_sent_it_speaks_of_today() -> None:
    volume = compose(2025, Stage.FINAL, DAY, y2025=with_submission(2025, "决算", submitted_on=date(2026, 12, 1), held_on=date(2027, 1, 5), approved_on=None, published_on=None))

    assert "数据截至2026年11月21日" in words(volume, "letter")
    assert "评价项目支出11个" in words(volume, "report")

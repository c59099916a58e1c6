"""函: who sends the package to whom (信函格式).

In a district, 预算法 第四十四条: the government submits 预算草案的初步方案 to the standing committee, which examines it first.
第七十八条: the government's 财政部门 sends 决算草案 to the committee's working body, which says what it thinks of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.letters.composing.blank import blank_letter, contact_note
from generator.letters.document import OfficialDocument
from generator.letters.volume.material import Material
from generator.letters.wording import Wording, without_lone_numerals
from generator.records.accounts import Stage
from generator.records.congress_choice import DAYS_AFTER, LAW
from generator.records.office import Office

KIND = "报送人大审查材料的函"
STEM = "congress_letter"
DRAFTS = {Stage.BUDGET: ("预算草案", "绩效目标"), Stage.FINAL: ("决算草案", "绩效评价结果")}


@dataclass(frozen=True)
class _Manner:
    """How a stage is sent: the title's verb, what the law calls the draft in title and text, and what is asked for."""

    verb: str
    titled: str
    named: str
    request: str


MANNERS = {
    Stage.BUDGET: _Manner("提交", "预算草案初步方案", "预算草案的初步方案", "请予初步审查"),
    Stage.FINAL: _Manner("送交", "决算草案", "决算草案", "请提出意见"),
}


def sender_of(office: Office, stage: Stage) -> str:
    """Whose letter it is."""
    return office.government_name if stage is Stage.BUDGET else office.name


def compose_letter(material: Material, contents: Sequence[str], wording: Wording, *, has_draft: bool) -> OfficialDocument:
    """The covering letter; `contents` are the names of what goes with it, `has_draft` says if the draft itself is among them."""
    office, submission = material.office, material.submission
    manner, papers = MANNERS[material.stage], DRAFTS[material.stage][1]
    values: dict[str, object] = {
        "会议": submission.meeting,
        "开会日期": submission.held_on,
        "条款": LAW[material.stage].removeprefix("预算法 "),
        "行政区": office.district,
        "年度": material.year,
        "草案": manner.named if has_draft else "",
        "请求": manner.request if has_draft else "请审阅",
        "绩效材料": papers,
        "材料": list(contents),
        "截至": material.day,
        "不含涉密": material.statistics.leaves_out_secret_units,
        "未列名": material.unnamed.count if material.stage is Stage.FINAL else 0,
        "公开天数": DAYS_AFTER,
    }
    blank = blank_letter(
        office,
        name=f"congress-letter-{material.slug}",
        kind=KIND,
        title=(f"关于{manner.verb}", office.district, f"{material.year}年", *((manner.titled, f"和{papers}") if has_draft else (papers,)), "的函"),
        addressee=submission.addressee or (office.letters.standing_committee if material.stage is Stage.BUDGET else office.letters.congress_to),
        issued_on=submission.submitted_on,
    )
    body = without_lone_numerals(wording.compose(STEM, values, {}))
    sender = sender_of(office, material.stage)
    return replace(
        blank,
        body=body,
        copied_agencies=(),
        document_number=submission.document_number or None,
        issuing_agency_mark=sender,
        issuing_agency=sender,
        note=blank.note if sender == office.name else contact_note(office, of=office.short_name),
    )

"""函: the bureau sends the package to the committee's working body (信函格式)."""

from collections.abc import Sequence
from dataclasses import replace

from generator.letters.composing.blank import blank_letter
from generator.letters.document import OfficialDocument
from generator.letters.volume.material import Material
from generator.letters.wording import Wording, without_lone_numerals
from generator.records.accounts import Stage
from generator.records.congress_choice import DAYS_AFTER, LAW

KIND = "报送人大审查材料的函"
STEM = "congress_letter"
DRAFTS = {Stage.BUDGET: ("预算草案", "绩效目标"), Stage.FINAL: ("决算草案", "绩效评价结果")}


def compose_letter(material: Material, contents: Sequence[str], wording: Wording) -> OfficialDocument:
    """The covering letter; `contents` are the titles of what goes with it."""
    office, submission = material.office, material.submission
    draft, papers = DRAFTS[material.stage]
    values: dict[str, object] = {
        "会议": submission.meeting,
        "开会日期": submission.held_on,
        "条款": LAW[material.stage].removeprefix("预算法 "),
        "行政区": office.district,
        "年度": material.year,
        "草案": draft,
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
        title=("关于报送", office.district, f"{material.year}年", draft, f"和{papers}", "的函"),
        addressee=submission.addressee or office.letters.congress_to,
        issued_on=submission.submitted_on,
    )
    body = without_lone_numerals(wording.compose(STEM, values, {}))
    return replace(blank, body=body, copied_agencies=(), document_number=submission.document_number or None)

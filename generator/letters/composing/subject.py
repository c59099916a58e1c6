"""Whom and what a letter is about: a dossier with its unit and department, and how the text names them."""

from dataclasses import dataclass, replace
from datetime import date

from generator.letters.document import PageStyle
from generator.problems import JixiaoError
from generator.records.dossier import Dossier, OverallDossier
from generator.records.office import Office
from generator.records.register import Register
from generator.records.units import Unit
from generator.records.vocabulary import EvaluationKind

# A project's name that ends so is not followed by the word 项目.
SELF_EVIDENT = ("项目", "工程", "经费", "资金", "补助", "补贴", "政策", "专项", "支出", "活动")
DEMO_MARK = "演示数据，不是正式公文"


@dataclass(frozen=True)
class Subject:
    """A dossier with its unit and the department that letters about it go to."""

    dossier: Dossier
    register: Register
    unit: Unit
    department: Unit
    today: date

    def without_planned_date(self) -> "Subject":
        """The same as a letter signed today sees it: a day that was only planned is forgotten."""
        feedback = self.dossier.feedback
        if not feedback or feedback.document_number or not feedback.issued_on:
            return self
        return replace(self, dossier=self.dossier.model_copy(update={"feedback": feedback.model_copy(update={"issued_on": None})}))

    @property
    def is_subordinate(self) -> bool:
        """True if the letter goes through the department above the unit."""
        return self.department.code != self.unit.code

    @property
    def name(self) -> str:
        """What is evaluated, fit to stand in a sentence: `生活垃圾分类收运项目`, `部门整体支出`."""
        if isinstance(self.dossier, OverallDossier):
            return "部门整体支出"
        return self.dossier.title if self.dossier.title.endswith(SELF_EVIDENT) else f"{self.dossier.title}项目"

    @property
    def title_name(self) -> tuple[str, ...]:
        """The same for a title, where the unit must be told too if the name says nothing of it."""
        if isinstance(self.dossier, OverallDossier):
            return (self.unit.label, "部门整体支出")
        return (self.name,)

    @property
    def period(self) -> str:
        """`2025年度`, or nothing where the name says so itself."""
        return "" if str(self.dossier.year) in self.name else f"{self.dossier.year}年度"

    @property
    def spending(self) -> str:
        """What was evaluated, in full: `生活垃圾分类收运项目2025年度支出`, `2025年度部门整体支出`."""
        return f"{self.period}{self.name}" if isinstance(self.dossier, OverallDossier) else f"{self.name}{self.period}支出"

    @property
    def short_name(self) -> str:
        """How the text goes on speaking of it."""
        if isinstance(self.dossier, OverallDossier):
            return f"{self.register.office.letters.salutation}{self.owner}部门整体支出"
        return "该项目"

    @property
    def owner(self) -> str:
        """`所属江城市第一小学` for a unit below the department that the letter goes to, else nothing."""
        return f"所属{self.unit.label}" if self.is_subordinate else ""

    @property
    def doer(self) -> str:
        """Who sees to it: `你单位`, `你单位督促所属江城市第一小学`."""
        return self.register.office.letters.salutation + (f"督促{self.owner}" if self.owner else "")

    @property
    def heading(self) -> str:
        """What heads its part of a letter about several."""
        needs_unit = self.is_subordinate and self.unit.label not in self.name
        return f"{self.unit.label}{self.name}" if needs_unit else self.name

    @property
    def result_name(self) -> str:
        """What the result is called: `财政重点绩效评价结果` and so on."""
        evaluation = self.dossier.evaluation
        if not evaluation:
            raise JixiaoError(f"{self.dossier.id} 还没有评价，不能成文。")
        if evaluation.kind is EvaluationKind.SELF:
            return "绩效自评复核结果"
        if evaluation.kind is EvaluationKind.DEPARTMENT:
            return "部门绩效评价结果"
        return "财政重点绩效评价结果" if evaluation.is_key else "财政绩效评价结果"


def subject_of(dossier: Dossier, register: Register, today: date) -> Subject:
    """Find unit and department; a rule has made sure that the unit is known."""
    unit = register.unit_of(dossier)
    if unit is None:
        raise JixiaoError(f"{dossier.id} 的预算单位“{dossier.unit}”不在名录中，不能成文。")
    return Subject(dossier, register, unit, register.department_of(unit), today)


def marks_of(office: Office) -> tuple[str, ...]:
    """What every page of the office's documents says above the text."""
    return (DEMO_MARK,) if office.is_demo else ()


def style_of(office: Office) -> PageStyle:
    """The office's choices where the standard leaves one."""
    look = office.letters.page
    return PageStyle(
        lines=look.lines,
        cells=look.cells,
        body_pt=float(look.body_size),
        title_pt=float(look.title_size),
        small_pt=float(look.small_size),
        body_face=look.body_face,
        title_face=look.title_face,
        mark_face=look.mark_face,
        mark_is_red=look.mark_is_red,
        heading_faces=(look.first_face, look.second_face, look.third_face, look.fourth_face),
        sealed_date_right_cells=look.date_right,
        imprint_thick_mm=float(look.thick_rule),
        imprint_thin_mm=float(look.thin_rule),
    )

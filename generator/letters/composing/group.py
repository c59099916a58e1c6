"""How titles and openings name one subject, or several of one department (一函多项)."""

from collections.abc import Sequence

from generator.letters.composing.subject import Subject, subject_of
from generator.records.dossier import OverallDossier

ANY_RESULT = "绩效评价结果"  # where the results of several are of different kinds


def title_name(subjects: Sequence[Subject]) -> tuple[str, ...]:
    """What the title names, in pieces between which a line may break: the subject itself, or the department and how many."""
    first = subjects[0]
    if len(subjects) == 1:
        return (*first.title_name, first.period)
    return (first.department.label, scope(subjects), year(subjects))


def scope(subjects: Sequence[Subject]) -> str:
    """How many they are: `3个项目`, `部门整体支出和2个项目`."""
    overall = sum(isinstance(subject.dossier, OverallDossier) for subject in subjects)
    projects = len(subjects) - overall
    parts = [
        *([] if not overall else ["部门整体支出"] if overall == 1 else [f"{overall}个单位整体支出"]),
        *([f"{projects}个项目"] if projects else []),
    ]
    return "和".join(parts)


def year(subjects: Sequence[Subject]) -> str:
    """`2025年度`."""
    return f"{subjects[0].dossier.year}年度"


def units(subjects: Sequence[Subject]) -> str:
    """Whose they are: `你单位`, `你单位所属甲`, `你单位及所属甲、乙`."""
    salutation = subjects[0].register.office.letters.salutation
    below = "、".join(dict.fromkeys(subject.unit.label for subject in subjects if subject.is_subordinate))
    if not below:
        return salutation
    return f"{salutation}{'所属' if all(subject.is_subordinate for subject in subjects) else '及所属'}{below}"


def request(subjects: Sequence[Subject]) -> str:
    """Who is asked: `请你单位`, `请你单位督促所属甲`, `请你单位并督促所属甲、乙`."""
    if len(subjects) == 1:
        return f"请{subjects[0].doer}"
    salutation = subjects[0].register.office.letters.salutation
    below = units(subjects).removeprefix(salutation).removeprefix("及")
    if not below:
        return f"请{salutation}"
    return f"请{salutation}{'督促' if all(subject.is_subordinate for subject in subjects) else '并督促'}{below}"


def feedback_title(subjects: Sequence[Subject]) -> tuple[str, ...]:
    """Title of the feedback letter about these subjects."""
    names = {subject.result_name for subject in subjects}
    return ("关于反馈", *title_name(subjects), names.pop() if len(names) == 1 else ANY_RESULT, "的函")


def previous_letter(subject: Subject) -> dict[str, object]:
    """The feedback letter that went out, to be cited; dossiers that bear the same number were told of in one letter."""
    feedback = subject.dossier.feedback
    number = feedback.document_number if feedback else ""
    told = [one for one in subject.register.dossiers if number and one.feedback and one.feedback.document_number == number]
    title = feedback_title([subject_of(one, subject.register, subject.today) for one in told] or [subject])
    return {"前函标题": "".join(title), "前函文号": number, "前函日期": feedback.issued_on if feedback else None}

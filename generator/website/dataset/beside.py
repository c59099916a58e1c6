"""What stands beside the dossiers of a year: units, rules, budget documents, duties, letters, corrections and withdrawals."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from generator.website.data.tables import Cell, DataTable, Field, FieldKind, Reference
from generator.website.dataset.columns import Column, amount, count, day, listed, make_table, numbered_table, said, score, yes_no
from generator.website.door.public import PublicOffice, PublicUnit
from generator.website.door.public_site import (
    PublicAccounts,
    PublicChange,
    PublicDocument,
    PublicFile,
    PublicForm,
    PublicIndicator,
    PublicMethodChange,
    PublicRule,
    PublicTable,
    PublicThreePublic,
)

T = TypeVar("T")

GOVERNMENT, GOVERNMENT_NAME = "government", "本级政府"
BODY = Field("body", "主体编码", description="预算单位编码；政府预决算写作 government")
STAGE = Field("stage", "阶段", choices=("预算", "决算"))


# How any file is described.
FILE_COLUMNS: tuple[Column[PublicFile], ...] = (
    Column(Field("file_name", "文件名称"), lambda file: file.name),
    Column(Field("url", "地址", description="相对于网站首页所在的文件夹"), lambda file: file.url),
    Column(Field("size", "大小", FieldKind.INTEGER, unit="字节"), lambda file: file.size),
    Column(Field("sha256", "SHA-256", description="文件的校验值，可用来核对下载的文件没有变动"), lambda file: file.sha256),
)


# --- units and the rules of the year ----------------------------------------------------------------------------------


def units(found: Sequence[PublicUnit]) -> DataTable:
    """The list of budget units."""
    columns: tuple[Column[PublicUnit], ...] = (
        Column(Field("code", "单位编码", description="预算单位编码"), lambda unit: unit.code),
        Column(Field("name", "单位名称"), lambda unit: unit.name),
        Column(Field("label", "简称"), lambda unit: unit.label),
        Column(Field("kind", "类型", description="部门、二级单位、街道、乡镇"), lambda unit: unit.kind),
        Column(Field("parent", "主管部门编码", description="二级单位所属部门的编码"), lambda unit: unit.parent),
        Column(Field("since", "设立年度", FieldKind.YEAR, "从哪个预算年度起有这个单位；空：一直有"), lambda unit: unit.since),
    )
    return make_table(
        "units", "预算单位", "由区级预算安排资金的单位", columns, found,
        primary_key=("code",), references=(Reference(("parent",), "", ("code",)),),
    )  # fmt: skip


def grades(office: PublicOffice) -> DataTable:
    """What a grade means: its scores, and the rule for the next budget."""
    policies = {policy.grade: policy for policy in office.policies}
    rows = []
    for band in office.bands:
        policy = policies.get(band.grade)
        rows.append(
            (
                band.grade, band.floor, band.ceiling, office.bands_basis, "、".join(policy.uses) if policy else None,
                policy.statement if policy else None, office.policies_basis if policy else None,
            )
        )  # fmt: skip
    fields = (
        Field("grade", "等级", FieldKind.GRADE), score("floor", "最低分", "达到这个分数"), score("ceiling", "上限", "低于这个分数；空：到满分"),
        Field("basis", "等级依据", description="划分等级的文件"), Field("uses", "应用方式", description="这个等级的结果可以怎样用于预算"),
        Field("statement", "应用规定", description="本区规定的原文"), Field("policy_basis", "应用依据", description="规定应用方式的文件"),
    )  # fmt: skip
    return DataTable("grades", "等级和结果应用规定", "多少分是什么等级，等级对下一年预算意味着什么", fields, tuple(rows), ("grade",))


# --- budget documents -------------------------------------------------------------------------------------------------


class _Entry(NamedTuple, Generic[T]):
    """One table or file of one set of accounts, with its place."""

    accounts: PublicAccounts
    number: int
    value: T


def _body(accounts: PublicAccounts) -> str:
    return accounts.unit.code if accounts.unit else GOVERNMENT


def _body_name(accounts: PublicAccounts) -> str:
    return accounts.unit.label if accounts.unit else GOVERNMENT_NAME


def _entry_table(
    key: str, title: str, description: str, columns: Sequence[Column[T]], found: Sequence[PublicAccounts], pick: Callable[[PublicAccounts], Sequence[T]]
) -> DataTable:
    head: tuple[Column[_Entry[T]], ...] = (
        Column(BODY, lambda row: _body(row.accounts)),
        Column(Field("name", "主体"), lambda row: _body_name(row.accounts)),
        Column(STAGE, lambda row: row.accounts.stage),
        Column(Field("number", "序号", FieldKind.INTEGER, "在同一套预算或决算中的次序，从 1 数起"), lambda row: row.number),
    )
    rest = (Column[_Entry[T]](column.field, _of_entry(column.get)) for column in columns)
    rows = (_Entry(one, number, value) for one in found for number, value in enumerate(pick(one), 1))
    to_accounts = Reference(("body", "stage"), "accounts", ("body", "stage"))
    return make_table(key, title, description, (*head, *rest), rows, primary_key=("body", "stage", "number"), references=(to_accounts,))


def _of_entry(get: Callable[[T], Cell]) -> Callable[[_Entry[T]], Cell]:
    return lambda row: get(row.value)


def accounts_tables(found: Sequence[PublicAccounts]) -> Iterator[DataTable]:
    """Budgets and final accounts, the tables that must be public, and the files."""
    yield _accounts(found)
    columns: tuple[Column[PublicTable], ...] = (
        Column(Field("table", "表名", description="按规定应当公开的表"), lambda row: row.name),
        Column(yes_no("is_due", "应当公开", "否：规定之外另外公开的表"), lambda row: said(row.is_due)),
        Column(Field("state", "状态", FieldKind.STATUS, "已公开、空表、不适用、未公开"), lambda row: row.state),
        Column(Field("file", "文件", description="在哪个文件里，地址相对于网站首页所在的文件夹"), lambda row: row.file.url if row.file else None),
        Column(Field("page", "位置", description="页码或工作表名"), lambda row: row.page),
        Column(Field("explanation", "说明", description="空表或不适用的说明"), lambda row: row.explanation),
    )
    yield _entry_table("accounts-tables", "预决算应公开的表", "按规定应当公开的每张表在哪里", columns, found, lambda one: one.tables)
    yield _entry_table("accounts-files", "预决算文件", "公开的预决算文件", FILE_COLUMNS, found, lambda one: one.files)
    yield _entry_table("accounts-old-files", "更正前的预决算文件", "预决算更正以前的文件，留作对照", FILE_COLUMNS, found, lambda one: one.old_files)


def _accounts(found: Sequence[PublicAccounts]) -> DataTable:
    columns: tuple[Column[PublicAccounts], ...] = (
        Column(BODY, _body),
        Column(Field("name", "主体"), _body_name),
        Column(STAGE, lambda one: one.stage),
        Column(Field("title", "标题"), lambda one: one.title),
        Column(Field("issuer", "发布机构"), lambda one: one.issuer),
        Column(Field("index_number", "索引号"), lambda one: one.index_number),
        Column(Field("document_number", "文号"), lambda one: one.document_number),
        Column(Field("state", "状态", FieldKind.STATUS, "已公开、已更正、已撤回、不适用"), lambda one: one.state),
        Column(Field("validity", "时效", FieldKind.STATUS, "有效、失效、废止"), lambda one: one.validity),
        Column(Field("exemption", "不适用的理由", description="不需要公开的理由"), lambda one: one.exemption),
        Column(day("withdrawn_on", "撤回日期"), lambda one: one.withdrawn_on),
        Column(Field("withdrawn_reason", "撤回理由"), lambda one: one.withdrawn_reason),
        Column(Field("covered", "一并公开的单位", description="在这套预算或决算里一并公开的下属单位，写单位编码"), lambda one: "、".join(unit.code for unit in one.covered)),
        Column(day("approved_on", "批复日期", "批准或批复的日期"), lambda one: one.approved_on),
        Column(day("published_on", "公开日期"), lambda one: one.published_on),
        Column(amount("income", "收入合计"), lambda one: one.income),
        Column(amount("expenditure", "支出合计"), lambda one: one.expenditure),
        Column(amount("basic", "基本支出"), lambda one: one.basic),
        Column(amount("projects", "项目支出"), lambda one: one.projects),
        Column(amount("operation", "机关运行经费"), lambda one: one.operation),
        Column(amount("procurement", "政府采购", "政府采购支出总额"), lambda one: one.procurement),
        Column(amount("abroad", "因公出国（境）费"), lambda one: _three(one, lambda three: three.abroad)),
        Column(amount("vehicle_purchase", "公务用车购置费"), lambda one: _three(one, lambda three: three.vehicle_purchase)),
        Column(amount("vehicle_running", "公务用车运行维护费"), lambda one: _three(one, lambda three: three.vehicle_running)),
        Column(amount("vehicles", "公务用车购置及运行维护费"), lambda one: _three(one, lambda three: three.vehicles)),
        Column(amount("reception", "公务接待费"), lambda one: _three(one, lambda three: three.reception)),
        Column(amount("three_public", "“三公”经费合计"), lambda one: _three(one, lambda three: three.total)),
        Column(Field("three_public_explanation", "“三公”经费增减说明"), lambda one: _three(one, lambda three: three.explanation)),
        Column(Field("explanation", "说明", description="收支增减变化等情况"), lambda one: one.explanation),
    )
    return make_table("accounts", "预决算公开", "政府和各单位公开的预算、决算，每套一行", columns, found, primary_key=("body", "stage"))


def _three(accounts: PublicAccounts, get: Callable[[PublicThreePublic], Cell]) -> Cell:
    return get(accounts.three_public) if accounts.three_public else None


# --- forms, letters, changes -------------------------------------------------------------------------------------------


def forms(found: Sequence[PublicForm]) -> DataTable:
    """The official forms that can be had as PDF."""
    columns: tuple[Column[tuple[PublicForm, PublicFile]], ...] = (
        Column(Field("dossier", "编号", description="项目的永久编号；部门整体支出是 U 加单位编码"), lambda row: row[0].dossier),
        Column(Field("form", "表格", description="项目支出绩效自评表、绩效目标表等"), lambda row: row[0].name),
        Column(count("pages", "页数", unit="页"), lambda row: row[0].pages or None),
        *(Column[tuple[PublicForm, PublicFile]](column.field, _of_second(column.get)) for column in FILE_COLUMNS),
    )
    return make_table(
        "forms", "规定格式的表格", "按规定格式填好的表格（PDF）", columns, [(one, one.file) for one in found if one.file],
        primary_key=("url",), references=(Reference(("dossier",), "dossiers", ("dossier",)),),
    )  # fmt: skip


def document_tables(found: Sequence[PublicDocument]) -> Iterator[DataTable]:
    """Letters, circulars and reports; what they are about; their files."""
    path = Field("page", "网页", description="公文的网页地址，相对于网站首页所在的文件夹；也是这件公文的标识")
    to_document = Reference(("page",), "documents", ("page",))
    columns: tuple[Column[PublicDocument], ...] = (
        Column(path, lambda one: one.path),
        Column(Field("kind", "文种"), lambda one: one.kind),
        Column(Field("title", "标题"), lambda one: one.title),
        Column(Field("document_number", "发文字号"), lambda one: one.number),
        Column(Field("addressee", "主送"), lambda one: one.addressee),
        Column(day("issued_on", "成文日期", "未签发稿是拟定的日期；底稿是函发出的日期"), lambda one: one.issued_on),
        Column(day("published_on", "公开日期"), lambda one: one.published_on),
        Column(Field("state", "状态", FieldKind.STATUS, "未签发、底稿、有效、已更正、已作废、已撤回"), lambda one: one.state),
        Column(day("withdrawn_on", "作废或撤回日期"), lambda one: one.withdrawn_on),
        Column(Field("withdrawn_reason", "作废或撤回理由"), lambda one: one.withdrawn_reason),
        Column(Field("corrects", "更正的公文", description="本件更正的是哪一件，写发文字号"), lambda one: one.corrects.number if one.corrects else None),
        Column(Field("corrected_by", "更正它的公文", description="更正本件的公文，写发文字号"), lambda one: "、".join(other.number for other in one.corrected_by)),
        Column(Field("replaced_by", "代替它的公文", description="本件作废后代替它的公文，写发文字号"), lambda one: one.replaced_by.number if one.replaced_by else None),
        Column(count("pages", "页数", unit="页"), lambda one: one.pages or None),
        Column(Field("text", "正文", description="全文，每段一行"), lambda one: listed(one.paragraphs)),
    )
    yield make_table("documents", "公文", "公开的函、通报、报告", columns, found, primary_key=("page",))
    about: tuple[Column[tuple[PublicDocument, str]], ...] = (
        Column(path, lambda row: row[0].path),
        Column(Field("dossier", "编号", description="公文所说的项目或部门整体支出"), lambda row: row[1]),
    )
    pairs = [(one, dossier) for one in found for dossier in one.dossiers]
    yield make_table(
        "document-dossiers", "公文涉及的项目", "公文说的是哪些项目", about, pairs,
        primary_key=("page", "dossier"), references=(to_document, Reference(("dossier",), "dossiers", ("dossier",))),
    )  # fmt: skip
    files: tuple[Column[tuple[PublicDocument, PublicFile]], ...] = (
        Column(path, lambda row: row[0].path),
        *(Column[tuple[PublicDocument, PublicFile]](column.field, _of_second(column.get)) for column in FILE_COLUMNS),
    )
    yield make_table(
        "document-files", "公文文件", "公文的 PDF 和 Word 文件", files, [(one, file) for one in found for file in one.files],
        primary_key=("url",), references=(to_document,),
    )  # fmt: skip


def _of_second(get: Callable[[PublicFile], Cell]) -> Callable[[tuple[T, PublicFile]], Cell]:
    return lambda row: get(row[1])


def changes(found: Sequence[PublicChange]) -> DataTable:
    """Corrections and withdrawals."""
    columns: tuple[Column[PublicChange], ...] = (
        Column(Field("kind", "类别", description="更正、撤回"), lambda row: row.kind),
        Column(day("changed_on", "日期", "更正或撤回的日期"), lambda row: row.on),
        Column(Field("year", "年度", FieldKind.YEAR, "所说的预算年度"), lambda row: row.year or None),
        Column(Field("dossier", "编号", description="更正或撤回的项目；空：不是项目"), lambda row: row.dossier),
        Column(Field("unit", "预算单位"), lambda row: row.unit.label if row.unit else None),
        Column(Field("what", "内容", description="更正或撤回的是什么"), lambda row: row.what),
        Column(Field("note", "说明"), lambda row: row.note),
        Column(Field("page", "网页", description="更正或撤回的网页，地址永久不变"), lambda row: row.path),
        Column(Field("old_page", "旧版网页", description="更正前的版本；空：不再展示"), lambda row: row.old_path),
    )
    return numbered_table("changes", "更正和撤回记录", "公开以后的更正和撤回", columns, found)


def method_changes(found: Sequence[PublicMethodChange]) -> DataTable:
    """Where the method of evaluation changed, so that years cannot be compared without a word."""
    columns: tuple[Column[PublicMethodChange], ...] = (
        Column(Field("year", "年度", FieldKind.YEAR, "从哪个预算年度起"), lambda row: row.year),
        Column(Field("note", "说明"), lambda row: row.note),
    )
    return numbered_table("method-changes", "方法变化", "评价方法的变化，比较各年度时要注意", columns, found)


# --- rules and indicators ----------------------------------------------------------------------------------------------


def rules(found: Sequence[PublicRule]) -> DataTable:
    """The rules that evaluation goes by."""
    columns: tuple[Column[PublicRule], ...] = (
        Column(Field("title", "名称"), lambda row: row.title),
        Column(Field("document_number", "文号"), lambda row: row.number),
        Column(Field("issuer", "发布机构"), lambda row: row.issuer),
        Column(Field("kind", "类别"), lambda row: row.kind),
        Column(day("dated", "成文日期"), lambda row: row.dated),
        Column(day("published_on", "公开日期", "在本网站公开的日期"), lambda row: row.published_on),
        Column(Field("index_number", "索引号"), lambda row: row.index_number),
        Column(Field("validity", "时效", FieldKind.STATUS), lambda row: row.validity),
        Column(Field("summary", "说明", description="这个文件管什么"), lambda row: row.summary),
        Column(Field("files", "文件", description="全文的地址，每个文件一行，相对于网站首页所在的文件夹"), lambda row: listed(file.url for file in row.files)),
    )
    return numbered_table("rules", "制度文件", "绩效评价依据的制度", columns, found)


def indicators(found: Sequence[PublicIndicator]) -> DataTable:
    """The indicator library."""
    columns: tuple[Column[PublicIndicator], ...] = (
        Column(Field("domain", "领域"), lambda row: row.domain),
        Column(Field("dimension", "一级指标"), lambda row: row.dimension),
        Column(Field("category", "二级指标"), lambda row: row.category),
        Column(Field("indicator", "三级指标"), lambda row: row.name),
        Column(Field("meaning", "指标解释"), lambda row: row.meaning),
        Column(Field("unit", "计量单位"), lambda row: row.unit),
        Column(Field("reference", "参考值"), lambda row: row.reference),
        Column(Field("source", "数据来源"), lambda row: row.source),
    )
    return numbered_table("indicators", "指标库", "分行业分领域绩效指标", columns, found)

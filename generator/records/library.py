"""`rules.yml`: the rules that evaluation goes by, and the indicator library; `documents.yml`: which issued documents are public."""

from generator.records.accounts import AttachedFile, Validity
from generator.records.changes import Withdrawal
from generator.records.fields import PUBLIC, Date, Record, Text, Year, field
from generator.records.vocabulary import Disclosure, DocumentKind


class RuleDocument(Record):
    """制度文件: a law, a rule of the ministry, or one of the district."""

    title: Text = field("名称", "文件名称，不带书名号", audience=PUBLIC)
    number: str = field("文号", "发文字号；法律不填", audience=PUBLIC, default="")
    issuer: Text = field("发布机构", "发布机构", audience=PUBLIC)
    kind: Text = field("类别", "法律法规、国家制度、省市制度、本区制度", audience=PUBLIC)
    dated: Date | None = field("成文日期", "成文或通过的日期", audience=PUBLIC, default=None)
    published_on: Date | None = field("公开日期", "在本站公开的日期", audience=PUBLIC, default=None)
    index_number: str = field("索引号", "政府信息公开索引号", audience=PUBLIC, default="")
    validity: Validity = field("时效", "有效、失效、废止", audience=PUBLIC, default=Validity.VALID)
    summary: str = field("说明", "这个文件管什么，写给市民看", audience=PUBLIC, default="")
    files: tuple[AttachedFile, ...] = field("文件", "全文", audience=PUBLIC, default=())


class LibraryIndicator(Record):
    """One indicator of the 分行业分领域 library."""

    domain: Text = field("领域", "行业或领域，与项目的“领域”用同样的词", audience=PUBLIC)
    dimension: Text = field("一级指标", "产出、效益、满意度等", audience=PUBLIC)
    category: Text = field("二级指标", "数量指标、质量指标等", audience=PUBLIC)
    name: Text = field("三级指标", "指标名称", audience=PUBLIC)
    meaning: Text = field("指标解释", "指标说明什么，怎么算", audience=PUBLIC)
    unit: str = field("计量单位", "计量单位", audience=PUBLIC, default="")
    reference: str = field("参考值", "参考的指标值或标准", audience=PUBLIC, default="")
    source: str = field("数据来源", "数据从哪里来", audience=PUBLIC, default="")


class Library(Record):
    """All that is known of rules and methods."""

    documents: tuple[RuleDocument, ...] = field("制度文件", "制度文件", audience=PUBLIC, default=())
    indicators: tuple[LibraryIndicator, ...] = field("指标库", "分行业分领域绩效指标", audience=PUBLIC, default=())


class DocumentDisclosure(Record):
    """Whether one document of the register is public; 绩效评价结果反馈意见函 say so in their dossier instead."""

    year: Year = field("年度", "公文所述的预算年度", audience=PUBLIC)
    kind: DocumentKind = field("文种", "公文的种类，例如 绩效评价结果通报", audience=PUBLIC)
    number: str = field("发文字号", "这一年这一种不止一件时填写", audience=PUBLIC, default="")
    disclosure: Disclosure = field("属性", "主动公开、依申请公开、不予公开", audience=PUBLIC)
    reason: str = field("理由", "不是主动公开时必填", default="")
    reviewed_by: str = field("审查人", "保密审查人，不公开", default="")
    reviewed_on: Date | None = field("审查日期", "保密审查日期", default=None)
    published_on: Date | None = field("公开日期", "向社会公开的日期", audience=PUBLIC, default=None)
    withdrawal: Withdrawal | None = field("撤回", "公开以后的撤回", audience=PUBLIC, default=None)


class DocumentDisclosures(Record):
    """All decisions."""

    documents: tuple[DocumentDisclosure, ...] = field("公文", "每件或每种一项", audience=PUBLIC, default=())

"""Headings of forms by their meaning, and the variants of forms: both are data, in `templates/forms/*.yml`.

A heading is compared without blanks, brackets, numbering and colons: `*全年预算数（A）` is `全年预算数`. `…` in a heading stands for
any few characters: `…月执行数`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from functools import cached_property, lru_cache

from generator.records.fields import Record, Text, Word, field
from generator.records.intake.parsing.figures import half_width

Synonyms = dict[str, tuple[Text, ...]]


class Kind(Word):
    """What a form is for; it decides which section of which record its cells belong to."""

    PROJECT_SELF = "项目自评"
    OVERALL_SELF = "整体自评"
    OBJECTIVES = "项目目标"
    OVERALL_OBJECTIVES = "整体目标"
    MONITORING = "监控"
    EVALUATION = "评价"
    REVIEW = "自评评审"
    RECTIFICATION = "整改"
    USE = "结果应用"
    UNITS = "单位名录"
    RESULTS = "结果清单"
    ACCOUNTS = "预决算"


SELF_KINDS = frozenset({Kind.PROJECT_SELF, Kind.OVERALL_SELF})
OVERALL_KINDS = frozenset({Kind.OVERALL_SELF, Kind.OVERALL_OBJECTIVES})
TARGET_KINDS = frozenset({Kind.OBJECTIVES, Kind.OVERALL_OBJECTIVES})
DONE = ("完成情况", "完成值", "实际完成", "实际完成值", "实际完成情况", "全年完成值", "全年实际值")  # columns that no form of targets has
LIST_KINDS = frozenset({Kind.REVIEW, Kind.RECTIFICATION, Kind.USE, Kind.UNITS, Kind.RESULTS})


class Vocabulary(Record):
    """Meanings, and the headings that have them; one table for each part of a form."""

    labels: Synonyms = field("标签", "左边是名称、右边（或下边）是内容的格", default={})
    fund_columns: Synonyms = field("资金列", "资金表的列", default={})
    fund_rows: Synonyms = field("资金行", "资金表的行", default={})
    indicator_columns: Synonyms = field("指标列", "指标表的列", default={})
    list_columns: Synonyms = field("清单列", "一行一条的表（台账、名录、结果清单等）的列", default={})
    accounts: Synonyms = field("预决算项目", "预决算、“三公”经费的表和说明里的项目", default={})
    words: tuple[Text, ...] = field("表中用词", "表上的分块名称等，不是内容", default=())


class Sentence(Record):
    """What a sentence of a report says, as a regular expression with named groups."""

    pattern: Text = field("写法", "正则表达式；命名组的名字是项目的名称")
    stage: str = field("归入", "预决算说明用：预算或决算；不填时看标题", default="")


class Variant(Record):
    """One way in which a form is laid out."""

    name: Text = field("名称", "表式的名称，出现在导入报告里")
    kind: Kind = field("种类", "项目自评、项目目标、监控等")
    titles: tuple[Text, ...] = field("标题", "标题里有其中一个词", default=())
    required: tuple[Text, ...] = field("须有", "表中必须都有的表头或文字", default=())
    patterns: tuple[Text, ...] = field("须合", "正则表达式：每一条都要有一个格的文字与它相合", default=())
    refused: tuple[Text, ...] = field("不得有", "有其中一个就不是这种表", default=())
    mark: str = field("标记", "本系统自己的表：隐藏标记里的表名", default="")
    vocabulary: Vocabulary = field("词汇", "与通用词汇不同或另有的表头", default=Vocabulary.model_validate({}))
    sections: Synonyms = field("章节", "叙述体报告：标题下面的文字归入哪一项", default={})
    sentences: tuple[Sentence, ...] = field("句式", "叙述体报告：句子里的数", default=())
    rest: str = field("其余文字", "叙述体报告：不在各章节里的文字归入哪一项", default="")
    stage: str = field("归入", "预决算：预算或决算；不填时看标题", default="")
    unit: str = field("金额单位", "表上不写单位时的金额单位", default="")
    quiet: tuple[Text, ...] = field("不提示", "这种表上意料之中、不必提示的代码，例如 X57", default=())
    note: str = field("说明", "见于何处、有什么特别", default="")


class VariantFile(Record):
    """A file of variants; the general headings stand in `headings.yml`."""

    variants: tuple[Variant, ...] = field("表式", "若干种表式", min_length=1)


_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_INSTRUCTION = re.compile(r"填[表报写]说明|填写要求")
_OF_WHICH = re.compile(r"^其中:?(?=.)")
_NUMBERING = re.compile(r"^(?:\(?[一二三四五六七八九十]{1,3}\)?[、.,:]|\([一二三四五六七八九十\d]{1,2}\)|\d{1,2}[、.](?!\d)|[①-⑳])")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A heading without what differs from form to form: blanks, brackets, numbering, 其中, stars, colons."""
    key = re.sub(r"[\s*※]+", "", half_width(text))
    key = _NUMBERING.sub("", _OF_WHICH.sub("", key))
    bare = _BRACKETS.sub("", _BRACKETS.sub("", key))
    return (bare or key).strip(":;,.、。·()").replace('"', "").replace("“", "").replace("”", "")


@dataclass(frozen=True)
class Lexicon:
    """Headings of one part, ready to be looked up."""

    exact: Mapping[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]

    @classmethod
    def of(cls, *synonyms: Mapping[str, tuple[str, ...]]) -> "Lexicon":
        """Later tables win over earlier ones."""
        exact: dict[str, str] = {}
        patterns: list[tuple[re.Pattern[str], str]] = []
        for table in synonyms:
            for meaning, words in table.items():
                for word in words:
                    if "…" in word:
                        key = "".join(".{0,20}" if part == "…" else re.escape(plain(part)) for part in re.split("(…)", word) if part)
                        patterns.insert(0, (re.compile(key), meaning))
                    else:
                        exact[plain(word)] = meaning
        return cls(exact, tuple(patterns))

    def meaning(self, text: str) -> str:
        """What a heading means; empty if it is none of these."""
        key = plain(text)
        if not key or len(key) > 40:
            return ""
        if key in self.exact:
            return self.exact[key]
        if (bare := key.rstrip("0123456789")) in self.exact and len(bare) > 3:  # 年度目标1
            return self.exact[bare]
        return next((meaning for pattern, meaning in self.patterns if pattern.fullmatch(key)), "")


@dataclass(frozen=True)
class Form:
    """A variant with all headings that it knows: the general ones and its own."""

    variant: Variant
    general: Vocabulary
    listed: frozenset[str] = frozenset()  # the meanings that a list of this kind has columns for

    @property
    def kind(self) -> Kind:
        """What it is for."""
        return self.variant.kind

    @cached_property
    def labels(self) -> Lexicon:
        """Names of values beside or below them."""
        return Lexicon.of(self.general.labels, self.variant.vocabulary.labels)

    @cached_property
    def fund_columns(self) -> Lexicon:
        """Columns of the table of money."""
        return Lexicon.of(self.general.fund_columns, self.variant.vocabulary.fund_columns)

    @cached_property
    def fund_rows(self) -> Lexicon:
        """Rows of the table of money."""
        return Lexicon.of(self.general.fund_rows, self.variant.vocabulary.fund_rows)

    @cached_property
    def indicator_columns(self) -> Lexicon:
        """Columns of the table of indicators."""
        return Lexicon.of(self.general.indicator_columns, self.variant.vocabulary.indicator_columns)

    @cached_property
    def list_columns(self) -> Lexicon:
        """Columns of a list with one thing a row; the same word means another thing in a list of another kind."""
        general = {meaning: words for meaning, words in self.general.list_columns.items() if meaning in self.listed}
        return Lexicon.of(general, self.variant.vocabulary.list_columns)

    @cached_property
    def accounts(self) -> Lexicon:
        """Items of a budget or of final accounts."""
        return Lexicon.of(self.general.accounts, self.variant.vocabulary.accounts)

    @cached_property
    def _words(self) -> Lexicon:
        return Lexicon.of({"词": (*self.general.words, *self.variant.vocabulary.words)})

    def is_word(self, text: str) -> bool:
        """Whether a text is a word of the form itself, no content."""
        return bool(self._words.meaning(text)) or bool(_INSTRUCTION.match(text.strip()))

    @cached_property
    def sections(self) -> Lexicon:
        """Headings of a report."""
        return Lexicon.of(self.variant.sections)

    def is_heading(self, text: str) -> bool:
        """Whether a text is a heading of any part."""
        return any(lexicon.meaning(text) for lexicon in (self.labels, self.fund_columns, self.fund_rows, self.indicator_columns)) or self.is_word(text)


@dataclass(frozen=True)
class Forms:
    """All variants that are known; the workspace's own come first."""

    general: Vocabulary
    variants: tuple[Variant, ...]
    listed: Mapping[Kind, frozenset[str]] = field_of(default_factory=dict)

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The variants with their headings."""
        return tuple(Form(variant, self.general, self.listed.get(variant.kind, frozenset())) for variant in self.variants)

    def marked(self, mark: str) -> Form | None:
        """Our own form of this name."""
        return next((form for form in self.forms if mark and form.variant.mark == mark), None)

    def fitting(self, title: str, texts: frozenset[str], paragraphs: Collection[str] = ()) -> Iterator[tuple[int, Form]]:
        """Variants whose headings are all there, best first, with their points; `texts` are plain, `paragraphs` as they stand."""
        found = []
        heading = re.sub(r"\s+", "", half_width(title))
        says_self = "自评" in heading or ("得分" in texts and any(word in texts for word in DONE))
        for form in self.forms:
            variant = form.variant
            if says_self and form.kind in TARGET_KINDS:
                continue  # it repeats the targets and says what became of them
            if any(_stands(word, texts) for word in variant.refused) or not all(_stands(word, texts) for word in variant.required):
                continue
            if not all(any(re.search(pattern, text) for text in paragraphs) for pattern in variant.patterns):
                continue
            in_title = max((len(word) for word in variant.titles if re.sub(r"\s+", "", half_width(word)) in heading), default=0)
            if variant.titles and not in_title and not variant.required and not variant.patterns:
                continue
            found.append((in_title * 10 + len(variant.required) * 3 + len(variant.patterns) * 2, form))
        yield from sorted(found, key=lambda pair: -pair[0])


def _stands(word: str, texts: frozenset[str]) -> bool:
    """`甲|乙` stands if one of both does; `…` is any few characters."""
    for option in word.split("|"):
        if "…" in option:
            pattern = re.compile(".{0,20}".join(re.escape(plain(part)) for part in option.split("…")))
            if any(pattern.fullmatch(text) for text in texts):
                return True
        elif plain(option) in texts:
            return True
    return False

"""The files of form variants are read like every other record: faults are problems with file, line, column and remedy."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from generator.problems import Problem, Severity
from generator.records.faults import model_problems
from generator.records.fields import Record
from generator.records.intake.scanning.headings import Forms, Sentence, Variant, VariantFile, Vocabulary
from generator.records.intake.scanning.meanings import (
    ACCOUNT_ITEMS,
    FUND_COLUMNS,
    FUND_ROWS,
    INDICATOR_COLUMNS,
    LABELS,
    LIST_COLUMNS,
    LISTED,
    SENTENCE_GROUPS,
)
from generator.records.reading import Path as FieldPath
from generator.records.reading import TextTree, read_yaml

M = TypeVar("M", bound=Record)
GENERAL = "headings.yml"
KEYS = frozenset().union(*(model.keys_of() for model in (Vocabulary, Sentence, Variant, VariantFile)))
_PARTS = {"标签": LABELS, "资金列": FUND_COLUMNS, "资金行": FUND_ROWS, "指标列": INDICATOR_COLUMNS, "清单列": LIST_COLUMNS, "预决算项目": ACCOUNT_ITEMS}


def load_forms(folders: Sequence[Path]) -> tuple[Forms, tuple[Problem, ...]]:
    """The variants of all folders with templates, the first folder's first; a file of the same name hides ours."""
    problems: list[Problem] = []
    general = Vocabulary.model_validate({})
    variants: list[Variant] = []
    for path in _files(folders):
        name = f"templates/forms/{path.name}"
        tree = read_yaml(path.read_bytes(), name, KEYS)
        problems.extend(tree.problems)
        if path.name == GENERAL:
            found = _typed(tree, Vocabulary, name, problems)
            if found:
                general = found
                problems.extend(_strange_meanings(found, (), tree, name))
            continue
        file = _typed(tree, VariantFile, name, problems)
        for index, variant in enumerate(file.variants if file else ()):
            problems.extend(_strange_meanings(variant.vocabulary, ("表式", index, "词汇"), tree, name))
            problems.extend(_strange_sentences(variant, ("表式", index), tree, name))
            variants.append(variant)
    return Forms(general, tuple(variants), LISTED), tuple(problems)


def _files(folders: Sequence[Path]) -> Iterable[Path]:
    seen: set[str] = set()
    for folder in folders:
        for path in sorted((folder / "forms").glob("*.yml")):
            if path.name not in seen:
                seen.add(path.name)
                yield path


def _typed(tree: TextTree, model: type[M], file: str, problems: list[Problem]) -> M | None:
    if not tree.values and tree.problems:
        return None
    try:
        return model.model_validate(tree.values)
    except ValidationError as error:
        wanted: type[BaseModel] = model
        problems.extend(model_problems(error, wanted, tree, file))
        return None


def _strange_meanings(vocabulary: Vocabulary, path: FieldPath, tree: TextTree, file: str) -> Iterable[Problem]:
    for key, known in _PARTS.items():
        for meaning in vocabulary[key]:
            if meaning not in known:
                place = tree.place((*path, key, meaning))
                yield Problem("X01", Severity.ERROR, file, place.key_line, place.key_column, f"“{key}”里没有“{meaning}”这一项", f"{key} › {meaning}",
                              f"可用的有：{'、'.join(sorted(known))}")  # fmt: skip


def _strange_sentences(variant: Variant, path: FieldPath, tree: TextTree, file: str) -> Iterable[Problem]:
    for index, sentence in enumerate(variant.sentences):
        place = tree.place((*path, "句式", index, "写法"))
        try:
            groups = re.compile(sentence.pattern).groupindex
        except re.error as error:
            yield Problem("X02", Severity.ERROR, file, place.line, place.column, f"句式不是正确的正则表达式（{error.msg}，第 {error.pos} 个字符）", "句式 › 写法", "检查括号是否成对")
            continue
        for group in groups:
            if group not in SENTENCE_GROUPS:
                yield Problem("X01", Severity.ERROR, file, place.line, place.column, f"句式里没有“{group}”这一项", "句式 › 写法",
                              f"可用的有：{'、'.join(sorted(SENTENCE_GROUPS))}")  # fmt: skip
    for meaning in variant.sections:
        if meaning not in SENTENCE_GROUPS:
            place = tree.place((*path, "章节", meaning))
            yield Problem("X01", Severity.ERROR, file, place.key_line, place.key_column, f"“章节”里没有“{meaning}”这一项", f"章节 › {meaning}", f"可用的有：{'、'.join(sorted(SENTENCE_GROUPS))}")

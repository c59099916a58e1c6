"""The annex tables that are also printed alone, a line each."""

from types import ModuleType

from generator.letters.composing.kinds import TableKind
from generator.letters.forms import decisions, ledger, monitoring, objectives, overall_self_evaluation, quality, self_evaluation


def _kind(module: ModuleType) -> TableKind:
    return TableKind(module.KIND.word, module.KIND.name, module.KIND.stem, module.compose)


TABLE_KINDS: tuple[TableKind, ...] = tuple(
    map(_kind, (objectives, monitoring, self_evaluation, overall_self_evaluation, quality, decisions, ledger))
)

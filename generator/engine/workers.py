"""One seam to more hands: the same function over many units, here or in worker processes.

The seam is `concurrent.futures.Executor`, so that a cluster's executor can take the place of processes.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from typing import Protocol, TypeVar

U = TypeVar("U")
R = TypeVar("R")

# Below this many units, starting processes takes longer than the work.
FEWEST_FOR_PROCESSES = 24


class Progress(Protocol):
    """Wraps the results of a long piece of work, so that a person sees it move."""

    def __call__(self, results: Iterator[R], *, total: int, label: str) -> Iterator[R]:
        """Pass the results on, one by one."""


def silent(results: Iterator[R], *, total: int, label: str) -> Iterator[R]:
    """Progress that nobody sees."""
    return results


def run_units(
    function: Callable[[U], R],
    units: Sequence[U],
    *,
    prepare: Callable[..., None],
    prepared_with: tuple[object, ...],
    processes: int | None = None,
) -> Iterator[R]:
    """Yield `function(unit)` in the order of the units; `prepare` runs once per process before the first."""
    count = min(processes or os.cpu_count() or 1, len(units))
    if count < 2 or len(units) < FEWEST_FOR_PROCESSES:
        if units:
            prepare(*prepared_with)
        yield from map(function, units)
        return
    with make_executor(count, prepare, prepared_with) as executor:
        yield from executor.map(function, units, chunksize=max(1, len(units) // (count * 8)))


def make_executor(processes: int, prepare: Callable[..., None], prepared_with: tuple[object, ...]) -> Executor:
    """Processes that are spawned, not forked: safer with fonts and threads, and as fast after warm-up."""
    return ProcessPoolExecutor(
        processes, mp_context=multiprocessing.get_context("spawn"), initializer=prepare, initargs=prepared_with
    )

"""The run stage with a clock: each result says in its notes how long it took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from course_utils.grading import run
from course_utils.grading.record import Job, Limits, NotebookResult

TOOK = "took "


def timed_run(
    jobs: Iterable[Job],
    *,
    seed: bytes,
    limits: Limits,
    sandbox: bool,
    landed: Callable[[NotebookResult], None],
) -> Iterator[NotebookResult]:
    """As `run.run_notebooks`; the last note of a result is "took SECONDS"."""
    last = time.monotonic()

    def heard(result: NotebookResult) -> None:
        nonlocal last
        seconds, last = time.monotonic() - last, time.monotonic()
        landed(replace(result, notes=(*result.notes, f"{TOOK}{seconds:.1f}")))

    return run.run_notebooks(jobs, seed=seed, limits=limits, sandbox=sandbox, landed=heard)


def seconds(result: NotebookResult) -> float:
    """How long it took."""
    return float(result.notes[-1].removeprefix(TOOK))

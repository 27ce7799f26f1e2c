"""What a worker process does: data in, data out, and no life of its own.

A worker has its own process group (Ctrl-C reaches the line, which decides), dies with the line, and keeps its
temporary files where the next run finds and removes them.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from course_utils.grading.record import Job, Limits, NotebookResult

_PR_SET_PDEATHSIG = 1


class Run(Protocol):
    """Grades notebooks; `course_utils.grading.run.run_notebooks` is the one that does it for real."""

    def __call__(
        self,
        jobs: Iterable[Job],
        *,
        seed: bytes,
        limits: Limits,
        sandbox: bool,
        landed: Callable[[NotebookResult], None],
    ) -> Iterator[NotebookResult]:
        """Yields a result for each job, in any order; `landed` hears of each at once."""
        ...


@dataclass(frozen=True)
class Settings:
    """How a class is graded: the same for every batch."""

    seed: bytes
    limits: Limits
    sandbox: bool
    run: Run | None = None
    """None: the real one, imported where it runs."""


@dataclass(frozen=True)
class Done:
    """What came of a batch: results as JSON, the wall time, and what went wrong in the grader, or ""."""

    results: tuple[str, ...]
    seconds: float
    error: str = ""


def start(parent: int, temporary: str) -> None:
    """Runs first in each worker process."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        # Also when the line is killed with -9. Death of the *thread* counts: the main one starts workers.
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    tempfile.tempdir = temporary


def prepare(settings: Settings) -> str:
    """Makes the worker ready; returns "" or why the sandbox cannot be had."""
    if settings.run is not None or not settings.sandbox:
        return ""
    from course_utils.grading import run
    from course_utils.grading.sandbox import Unavailable

    try:
        run.check_sandbox()
    except Unavailable as reason:
        return str(reason)
    return ""


def grade(batch: tuple[str, ...], settings: Settings) -> Done:
    """Grades a batch of jobs, each one as JSON. A failure of the grader's own keeps what came before it."""
    began = time.monotonic()
    landed: list[NotebookResult] = []
    error = ""
    try:
        jobs = [Job.from_json(text) for text in batch]
        for _ in _run(settings)(
            jobs,
            seed=settings.seed,
            limits=settings.limits,
            sandbox=settings.sandbox,
            landed=landed.append,
        ):
            pass
    except Exception as reason:  # whatever it is, the line asks again and then tells the instructor
        error = f"{type(reason).__name__}: {reason}"[:2000]
    return Done(tuple(result.to_json() for result in landed), time.monotonic() - began, error)


def _run(settings: Settings) -> Run:
    if settings.run is not None:
        return settings.run
    from course_utils.grading.run import run_notebooks

    return run_notebooks

"""What a worker process does: data in, data out, and no life of its own.

A worker has its own process group (Ctrl-C reaches the line, which decides), dies with the line, and keeps its
temporary files where the next run finds and removes them.
"""

from __future__ import annotations

import ctypes
import errno
import importlib
import os
import resource
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from course_utils.grading import lean, sandbox
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
    """What came of a batch: results as JSON, the wall time, and what went wrong in the grader, or "".

    `no_room`: what went wrong is that the disk is full, which is no doing of any job's.
    """

    results: tuple[str, ...]
    seconds: float
    error: str = ""
    no_room: bool = False


def start(parent: int, temporary: str, base: socket.socket | None = None) -> None:
    """Runs first in each worker process. `base`: see `sandbox.inherit`."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)  # a worker that was forked has the line's handlers
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # the seed is in its memory
    if sys.platform == "linux":
        # Also when the line is killed with -9. Death of the *thread* counts: the main one starts workers.
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    tempfile.tempdir = temporary
    lean.imports()
    if base is not None:
        sandbox.inherit(base)


def prepare(settings: Settings) -> str:
    """Makes the worker ready; returns "" or why the sandbox cannot be had."""
    if settings.run is not None or not settings.sandbox:
        return ""
    # Seconds of imports, while the sandbox makes its own. The sandbox is started by the main thread: it dies
    # with the thread that did.
    imports = threading.Thread(target=importlib.import_module, args=("course_utils.grading.run",))
    imports.start()
    try:
        sandbox.fork(lessons=()).kill()
    except sandbox.Unavailable as reason:
        return str(reason)
    finally:
        imports.join()
    return ""


def grade(batch: tuple[str, ...], settings: Settings) -> Done:
    """Grades a batch of jobs, each one as JSON. A failure of the grader's own keeps what came before it."""
    began = time.monotonic()
    landed: list[NotebookResult] = []
    error, no_room = "", False
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
        no_room = isinstance(reason, OSError) and reason.errno in (errno.ENOSPC, errno.EDQUOT)
    return Done(tuple(result.to_json() for result in landed), time.monotonic() - began, error, no_room)


def _run(settings: Settings) -> Run:
    if settings.run is not None:
        return settings.run
    from course_utils.grading.run import run_notebooks

    return run_notebooks

"""The run stage: transplanted notebooks in, results out, many notebooks to one pytest session."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest
import torch

from course_utils.grading import plugin, sandbox
from course_utils.grading.record import ExerciseResult, Job, Limits, NotebookResult

BATCH = 25
"""Notebooks to a session. pytest keeps every item's report to the end, so a session for a whole class would
grow; the warm server outlives the sessions."""


class RunFailed(RuntimeError):
    """The grader itself failed on a notebook; the message says where. Nothing is known about the answers."""


def check_sandbox() -> None:
    """Start the sandbox if it does not run yet. Raises sandbox.Unavailable, with a sentence for a person."""
    sandbox.fork(lessons=()).kill()


def run_notebooks(
    jobs: Iterable[Job],
    *,
    seed: bytes,
    limits: Limits | None = None,
    sandbox: bool = True,
    landed: Callable[[NotebookResult], None] = lambda result: None,
) -> Iterator[NotebookResult]:
    """Grade notebooks, in order. Call it from a process's main thread; the warm server stays for the next.

    Results are yielded batch by batch; `landed` hears of each as soon as it is there (to store it). Raises
    sandbox.Unavailable, or RunFailed if the grader itself fails on a notebook.
    """
    rest = iter(jobs)
    while batch := list(islice(rest, BATCH)):
        yield from _session(batch, seed, limits or Limits(), sandbox, landed)


def _session(
    batch: list[Job], seed: bytes, limits: Limits, sandboxed: bool, landed: Callable[[NotebookResult], None]
) -> list[NotebookResult]:
    results: list[NotebookResult] = []
    failures = _Failures()
    with tempfile.TemporaryDirectory(prefix="softmax-course-") as folder:
        of_path = {Path(folder, f"{number:03}.ipynb").resolve(): job for number, job in enumerate(batch)}

        def hear(path: Path, exercises: tuple[ExerciseResult, ...]) -> None:
            job = of_path[path]
            results.append(
                NotebookResult(
                    student=job.student,
                    lesson=job.lesson,
                    source=job.source,
                    content=job.content,
                    release=job.release,
                    refused="",
                    notes=job.notes,
                    sandboxed=sandboxed,
                    exercises=exercises,
                )
            )
            landed(results[-1])

        for path, job in of_path.items():
            path.write_text(job.notebook, encoding="utf-8")
        # Neither the machine's pytest settings nor other plugins have a part in grading.
        without = ("terminal", "cacheprovider", "logging", "faulthandler")
        without += ("unraisableexception", "threadexception")
        quiet = [*(f"-pno:{name}" for name in without), "--assert=plain", "--continue-on-collection-errors"]
        where = ["-c", os.devnull, "--rootdir", folder, "--confcutdir", folder]
        loaded = ["--disable-plugin-autoload", "-p", "nbval.plugin", "-p", "course_utils.grading.plugin"]
        grading = plugin.Grading(plugin.Settings(seed, limits, sandboxed, hear))
        before = os.environ.pop("PYTEST_ADDOPTS", None), os.environ.pop("PYTEST_PLUGINS", None)
        threads = torch.get_num_threads()
        torch.set_num_threads(1)  # a worker for each core: more threads would only wait for each other
        try:
            pytest.main([*quiet, *where, *loaded, *map(str, of_path)], plugins=[grading, failures])
        finally:
            torch.set_num_threads(threads)
            for name, value in zip(("PYTEST_ADDOPTS", "PYTEST_PLUGINS"), before, strict=True):
                if value is not None:
                    os.environ[name] = value
    if failures.interrupted:
        raise KeyboardInterrupt
    if len(results) < len(batch) and failures.told:
        raise RunFailed("\n".join(failures.told[:3]))
    return results


class _Failures:
    """Hears what goes wrong in the grader itself, which is never a student's fault."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.interrupted = False

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Ctrl-C."""
        self.interrupted = isinstance(excinfo.value, KeyboardInterrupt)

    def pytest_internalerror(self, excrepr: object) -> None:
        """pytest's own trouble, or ours in a hook."""
        self.told.append(str(excrepr)[-2000:])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A notebook that cannot be collected."""
        if report.failed:
            self.told.append(str(report.longrepr)[-2000:])

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """A cell that failed otherwise than by its verdict."""
        if call.excinfo is not None and not isinstance(call.excinfo.value, plugin.NotRight):
            self.told.append(f"{item.name}: {call.excinfo.exconly()}")

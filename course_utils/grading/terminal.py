"""What an instructor sees while a class is graded: a bar with the time left, and what to do at the end."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from course_utils.grading import line, marking, marks
from course_utils.grading.line import Plan, Summary
from course_utils.grading.record import NotebookResult

INTERRUPTED = 130
INCOMPLETE = 3


def grade(plan: Plan) -> int:
    """Grades a class, telling how far it is.

    Returns the exit code: 0, `INCOMPLETE` if something could not be
    run, `INTERRUPTED` after Ctrl-C. Raises `LineError`.
    """
    console = Console(stderr=True, highlight=False, markup=False)
    if not plan.sandbox:
        console.print(
            "Without the sandbox students' code runs as you: it can read and delete your files. The "
            "gradebook says so in its column `sandbox`."
        )
    bar = _Bar(console)
    try:
        with _ends_like_ctrl_c(), bar.progress:
            summary = line.grade(plan, bar)
    except KeyboardInterrupt:
        console.print(f"Stopped. {bar.done} results are kept: the same command goes on from there.")
        return INTERRUPTED
    _tell(console, plan, summary)
    return INCOMPLETE if summary.lost else 0


class _Bar:
    """The progress bar, as the line's `Progress`."""

    def __init__(self, console: Console) -> None:
        self.done = 0
        self.progress = Progress(
            TextColumn("grading"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left:"),
            # Results of an earlier run come at once and say nothing of the pace: only recent ones count.
            TimeRemainingColumn(),
            console=console,
            auto_refresh=False,  # no thread: workers are forked from this process
            speed_estimate_period=120,
        )
        self._task = self.progress.add_task("grading", total=None)
        self._total = self._kept = 0

    def expect(self, total: int) -> None:
        self._total = total - self._kept
        self.progress.update(self._task, total=self._total, refresh=True)

    def one(self, result: NotebookResult, kept: bool) -> None:
        self.done += 1
        if kept:  # a kept result is taken off the work, so that the time left is that of what must run
            self._total -= 1
            self._kept += 1
            self.progress.update(self._task, total=self._total)
        else:
            self.progress.update(self._task, advance=1, refresh=True)

    def tick(self) -> None:
        self.progress.refresh()


@contextmanager
def _ends_like_ctrl_c() -> Iterator[None]:
    """`kill` and a closed terminal end the run as Ctrl-C does; a second Ctrl-C cannot cut the cleaning up."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        for name in signals:
            signal.signal(name, signal.SIG_IGN)
        raise KeyboardInterrupt

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {name: signal.signal(name, interrupt) for name in signals}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _tell(console: Console, plan: Plan, summary: Summary) -> None:
    refused = [result for result in summary.results if result.refused]
    lessons = Counter(result.lesson[:2] or "none of ours" for result in summary.results)
    counts = ", ".join(f"{name}: {count}" for name, count in sorted(lessons.items()))
    console.print(f"{summary.students} students, {len(summary.results)} notebooks ({counts}).")
    if summary.kept:
        console.print(f"{summary.kept} were graded before and have not changed.")
    for result in refused[:20]:
        console.print(f"Refused: {result.student}, {result.source}: {result.refused}")
    if len(refused) > 20:
        console.print(f"... and {len(refused) - 20} more: see the column `refused` of the gradebook.")
    for message in summary.messages:
        console.print(message)
    if summary.lost:
        console.print(
            "The grader failed on these. Nothing is known about their answers; run the command again:"
        )
        for sentence in summary.lost:
            console.print(f"  {sentence}")
    given = marks.read(plan.out / marking.MARKS)
    waiting = sum(
        marks.standing(result.student, exercise, given).waits
        for result in summary.results
        for exercise in result.exercises
    )
    if waiting:
        console.print(f"{waiting} answers wait for a person: open {plan.out / 'marking.ipynb'}")
    console.print(f"Gradebook: {plan.out / 'gradebook.csv'}   The class: {plan.out / 'class.html'}")

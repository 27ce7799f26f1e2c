"""The line: hand-ins to results to reports, for one class, in one call.

Results are stored one by one as they land, so a killed run goes on where it stopped; reports are made at the
end, from results in an order that does not depend on who finished first.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from course_utils.grading import intake, release, store
from course_utils.grading.dispatch import Dispatch, Landed, NoSandbox
from course_utils.grading.files import SubmissionsError
from course_utils.grading.intake import Intake, nothing_earned
from course_utils.grading.marks import MarksError
from course_utils.grading.pool import LocalPool, Pool, WorkersFail
from course_utils.grading.record import Job, Limits, NotebookResult
from course_utils.grading.release import Pristine, ReleaseError
from course_utils.grading.roster import Roster
from course_utils.grading.store import Store, StoreError
from course_utils.grading.worker import Run, Settings

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
COULD_NOT = "the grader could not run this; grade it again"


class LineError(Exception):
    """Grading stops; the message says why and what to do."""


@dataclass(frozen=True)
class Plan:
    """What to grade, and how.

    `jobs`: how many notebooks at the same time; None: one a core, or on a cluster (`scheduler`: its address)
    one for each thread of its workers. `run` and `declare` stand in for the run stage and the lessons in
    tests.
    """

    submissions: Path
    out: Path
    course: Path = Path()
    only: tuple[str, ...] = ()
    jobs: int | None = 1
    scheduler: str = ""
    seed_file: Path | None = None
    sandbox: bool = True
    roster: Path | None = None
    reveal: bool = False
    limits: Limits = field(default_factory=Limits)
    run: Run | None = None
    declare: intake.Declare = release.declared


@dataclass(frozen=True)
class Summary:
    """What came of it. `kept`: how many results an earlier run had; `lost`: a sentence for each of ours."""

    results: tuple[NotebookResult, ...]
    students: int
    kept: int
    lost: tuple[str, ...]
    messages: tuple[str, ...]


class Progress(Protocol):
    """Hears how far the line is."""

    def expect(self, total: int) -> None:
        """About so many notebooks will come."""
        ...

    def one(self, result: NotebookResult, kept: bool) -> None:
        """One more is there; `kept`: from an earlier run."""
        ...

    def tick(self) -> None:
        """About a second has passed. Whoever shows that needs no thread, with which nobody can fork."""
        ...


def grade(plan: Plan, progress: Progress) -> Summary:
    """Grades a class and writes its reports. Raises `LineError`; on KeyboardInterrupt leaves no process."""
    submissions, out = plan.submissions.resolve(), plan.out.resolve()
    if out.is_relative_to(submissions):
        raise LineError(f"{plan.out} lies inside {plan.submissions}: put the results elsewhere.")
    roster = _roster(plan)
    try:
        releases = release.read(plan.course, plan.only)
        with (
            store.opened(plan.out) as kept,
            intake.opened(plan.submissions, releases, plan.only, plan.declare) as handed_in,
        ):
            whole = _Class(plan, kept, releases, progress)
            with _workers(plan, whole.seed, progress) as dispatch:
                whole.grade(handed_in, dispatch)
            results = tuple(sorted(whole.results, key=lambda r: (r.student, r.lesson, r.source)))
            messages = report(results, plan, roster)
            return Summary(results, handed_in.students, whole.kept, tuple(sorted(whole.lost)), messages)
    except NoSandbox as error:
        raise LineError(
            f"{error}\nNothing was run. `--no-sandbox` grades without it, which is for code that you trust: "
            "the gradebook is marked."
        ) from error
    except (ReleaseError, SubmissionsError, StoreError, WorkersFail) as error:
        raise LineError(str(error)) from error


class _Class:
    """One class on its way through."""

    def __init__(
        self, plan: Plan, store: Store, releases: Mapping[str, Pristine], progress: Progress
    ) -> None:
        self._plan, self._store, self._releases, self._progress = plan, store, releases, progress
        self.seed = store.seed(plan.seed_file)
        self._keys: dict[tuple[str, str], str] = {}
        self.results: list[NotebookResult] = []
        self.kept = 0
        self.lost: list[str] = []

    def grade(self, handed_in: Intake, dispatch: Dispatch) -> None:
        """Everything that was handed in, into `results`."""
        self._progress.expect(len(handed_in))
        for landed in dispatch.run(self._to_run(handed_in)):
            self._land(landed)
        self._progress.expect(len(self.results))

    def _to_run(self, handed_in: Intake) -> Iterator[Job]:
        """The jobs without a result; what has one, and what was refused, lands on the way."""
        for item in handed_in:
            if isinstance(item, NotebookResult):
                self._take(item, kept=False)
                continue
            key = self._store.key(item, self.seed, self._plan.limits, self._plan.sandbox)
            if (before := self._store.load(item, key)) is not None:
                self.kept += 1
                self._take(before, kept=True)
            else:
                self._keys[item.student, item.lesson] = key
                yield item

    def _land(self, landed: Landed) -> None:
        job = landed.job
        key = self._keys.pop((job.student, job.lesson))
        if landed.result is None:
            self.lost.append(f"{job.student}, {job.lesson}: {landed.why}")
            self._take(self._unknown(job), kept=False)
        else:
            self._store.save(landed.result, key)
            self._take(landed.result, kept=False)

    def _take(self, result: NotebookResult, kept: bool) -> None:
        self.results.append(result)
        self._progress.one(result, kept)

    def _unknown(self, job: Job) -> NotebookResult:
        """Not stored, so that the next run tries again; in the gradebook, so that nobody takes it for a 0."""
        pristine = self._releases[job.lesson]
        return NotebookResult(
            job.student,
            job.lesson,
            job.source,
            job.content,
            job.release,
            "",
            (*job.notes, COULD_NOT),
            self._plan.sandbox,
            nothing_earned(pristine, self._plan.declare, COULD_NOT, "could not run", needs_person=True),
        )


@contextmanager
def _workers(plan: Plan, seed: bytes, progress: Progress) -> Iterator[Dispatch]:
    """What grades the jobs. At the end no process and no temporary file of its stays."""
    work = plan.out / ".work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    settings = Settings(seed, plan.limits, plan.sandbox, plan.run)
    dispatch = Dispatch(lambda: _pool(plan, work, settings), settings, progress.tick)
    try:
        yield dispatch
    finally:
        dispatch.stop()
        shutil.rmtree(work, ignore_errors=True)


def _pool(plan: Plan, work: Path, settings: Settings) -> Pool:
    """The workers that the plan asks for. Raises `WorkersFail`."""
    if not plan.scheduler:
        return LocalPool(plan.jobs or CORES, str(work), settings)
    try:
        from course_utils.grading.cluster import ClusterPool
    except ImportError as error:
        raise WorkersFail(f"--scheduler needs Dask ({error}). Run: make environment") from error
    return ClusterPool(plan.scheduler, plan.jobs)


def _roster(plan: Plan) -> Roster | None:
    if plan.roster is None:
        return None
    from course_utils.grading import roster

    try:
        return roster.read(plan.roster)
    except roster.RosterError as error:
        raise LineError(str(error)) from error


def report(results: tuple[NotebookResult, ...], plan: Plan, roster: Roster | None) -> tuple[str, ...]:
    """Writes everything that people read; returns what the instructor should know before importing."""
    # Imported where it is used: it needs the lessons, and with them torch, as the workers do.
    from course_utils.grading import reports

    try:
        return reports.write(results, plan.out.resolve(), plan.reveal, roster)
    except MarksError as error:
        raise LineError(str(error)) from error
    except OSError as error:
        raise LineError(
            f"the reports cannot be written ({error}). Every result is kept: make room and run the same "
            "command again."
        ) from error

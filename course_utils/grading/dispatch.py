"""Jobs to workers, results back: whatever a worker does, each job comes back exactly once, or is told lost.

Batches begin with one notebook and grow while they stay short, so that a kill loses seconds of work and a
session's start is shared. A batch that a worker did not finish is not blamed as a whole: each of its jobs
runs once more, alone, in a fresh worker, so that a poisonous one cannot take an honest one with it, and is
not tried for ever.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from course_utils.grading import worker
from course_utils.grading.pool import Pool, WorkersFail
from course_utils.grading.record import Job, Malformed, NotebookResult
from course_utils.grading.worker import Done, Settings

LARGEST_BATCH = 16
BATCH_SECONDS = 5.0
"""A batch should take about so long."""
_LOOK_EVERY = 1.0
_ATTEMPTS = 3

_T = TypeVar("_T")


class NoSandbox(WorkersFail):
    """The sandbox cannot be had here; the message says why, and how to get it."""


class NoRoom(WorkersFail):
    """A worker's disk is full; the message says so, and what is safe."""

    def __init__(self) -> None:
        super().__init__(
            "the disk that the workers write to is full. Every result so far is kept whole: make room and "
            "run the same command again, it goes on from there."
        )


@dataclass(frozen=True)
class Landed:
    """A job with its result, or None if the grader could not run it twice; `why` is for the instructor."""

    job: Job
    result: NotebookResult | None
    why: str = ""


@dataclass
class _Batch:
    jobs: list[Job]
    due: float


class Dispatch:
    """Runs jobs on a pool."""

    def __init__(
        self, pool: Callable[[], Pool], settings: Settings, tick: Callable[[], object] = lambda: None
    ) -> None:
        """`pool` makes the workers when the first job comes: where nothing has to run, none is started.

        `tick` is called about once a second while it waits.
        """
        self._tick = tick
        self._make = pool
        self._pool: Pool | None = None
        self._workers = 1
        self._settings = settings
        self._size = 1
        self._suspects: list[tuple[Job, str]] = []

    def run(self, jobs: Iterable[Job]) -> Iterator[Landed]:
        """Every job once, as it is done. Raises `WorkersFail` if no worker can be had, or has room."""
        source, waiting = iter(jobs), deque[Job]()
        running: dict[Future[Done], _Batch] = {}
        while True:
            lost = False
            while not lost and len(running) < self._workers + 1 and (batch := self._next(source, waiting)):
                if (future := self._begun(batch.jobs)) is not None:
                    running[future] = batch
                else:  # back to the front
                    waiting.extendleft(reversed(batch.jobs))
                    lost = True
            if not running and not lost:
                break
            done = self._wait(running)
            for future in done:
                yield from self._landed(running.pop(future), future)
                lost = lost or future.exception() is not None
            for future in done:  # once all that is there has landed
                _check_room(future)
            if self._pool is not None:
                lost = lost or self._pool.broken()
                self._workers = self._pool.size()
            if lost or self._is_stuck(running):
                # The pool is gone, or about to be: what still ran has to be asked again.
                for batch in running.values():
                    self._suspects += [(job, "its worker was lost") for job in batch.jobs]
                running.clear()
                self._restart(self._workers)
        yield from self._once_more()

    def stop(self) -> None:
        """Ends at once; no process stays."""
        if self._pool is not None:
            self._pool.stop()
            self._pool = None

    def _ready(self) -> Pool:
        if self._pool is None:
            self._pool = self._make()
            self._workers = self._pool.size()
            self._prepare(self._workers)
        return self._pool

    def _begun(self, jobs: list[Job]) -> Future[Done] | None:
        """The jobs on their way; None if the pool turns out to be broken, and then nothing of them ran."""
        pool = self._ready()
        try:
            return pool.submit(worker.grade, tuple(job.to_json() for job in jobs), self._settings)
        except Exception:
            # BrokenProcessPool, but also whatever a pool that is just breaking runs into (OSError: handle is
            # closed). `_restart` finds out whether workers can be had at all.
            return None

    def _restart(self, workers: int) -> None:
        assert self._pool is not None
        self._pool.restart(workers)
        self._prepare(workers)

    def _prepare(self, workers: int) -> None:
        """All workers start together, and one must come up before any job is risked."""
        assert self._pool is not None
        for attempt in range(_ATTEMPTS):
            try:
                why = self._answer(
                    [self._pool.submit(worker.prepare, self._settings) for _ in range(workers)]
                )
            except WorkersFail:
                raise
            except Exception as error:
                if attempt == _ATTEMPTS - 1:
                    said = f"{type(error).__name__}: {error}"
                    raise WorkersFail(f"the workers end before they begin ({said}).") from error
                self._pool.restart(workers)
            else:
                break
        if why:
            raise NoSandbox(why)

    def _answer(self, asked: list[Future[str]]) -> str:
        """What the first of them says."""
        assert self._pool is not None
        while not (done := self._wait(asked)):
            self._pool.broken()  # raises, if there is nobody to answer
        return next(iter(done)).result()

    def _wait(self, asked: Iterable[Future[_T]]) -> set[Future[_T]]:
        """Those that are done; after a while it may be none."""
        done, _ = wait(asked, timeout=_LOOK_EVERY, return_when=FIRST_COMPLETED)
        self._tick()
        return done

    def _next(self, source: Iterator[Job], waiting: deque[Job]) -> _Batch | None:
        ahead = 2 * self._workers * LARGEST_BATCH
        waiting.extend(islice(source, max(0, ahead - len(waiting))))
        size = self._size
        if self._workers > 1 and len(waiting) < ahead:
            # The end is in sight: smaller ones, so that no worker has a long one when the others have none.
            size = min(size, math.ceil(len(waiting) / (2 * self._workers)))
        jobs = [waiting.popleft() for _ in range(min(size, len(waiting)))]
        # Twice, since a batch may wait for another one to end first.
        return _Batch(jobs, time.monotonic() + 2 * self._patience(jobs)) if jobs else None

    def _patience(self, jobs: list[Job]) -> float:
        """Far beyond what the run stage's own limits allow: only a worker that hangs takes so long."""
        return 60 + 5 * self._settings.limits.notebook_seconds * max(len(jobs), LARGEST_BATCH)

    def _is_stuck(self, running: dict[Future[Done], _Batch]) -> bool:
        return any(time.monotonic() > batch.due for batch in running.values())

    def _landed(self, batch: _Batch, future: Future[Done]) -> Iterator[Landed]:
        results, why = _read(future)
        for job in batch.jobs:
            if (result := results.get(_name(job))) is None:
                self._suspects.append((job, why))
            else:
                yield Landed(job, result)
        if len(results) == len(batch.jobs):
            self._pace(future.result())

    def _pace(self, done: Done) -> None:
        each = max(done.seconds / len(done.results), 0.001)
        self._size = max(1, min(LARGEST_BATCH, 2 * self._size, round(BATCH_SECONDS / each)))

    def _once_more(self) -> Iterator[Landed]:
        """Each suspect alone in a worker that nothing else uses."""
        suspects, self._suspects = self._suspects, []
        for i, (job, _) in enumerate(suspects):
            if i == 0:
                self._restart(1)
            results, why = self._alone(job)
            yield Landed(job, results.get(_name(job)), why)
            if not results and i + 1 < len(suspects):
                self._restart(1)

    def _alone(self, job: Job) -> tuple[dict[tuple[str, str], NotebookResult], str]:
        future = self._begun([job])
        if future is None:
            return {}, "its worker was lost"
        due = time.monotonic() + self._patience([job])
        while not self._wait([future]):
            if time.monotonic() > due:
                return {}, "it took too long"
        _check_room(future)
        return _read(future)


def _name(of: Job | NotebookResult) -> tuple[str, str]:
    return of.student, of.lesson


def _check_room(future: Future[Done]) -> None:
    """Raises `NoRoom`: the next job would meet the same full disk, and be taken for lost."""
    if future.exception() is None and future.result().no_room:
        raise NoRoom


def _read(future: Future[Done]) -> tuple[dict[tuple[str, str], NotebookResult], str]:
    failure = future.exception()
    if failure is not None:
        return {}, f"its worker was lost ({type(failure).__name__})"
    done = future.result()
    try:
        results = [NotebookResult.from_json(text) for text in done.results]
    except Malformed as reason:
        return {}, f"its result cannot be read ({reason})"
    # What a worker says goes to a terminal, and may quote a student.
    error = "".join(c if c.isprintable() else " " for c in done.error)
    return {_name(result): result for result in results}, error or "it gave no result"

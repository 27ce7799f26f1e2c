"""The judge with a limit on its time and memory, in the grader's own process.

Evidence is hostile: it may be shaped to make judging slow or large. The limits are an alarm of the
process's own and its own soft limit on address space, both put back afterwards.
"""

from __future__ import annotations

import contextlib
import functools
import os
import resource
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

from course_utils.checking import Evidence, Exercise, Status, Verdict, judge, wire

MEMORY = 2 << 30


class _TooLong(BaseException):
    """Raised by the alarm. Not an Exception, so that no `except Exception` on the way swallows it."""


@contextlib.contextmanager
def _seconds(limit: float) -> Iterator[None]:
    """Seconds of processor time, so that a busy machine changes no verdict: a judge never waits."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        raise RuntimeError("judging needs the main thread of a Unix process: its time limit is an alarm")
    judging = True

    def ring(number: int, frame: FrameType | None) -> None:
        if judging:
            raise _TooLong

    before = signal.signal(signal.SIGPROF, ring)
    # Again and again: one alarm can be lost in a callback from C.
    signal.setitimer(signal.ITIMER_PROF, limit, 0.5)
    try:
        yield
    finally:
        judging = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextlib.contextmanager
def _memory(extra: int) -> Iterator[None]:
    try:
        with open("/proc/self/statm") as file:
            now = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        yield  # no /proc (a Mac): the size of the evidence is the only limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = now + extra
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@functools.cache
def _warm(exercise_id: str, computed: Callable[[], object]) -> None:
    """What the judge computes without looking at any answer: once, and not in any student's time."""
    computed()


def verdict(exercise: Exercise, text: str, seed: int, seconds: float) -> tuple[Verdict, bool]:
    """The verdict on evidence as it came, and whether the evidence was readable.

    Whatever the text is, this returns: what cannot be read, or takes too long, could not run.
    """
    for name in ("expected", "outcome"):
        if callable(computed := getattr(exercise.task, name, None)):
            _warm(exercise.id, computed)
    try:
        with _memory(MEMORY), _seconds(seconds):
            evidence = Evidence.from_json(text)
            if evidence.exercise != exercise.id:
                raise wire.Malformed("of another exercise")
            found = judge(exercise, evidence, seed)
            found.to_text()
            return found, not any(line.startswith("The evidence cannot be read") for line in found.lines)
    except _TooLong:
        return _unjudged(exercise, f"Judging what it returned took more than {seconds:g} s."), True
    except MemoryError:
        return _unjudged(exercise, "What it returned is too large to judge."), True
    except wire.Malformed as reason:
        return _unjudged(exercise, f"The evidence cannot be read: {reason}."), False
    except Exception as error:
        # The judge's own fault, or evidence that slipped past its checks: either way no point is given.
        return _unjudged(exercise, f"What it returned could not be judged ({type(error).__name__})."), False


def _unjudged(exercise: Exercise, told: str) -> Verdict:
    return Verdict(Status.COULD_NOT_RUN, (told,), exercise=exercise.id, title=exercise.title)

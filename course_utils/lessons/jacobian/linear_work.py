"""Notebook 05: the kind of exercise whose answer must be right *and* do work in proportion to K.

Two sizes, the second with four times the classes, run under a watch that counts every number handled. Work
in proportion to K grows fourfold, a K x K array sixteenfold, whether it is built at once or row by row;
in between, at eightfold, lies the line. Counts, unlike seconds and resident memory, are the same on every
run and machine. Only an answer that passes meets K = 50,000, where a K x K array would take the machine down.

The count is a fact about honest answers: who hides work in NumPy or in plain Python is caught by its peak
memory (`tracemalloc`) if a K x K array is there, and by nothing if it goes row by row.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from course_utils.checking import Case, Draw, Function, NotAttempted, Status, Verdict, wire, words
from course_utils.checking.function_verdict import FunctionJudge
from course_utils.lessons.jacobian.watch import Watch

SIZES = (256, 1024)
GROWTH_LIMIT = 8.0
"""Between 4 (in proportion to K) and 16 (to K squared), in the middle on the scale of exponents."""
LARGE = 50_000


@dataclass(frozen=True)
class LinearWork:
    """A function exercise of p and v, both (..., K), whose work must grow in proportion to K."""

    function: Function

    @property
    def name(self) -> str:
        """How calls are printed."""
        return self.function.name

    @property
    def reference(self) -> Callable[..., Any]:
        """What a demo uses until the student's function is right."""
        return self.function.reference

    def collect(self, answer: object, seed: int) -> wire.Json:
        """The function's runs on its cases, the work at two sizes, and, if that is safe, K = 50,000."""
        values = self.function.collect(answer, seed)
        assert callable(answer)
        work = [_work(answer, classes, seed) for classes in SIZES]
        large: wire.Json = None
        if all(w is not None for w in work) and not _grows_too_fast(work) and not _in_numpy(work):
            try:
                large = _large(self.function).collect(answer, seed)
            except NotAttempted:  # raised only at this size: an answer all the same
                large = None
        return {"values": values, "work": work, "large": large}

    def judge(self, data: wire.Json, seed: int) -> Verdict:
        """First the values, then the work, then the large case."""
        if not isinstance(data, dict) or set(data) != {"values", "work", "large"}:
            raise wire.Malformed("not values, work and a large case")
        verdict = self.function.judge(data["values"], seed)
        if verdict.status is not Status.RIGHT:
            return verdict
        work = data["work"]
        if not isinstance(work, list) or len(work) != len(SIZES) or not all(map(_is_work, work)):
            raise wire.Malformed("not the work at each size")
        if _grows_too_fast(work) or _in_numpy(work):
            return _too_much(verdict, work)
        cases = _large_cases(Draw(seed))
        large = FunctionJudge(_large(self.function), cases, seed).judge(data["large"])
        if large.status is not Status.RIGHT:
            return large
        lines = (
            *verdict.lines,
            f"Four times the classes, {_growth(work):.1f} times the work: in proportion.",
        )
        return Verdict(Status.RIGHT, (*lines, f"And at K = {LARGE:,} it just runs."))


def _work(answer: Callable[..., Any], classes: int, seed: int) -> dict[str, int] | None:
    """What the answer handles for two rows of `classes` classes; None if it raises."""
    from course_utils import device

    draw = Draw(seed)
    p = torch.softmax(draw.normal(2, classes), -1).to(device.pick())
    v = draw.normal(2, classes).to(device.pick())
    tracing = tracemalloc.is_tracing()
    try:
        if not tracing:
            tracemalloc.start()
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        with Watch() as seen:
            answer(p, v)
        outside = tracemalloc.get_traced_memory()[1] - before
    except Exception:
        return None
    finally:
        if not tracing:
            tracemalloc.stop()
    return {"numbers": seen.numbers, "largest": seen.largest, "outside": max(outside, 0)}


def _is_work(data: wire.Json) -> bool:
    return (
        isinstance(data, dict)
        and set(data) == {"numbers", "largest", "outside"}
        and all(type(n) is int and 0 <= n < 2**62 for n in data.values())
    )


def _growth(work: list[Any]) -> float:
    return work[1]["numbers"] / max(work[0]["numbers"], 1)


def _grows_too_fast(work: list[Any]) -> bool:
    return _growth(work) >= GROWTH_LIMIT


def _in_numpy(work: list[Any]) -> bool:
    """Whether Python itself held as many bytes at once as there are entries in a K x K array."""
    return work[1]["outside"] >= SIZES[1] ** 2


def _too_much(verdict: Verdict, work: list[Any]) -> Verdict:
    small, big = SIZES
    rows, entries = 2 * big, 2 * big * big
    if _in_numpy(work):
        lead = f"At K = {big:,} it held {work[1]['outside'] / 1e6:.0f} MB outside of PyTorch."
    else:
        lead = (
            f"From K = {small} to K = {big:,}, four times the classes, it handled {_growth(work):.1f} "
            f"times the numbers."
        )
    if work[1]["largest"] >= entries // 2 or _in_numpy(work):
        name = "builds the Jacobian"
        says = (
            "Somewhere a K×K array is made. At K = 50,000 that is 10 GB for every row of the batch. Write "
            "$(\\mathrm{diag}(p) - p\\,p^\\top)\\,v$ without brackets: which product of two *vectors* can "
            "you take first?"
        )
    else:
        name = "walks through the Jacobian"
        says = (
            f"No array is large: at most {words.plural(work[1]['largest'], 'number')}, for {rows:,} in "
            f"`v`. But all "
            "K×K entries pass by, a few at a time. Every row of $p\\,p^\\top v$ contains the same number. "
            "Which one?"
        )
    return Verdict(Status.WRONG, (verdict.lines[0], lead, says), name)


def _large_cases(draw: Draw) -> list[Case]:
    z, v = draw.normal(1, LARGE, scale=3.0), draw.normal(1, LARGE)
    return [Case((torch.softmax(z, -1), v), about=f"K = {LARGE:,}")]


def _large(function: Function) -> Function:
    return Function(
        name=function.name, reference=function.reference, cases=_large_cases, tolerance=function.tolerance
    )

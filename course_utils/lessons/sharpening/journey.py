"""Notebook 08: a path from the values to their softmax.

There are many, so what is judged is its ends, its sum, its order and its continuity.

The evidence: what the student's function returns at both ends, on a grid in between, and at the two ends of
an interval that was halved again and again, always keeping the half over which more happens, until hardly
anything happens or the two ends are neighbors among the floats. A jump is as large as ever then; near 0,
where the floats are dense, even the steepest continuous path has hardly moved.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from course_utils.checking import (
    Case,
    Draw,
    Exercise,
    Function,
    Misconception,
    NotAttempted,
    Status,
    Symptom,
    Verdict,
    rounding,
    wire,
    words,
)

GRID = 16
HALVINGS = 120
"""Enough: 20 down to 1e-6, 20 for the size of t, a dozen within it, one for each of its 53 digits."""
JUMP = 5e-4
"""A change larger than this between neighbors among the floats is a jump."""
CLEAR = 0.01
"""Values at least this far apart are in clear order."""
NEAR = 1e-9
"""Two values this near may change places; nothing visible may happen then."""


def path_reference(v: torch.Tensor, t: float) -> torch.Tensor:
    """One of many paths: the shares at t = 0, softmax(v) at t = 1, and a straight line between."""
    return torch.lerp(v / v.sum(), torch.softmax(v, -1), t)


def path_ends(draw: Draw) -> list[Case]:
    """Both ends, where every path is the same."""
    some = draw.uniform(5, low=0.05)
    return [
        Case((torch.tensor([0.25, 0.75]), 0.0), about="t = 0: the shares"),
        Case((torch.tensor([0.25, 0.75]), 1.0), about="t = 1: the softmax"),
        Case((torch.tensor([0.2, 0.4, 0.6, 0.8]), 0.0), about="t = 0: the shares"),
        Case((torch.tensor([0.2, 0.4, 0.6, 0.8]), 1.0), about="t = 1: the softmax"),
        Case((torch.tensor([0.0, 0.5, 1.0]), 0.0), about="t = 0, a zero"),
        Case((torch.tensor([0.0, 0.5, 1.0]), 1.0), about="t = 1, a zero"),
        Case((some, 0.0), about="t = 0"),
        Case((some, 1.0), about="t = 1"),
    ]


def _ends_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """A share or a softmax of values in [0, 1], by logarithms or not; then mixed with weights 0 and 1."""
    v = case.args[0].to(torch.float64)
    logs = v.clamp(min=torch.finfo(torch.float64).tiny).log().abs()
    units = 4 * torch.where(v > 0, logs, 0.0) + 3 * v.shape[-1] + 24
    return units * rounding.unit(dtype) * expected.abs() + 2 * rounding.smallest(dtype)


def journeys(draw: Draw) -> list[torch.Tensor]:
    """The values to travel from: plain ones, a tie, a zero, and some at random."""
    f64 = torch.float64
    return [
        torch.tensor([0.2, 0.4, 0.6, 0.8], dtype=f64),
        torch.tensor([0.7, 0.2, 0.7], dtype=f64),
        torch.tensor([0.0, 0.5, 1.0], dtype=f64),
        torch.tensor([0.0, 0.0, 1.0], dtype=f64),
        draw.uniform(5, low=0.05, dtype=f64),
    ]


@dataclass(frozen=True)
class Path:
    """A function `path(v, t)` that must be right at its ends and well behaved between them."""

    ends: Function

    @property
    def name(self) -> str:
        """How calls are printed."""
        return self.ends.name

    @property
    def reference(self) -> Callable[..., Any]:
        """What a demo uses until the student's function is right."""
        return self.ends.reference

    def collect(self, answer: object, seed: int) -> wire.Json:
        """The ends; then, for each journey, the grid and the last interval; then a change of places."""
        ends = self.ends.collect(answer, seed)
        assert callable(answer)
        try:
            between = [_travel(answer, v) for v in journeys(Draw(seed))]
            change = wire.plain(torch.cat([_rows(answer, _nearly_tied(sign), [0.5]) for sign in (1, -1)]))
        except NotAttempted:
            raise
        except Exception as error:
            return {"ends": ends, "between": f"{type(error).__name__}: {error}"[:200], "change": None}
        return {"ends": ends, "between": between, "change": change}

    def judge(self, data: wire.Json, seed: int) -> Verdict:
        """The ends first; then the sum, the order, and jumps, in t and in v."""
        if not isinstance(data, dict) or set(data) != {"ends", "between", "change"}:
            raise wire.Malformed("not ends, what is between, and a change of places")
        verdict = self.ends.judge(data["ends"], seed)
        if verdict.status is not Status.RIGHT:
            return verdict
        lead = "Both ends are right."
        if isinstance(data["between"], str):
            told = f"Between them it fails: `{data['between'][:200]}`."
            return Verdict(Status.COULD_NOT_RUN, (lead, told))
        values = journeys(Draw(seed))
        if not isinstance(data["between"], list) or len(data["between"]) != len(values):
            raise wire.Malformed("not one journey for each vector of values")
        for v, seen in zip(values, data["between"], strict=True):
            if not isinstance(seen, dict) or set(seen) != {"grid", "last", "at"}:
                raise wire.Malformed("not a journey")
            grid, last = _read(seen["grid"], GRID + 1, len(v)), _read(seen["last"], 2, len(v))
            problem = _on_the_way(v, grid) or _at_once(v, last, seen["at"])
            if problem:
                return Verdict(Status.WRONG, (lead, *problem[1:]), problem[0])
        before, after = _read(data["change"], 2, 3).unbind(0)
        if float((before - after).abs().max()) > JUMP:
            told = (
                f"At t = 0.5 two values that differ by {NEAR:g} change places, and the outputs jump from "
                f"`{words.values(before)}` to `{words.values(after)}`."
            )
            return Verdict(
                Status.WRONG, (lead, told, "What in your path asks who the maximum is?"), "a jump at ties"
            )
        return Verdict(
            Status.RIGHT,
            (
                "Both ends are right. On the way it sums to 1, keeps the order, and never jumps: neither "
                "when t moves, nor when two values change places.",
            ),
        )


def _rows(answer: Callable[..., Any], v: torch.Tensor, at: list[float]) -> torch.Tensor:
    """What the answer returns for `v` at each t; float64 (len(at), K). Raises if it is no such vector."""
    from course_utils import device

    rows = []
    for t in at:
        row = answer(v.clone().to(device.pick()), t)
        if not wire.is_plain_tensor(row) or row.shape != v.shape:
            raise ValueError(f"at t = {t:g} it does not return {len(v)} numbers for {len(v)} values")
        rows.append(row.detach().to("cpu", torch.float64))
    return torch.stack(rows)


def _travel(answer: Callable[..., Any], v: torch.Tensor) -> dict[str, wire.Json]:
    at = [n / GRID for n in range(GRID + 1)]
    grid = _rows(answer, v, at)
    most = int((grid[1:] - grid[:-1]).abs().amax(-1).nan_to_num(nan=2.0).argmax())
    (low, high), (start, end) = (at[most], at[most + 1]), (grid[most], grid[most + 1])
    for _ in range(HALVINGS):
        middle = _between(low, high)
        # Written so that a nan goes on, to be shown.
        if not low < middle < high or float((end - start).abs().max()) <= JUMP:
            break
        (row,) = _rows(answer, v, [middle])
        if float((row - start).abs().max()) >= float((end - row).abs().max()):
            high, end = middle, row
        else:
            low, start = middle, row
    return {"grid": wire.plain(grid), "last": wire.plain(torch.stack([start, end])), "at": low}


def _between(low: float, high: float) -> float:
    """A number between two of [0, 1]: half way, but very near 0 half way in size."""
    if high > 1e-6:
        return (low + high) / 2
    return math.sqrt(low) * math.sqrt(high) if low > 0 else high * max(high, 1e-20)


def _nearly_tied(sign: int) -> torch.Tensor:
    return torch.tensor([0.6 + sign * NEAR / 2, 0.6 - sign * NEAR / 2, 0.3], dtype=torch.float64)


def _read(data: wire.Json, rows: int, classes: int) -> torch.Tensor:
    seen = wire.restore(data)
    if not isinstance(seen, torch.Tensor) or seen.shape != (rows, classes) or seen.dtype != torch.float64:
        raise wire.Malformed("not rows of numbers")
    return seen


def _on_the_way(v: torch.Tensor, grid: torch.Tensor) -> tuple[str, ...] | None:
    """The first thing wrong on the grid: name, sentence, question."""
    values = words.values(v)
    for n, row in enumerate(grid):
        here = f"For `v = {values}`, at t = {n / GRID:g}, it is `{words.values(row)}`"
        if not bool(torch.isfinite(row).all()) or bool((row < 0).any()):
            return (
                "not a distribution on the way",
                f"{here}.",
                "Every step of the way should be a distribution. Which operation makes that number?",
            )
        # Values of size 1, K of them, a few roundings each; 1e-6 also lets an answer compute in float32.
        if abs(float(row.sum()) - 1) > 1e-6 * len(v):
            return (
                "the sum is lost on the way",
                f"{here}, which sums to {float(row.sum()):.4g}.",
                "A mix of two distributions sums to 1. What else do you mix, or where is a division missing?",
            )
        clear = v[:, None] - v[None, :] >= CLEAR
        same = v[:, None] == v[None, :]
        gaps = row[:, None] - row[None, :]
        if bool((gaps[clear] <= 0).any()):
            return (
                "the order is lost on the way",
                f"{here}: two values that differ have come out equal or changed places.",
                "Both ends have the order of the values. What disturbs it between them?",
            )
        if bool((gaps[same].abs() > 1e-6).any()):
            return (
                "a tie is broken on the way",
                f"{here}: equal values got different outputs.",
                "What in your path treats equal values differently?",
            )
    return None


def _at_once(v: torch.Tensor, last: torch.Tensor, at: wire.Json) -> tuple[str, ...] | None:
    if type(at) is not float:
        raise wire.Malformed("not the place of the last interval")
    if float((last[1] - last[0]).abs().max()) <= JUMP:
        return None
    zero = bool((v == 0).any())
    question = (
        "Without zeros it didn't. Do logarithms take part? That of a zero is -inf, and a little of -inf is "
        "-inf: does a path through logarithms ever leave it?"
        if zero
        else "Gradually, said the question. Is it an `if` that makes it leap, a rounding, or is the path "
        "only very steep there?"
    )
    return (
        "a jump on the way",
        f"For `v = {words.values(v)}` it jumps near t = {at:.4g}, from `{words.values(last[0])}` to "
        f"`{words.values(last[1])}`.",
        question,
    )


def _at(t: float) -> Callable[[Symptom], bool]:
    return lambda s: s.kind == "values" and s.case.args[1] == t


def _sums(row: torch.Tensor) -> bool:
    return abs(float(row.sum()) - 1) < 1e-3


path = Exercise(
    id="08.path",
    title="A path to the softmax",
    points=3,
    task=Path(
        Function(
            name="path",
            reference=path_reference,
            cases=path_ends,
            tolerance=_ends_tolerance,
            misconceptions=(
                Misconception(
                    "the values are no distribution",
                    "At t = 0 these are the values themselves, and they don't sum to 1. What are their "
                    "*shares*?",
                    symptom=lambda s: (
                        s.kind == "values"
                        and s.got is not None
                        and torch.allclose(s.got, s.case.args[0].double())
                    ),
                ),
                Misconception(
                    "from the uniform distribution",
                    "At t = 0 all outputs are equal. That is where $\\mathrm{softmax}(t\\,v)$ begins, and "
                    "the person in the forum did not want it. Where should it begin?",
                    symptom=lambda s: (
                        _at(0.0)(s) and s.got is not None and float(s.got.max() - s.got.min()) < 1e-6
                    ),
                ),
                Misconception(
                    "the wrong way",
                    "It runs from the softmax to the shares. Which weight should be 1 at t = 0?",
                    symptom=lambda s: (
                        _at(0.0)(s)
                        and s.got is not None
                        and torch.allclose(s.got, torch.softmax(s.case.args[0].double(), -1), atol=1e-6)
                    ),
                ),
                Misconception(
                    "nan at a zero",
                    "With a zero among the values something becomes `nan`. Do you take its logarithm, and "
                    "multiply it by 0?",
                    symptom=lambda s: s.got is not None and bool(s.got.isnan().any()),
                ),
                Misconception(
                    "it ends at one-hot",
                    "At t = 1 there is a single winner left. Which distribution did the question want at "
                    "the end: a one-hot, or the softmax of the values?",
                    symptom=lambda s: (
                        _at(1.0)(s) and s.got is not None and float(s.got.max()) > 0.999 and _sums(s.got)
                    ),
                ),
                Misconception(
                    "it never arrives",
                    "At t = 0 it is right, but at t = 1 it is not the softmax of `v`. What is $e^{v_i}$ to "
                    "be divided by? And what should be left of the beginning?",
                    symptom=_at(1.0),
                ),
                Misconception(
                    "it doesn't start at the shares",
                    "At t = 0 it should be the shares, `v` over its sum. What should be left of the softmax "
                    "there?",
                    symptom=_at(0.0),
                ),
            ),
        )
    ),
    hints=(
        "You know both ends: `v / v.sum()` and `torch.softmax(v, -1)`. Both are distributions, and both "
        "have the order of `v`.",
        "Of two distributions, a mix with weights that sum to 1 is a distribution again.",
        "With the weights `1 - t` and `t` the mix starts at the first and ends at the second.",
    ),
)

"""Exercises whose answer is a sampler: draws are counted here, and their counts are judged by exact tests.

A right sampler fails a check with probability at most `Sampler.level`. The count of each outcome, of each run
of bins from the left (for laws on a line), of each pair of consecutive draws (in at most 36 groups) and of
equal outcomes half a call apart is binomial, and its exact tail is held against the level divided by the
number of such tests (Bonferroni). Draws that keep too close to their expectations are no draws either: the
pooled chi-square's lower tail. The counts take 8/10 of the level; the lower tail and, where slopes are asked
for, their mean take 1/10 each.
"""

from __future__ import annotations

import contextlib
import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch

from course_utils.checking import wire
from course_utils.checking.draw import Draw
from course_utils.checking.law import Law, categorical, continuous, groups, ranking
from course_utils.checking.mean_slope import MeanSlope
from course_utils.checking.sampler_verdict import SamplerJudge
from course_utils.checking.student_error import describe, missing
from course_utils.checking.verdict import Status, Verdict
from course_utils.checking.watch import Watch

__all__ = ["Law", "MeanSlope", "Recipe", "Sampler", "Trial", "categorical", "continuous", "ranking"]


@dataclass(frozen=True)
class Trial:
    """One setting in which the sampler is tried.

    The student's function is called as `f(*args, count)`, twice, each time for half of `draws`; what it
    returns has shape (count, *law.shape). `raises`: the right answer raises this, and there is no law.
    `about` says in a few words what is special here.
    """

    args: tuple[Any, ...]
    law: Law | None
    draws: int = 50_000
    about: str = ""
    raises: type[Exception] | None = None

    def __post_init__(self) -> None:
        if (self.law is None) == (self.raises is None):
            raise ValueError("a trial has a law or an exception")
        if self.draws % 4 or self.draws <= 0:
            raise ValueError("draws must be a multiple of 4: two calls, and pairs in each")


@dataclass(frozen=True)
class Recipe:
    """A known wrong way to sample.

    It is named when the counts fit it and not the truth. Give its `law(*args)`, or a `mimic(*args, count,
    generator)` that draws as someone would who goes this way. `says` ends with a question that leads on.
    """

    name: str
    says: str
    mimic: Callable[..., torch.Tensor] | None = None
    law: Callable[..., Law] | None = None

    def __post_init__(self) -> None:
        if (self.mimic is None) == (self.law is None):
            raise ValueError(f"{self.name}: give a mimic or a law")


@dataclass(frozen=True)
class Sampler:
    """A sampler exercise: `trials(draw)`, simplest first; a right one fails with chance `level` at most.

    `without` names aten operations that the answer should do without ("multinomial"): a right answer that
    uses one earns a remark. `slope`: slopes must come back through the draws too, right on average.
    """

    name: str
    trials: Callable[[Draw], Sequence[Trial]]
    recipes: tuple[Recipe, ...] = ()
    level: float = 1e-6
    without: tuple[str, ...] = ()
    slope: MeanSlope | None = None

    def collect(self, answer: object, seed: int) -> wire.Json:
        """Draw in every trial, and write down how often each outcome came, and each pair of them in a row."""
        from course_utils.checking.collect import NotAttempted, Unusable

        if not callable(answer):
            kind = type(answer).__name__
            raise Unusable(f"`{self.name}` must be a function that draws; this is a `{kind}`.")
        used: set[str] = set()
        runs: list[wire.Json] = []
        for number, trial in enumerate(self.trials(Draw(seed))):
            watch = Watch(used) if self.without and number == 0 else contextlib.nullcontext()
            with _seeded(seed * 1_000_003 + number), watch:
                runs.append(_run(answer, trial))
            if number == 0 and (gap := missing(runs[0].get("error", {}), answer, self.name)) is not None:
                raise NotAttempted(gap)
        found: dict[str, wire.Json] = {"runs": runs, "used": sorted(used & set(self.without))}
        if self.slope is not None:
            with _seeded(seed * 1_000_003 + len(runs)):
                found["slope"] = self.slope.collect(answer)
        return found

    def judge(self, data: wire.Json, seed: int) -> Verdict:
        """Test the counts against the exact laws of the same seed."""
        verdict = SamplerJudge(self, self.trials(Draw(seed)), seed).judge(data)
        if self.slope is None or verdict.status is not Status.RIGHT:
            return verdict
        wrong = self.slope.judge(data.get("slope"), 0.1 * self.level)
        return wrong or replace(verdict, lines=(*verdict.lines, self.slope.praise))

    def p_values(self, data: wire.Json, seed: int) -> list[float]:
        """Pearson's p-value of each trial that drew: uniform over seeds if the sampler is right."""
        return SamplerJudge(self, self.trials(Draw(seed)), seed).p_values(data)


@contextlib.contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Seed every generator that a student may draw from, and give them back as they were."""
    import numpy

    states = random.getstate(), numpy.random.get_state()
    devices = list(range(torch.cuda.device_count())) if torch.cuda.is_available() else []
    with torch.random.fork_rng(devices=devices):
        start = seed & (2**63 - 1)
        torch.manual_seed(start)
        random.seed(start)
        numpy.random.seed(start % 2**32)
        try:
            yield
        finally:
            random.setstate(states[0])
            numpy.random.set_state(states[1])


def _run(sampler: Callable[..., Any], trial: Trial) -> dict[str, wire.Json]:
    from course_utils import device

    home, half = device.pick(), trial.draws // 2
    drawn: list[torch.Tensor] = []
    for _ in range(2):
        args = [a.clone().to(home) if isinstance(a, torch.Tensor) else a for a in trial.args]
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                result = sampler(*args, half)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # SystemExit too: a check must outlive whatever the student raises
            return {"error": describe(error)}
        if trial.law is None:
            return {"other": "a result, where there is nothing to draw from"}
        if not wire.is_plain_tensor(result):
            return {"other": "None" if result is None else f"a `{type(result).__name__[:60]}`"}
        wanted = (half, *trial.law.shape)
        if tuple(result.shape) != wanted:
            return {"shape": list(result.shape)[:16]}
        if result.dtype.is_floating_point == trial.law.whole or result.dtype is torch.bool:
            return {"dtype": str(result.dtype).removeprefix("torch.")}
        drawn.append(result.detach().to("cpu", torch.int64 if trial.law.whole else torch.float64))
    return {"same": torch.equal(*drawn)} | count(trial.law, drawn)


def count(law: Law, drawn: Sequence[torch.Tensor]) -> dict[str, wire.Json]:
    """How often each outcome came in each call, each pair of consecutive groups, and what cannot happen."""
    size, group = len(law.probabilities), groups(law.probabilities)
    folds = int(group.max()) + 1
    halves, pairs = [], torch.zeros(folds * folds, dtype=torch.int64)
    echoes, impossible, example = 0, 0, ""
    for draws in drawn:
        outcome = law.outcome(draws)
        bad = outcome < 0
        if bool(bad.any()):
            impossible += int(bad.sum())
            example = example or str(draws[bad][0].tolist())[:60]
        halves.append(torch.bincount(outcome[~bad], minlength=size).tolist())
        folded = torch.where(bad, -1, group[outcome.clamp(min=0)]).reshape(-1, 2)
        folded = folded[(folded >= 0).all(-1)]
        pairs += torch.bincount(folded[:, 0] * folds + folded[:, 1], minlength=folds * folds)
        front, back = outcome[: len(outcome) // 2], outcome[len(outcome) // 2 :]
        echoes += int((front == back).sum())
    return {
        "halves": halves,
        "pairs": pairs.tolist(),
        "echoes": echoes,
        "impossible": impossible,
        "example": example,
    }

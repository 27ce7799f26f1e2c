"""Judging a sampler: from counts to a sentence that says which outcome is off, and which recipe does that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from course_utils.checking import law as laws
from course_utils.checking import student_error, wire, words
from course_utils.checking.verdict import Status, Verdict

if TYPE_CHECKING:
    from course_utils.checking.sampler import Recipe, Sampler, Trial

_FITS = 1e-4
"""Counts fit a wrong recipe when a test of both together has at least this p-value."""
_POOLED = 20
"""The lower tail of the pooled chi-square is looked at from this many degrees of freedom on."""


@dataclass(frozen=True)
class Test:
    """One exact test: a count of draws, of how many, its chance under the law, and what it counts."""

    __test__ = False  # not pytest's

    count: int
    draws: int
    chance: float
    what: str
    independence: bool = False

    @property
    def tail(self) -> float:
        """The exact two-sided p-value."""
        return laws.binomial_tail(self.count, self.draws, self.chance)


@dataclass(frozen=True)
class Counts:
    """The counts of one trial, checked for their form."""

    halves: tuple[torch.Tensor, torch.Tensor]
    pairs: torch.Tensor
    echoes: int
    impossible: int
    example: str
    same: bool

    @property
    def total(self) -> torch.Tensor:
        """Counts per outcome over both calls, shape (M,)."""
        return self.halves[0] + self.halves[1]


class SamplerJudge:
    """Judges one piece of evidence about a sampler; made anew for each."""

    def __init__(self, task: Sampler, trials: Sequence[Trial], seed: int) -> None:
        self.task, self.trials, self.seed = task, trials, seed

    def judge(self, data: wire.Json) -> Verdict:
        """The verdict. Raises wire.Malformed if the data is not what `Sampler.collect` writes."""
        runs = self._runs(data)
        counted = [self._counts(trial, run) for trial, run in zip(self.trials, runs, strict=True)]
        tests = [self._tests(t, c) if c else [] for t, c in zip(self.trials, counted, strict=True)]
        limit = 0.8 * self.task.level / max(1, sum(map(len, tests)))
        for number, (trial, run, counts) in enumerate(zip(self.trials, runs, counted, strict=True)):
            trouble = self._trouble(trial, run, counts)
            if trouble:
                return self._say(number, *trouble)
            off = self._most_off(tests[number], limit)
            if off:
                recipe = None if off.independence else self._recognize(counted)  # else the shares are right
                if recipe:
                    return self._say(number, Status.WRONG, [self._tell(off), recipe.says], recipe.name)
                if _constant(self.trials, counted):
                    told = "The same answer each time: where is the noise?"
                    return self._say(number, Status.WRONG, [self._tell(off), told], "no noise")
                if counts and all(int(half.max()) == trial.draws // 2 for half in counts.halves):
                    told = "A call gives one outcome only. Do all its draws share one noise?"
                    return self._say(number, Status.WRONG, [self._tell(off), told], "one noise for all draws")
                return self._say(number, Status.WRONG, [self._tell(off)], "")
        if self._too_even(counted):
            return Verdict(
                Status.WRONG,
                (
                    "The shares are right, too right: counts of independent draws scatter around their "
                    "expectations, and yours hardly do. Is each draw made without looking at the others?",
                ),
                "no independent draws",
            )
        return self._right(data)

    def p_values(self, data: wire.Json) -> list[float]:
        """Pearson's p-value for each trial that drew."""
        found = []
        for trial, run in zip(self.trials, self._runs(data), strict=True):
            counts = self._counts(trial, run)
            if counts and trial.law:
                expected = trial.draws * trial.law.probabilities
                found.append(laws.upper_tail(*laws.chi_square(counts.total, expected)))
        return found

    def _runs(self, data: wire.Json) -> list[Any]:
        if not isinstance(data, dict) or not isinstance(data.get("runs"), list):
            raise wire.Malformed("no runs")
        runs = data["runs"]
        if len(runs) != len(self.trials) or not all(isinstance(run, dict) for run in runs):
            raise wire.Malformed("not one run for each trial")
        return runs

    def _counts(self, trial: Trial, run: dict[str, Any]) -> Counts | None:
        if "halves" not in run or trial.law is None:
            return None
        size, folds = len(trial.law.probabilities), int(laws.groups(trial.law.probabilities).max()) + 1
        halves, half = run["halves"], trial.draws // 2
        if not isinstance(halves, list) or len(halves) != 2:
            raise wire.Malformed("not two calls")
        impossible = run.get("impossible")
        if type(impossible) is not int or not 0 <= impossible <= trial.draws:
            raise wire.Malformed("not a count")
        tensors = [_count_tensor(h, size, half) for h in halves]
        if sum(int(t.sum()) for t in tensors) + impossible != trial.draws:
            raise wire.Malformed("counts that do not add up")
        pairs = _count_tensor(run.get("pairs"), folds * folds, trial.draws // 2)
        if not impossible and int(pairs.sum()) != trial.draws // 2:
            raise wire.Malformed("pairs that do not add up")
        echoes = run.get("echoes")
        if type(echoes) is not int or not 0 <= echoes <= trial.draws // 2:
            raise wire.Malformed("not a count")
        example = run.get("example")
        if not isinstance(example, str) or type(run.get("same")) is not bool:
            raise wire.Malformed("not what was counted")
        return Counts((tensors[0], tensors[1]), pairs, echoes, impossible, example[:60], run["same"])

    def _trouble(
        self, trial: Trial, run: dict[str, Any], counts: Counts | None
    ) -> tuple[Status, list[str], str] | None:
        """What is wrong before any count is looked at: an error, a shape, a draw that cannot be."""
        law = trial.law
        error = run.get("error")
        if law is None or error is not None:
            return self._about_errors(trial, error)
        if "other" in run:
            hint = " Did you print instead of return?" if run["other"] == "None" else ""
            return Status.WRONG, [f"gave {str(run['other'])[:120]}, not a tensor of draws.{hint}"], ""
        half = trial.draws // 2
        if "shape" in run:
            wanted = tuple([half, *law.shape])
            shown = tuple(n for n in run["shape"] if type(n) is int) if isinstance(run["shape"], list) else ()
            each = "one draw for each row" if law.shape else "one entry for each draw"
            return Status.WRONG, [f"gave shape {shown}, expected {wanted}: {each}."], ""
        if "dtype" in run:
            kind = "class numbers, which are whole (int64)" if law.whole else "floating-point numbers"
            return Status.WRONG, [f"gave {str(run['dtype'])[:20]}; draws of {law.name} are {kind}."], ""
        if counts is None:
            raise wire.Malformed("no counts")
        if counts.same and int((counts.total > 0).sum()) > 1:  # one outcome, always, is no matter of seeds
            told = (
                f"gave the same {half:,} draws twice. Do you seed inside the function, or draw the noise "
                "only once? What should a second call give?"
            )
            return Status.WRONG, [told], "seeded inside"
        if counts.impossible:
            share = f"{counts.impossible:,} such draws of {trial.draws:,}"
            told = f"gave `{counts.example}`, and {share}: that cannot happen."
            recipe = self._recognize([counts], [trial])
            return Status.WRONG, [told] + ([recipe.says] if recipe else []), recipe.name if recipe else ""
        return None

    def _about_errors(self, trial: Trial, error: Any) -> tuple[Status, list[str], str] | None:
        if error is not None and not student_error.is_description(error):
            raise wire.Malformed("not an error")
        if trial.raises is None:
            return Status.COULD_NOT_RUN, [f"did not return. {student_error.tell(error)}."], ""
        name = trial.raises.__name__
        if error is None:
            return Status.WRONG, [f"returned a value, but should raise `{name}`."], ""
        if error["type"] != name:
            told = f"did not return. {student_error.tell(error)}. A `{name}` was expected."
            return Status.COULD_NOT_RUN, [told], ""
        return None

    def _tests(self, trial: Trial, counts: Counts) -> list[Test]:
        assert trial.law is not None
        p, seen, draws = trial.law.probabilities, counts.total, trial.draws
        tests = [Test(int(seen[m]), draws, float(p[m]), trial.law.labels[m]) for m in range(len(p))]
        below, share = seen.cumsum(0), p.cumsum(0)
        tests += [
            Test(int(below[m]), draws, float(share[m]), f"a value below {end}")
            for m, end in enumerate(trial.law.ends)
        ]
        twins = "the same outcome half a call apart"
        tests.append(Test(counts.echoes, draws // 2, float((p * p).sum()), twins, independence=True))
        group = laws.groups(p)
        folds = int(group.max()) + 1
        of_group = torch.zeros(folds, dtype=torch.float64).index_add(0, group, p)
        names = [_few([trial.law.labels[m] for m in range(len(p)) if group[m] == g]) for g in range(folds)]
        tests += [
            Test(int(counts.pairs[a * folds + b]), draws // 2, float(of_group[a] * of_group[b]),
                 f"{names[a]}, then {names[b]}", independence=True)
            for a in range(folds) for b in range(folds)
        ]  # fmt: skip
        return tests

    def _most_off(self, tests: list[Test], limit: float) -> Test | None:
        """The test whose count is furthest out, if any is out; shares are looked at before pairs."""
        for independence in (False, True):
            out = [t for t in tests if t.independence is independence and t.tail < limit]
            if out:
                return max(out, key=lambda t: laws.standard_errors(t.count, t.draws, t.chance))
        return None

    def _tell(self, test: Test) -> str:
        apart = laws.standard_errors(test.count, test.draws, test.chance)
        share, wanted = _share(test.count / test.draws), _share(test.chance)
        if test.independence:
            return (
                f"gives each outcome its share, but its draws are not independent: {test.what} came in "
                f"{share} of {test.draws:,} pairs, expected {wanted}: {apart:.0f} standard errors away. "
                "What do these draws share in your code?"
            )
        return (
            f"gave {test.what} in {share} of {test.draws:,} draws, expected {wanted}: "
            f"{apart:.0f} standard errors away."
        )

    def _recognize(
        self, counted: Sequence[Counts | None], trials: Sequence[Trial] | None = None
    ) -> Recipe | None:
        """The wrong recipe that fits the counts of all trials best, if one fits."""
        from course_utils.checking.sampler import count

        best: tuple[float, Recipe | None] = (_FITS, None)
        for recipe in self.task.recipes:
            statistic, freedom = 0.0, 0
            generator = torch.Generator().manual_seed(self.seed & (2**63 - 1))
            for trial, counts in zip(trials or self.trials, counted, strict=True):
                if counts is None or trial.law is None:
                    continue
                seen = _with_impossible(counts.total, counts.impossible)
                if recipe.law is not None:
                    chances = recipe.law(*trial.args).probabilities
                    found = laws.chi_square(seen, trial.draws * _with_impossible(chances, 0))
                else:
                    assert recipe.mimic is not None
                    drawn = recipe.mimic(*trial.args, trial.draws, generator)
                    kind = torch.int64 if trial.law.whole else torch.float64
                    theirs = count(trial.law, [drawn.to(kind)])
                    like = _with_impossible(torch.tensor(theirs["halves"][0]), theirs["impossible"])
                    found = _two_samples(seen, like)
                statistic, freedom = statistic + found[0], freedom + found[1]
            fit = laws.upper_tail(statistic, freedom)
            if fit > best[0]:
                best = (fit, recipe)
        return best[1]

    def _too_even(self, counted: Sequence[Counts | None]) -> bool:
        statistic, freedom = 0.0, 0
        for trial, counts in zip(self.trials, counted, strict=True):
            if counts is None or trial.law is None:
                continue
            for half in counts.halves:
                found = laws.chi_square(half, trial.draws / 2 * trial.law.probabilities)
                statistic, freedom = statistic + found[0], freedom + found[1]
        return freedom >= _POOLED and 1 - laws.upper_tail(statistic, freedom) < 0.1 * self.task.level

    def _say(self, number: int, status: Status, lines: list[str], misconception: str) -> Verdict:
        trial = self.trials[number]
        arguments = [words.argument(a) for a in trial.args] + ["count"]
        calling = f"{self.task.name}({', '.join(arguments)})"
        about = f" ({trial.about})" if trial.about else ""
        before = f"{words.sentence(words.plural(number, 'setting'))} right so far." if number else ""
        told = f"The {'first that fails' if number else 'simplest'}{about}: `{calling}` {lines[0]}"
        said = tuple(line for line in (before, told, *lines[1:]) if line)
        return Verdict(status, said, misconception, calling)

    def _right(self, data: wire.Json) -> Verdict:
        drew = [trial.draws for trial in self.trials if trial.law is not None]
        where = f"{sum(drew):,} draws in {words.plural(len(drew), 'setting')}"
        lines = [f"{where} fit the exact probabilities, and two in a row look independent."]
        used = [name for name in self.task.without if name in (data.get("used") or [])]
        if used:
            lines.append(
                f"It calls `{words.listing(used)}`, though: there PyTorch does the drawing. Can you do it "
                "without?"
            )
        return Verdict(Status.RIGHT, tuple(lines))


def _constant(trials: Sequence[Trial], counted: Sequence[Counts | None]) -> bool:
    """Does a setting give one outcome only, in both calls, and too often for noise shared by a whole call?"""
    by_luck = 1.0  # the chance that two calls agree everywhere, with noise of their own
    for trial, counts in zip(trials, counted, strict=True):
        if counts is None or trial.law is None:
            continue
        first, second = counts.halves
        if int(first.max()) * 2 != trial.draws or not torch.equal(first, second):
            return False
        by_luck *= float(trial.law.probabilities.square().sum())
    return by_luck < 1e-3


def _count_tensor(counts: Any, size: int, most: int) -> torch.Tensor:
    if not isinstance(counts, list) or len(counts) != size:
        raise wire.Malformed("not counts of these outcomes")
    if not all(type(n) is int and 0 <= n <= most for n in counts):
        raise wire.Malformed("not counts")
    return torch.tensor(counts, dtype=torch.int64)


def _with_impossible(counts: torch.Tensor, impossible: int) -> torch.Tensor:
    return torch.cat([counts, torch.tensor([impossible], dtype=counts.dtype)])


def _two_samples(a: torch.Tensor, b: torch.Tensor) -> tuple[float, int]:
    """The chi-square of two samples' counts having one law, and its degrees of freedom."""
    both = (a + b).to(torch.float64)
    share_a, share_b = float(a.sum() / both.sum()), float(b.sum() / both.sum())
    first, freedom = laws.chi_square(a, share_a * both)
    second, _ = laws.chi_square(b, share_b * both)
    return first + second, freedom


def _few(labels: list[str]) -> str:
    if len(labels) <= 3:
        return " or ".join(labels)
    return f"{labels[0]}, {labels[1]} or {len(labels) - 2} others"


def _share(x: float) -> str:
    return f"{100 * x:.2f} %" if x >= 1e-3 else f"{100 * x:.2g} %"

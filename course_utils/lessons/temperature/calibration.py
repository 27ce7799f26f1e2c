"""Notebook 04: two digit classifiers, how far their probabilities can be believed, and the one number that "
"mends them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Symptom
from course_utils.lessons import digits

FIT = 937
"""Pictures of the training set that the first model learns from; the 500 others are kept for its "
"temperature."""
FEW = 200
BINS = 15
LOWEST, HIGHEST = 0.1, 10.0
"""Where `fit_temperature` has to look."""
CLOSE = 0.02
"""The part of T by which an answer may be off: what the statement says."""


@dataclass(frozen=True)
class Judged:
    """A model's scores (N, 10) in float64 and the true labels (N,): to fit T on, and to judge it by."""

    z_fit: torch.Tensor
    y_fit: torch.Tensor
    z_held_out: torch.Tensor
    y_held_out: torch.Tensor


@cache
def judged(pictures: int = FIT, steps: int = 300, step_size: float = 1.0) -> Judged:
    """Train a linear model on the first `pictures` training digits and score the others; under a second."""
    data = digits.load()
    model = digits.train_linear(
        data.x_train[:pictures], data.y_train[:pictures], steps=steps, step_size=step_size
    )
    return Judged(
        model.scores(data.x_train[FIT:]),
        data.y_train[FIT:],
        model.scores(data.x_held_out),
        data.y_held_out,
    )


def modest() -> Judged:
    """The recipe of 01, on 937 pictures: 300 steps of size 1."""
    return judged()


def bold() -> Judged:
    """Few pictures and ten times the steps: it learns its 200 pictures by heart."""
    return judged(FEW, 3000, 2.0)


@dataclass(frozen=True)
class Bin:
    """The pictures whose largest probability falls into one bin: how many, its mean, and the share right."""

    count: int
    stated: float
    right: float


def expected_error(p: torch.Tensor, y: torch.Tensor, bins: int = BINS) -> tuple[float, tuple[Bin, ...]]:
    """Expected calibration error of probabilities p (N, K) for labels y (N,), and the bins that are not "
    "empty.

    Bins of equal width over the largest probability; each counts by its share of the pictures (Naeini, Cooper
    and Hauskrecht, 2015).
    """
    top, guess = p.max(-1)
    right = (guess == y).to(p.dtype)
    number = (top * bins).long().clamp(max=bins - 1)
    found = tuple(
        Bin(int(inside.sum()), float(top[inside].mean()), float(right[inside].mean()))
        for b in range(bins)
        if bool((inside := number == b).any())
    )
    return sum(b.count * abs(b.stated - b.right) for b in found) / len(y), found


def mean_nll(z: torch.Tensor, y: torch.Tensor, T: float = 1.0) -> float:
    """Mean of -log softmax(z / T)[y] over the N rows of z (N, K), with labels y (N,)."""
    return float(torch.nn.functional.cross_entropy(z.double() / T, y))


def best_temperature(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """The T > 0 with the least mean negative log-likelihood of y (N,), from scores z (N, K); a float64 "
    "scalar.

    The loss (Guo and others, 2017) is convex in beta = 1/T, with slope E_p[z] - z_y on average. So the
    slope is brought to 0 by halving an interval of log beta, with no loss computed at all.
    """
    z = z.double()
    true = z.gather(-1, y[:, None])[:, 0].mean()

    def slope(beta: float) -> float:
        return float((torch.softmax(beta * z, -1) * z).sum(-1).mean() - true)

    low, high = math.log(1e-3), math.log(1e3)
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(math.exp(middle)) < 0 else (low, middle)
    return torch.tensor(math.exp(-(low + high) / 2), dtype=torch.float64)


def _labels(draw: Draw, z: torch.Tensor, T: float) -> torch.Tensor:
    """Labels drawn from softmax(z / T): scores whose right temperature is near T."""
    total = torch.softmax(z.double() / T, -1).cumsum(-1)
    return (draw.uniform(len(z), 1, dtype=torch.float64) > total).sum(-1).clamp(max=z.shape[-1] - 1)


def fit_cases(draw: Draw) -> Sequence[Case]:
    """Scores of models that are too sure, too modest, and about right."""
    two_of_three = torch.tensor([0, 0, 1])
    about = "a model that is right in 2 of its 3 answers"
    cases = [Case((torch.tensor([[1.5, 0.0]] * 3), two_of_three), about=about)]
    for about, T in (("too sure", 2.5), ("too modest", 0.5), ("about right", 1.0)):
        z = draw.normal(400, 4, scale=2.0 * T)
        cases.append(Case((z, _labels(draw, z, T)), about=f"400 pictures, {about}"))
    shifted = draw.normal(300, 3, scale=2.0)
    cases.append(Case((shifted + 50, _labels(draw, shifted, 1.5)), about="scores around 50"))
    return cases


def _near(wrong: Callable[[torch.Tensor, torch.Tensor], float]) -> Callable[[Symptom], bool]:
    """A symptom: on the first failing case the number is what `wrong(z, y)` gives, to 2 in 100."""

    def holds(s: Symptom) -> bool:
        if s.kind != "values" or s.got is None or s.got.dim():
            return False
        theirs = wrong(s.case.args[0].double(), s.case.args[1])
        return abs(float(s.got) - theirs) <= CLOSE * abs(theirs)

    return holds


def _of_softmax_twice(z: torch.Tensor, y: torch.Tensor) -> float:
    """The T that makes the cross-entropy smallest if it is handed softmax(z / T) for scores."""
    grid = torch.logspace(math.log10(LOWEST), math.log10(HIGHEST), 400, dtype=torch.float64).tolist()
    return min(grid, key=lambda T: mean_nll(torch.softmax(z / T, -1), y))


fit_temperature = Exercise(
    id="04.fit_temperature",
    title="One number that calibrates",
    points=3,
    task=Function(
        name="fit_temperature",
        reference=best_temperature,
        cases=fit_cases,
        tolerance=lambda case, expected, dtype: CLOSE * expected,
        one_number=True,
        misconceptions=(
            Misconception(
                "beta instead of T",
                "That is *one over* the right T. You multiply the scores by it, don't you? They are divided.",
                symptom=_near(lambda z, y: 1 / float(best_temperature(z, y))),
            ),
            Misconception(
                "softmax twice",
                "`cross_entropy` wants *scores*, and takes their softmax itself. What do you hand it?",
                symptom=_near(_of_softmax_twice),
            ),
            Misconception(
                "the loss instead of its place",
                "That is the smallest *loss*. At which T do you find it?",
                symptom=_near(lambda z, y: mean_nll(z, y, float(best_temperature(z, y)))),
            ),
            Misconception(
                "maximizes the loss",
                "You end at the end of the range. Do you look for the *smallest* loss, and does your range "
                "reach from 0.1 to 10?",
                symptom=lambda s: (
                    s.kind == "values"
                    and s.got is not None
                    and s.got.dim() == 0
                    and (float(s.got) <= 1.02 * LOWEST or float(s.got) >= 0.98 * HIGHEST)
                ),
            ),
            Misconception(
                "T = 1",
                "You return 1 whatever the labels are. What does the loss say at T = 0.9, and at T = 1.1?",
                symptom=_near(lambda z, y: 1.0),
            ),
            Misconception(
                "one number for each row",
                "One temperature for *all* pictures, please: a single number. Over what do you average the "
                "loss?",
                symptom=lambda s: s.kind == "shape",
            ),
            Misconception(
                "a coarse search",
                "You are near, but more than 2 in 100 off. How far apart are the temperatures that you try? "
                "And is it the *loss* that you make smallest?",
                symptom=lambda s: (
                    s.kind == "values"
                    and s.got is not None
                    and s.expected is not None
                    and s.got.dim() == 0
                    and 0.7 < float(s.got / s.expected) < 1.4
                ),
            ),
        ),
    ),
    hints=(
        "The loss of one temperature is `torch.nn.functional.cross_entropy(z / T, y)`. You need the T where "
        "it is smallest.",
        "Nothing clever is needed: try many temperatures from 0.1 to 10, a hundredth apart in *ratio*, and "
        "keep the best.",
        "`temperatures = torch.logspace(-1, 1, 300)`; compute the loss at each, and return "
        "`temperatures[losses.argmin()]`.",
    ),
)

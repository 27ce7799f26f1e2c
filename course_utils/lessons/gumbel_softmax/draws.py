"""Notebook 07: a sampler of one-hots, noise included, judged by how often each class comes."""

from __future__ import annotations

from collections.abc import Callable

import torch

from course_utils.checking import Draw, Exercise
from course_utils.checking.sampler import Law, MeanSlope, Recipe, Sampler, Trial
from course_utils.lessons.gumbel_max.recipes import EXPONENTIAL, PLAIN_NORMAL, UNIFORM, UPSIDE_DOWN, Noise
from course_utils.lessons.gumbel_softmax.stand_ins import hardest


def one_hots(p: torch.Tensor) -> Law:
    """One-hot rows, class k with probability p_k; p (K,). A row that is not exactly one-hot cannot happen."""
    p = p.to(torch.float64)

    def outcome(draws: torch.Tensor) -> torch.Tensor:
        k = draws.argmax(-1)
        return torch.where((draws == hardest(draws)).all(-1), k, -1)

    labels = tuple(f"class {k}" for k in range(len(p)))
    return Law(p / p.sum(), outcome, labels, shape=(len(p),), whole=False, name="these one-hots")


def trials(draw: Draw) -> list[Trial]:
    """A fair coin first; then the course's scores, warm and cold; then what must be refused."""
    running = torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0])
    any_z = draw.normal(3)

    def trial(z: torch.Tensor, tau: float, about: str = "") -> Trial:
        return Trial((z, tau), one_hots(torch.softmax(z.to(torch.float64), -1)), about=about)

    return [
        trial(torch.tensor([0.0, 0.0]), 1.0, "a fair coin"),
        trial(torch.tensor([2.0, 1.0]), 0.5),
        trial(running, 2.0),
        trial(any_z, 0.3),
        Trial((running, 0.0), None, raises=ValueError, about="tau 0"),
    ]


def _with(noise: Noise) -> Callable[[torch.Tensor, float], Law]:
    """Gumbel-max with another noise than Gumbel's."""
    return lambda z, tau: one_hots(noise.winners(z))


def _drawn_again(z: torch.Tensor, tau: float, count: int, generator: torch.Generator) -> torch.Tensor:
    """Takes the relaxed sample for probabilities, and draws from it once more."""
    u = torch.rand(count, len(z), generator=generator, dtype=torch.float64).clamp(min=2.0**-53)
    y = torch.softmax((z - torch.log(-torch.log(u))) / tau, -1)
    k = torch.multinomial(y, 1, generator=generator)[:, 0]
    return torch.nn.functional.one_hot(k, len(z)).to(torch.float64)


_LEAD, _DEARER, _WARM = 1.0, 2.0, 2.0
"""Two classes: how far the first one leads, how much more it costs, and the tau of their relaxed samples."""


def mean_slope(tau: float) -> torch.Tensor:
    """The mean slope of the cost of two classes by their scores, straight through relaxed samples; (2,).

    The difference of two Gumbel noises is logistic. So a sample is y = sigmoid((lead + logit(u)) / tau), its
    slope by the first score y (1 - y) (f_0 - f_1) / tau, and the mean an integral over u in (0, 1).
    """
    u = (torch.arange(10_000, dtype=torch.float64) + 0.5) / 10_000
    y = torch.sigmoid((_LEAD + torch.logit(u)) / tau)
    first = (y * (1 - y)).mean() * _DEARER / tau
    return torch.stack([first, -first])


hard_draws = Exercise(
    id="07.hard_draws",
    title="All of it at once",
    points=2,
    task=Sampler(
        name="hard_draws",
        trials=trials,
        slope=MeanSlope(
            z=torch.tensor([_LEAD, 0.0]),
            tau=_WARM,
            prices=torch.tensor([1.0 + _DEARER, 1.0]),
            exact=mean_slope,
            span=_DEARER / (4 * _WARM),  # y (1 - y) lies between 0 and 1/4
        ),
        recipes=(
            Recipe(
                "tau on the scores only",
                "These are the counts of softmax(z/tau): tau divides the scores, and not the noise. Or the "
                "noise is of scale tau, as a comment in PyTorch says. What must tau divide, so that it does "
                "not change who wins?",
                law=lambda z, tau: one_hots(torch.softmax(z / tau, -1)),
            ),
            Recipe(
                "relaxed samples are probabilities",
                "These counts fit a class that is *drawn* from the relaxed sample, as if that were "
                "probabilities. It has been drawn already, by the noise. What is left to do with it?",
                mimic=_drawn_again,
            ),
            Recipe(
                "noise on probabilities",
                "These are the counts of softmax(p): the noise was added to probabilities. To what does the "
                "theorem of 06 add it?",
                law=lambda z, tau: one_hots(torch.softmax(torch.softmax(z, -1), -1)),
            ),
            Recipe(
                "no noise",
                "It is the same class every time. Where does chance come in?",
                law=lambda z, tau: one_hots(hardest(z)),
            ),
            Recipe(
                "normal noise",
                "These are the counts that *normal* noise gives. Which noise does the theorem of 06 need?",
                law=_with(PLAIN_NORMAL),
            ),
            Recipe(
                "uniform noise",
                "These are the counts that *uniform* noise gives, straight from `torch.rand`. Which two "
                "logarithms make Gumbel noise of it?",
                law=_with(UNIFORM),
            ),
            Recipe(
                "one logarithm",
                "These are the counts that $-\\log u$ gives, which is exponential noise. One more logarithm "
                "makes it Gumbel. Which?",
                law=_with(EXPONENTIAL),
            ),
            Recipe(
                "minus Gumbel noise",
                "These are the counts of *minus* Gumbel noise, $\\log(-\\log u)$. Which sign is missing?",
                law=_with(UPSIDE_DOWN),
            ),
        ),
    ),
    hints=(
        "Three steps: noise of shape `(count, K)`, your `gumbel_softmax`, your `straight_through`.",
        "For the noise, `-torch.log(-torch.log(u))` of `u = torch.rand(count, len(z))` will do, with `u` "
        "kept "
        "off 0; or minus the logarithm of `torch.empty(count, len(z)).exponential_()`.",
        "`return straight_through(gumbel_softmax(z, tau, g))`, with `g` that noise.",
    ),
)

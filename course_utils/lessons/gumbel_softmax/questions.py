"""Notebook 07: its bets, and what goes wrong when probabilities pass for scores."""

from __future__ import annotations

import torch

from course_utils.checking import Bet, Exercise, Part, Value, WrongValue
from course_utils.lessons.gumbel_softmax import estimators
from course_utils.lessons.gumbel_softmax.objectives import LOGITS, QUADRATIC
from course_utils.lessons.gumbel_softmax.stand_ins import gumbel, hardest

RUNNING = (2.0, 1.0, 3.0, 5.0, 4.0)


def argmax_slopes(points: int = 10_000, step: float = 1e-6) -> torch.Tensor:
    """Central differences of the one-hot argmax at random points, by each of three scores; (points, 3, 3)."""
    z = torch.randn(points, 1, 3, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    nudges = step * torch.eye(3, dtype=torch.float64)
    return (hardest(z + nudges) - hardest(z - nudges)) / (2 * step)


def _slope_outcome() -> dict[str, str]:
    still = bool((argmax_slopes() == 0).all())
    z = torch.tensor([2.0, 1.0, 3.0], requires_grad=True)
    try:
        z.argmax().backward()
        torch_says = "slopes"
    except RuntimeError:
        torch_says = "an error"
    tied = torch.tensor([2.0, 2.0, 1.0], requires_grad=True)
    (slopes,) = torch.autograd.grad(tied.max(), tied)
    said = {(1.0, 0.0, 0.0): "1, 0, 0", (0.5, 0.5, 0.0): "1/2, 1/2, 0", (0.0, 0.0, 0.0): "0, 0, 0"}
    return {
        "slope": "zero" if still else "there is none",
        "torch": torch_says,
        "tie": said[tuple(slopes.tolist())],
    }


slope_bet = Exercise(
    id="07.slope_bet",
    title="Bet: the slope of a choice",
    task=Bet(
        parts=(
            Part(
                "slope",
                "What is the slope of the one-hot of argmax, at scores picked at random?",
                ("zero", "one", "there is none"),
                because={
                    "zero": "Jumps there are, but you never stand on one.",
                    "there is none": (
                        "So you read everywhere: no derivative, because it jumps. It does jump, but only "
                        "where two scores share the lead, and there you almost never are. Everywhere else "
                        "the derivative exists. It is 0."
                    ),
                    "one": "Nudge a score by a millionth. Does another class win?",
                },
                misconceptions={"there is none": "argmax has no derivative because it jumps"},
            ),
            Part(
                "torch",
                "What does `z.argmax().backward()` give?",
                ("slopes", "zeros", "an error"),
                because={
                    "slopes": "`argmax` returns an *integer*, and to integers autograd attaches no graph.",
                    "zeros": "Zeros would be true. But `argmax` returns an integer: it has no graph at all.",
                },
                misconceptions={"slopes": "torch backpropagates through argmax"},
            ),
            Part(
                "tie",
                "What is the gradient of `z.max()` at z = (2, 2, 1)?",
                ("1, 0, 0", "1/2, 1/2, 0", "0, 0, 0"),
                because={
                    "0, 0, 0": (
                        "That is argmax, *who* is largest. `max` says *how* large, and moves when a leader "
                        "moves."
                    ),
                    "1, 0, 0": (
                        "`z.max(0).values` answers so, and picks one. Each convention is a subgradient, so "
                        "each is allowed."
                    ),
                },
                misconceptions={"0, 0, 0": "max is as flat as argmax"},
            ),
        ),
        outcome=_slope_outcome,
    ),
)


def mean_sample(tau: float, draws: int = 20_000, scores: tuple[float, ...] = RUNNING) -> torch.Tensor:
    """The mean of so many relaxed samples, (K,), with the same noise at every tau."""
    g = gumbel(draws, len(scores))
    return torch.softmax((torch.tensor(scores, dtype=torch.float64) + g) / tau, -1).mean(0)


def _mean_outcome() -> dict[str, str]:
    z = torch.tensor(RUNNING, dtype=torch.float64)
    p = torch.softmax(z, -1)
    g = gumbel(20_000, len(z))
    mean = mean_sample(1.0)[3]
    winners = (z + g).argmax(-1)
    same = all(bool((((z + g) / tau).softmax(-1).argmax(-1) == winners).all()) for tau in (0.1, 10.0))
    near = bool((mean - p[3]).abs() < 0.01)
    wins = "the same" if same else "more often" if mean > p[3] else "less often"
    return {
        "mean": "equal to p" if near else "below p" if mean < p[3] else "above p",
        "winner": wins,
    }


mean_bet = Exercise(
    id="07.mean_bet",
    title="Bet: the average sample",
    task=Bet(
        parts=(
            Part(
                "mean",
                "Average very many relaxed samples at tau 1. Where is the entry of class 3, the favorite?",
                ("below p", "equal to p", "above p"),
                because={
                    "equal to p": (
                        "It is tempting: the name says softmax, and the entries sum to 1. But a relaxed "
                        "sample "
                        "is a *blend*, not a probability, and its mean is not p. Only its argmax follows p."
                    ),
                    "above p": "Softening takes from the winner and gives to the others.",
                },
                misconceptions={"equal to p": "relaxed samples average to softmax"},
            ),
            Part(
                "winner",
                "From tau 0.1 to tau 10: how often is class 3 the largest entry of the sample?",
                ("less often", "the same", "more often"),
                because={
                    "less often": "Dividing all of z + g by the same number keeps their order.",
                    "more often": "Dividing all of z + g by the same number keeps their order.",
                },
                misconceptions={
                    "less often": "tau changes who wins",
                    "more often": "tau changes who wins",
                },
            ),
        ),
        outcome=_mean_outcome,
    ),
)


_P = (0.7, 0.2, 0.1)


def _taken_for_scores() -> list[float]:
    return torch.softmax(torch.tensor(_P, dtype=torch.float64), -1).tolist()


as_logits = Exercise(
    id="07.as_logits",
    title="Probabilities in the place of scores",
    points=2,
    task=Value(
        expected=_taken_for_scores,
        tolerance=1e-2,
        wrong=(
            WrongValue(
                lambda got: got.shape == (3,) and bool((got - torch.tensor(_P)).abs().max() < 0.01),
                "logits may be probabilities",
                "So it would be if the function took probabilities. It takes *scores*: whatever you hand "
                "over, its winners follow the softmax of that. And softmax(p) is not p. What is it?",
            ),
            WrongValue(
                lambda got: got.shape == (3,) and bool((got - 1 / 3).abs().max() < 0.02),
                "a third each",
                "Not quite that flat. The three numbers differ by 0.5 and 0.1, so the odds are exp(0.5) and "
                "exp(0.1). What is that as shares?",
            ),
            WrongValue(
                lambda got: got.shape == (3,) and bool((got.sum() - 1).abs() > 0.02),
                "no distribution",
                "Shares of draws must add up to 1. Whose softmax do the winners follow?",
            ),
        ),
    ),
    hints=(
        "The function does not know that these are probabilities. What does it believe they are?",
        "Scores. The winner of `scores + g` follows softmax(scores), whatever tau is.",
        "`torch.softmax(torch.tensor([0.7, 0.2, 0.1]), -1)`.",
    ),
)


def gradient_norms(tau: float, draws: int = 20_000) -> torch.Tensor:
    """Lengths of the gradients through so many relaxed samples of the notebook's example, (draws,)."""
    return estimators.gumbel_softmax(tau)(QUADRATIC, LOGITS, gumbel(draws, len(LOGITS))).norm(dim=-1)


def _tau_outcome() -> dict[str, str]:
    warm, cold = gradient_norms(1.0), gradient_norms(0.01)

    def compare(change: float) -> str:
        return "smaller" if change < 0.1 else "larger" if change > 10 else "about as large"

    return {
        "typical": compare(float(cold.median() / warm.median())),
        "largest": compare(float(cold.max() / warm.max())),
    }


tau_bet = Exercise(
    id="07.tau_bet",
    title="Bet: the colder, the better?",
    task=Bet(
        parts=(
            Part(
                "typical",
                "From tau 1 down to tau 0.01: how long is the *typical* gradient? (The median length.)",
                ("smaller", "about as large", "larger"),
                because={
                    "larger": (
                        "That is what one reads: gradients explode. The typical one *vanishes*, since "
                        "softmax is "
                        "saturated. A few explode, and make up for it."
                    ),
                    "about as large": (
                        "The mean length about doubles. The median goes to 0: softmax is saturated."
                    ),
                },
                misconceptions={
                    "larger": "gradients explode as tau falls",
                    "about as large": "gradients keep their size",
                },
            ),
            Part(
                "largest",
                "And the *longest* of 20,000 gradients?",
                ("smaller", "about as large", "larger"),
                because={
                    "smaller": (
                        "Now and then two classes are nearly equal, and there the factor 1/tau is felt."
                    ),
                    "about as large": (
                        "Now and then two classes nearly tie, and there the factor 1/tau is felt."
                    ),
                },
                misconceptions={"smaller": "the lower tau, the better"},
            ),
        ),
        outcome=_tau_outcome,
    ),
)

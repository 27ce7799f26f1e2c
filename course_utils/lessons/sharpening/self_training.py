"""Notebook 08: ten labels for each digit, and the other pictures guessed and sharpened."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import torch

from course_utils import device
from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Symptom, rounding
from course_utils.lessons import digits
from course_utils.lessons.sharpening.formulas import by_power

GuessLoss = Callable[[torch.Tensor, float], torch.Tensor]

LABELS = 10
"""Labels for each digit; the other training pictures are used without theirs."""
STEPS, WARM_UP, STEP_SIZE = 300, 100, 1.0
"""Of gradient descent, as in 01; the guesses join in after the warm-up."""
SPLITS = 5


def guess_loss_reference(scores: torch.Tensor, alpha: float) -> torch.Tensor:
    """The mean cross-entropy of the model's own sharpened guesses, taken as given; by KL and entropy."""
    guess = by_power(torch.softmax(scores.detach(), -1), alpha)
    entropy = torch.special.entr(guess).sum(-1)
    apart = torch.nn.functional.kl_div(torch.log_softmax(scores, -1), guess, reduction="none").sum(-1)
    return (entropy + apart).mean()


def guess_loss_cases(draw: Draw) -> list[Case]:
    """Scores (N, K) of N pictures; powers from 1 on."""
    f64 = torch.float64
    two = torch.tensor([[0.0, 1.0]])
    return [
        Case((two, 1.0), about="power 1"),
        Case((two, 2.0)),
        Case((two, 2.0), gradient=True),
        Case((torch.tensor([[1.0, 2.0, 3.0], [3.0, 0.0, 0.0]]), 2.0), gradient=True, about="two pictures"),
        Case((torch.tensor([[1.0, 2.0, 3.0]]), 1.0), gradient=True, about="power 1: the slopes are 0"),
        Case((torch.tensor([[1000.0, 0.0, 0.0]]), 2.0), about="a very sure model"),
        Case((draw.normal(4, 10, scale=2.0), 2.0), gradient=True),
        Case((draw.normal(3, 5, scale=2.0, dtype=f64), 4.0), gradient=True),
    ]


def _errors(case: Case) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Guess, -log p, and the errors in u of log p (absolute) and of the guess (relative).

    log p_i is off by (|log p_i| + K + 8) u (rounding.log_softmax); the guess is a softmax of alpha log p.
    """
    scores, alpha = case.args[0].to(torch.float64), float(case.args[1])
    surprise = -torch.log_softmax(scores, -1)
    guess = torch.softmax(-alpha * surprise, -1)
    of_log = 2 * surprise + scores.shape[-1] + 8
    own = alpha * (of_log + surprise)
    of_guess = own + (guess * own).sum(-1, keepdim=True) + scores.shape[-1] + 8
    return guess, surprise, of_log, of_guess


def _tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    guess, surprise, of_log, of_guess = _errors(case)
    rows = (guess * (surprise * (of_guess + 2) + of_log)).sum(-1)
    units = rows.mean() + (case.args[0].numel() + 4) * expected.abs()
    return units * rounding.unit(dtype) + 2 * rounding.smallest(dtype) * torch.ones_like(expected)


def _gradient_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """For (p - guess) / N."""
    guess, surprise, of_log, of_guess = _errors(case)
    p = torch.exp(-surprise)
    units = p * (of_log + 8) + guess * (of_guess + 8)
    return units * rounding.unit(dtype) / len(p) + 2 * rounding.smallest(dtype)


def _cross(scores: torch.Tensor, guess: torch.Tensor) -> torch.Tensor:
    return -(guess * torch.log_softmax(scores, -1)).sum(-1)


def _through_the_guess(scores: torch.Tensor, alpha: float) -> torch.Tensor:
    return _cross(scores, torch.softmax(alpha * torch.log_softmax(scores, -1), -1)).mean()


def _only_through_the_guess(scores: torch.Tensor, alpha: float) -> torch.Tensor:
    log_p = torch.log_softmax(scores, -1)
    return -(torch.softmax(alpha * log_p, -1) * log_p.detach()).sum(-1).mean()


def _has_slopes_of(loss: GuessLoss) -> Callable[[Symptom], bool]:
    """Whether the gradient is that of `loss`, times a weight of size 1 or 1/2, in any sign."""

    def symptom(s: Symptom) -> bool:
        if s.kind != "gradient" or s.got is None:
            return False
        with torch.enable_grad():
            leaf = s.case.args[0].double().clone().requires_grad_()
            (slopes,) = torch.autograd.grad(loss(leaf, s.case.args[1]), leaf)
        return any(torch.allclose(s.got, w * slopes, rtol=1e-3, atol=1e-6) for w in (1.0, -1.0, 0.5, -0.5))

    return symptom


def _both_sharpened(case: Case) -> torch.Tensor:
    return _through_the_guess(case.args[1] * case.args[0].double(), 1.0)


def _hard(scores: torch.Tensor, alpha: float) -> torch.Tensor:
    return torch.nn.functional.cross_entropy(scores, scores.argmax(-1))


def _flattened(scores: torch.Tensor, alpha: float) -> torch.Tensor:
    return _cross(scores, torch.softmax(scores / alpha, -1)).mean()


def _divergence(scores: torch.Tensor, alpha: float) -> torch.Tensor:
    guess = torch.softmax(alpha * scores, -1)
    return torch.nn.functional.kl_div(torch.log_softmax(scores, -1), guess, reduction="batchmean")


def _softmax_twice(scores: torch.Tensor, alpha: float) -> torch.Tensor:
    return _cross(torch.softmax(scores, -1), torch.softmax(alpha * scores, -1)).mean()


guess_loss = Exercise(
    id="08.guess_loss",
    title="A loss without labels",
    points=2,
    task=Function(
        name="guess_loss",
        reference=guess_loss_reference,
        cases=guess_loss_cases,
        tolerance=_tolerance,
        gradient_tolerance=_gradient_tolerance,
        misconceptions=(
            Misconception(
                "the gradient flows through the guess",
                "The value is right. But the gradient goes through the guess as well, and so the model may "
                "move its own target. A label doesn't move. Which method makes a constant of a tensor?",
                symptom=_has_slopes_of(_through_the_guess),
            ),
            Misconception(
                "the wrong factor is a constant",
                "The value is right. But the gradient goes through the guess *only*: the model's own "
                "$\\log p$ is the constant here. Which of the two plays the label, and which is to learn?",
                symptom=_has_slopes_of(_only_through_the_guess),
            ),
            Misconception(
                "cut off from autograd",
                "Value right, but no gradient: here everything is detached. The guess should be, the "
                "model's probabilities should not. Which of the two is your `.detach()` applied to?",
                symptom=lambda s: s.kind == "no_graph",
            ),
            Misconception(
                "a sum over the pictures",
                "With one picture it is right. With two it doubles: is it a sum where a mean is wanted?",
                mimic=lambda scores, alpha: _cross(
                    scores, torch.softmax(alpha * torch.log_softmax(scores, -1), -1)
                ).sum(),
            ),
            Misconception(
                "a mean over all entries",
                "Too small by a factor of K: it looks as if you take a mean over pictures *and* classes. "
                "Over which of the two does cross-entropy sum?",
                mimic=lambda scores, alpha: _through_the_guess(scores, alpha) / scores.shape[-1],
            ),
            Misconception(
                "not sharpened",
                "At power 1 it is right, at power 2 it is not. Where does `alpha` come in?",
                mimic=lambda scores, alpha: _through_the_guess(scores, 1.0),
            ),
            Misconception(
                "the model sharpened too",
                "It looks as if both sides are sharpened, the guess and the model that is to learn from it. "
                "Only the *guess* is. What stands in the logarithm?",
                symptom=lambda s: (
                    s.kind == "values"
                    and s.got is not None
                    and torch.allclose(s.got, _both_sharpened(s.case), rtol=1e-4)
                ),
            ),
            Misconception(
                "one picture, one loss",
                "A loss for each picture came back. Gradient descent wants a single number: what does "
                "the formula do with all $N$ of them?",
                symptom=lambda s: s.kind == "shape" and s.got is not None and s.got.dim() == 1,
            ),
            Misconception(
                "hard labels",
                "A guess of 0.7 became 1: this takes the best class for a label. Which power would do that? "
                "It should be `alpha`.",
                mimic=_hard,
            ),
            Misconception(
                "divides by the temperature twice",
                "Flatter, not sharper: this is the power $1/\\alpha$. Is $\\alpha$ the temperature, or its "
                "inverse?",
                mimic=_flattened,
            ),
            Misconception(
                "KL for cross-entropy",
                "You take the entropy of the guess away: that is a KL divergence. With a constant guess its "
                "slope is the same, the number asked for is not. Which of the two has the formula?",
                mimic=_divergence,
            ),
            Misconception(
                "softmax twice",
                "There is a softmax too many. `cross_entropy` and `log_softmax` want *scores*, and take the "
                "softmax themselves. What do you hand them?",
                mimic=_softmax_twice,
            ),
            Misconception(
                "the sign",
                "This loss is negative. A cross-entropy is a surprise: what sign does $\\log p$ have?",
                mimic=lambda scores, alpha: -_through_the_guess(scores, alpha),
            ),
            Misconception(
                "scores sharpened instead of probabilities",
                "It looks as if the *scores* are raised to a power, or handed to `sharpen` as they are. "
                "What must come first?",
                symptom=lambda s: (
                    s.kind == "values"
                    and s.got is not None
                    and bool(s.got.isnan().any())
                    and not s.case.about.startswith("a very sure")
                ),
            ),
            Misconception(
                "the logarithm of a softmax",
                "`nan`, from a model that is very sure: one p became 0, its logarithm `-inf`, and 0 times "
                "that is `nan`. Which function of notebook 02 takes the logarithm in one go?",
                symptom=lambda s: s.case.about.startswith("a very sure") and s.kind == "values",
            ),
        ),
    ),
    hints=(
        "Two things: the guess, `sharpen(...)` of the model's probabilities; and the cross-entropy, minus "
        "the sum of guess times `log_softmax`.",
        "The guess must be a constant: take `scores.detach()` for it.",
        "`log_p = torch.log_softmax(scores, -1)`, then `-(guess * log_p).sum(-1).mean()`.",
    ),
)


@dataclass(frozen=True)
class Split:
    """Rows of the training pictures: those with a label and those without."""

    labelled: torch.Tensor
    others: torch.Tensor


def split(seed: int) -> Split:
    """`LABELS` random pictures of each digit keep their label."""
    y = digits.load().y_train
    order = torch.randperm(len(y), generator=torch.Generator().manual_seed(seed))
    kept = torch.cat([order[y[order] == c][:LABELS] for c in range(digits.CLASSES)])
    rest = torch.ones(len(y), dtype=torch.bool)
    rest[kept] = False
    return Split(kept, rest.nonzero()[:, 0])


@device.one_thread()
def train(seed: int, alpha: float | None, loss_of_guesses: GuessLoss = guess_loss_reference) -> int:
    """Train the linear digits model on one split; the number of held-out pictures it gets right, of 360.

    `alpha`: the power of the guesses; None to leave the pictures without labels out. Runs in float64.
    """
    data, rows = digits.load(), split(seed)
    x, y = data.x_train.to(torch.float64), data.y_train
    weight = torch.zeros(digits.CLASSES, digits.PIXELS, dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(digits.CLASSES, dtype=torch.float64, requires_grad=True)
    x_labelled, y_labelled, x_others = x[rows.labelled], y[rows.labelled], x[rows.others]
    for step in range(STEPS):
        loss = torch.nn.functional.cross_entropy(x_labelled @ weight.T + bias, y_labelled)
        if alpha is not None and step >= WARM_UP:
            loss = loss + loss_of_guesses(x_others @ weight.T + bias, alpha)
        slopes = torch.autograd.grad(loss, (weight, bias))
        with torch.no_grad():
            for parameter, slope in zip((weight, bias), slopes, strict=True):
                parameter -= STEP_SIZE * slope
    scores = digits.LinearModel(weight.detach(), bias.detach()).scores(data.x_held_out)
    return int((scores.argmax(-1) == data.y_held_out).sum())


def mean_and_error(values: list[int] | list[float]) -> tuple[float, float]:
    """The mean, and its standard error: the standard deviation over the root of their number."""
    x = torch.tensor(values, dtype=torch.float64)
    return float(x.mean()), float(x.std() / math.sqrt(len(x)))


@cache
def reference_run(alpha: float | None) -> tuple[int, ...]:
    """Held-out pictures right in each of the `SPLITS`, with the reference's loss."""
    return tuple(train(seed, alpha) for seed in range(SPLITS))

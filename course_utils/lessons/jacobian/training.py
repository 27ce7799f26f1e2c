"""Notebook 05: training the digits model with one's own gradient."""

from __future__ import annotations

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
    Status,
    Symptom,
    Verdict,
    rounding,
    wire,
)
from course_utils.lessons import digits
from course_utils.lessons.jacobian import bounds
from course_utils.lessons.jacobian.by_hand import by_autograd, refusal
from course_utils.lessons.jacobian.model import gradients_by_autograd

STEPS, STEP_SIZE = 50, 3.0
"""The short training run of the check; 300 steps of size 1 in the notebook."""
ENOUGH = 0.95


def _descend(
    x: torch.Tensor, y: torch.Tensor, steps: int, step_size: float, sign: float = -1.0
) -> tuple[torch.Tensor, torch.Tensor]:
    """Gradient descent from zero weights, by autograd; W (10, D) and b (10,)."""
    weight = torch.zeros(digits.CLASSES, x.shape[-1], dtype=x.dtype)
    bias = torch.zeros(digits.CLASSES, dtype=x.dtype)
    for _ in range(steps):
        dw, db = gradients_by_autograd(x, y, weight, bias)
        weight, bias = weight + sign * step_size * dw, bias + sign * step_size * db
    return weight, bias


def _train_reference(
    x: torch.Tensor, y: torch.Tensor, steps: int, step_size: float
) -> tuple[torch.Tensor, torch.Tensor]:
    return _descend(x, y, steps, step_size)


def train_cases(draw: Draw) -> list[Case]:
    """A few pictures, a few steps; step sizes at which gradient descent does not stretch errors."""
    f64 = torch.float64
    x = torch.tensor([[1.0], [3.0]], dtype=f64)
    y = torch.tensor([0, 1])
    some = draw.uniform(6, 3, dtype=f64), draw.integers(6, high=10)
    return [
        Case((x, y, 0, 0.1), about="no step at all"),
        Case((x, y, 1, 0.1)),
        Case((x, y, 2, 0.1)),
        Case((*some, 5, 0.5)),
    ]


def _train_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """Each step may add the error of one gradient times the step size.

    For these steps, below 2 / L, descent on a convex loss brings no two points further apart: errors add up
    and no more. L is at most half the mean of |x|² + 1.
    """
    x, y, steps, step_size = case.args
    weight = torch.zeros(digits.CLASSES, x.shape[-1], dtype=torch.float64)
    largest = 1.0 + steps * step_size * (1 + float(x.abs().max()))  # no weight grows beyond it
    one = Case((x, y, weight + largest, weight[:, 0] + largest))
    return (steps + 1) * step_size * bounds.linear_gradients(one, expected, dtype) + 4 * rounding.unit(
        dtype
    ) * expected.abs()


def _start_elsewhere(s: Symptom) -> bool:
    return s.kind == "values" and s.case.args[2] == 0


@dataclass(frozen=True)
class Training:
    """A function exercise `train(x, y, steps, step_size)`, then a short run on the digits.

    The evidence of the run is what was learned: all weights. The judge counts held-out digits itself.
    """

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
        """The runs on small cases, and the weights learned from the digits."""
        from course_utils import device

        runs = self.function.collect(answer, seed)
        assert callable(answer)
        autograd = by_autograd(answer, self.function.cases(Draw(seed))[-1])
        data, home = digits.load(), device.pick()
        try:
            learned = answer(data.x_train.clone().to(home), data.y_train.clone().to(home), STEPS, STEP_SIZE)
            weights = wire.plain(learned)
        except Exception:
            weights = None
        return {"runs": runs, "autograd": autograd, "learned": weights}

    def judge(self, data: wire.Json, seed: int) -> Verdict:
        """The small cases, then the digits that the learned weights get right."""
        if not isinstance(data, dict) or set(data) != {"runs", "autograd", "learned"}:
            raise wire.Malformed("not runs, a word on autograd and weights")
        if type(data["autograd"]) is not bool:
            raise wire.Malformed("not a word on autograd")
        verdict = self.function.judge(data["runs"], seed)
        if verdict.status is not Status.RIGHT:
            return verdict
        if data["autograd"]:
            return refusal(self.name)
        learned = wire.restore(data["learned"])
        shapes = [getattr(part, "shape", None) for part in learned] if isinstance(learned, list) else []
        if shapes != [(digits.CLASSES, digits.PIXELS), (digits.CLASSES,)]:
            return Verdict(
                Status.WRONG,
                (
                    *verdict.lines,
                    "On the digits, though, it did not return W of shape (10, 64) and b of shape (10,).",
                ),
            )
        held_out = digits.load()
        scores = digits.LinearModel(*(part.to(torch.float64) for part in learned)).scores(held_out.x_held_out)
        right, total = int((scores.argmax(-1) == held_out.y_held_out).sum()), len(held_out.y_held_out)
        said = (
            f"{STEPS} steps of size {STEP_SIZE:g} on the digits: {right} of {total} held-out pictures right."
        )
        if right < ENOUGH * total:
            return Verdict(Status.WRONG, (*verdict.lines, said, f"At least {ENOUGH:.0%} should be."))
        return Verdict(Status.RIGHT, (*verdict.lines, said))


train = Exercise(
    id="05.train",
    title="Train the digits with your gradient",
    points=3,
    task=Training(
        Function(
            name="train",
            reference=_train_reference,
            cases=train_cases,
            tolerance=_train_tolerance,
            misconceptions=(
                Misconception(
                    name="up instead of down",
                    says="Your steps go *along* the gradient. That is where the loss grows fastest. Which "
                    "sign takes you down?",
                    mimic=lambda x, y, steps, step_size: _descend(x, y, steps, step_size, sign=1.0),
                ),
                Misconception(
                    name="step size left out",
                    says="It looks as if every step has the full length of the gradient. Where does "
                    "`step_size` come in?",
                    mimic=lambda x, y, steps, step_size: _descend(x, y, steps, 1.0),
                ),
                Misconception(
                    name="one step too many or too few",
                    says="It looks as if the number of steps is off by one. After `steps=0`, W and b are "
                    "still all zero.",
                    mimic=lambda x, y, steps, step_size: _descend(x, y, steps + 1, step_size),
                ),
                Misconception(
                    name="one step too many or too few",
                    says="It looks as if the number of steps is off by one. After `steps=1`, one step has "
                    "been taken. How often does your loop run?",
                    mimic=lambda x, y, steps, step_size: _descend(x, y, max(steps - 1, 0), step_size),
                ),
                Misconception(
                    name="one step too many or too few",
                    says="It looks as if only the last step counts, or there is just one: does every step "
                    "start from where the one before it ended?",
                    mimic=lambda x, y, steps, step_size: _descend(x, y, min(steps, 1), step_size),
                ),
                Misconception(
                    name="random start",
                    says="With no step at all, W and b should be what they start as: all zeros. (This "
                    "loss is convex, so no luck is needed to start well.)",
                    symptom=_start_elsewhere,
                ),
                Misconception(
                    name="bias forgotten",
                    says="W moves, but b stays at zero. It has a gradient too.",
                    symptom=lambda s: (
                        s.got is not None
                        and s.got.dim() == 1
                        and not bool(s.got.any())
                        and s.kind == "values"
                    ),
                ),
            ),
        )
    ),
    hints=(
        "Begin with `W = torch.zeros(10, x.shape[-1], dtype=x.dtype, device=x.device)` and zeros for `b`, "
        "ten of them.",
        "In each of the `steps`, get both gradients from `linear_gradients(x, y, W, b)`, and then move both.",
        "Move *against* the gradient: `W = W - step_size * dW`, and the same for b. Return `W, b` at the "
        "end.",
    ),
)

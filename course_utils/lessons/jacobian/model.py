"""Notebook 05: the gradient of a linear classifier, and training with it."""

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

STEPS, STEP_SIZE = 50, 3.0
"""The short training run of the check; 300 steps of size 1 in the notebook."""
ENOUGH = 0.95


def gradients_by_autograd(
    x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Gradient of the mean cross-entropy of scores x Wᵀ + b by W (K, D) and b (K,)."""
    with torch.enable_grad():
        w, b = weight.detach().clone().requires_grad_(), bias.detach().clone().requires_grad_()
        loss = torch.nn.functional.cross_entropy(x.detach() @ w.T + b, y)
        dw, db = torch.autograd.grad(loss, (w, b))
    return dw, db


def gradient_cases(draw: Draw) -> list[Case]:
    """Small models: N pictures of D pixels in K classes, all three different wherever it matters."""

    def case(
        rows: int,
        pixels: int,
        classes: int,
        about: str = "",
        dtype: torch.dtype = torch.float64,
        scale: float = 1.0,
    ) -> Case:
        x = draw.normal(rows, pixels, dtype=dtype)
        y = draw.integers(rows, high=classes)
        return Case(
            (x, y, draw.normal(classes, pixels, scale=scale, dtype=dtype), draw.normal(classes, dtype=dtype)),
            about=about,
        )

    x, y = torch.tensor([[1.0, 2.0]]), torch.tensor([0])
    return [
        Case((x, y, torch.zeros(3, 2), torch.zeros(3)), about="one picture, all weights 0"),
        Case(
            (torch.tensor([[1.0], [3.0]]), torch.tensor([0, 1]), torch.zeros(2, 1), torch.zeros(2)),
            about="two pictures, one pixel each",
        ),
        case(1, 2, 3, "one picture"),
        case(4, 2, 3),
        case(3, 5, 4),
        case(3, 3, 3, "as many pictures as pixels and classes"),
        case(7, 4, 2, dtype=torch.float32),
        Case(
            (x, y, torch.tensor([[-50.0, 100.0], [0.0, 0.0], [0.0, 1.0]]), torch.zeros(3)),
            about="large scores",
        ),
        case(20, 8, 10),
    ]


def _formula(
    *,
    residual: Callable[[torch.Tensor, torch.Tensor], torch.Tensor] = lambda p, y: p - y,
    mean: Callable[[torch.Tensor], float] = lambda r: r.shape[0],
    dim: int = -1,
) -> Callable[..., Any]:
    """The closed form, with one thing changed in it."""

    def run(
        x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        p = torch.softmax(x @ weight.T + bias, dim)
        r = residual(p, torch.nn.functional.one_hot(y, p.shape[-1]).to(p)) / mean(p)
        return r.T @ x, r.sum(0)

    return run


def _naive(
    x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    e = (x @ weight.T + bias).exp()
    r = (e / e.sum(-1, keepdim=True) - torch.nn.functional.one_hot(y, e.shape[-1])) / len(y)
    return r.T @ x, r.sum(0)


def _squared(p: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    v = 2 * (p - y)
    return p * (v - (p * v).sum(-1, keepdim=True))


def _transposed(s: Symptom) -> bool:
    shape = tuple(s.case.args[2].shape)
    return s.kind == "shape" and s.got is not None and tuple(s.got.shape) == shape[::-1] and s.got.dim() == 2


def _bias_not_summed(s: Symptom) -> bool:
    x, _, w, _ = s.case.args
    return s.kind == "shape" and s.got is not None and tuple(s.got.shape) == (len(x), len(w))


linear_gradients = Exercise(
    id="05.linear_gradients",
    title="The gradient of a linear model",
    points=3,
    task=Function(
        name="linear_gradients",
        reference=gradients_by_autograd,
        cases=gradient_cases,
        tolerance=bounds.linear_gradients,
        misconceptions=(
            Misconception(
                name="transposed",
                says="Your dW has the shape of $x\\,(p-y)^\\top$, which is right for $z = W^\\top x$. "
                "Here the scores are $x W^\\top$, with W as (classes, pixels): which factor comes first?",
                symptom=_transposed,
            ),
            Misconception(
                name="bias not summed",
                says="Every picture has its own $p - y$, but there is only one bias for all of them. What "
                "happens to N slopes that act on one number?",
                symptom=_bias_not_summed,
            ),
            Misconception(
                name="sum instead of mean",
                says="It looks as if you add over the pictures. The loss is the *mean*: with twice as "
                "many pictures, should the step be twice as long?",
                mimic=_formula(mean=lambda r: 1),
            ),
            Misconception(
                name="mean over classes too",
                says="It looks as if you divide by N times K. The mean runs over pictures; the K classes "
                "of one picture share a single loss.",
                mimic=_formula(mean=lambda r: r.numel()),
            ),
            Misconception(
                name="sign",
                says="It looks as if you use $y - p$. A gradient points where the loss *grows*. Does the "
                "loss grow when the true class's score does?",
                mimic=_formula(residual=lambda p, y: y - p),
            ),
            Misconception(
                name="the label left out",
                says="It looks as if the labels play no part: p alone, without $- y$. How would the model "
                "learn what is what?",
                mimic=_formula(residual=lambda p, y: p),
            ),
            Misconception(
                name="squared error",
                says="It looks as if this is the gradient of the squared error $\\|p - y\\|^2$. For "
                "cross-entropy the Jacobian cancels. What is left?",
                mimic=_formula(residual=_squared),
            ),
            Misconception(
                name="the Jacobian twice",
                says="It looks as if you multiply $p - y$ by J once more. It is in there already: $p - y$ "
                "is the gradient with respect to the *scores*.",
                mimic=_formula(residual=lambda p, y: _squared(p, y) / 2),
            ),
            Misconception(
                name="softmax over the pictures",
                says="It looks as if softmax runs down the columns, over the pictures. Each *row* must "
                "make 1.",
                mimic=_formula(dim=0),
            ),
            Misconception(
                name="no shift",
                says="Moderate scores are right, large ones overflow. Take the softmax that you built in "
                "02, or `torch.softmax`.",
                mimic=_naive,
            ),
        ),
    ),
    hints=(
        "For one picture the slope of the loss with respect to its scores is $p - y$, with $y$ one-hot. "
        "And $z_k = \\sum_d W_{kd}\\,x_d + b_k$: what is $\\partial z_k/\\partial W_{kd}$?",
        "So one picture gives $\\partial L/\\partial W_{kd} = (p_k - y_k)\\,x_d$ and $\\partial "
        "L/\\partial b_k = p_k - y_k$. Over the pictures, take the mean.",
        "With `r = (p - y) / N`, one row a picture: `dW = r.T @ x` and `db = r.sum(0)`. "
        "`torch.nn.functional.one_hot(y, K)` makes y's rows.",
    ),
)


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
        data, home = digits.load(), device.pick()
        try:
            learned = answer(data.x_train.clone().to(home), data.y_train.clone().to(home), STEPS, STEP_SIZE)
            weights = wire.plain(learned)
        except Exception:
            weights = None
        return {"runs": runs, "learned": weights}

    def judge(self, data: wire.Json, seed: int) -> Verdict:
        """The small cases, then the digits that the learned weights get right."""
        if not isinstance(data, dict) or set(data) != {"runs", "learned"}:
            raise wire.Malformed("not runs and weights")
        verdict = self.function.judge(data["runs"], seed)
        if verdict.status is not Status.RIGHT:
            return verdict
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

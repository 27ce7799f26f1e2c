"""Notebook 05: the gradient of a linear classifier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from course_utils.checking import (
    Case,
    Draw,
    Exercise,
    Function,
    Misconception,
    Symptom,
)
from course_utils.lessons.jacobian import bounds
from course_utils.lessons.jacobian.by_hand import ByHand
from course_utils.lessons.jacobian.draws import quarters


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
    ) -> Case:
        x, y = quarters(draw, rows, pixels, dtype=dtype), draw.integers(rows, high=classes)
        weight, bias = quarters(draw, classes, pixels, dtype=dtype), quarters(draw, classes, dtype=dtype)
        return Case((x, y, weight, bias), about=about)

    x, y = torch.tensor([[1.0, 2.0]]), torch.tensor([0])
    return [
        Case((x, y, torch.zeros(3, 2), torch.zeros(3)), about="one picture, all weights 0"),
        Case(
            (torch.tensor([[1.0], [3.0]]), torch.tensor([0, 1]), torch.zeros(2, 1), torch.zeros(2)),
            about="two pictures, one pixel each",
        ),
        Case(
            (torch.tensor([[1.0]]), torch.tensor([0]), torch.zeros(2, 1), torch.tensor([1.0, 0.0])),
            about="a bias that is not 0",
        ),
        Case(
            (torch.tensor([[1.0], [2.0]]), torch.tensor([1, 1]), torch.zeros(2, 1), torch.zeros(2)),
            about="two pictures of one class",
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


_FUNCTION = Function(
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
            says="It looks as if softmax runs down the columns, over the pictures. Each *row* must make 1.",
            mimic=_formula(dim=0),
        ),
        Misconception(
            name="no shift",
            says="Moderate scores are right, large ones overflow. Take the softmax that you built in "
            "02, or `torch.softmax`.",
            mimic=_naive,
        ),
        Misconception(
            name="something else in db",
            says="dW is right on this case, and db is not. How does a bias enter the scores, and over "
            "what is its slope averaged?",
            symptom=lambda s: s.kind == "values" and s.got is not None and s.got.dim() == 1,
        ),
        Misconception(
            name="something else in dW",
            says="That is dW, the first of the two. For one picture, is every entry $(p_k - y_k)\\,x_d$?",
            symptom=lambda s: s.kind == "values" and s.got is not None and s.got.dim() == 2,
        ),
    ),
)

linear_gradients = Exercise(
    id="05.linear_gradients",
    title="The gradient of a linear model",
    points=3,
    task=ByHand(_FUNCTION),
    hints=(
        "For one picture the slope of the loss with respect to its scores is $p - y$, with $y$ one-hot. "
        "And $z_k = \\sum_d W_{kd}\\,x_d + b_k$: what is $\\partial z_k/\\partial W_{kd}$?",
        "So one picture gives $\\partial L/\\partial W_{kd} = (p_k - y_k)\\,x_d$ and $\\partial "
        "L/\\partial b_k = p_k - y_k$. Over the pictures, take the mean.",
        "With `r = (p - y) / N`, one row a picture: `dW = r.T @ x` and `db = r.sum(0)`. "
        "`torch.nn.functional.one_hot(y, K)` makes y's rows.",
    ),
)

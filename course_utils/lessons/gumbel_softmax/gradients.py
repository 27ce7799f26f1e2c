"""Notebook 07: gradients from draws, by the score function and through the relaxed sample."""

from __future__ import annotations

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Symptom, rounding
from course_utils.lessons.gumbel_softmax.estimators import through_softmax
from course_utils.lessons.gumbel_softmax.objectives import TARGET
from course_utils.lessons.gumbel_softmax.stand_ins import gumbel, hardest


def score_reference(z: torch.Tensor, k: torch.Tensor, cost: torch.Tensor, b: float) -> torch.Tensor:
    """(cost - b) times the gradient by z of log p_k, one row for each draw, by autograd."""
    with torch.enable_grad():
        rows = z.expand(len(k), -1).detach().clone().requires_grad_()
        log_p = torch.log_softmax(rows, -1).gather(-1, k[:, None])[:, 0]
        return torch.autograd.grad(((cost - b) * log_p).sum(), rows)[0]


def score_cases(draw: Draw) -> list[Case]:
    """One draw of two classes first; then a baseline, several draws, as many draws as classes."""
    f64 = torch.float64
    z = torch.tensor([0.0, 0.0], dtype=f64)

    def tensors(*values: list[float]) -> tuple[torch.Tensor, ...]:
        return tuple(torch.tensor(v, dtype=f64) for v in values)

    (three,) = tensors([1.0, 0.0, 2.0])
    return [
        Case((z, torch.tensor([0]), *tensors([1.0]), 0.0), about="one draw, of class 0"),
        Case((z, torch.tensor([0]), *tensors([3.0]), 1.0), about="with a baseline"),
        Case((three, torch.tensor([2]), *tensors([1.0]), 0.0), about="three classes"),
        Case((three, torch.tensor([0, 2]), *tensors([1.0, -1.0]), 0.5), about="two draws"),
        Case((three, torch.tensor([1, 1, 0]), *tensors([1.0, 2.0, 3.0]), 0.5), about="three draws"),
        Case((draw.normal(4, dtype=f64), draw.integers(6, low=0, high=4), draw.normal(6, dtype=f64), 0.25)),
        Case((draw.normal(5), draw.integers(8, low=0, high=5), draw.normal(8), -0.5)),
    ]


def _score_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """Each entry is a product of (cost - b) and a difference of numbers of at most 1."""
    z, _, cost, b = case.args
    size = (cost.to(torch.float64).abs() + abs(b))[:, None]
    return (len(z) + 4 * float(z.max() - z.min()) + 24) * rounding.unit(dtype) * size.expand_as(expected)


def _p(z: torch.Tensor) -> torch.Tensor:
    return torch.softmax(z, -1)


def _drawn(z: torch.Tensor, k: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.one_hot(k, len(z)).to(z.dtype)


def _one_row(s: Symptom) -> bool:
    return s.kind == "shape" and s.got is not None and s.got.dim() == 1


score_gradients = Exercise(
    id="07.score_gradients",
    title="Score it",
    points=3,
    task=Function(
        name="score_gradients",
        reference=score_reference,
        cases=score_cases,
        tolerance=_score_tolerance,
        misconceptions=(
            Misconception(
                name="one row for all draws",
                says="One row for each draw is wanted, (N, K), so that their spread can be seen. Are you "
                "taking "
                "a mean or a sum too early?",
                symptom=_one_row,
            ),
            Misconception(
                name="the gradient of p instead of log p",
                says="That is the slope of $p_k$. The score is the slope of $\\log p_k$, which is 1/p_k "
                "times "
                "as large: it makes up for a rare class being drawn rarely. What is $\\log p_k$ by $z_j$?",
                mimic=lambda z, k, cost, b: (cost - b)[:, None] * _p(z)[k][:, None] * (_drawn(z, k) - _p(z)),
            ),
            Misconception(
                name="p - y",
                says="That is $p - y$, the slope of *minus* $\\log p_k$ from notebook 05: the sign is turned "
                "around, and a high cost would be sought. Whose slope is wanted here?",
                mimic=lambda z, k, cost, b: (cost - b)[:, None] * (_p(z) - _drawn(z, k)),
            ),
            Misconception(
                name="only the drawn class",
                says="Only the drawn class gets a slope. But $\\log p_k = z_k - \\mathrm{LSE}(z)$ feels "
                "every "
                "score. What does the second term give?",
                mimic=lambda z, k, cost, b: (cost - b)[:, None] * _drawn(z, k),
            ),
            Misconception(
                name="baseline forgotten",
                says="Without a baseline it is right. Where does `b` go: what do you compare a cost with?",
                mimic=lambda z, k, cost, b: cost[:, None] * (_drawn(z, k) - _p(z)),
            ),
            Misconception(
                name="baseline taken from the gradient",
                says="It looks as if `b` is taken from the finished gradient. That shifts its mean: it would "
                "be biased. From which number must it be taken, so that it drops out on average?",
                mimic=lambda z, k, cost, b: cost[:, None] * (_drawn(z, k) - _p(z)) - b,
            ),
            Misconception(
                name="baseline added",
                says="It looks as if `b` is added to the cost. To see whether a draw was better than "
                "expected, "
                "what do you do with the two?",
                mimic=lambda z, k, cost, b: (cost + b)[:, None] * (_drawn(z, k) - _p(z)),
            ),
        ),
    ),
    hints=(
        "$\\log p_k = z_k - \\mathrm{LSE}(z)$. Its slope by $z_j$ is 1 for j = k, minus what LSE gives.",
        "The gradient of LSE is softmax. So the score is one-hot of k, minus p, and `cost - b` weighs it.",
        "`(cost - b)[:, None] * (one_hot - p)`, with `one_hot` of shape (N, K) in z's dtype.",
    ),
)


def pathwise_reference(
    z: torch.Tensor, tau: float, g: torch.Tensor, t: torch.Tensor, hard: bool
) -> torch.Tensor:
    """2 (y - t) times the Jacobian of softmax at the relaxed sample, over tau; no autograd."""
    y = torch.softmax((z + g) / tau, -1)
    return through_softmax(y, 2 * ((hardest(y) if hard else y) - t)) / tau


def pathwise_cases(draw: Draw) -> list[Case]:
    """Soft and hard, one draw and many, tau below and above 1."""
    f64 = torch.float64
    z, t = torch.tensor([0.5, 0.0, -0.5], dtype=f64), TARGET

    def noise(*shape: int, dtype: torch.dtype = f64) -> torch.Tensor:
        return gumbel(*shape, seed=draw.one(0, 2**31), dtype=dtype)

    none = torch.zeros(1, 3, dtype=f64)
    return [
        Case((z, 1.0, none, t, False), about="no noise"),
        Case((z, 1.0, none, t, True), about="no noise, hard"),
        Case((z, 0.5, none, t, False), about="tau 0.5"),
        Case((z, 1.0, noise(2, 3), t, False), about="two draws"),
        Case((z, 0.5, noise(3, 3), t, True), about="three draws, hard"),
        Case((draw.normal(4, dtype=f64), 2.0, noise(6, 4), draw.uniform(4, dtype=f64), False)),
        Case((draw.normal(4), 0.7, noise(6, 4, dtype=torch.float32), draw.uniform(4), True)),
    ]


def _pathwise_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """An error of d in the exponents x = (z + g)/tau moves y by 2 d of itself, and so the gradient.

    The gradient is 1/tau times p_i (v_i - m) with |v| at most w: each factor carries the error of y twice.
    """
    z, tau, g, t = (a.to(torch.float64) if isinstance(a, torch.Tensor) else a for a in case.args[:4])
    x = (z + g) / tau
    w = 2 * (1 + float(t.abs().max()))
    exponent = 2 * ((z.abs() + g.abs()) / tau + x.abs()).amax(-1, keepdim=True)
    units = 2 * exponent + len(z) + 3 * (x.amax(-1, keepdim=True) - x.amin(-1, keepdim=True)) + 16
    return (4 * w / tau * units * rounding.unit(dtype)).expand_as(expected)


def _soft(z: torch.Tensor, tau: float, g: torch.Tensor) -> torch.Tensor:
    return torch.softmax((z + g) / tau, -1)


pathwise_gradients = Exercise(
    id="07.pathwise_gradients",
    title="Through the sample",
    points=3,
    task=Function(
        name="pathwise_gradients",
        reference=pathwise_reference,
        cases=pathwise_cases,
        tolerance=_pathwise_tolerance,
        misconceptions=(
            Misconception(
                name="one row for all draws",
                says="One row for each draw is wanted, (N, K). `z` is shared by all draws, so autograd adds "
                "their slopes up. What if every draw had a copy of `z` of its own?",
                symptom=_one_row,
            ),
            Misconception(
                name="the slope of a mean",
                says="Right, but divided by the number of draws: that is the slope of a *mean* over draws. "
                "Each row is to be one draw's own gradient. What should run over the draws instead?",
                mimic=lambda z, tau, g, t, hard: pathwise_reference(z, tau, g, t, hard) / len(g),
            ),
            Misconception(
                name="hard ignored",
                says="Soft is right. With `hard=True` you get the same: where does the one-hot come in?",
                mimic=lambda z, tau, g, t, hard: pathwise_reference(z, tau, g, t, False),
            ),
            Misconception(
                name="always hard",
                says="Hard is right. With `hard=False` the cost is that of the *soft* sample. Is `hard` "
                "asked?",
                mimic=lambda z, tau, g, t, hard: pathwise_reference(z, tau, g, t, True),
            ),
            Misconception(
                name="the chain rule's 1/tau",
                says="It looks as if a factor $1/\\tau$ is missing: z is divided by tau on its way. Could "
                "autograd "
                "keep track of that for you?",
                mimic=lambda z, tau, g, t, hard: pathwise_reference(z, tau, g, t, hard) * tau,
            ),
            Misconception(
                name="the slope by y",
                says="That is $2(y - t)$, the slope by *y*. How does it get from y back to z?",
                mimic=lambda z, tau, g, t, hard: (
                    2 * ((hardest(_soft(z, tau, g)) if hard else _soft(z, tau, g)) - t)
                ),
            ),
            Misconception(
                name="nothing came back",
                says="With `hard=True` all slopes are 0 or missing: the plain one-hot hands none back. Which "
                "function did you write for that?",
                symptom=lambda s: (
                    bool(s.case.args[4])
                    and (
                        "does not require grad" in s.message
                        or s.kind == "type"
                        or (s.got is not None and bool((s.got == 0).all()))
                    )
                ),
            ),
        ),
    ),
    hints=(
        "`own` holds one copy of the scores for each draw. What makes relaxed samples `y` of it, with this "
        "`tau` and this noise?",
        "You wrote that function, and the one that hardens as well. Only if `hard` is the second one called.",
        "`y = gumbel_softmax(own, tau, g)`, and then `if hard:` `y = straight_through(y)`.",
    ),
)

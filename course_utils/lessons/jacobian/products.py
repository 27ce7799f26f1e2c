"""Notebook 05: the Jacobian as something that acts, not as something that is stored."""

from __future__ import annotations

from collections.abc import Callable

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Property, Symptom, rounding
from course_utils.lessons.jacobian import bounds
from course_utils.lessons.jacobian.draws import quarters
from course_utils.lessons.jacobian.linear_work import LinearWork
from course_utils.lessons.jacobian.own_function import NO_GRADIENT, NO_GRAPH, OwnFunction


def vjp_reference(p: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """vᵀJ at logits log p, by autograd: softmax(log p) is p."""
    with torch.enable_grad():
        z = p.log().detach().requires_grad_()
        return torch.autograd.grad(torch.softmax(z, -1), z, v)[0]


def vjp_cases(draw: Draw) -> list[Case]:
    """Pairs p, v with all p positive: one row, batches, and a constant v, of which nothing may be left."""
    f64 = torch.float64
    quarter = torch.tensor([0.25, 0.25, 0.5])

    def pair(
        *shape: int, scale: float = 2.0, dtype: torch.dtype = torch.float32
    ) -> tuple[torch.Tensor, torch.Tensor]:
        z = draw.normal(*shape, scale=scale, dtype=f64)
        return torch.softmax(z, -1).to(dtype), draw.normal(*shape, dtype=dtype)

    return [
        Case((torch.tensor([0.5, 0.5]), torch.tensor([1.0, 0.0]))),
        Case((quarter, torch.tensor([0.0, 0.0, 1.0]))),
        Case((quarter, torch.tensor([1.0, 1.0, 1.0])), about="a constant v"),
        Case(
            (torch.tensor([[0.5, 0.5], [0.25, 0.75]]), torch.tensor([[1.0, 0.0], [1.0, 0.0]])),
            about="a batch",
        ),
        Case((torch.tensor([[0.25, 0.75]]), torch.tensor([[1.0, -1.0]])), about="a batch of one"),
        Case(pair(5)),
        Case(pair(3, 3), about="as many rows as classes"),
        Case(pair(2, 4, dtype=f64)),
        Case(pair(2, 3, 4), about="two batch dimensions"),
        Case(pair(6, scale=6.0), about="a sure model"),
        Case(pair(4, dtype=torch.float16), about="float16"),
        Case(pair(4, 40)),
    ]


def _sums_to_zero(case: Case, product: torch.Tensor) -> bool:
    return bool((product.sum(-1).abs() <= 0.02).all())  # float16: a few roundings of entries below 2


def _has_k_by_k(s: Symptom) -> bool:
    p = s.case.args[0]
    return s.kind == "shape" and s.got is not None and s.got.shape == (*p.shape, p.shape[-1])


vjp = Exercise(
    id="05.vjp",
    title="The product without the matrix",
    points=3,
    task=LinearWork(
        Function(
            name="softmax_vjp",
            reference=vjp_reference,
            cases=vjp_cases,
            tolerance=bounds.product,
            properties=(Property("sums", _sums_to_zero),),
            without=("softmax_backward_data",),
            misconceptions=(
                Misconception(
                    name="only the diagonal",
                    says="That is $p_i(1-p_i)\\,v_i$: each class listens to its own $v_i$ only. What do "
                    "the entries off the diagonal of J bring in?",
                    mimic=lambda p, v: p * (1 - p) * v,
                ),
                Misconception(
                    name="no correction",
                    says="That is $\\mathrm{diag}(p)\\,v$, the first half. What does $p\\,p^\\top v$ take "
                    "away? Try a constant v: J must send it to 0.",
                    mimic=lambda p, v: p * v,
                ),
                Misconception(
                    name="mean without weights",
                    says="From each $v_i$ you take the *plain* mean of v. Which mean belongs there: is a "
                    "class with probability 0.01 to count as much as one with 0.9?",
                    mimic=lambda p, v: p * (v - v.mean(-1, keepdim=True)),
                ),
                Misconception(
                    name="p missing in front",
                    says="The bracket $v_i - \\sum_k p_k v_k$ is right. What multiplies it?",
                    mimic=lambda p, v: v - (p * v).sum(-1, keepdim=True),
                ),
                Misconception(
                    name="plus instead of minus",
                    says="It looks as if you add $p\\,p^\\top v$. Try a constant v: J must send it to 0.",
                    mimic=lambda p, v: p * (v + (p * v).sum(-1, keepdim=True)),
                ),
                Misconception(
                    name="one sum for the whole batch",
                    says="Single vectors are right, batches are not: it looks as if one sum serves all "
                    "rows. Over which `dim` should it run?",
                    mimic=lambda p, v: p * (v - (p * v).sum()),
                ),
                Misconception(
                    name="lost keepdim",
                    says="The dimension that you summed over has gone, and broadcasting then paired rows "
                    "with columns. What does `keepdim=True` do?",
                    mimic=lambda p, v: p * (v - (p * v).sum(-1)),
                ),
                Misconception(
                    name="a matrix instead of a vector",
                    says="One number for each pair of classes came back. $v^\\top J$ has one for each "
                    "class. What is still to be summed?",
                    symptom=_has_k_by_k,
                ),
            ),
        )
    ),
    hints=(
        "$v^\\top(\\mathrm{diag}(p) - p\\,p^\\top)$: multiply out. The first part is `p * v`.",
        "In the second part, $v^\\top p$ is a single number for each row: `(p * v).sum(-1, "
        "keepdim=True)`. Take it first, and no matrix ever appears.",
        "With $m = \\sum_k p_k v_k$ the answer is $p_i\\,(v_i - m)$, for all $i$ at once.",
    ),
)


def twice_reference(z: torch.Tensor, v: torch.Tensor | None = None) -> torch.Tensor:
    """Softmax of z, or with v the product vᵀJ, itself differentiable by z; by autograd."""
    if v is None:
        return torch.softmax(z, -1)
    with torch.enable_grad():
        leaf = z if z.requires_grad else z.detach().clone().requires_grad_()
        return torch.autograd.grad((torch.softmax(leaf, -1) * v).sum(), leaf, create_graph=True)[0]


def twice_cases(draw: Draw) -> list[Case]:
    """Values, then what backward gives for v, with the derivative of that."""
    f64 = torch.float64
    again = "what `backward` gives for v"

    def back(z: torch.Tensor, v: torch.Tensor, about: str = again) -> Case:
        return Case((z,), {"v": v}, gradient=True, about=about)

    return [
        Case((torch.tensor([0.0, 0.0], dtype=f64),)),
        Case((torch.tensor([1.0, 2.0, 3.0], dtype=f64),)),
        Case((quarters(draw, 2, 3),), about="a batch"),
        Case((torch.tensor([1000.0, 1000.0, 0.0], dtype=f64),), about="large logits"),
        # Not [0, 0] first: with equal p, the plain mean of v is the right one.
        back(torch.tensor([1.0, 2.0, 3.0], dtype=f64), torch.tensor([0.0, 1.0, 0.0], dtype=f64)),
        back(torch.tensor([0.0, 0.0], dtype=f64), torch.tensor([1.0, 0.0], dtype=f64)),
        back(quarters(draw, 2, 2), quarters(draw, 2, 2), "what `backward` gives for a batch"),
        back(quarters(draw, 2, 3), quarters(draw, 2, 3), "what `backward` gives for a batch"),
        back(draw.normal(4, dtype=f64), draw.normal(4, dtype=f64)),
        back(draw.normal(4), draw.normal(4), "what `backward` gives for v, in float32"),
    ]


def _twice_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    if "v" not in case.kwargs:
        return rounding.softmax()(case, expected, dtype)
    p = torch.softmax(case.args[0].to(torch.float64), -1)
    return bounds.product(Case((p, case.kwargs["v"])), expected, dtype)


def _backward(formula: Callable[[torch.Tensor, torch.Tensor], torch.Tensor]) -> Callable[..., torch.Tensor]:
    """What someone computes whose forward is right and whose backward is `formula(p, v)`."""

    def mimic(z: torch.Tensor, v: torch.Tensor | None = None) -> torch.Tensor:
        p = torch.softmax(z, -1)
        return p if v is None else formula(p, v)

    return mimic


softmax_function = Exercise(
    id="05.softmax_function",
    title="Your own softmax for autograd",
    points=3,
    task=OwnFunction(
        Function(
            name="softmax_own",
            reference=twice_reference,
            cases=twice_cases,
            tolerance=_twice_tolerance,
            misconceptions=(
                Misconception(
                    name="no derivative left for the second time",
                    says="Forward is right and backward is right, but backward cannot be differentiated: "
                    "to autograd, what it computed with is a constant. Save `p` itself, the tensor that "
                    "`forward` returns; a copy, a `.detach()` or an intermediate result has no history. "
                    "Which of these did you keep?",
                    symptom=lambda s: s.kind == "no_graph",
                ),
                Misconception(
                    name="part of the history lost",
                    says="Forward and backward are right here, but the derivative of backward is not: to "
                    "autograd, a part of what it computed with is a constant. Which of its factors is a "
                    "copy, a `.detach()` or an intermediate result?",
                    symptom=lambda s: s.kind == "gradient",
                ),
                Misconception(
                    name="backward returns nothing",
                    says="`z` got no gradient: nothing came back for it. Does `backward` end in a `return`?",
                    symptom=lambda s: s.kind == "error" and NO_GRADIENT in s.message,
                ),
                Misconception(
                    name="cut off from autograd",
                    says="Autograd has lost track of the result before backward could begin. Do you call "
                    "`.apply`, and does it return the tensor that `forward` made?",
                    symptom=lambda s: s.kind == "error" and NO_GRAPH in s.message,
                ),
                Misconception(
                    name="backward of the identity",
                    says="It looks as if `backward` hands the incoming gradient on unchanged. That is the "
                    "gradient of a function that does nothing. (It has its uses: notebook 07.) What does "
                    "the chain rule put between the two?",
                    mimic=_backward(lambda p, v: v),
                ),
                Misconception(
                    name="only the diagonal",
                    says="It looks as if backward multiplies by $p_i(1-p_i)$, which is the diagonal of J "
                    "alone. You wrote the whole product just above.",
                    mimic=_backward(lambda p, v: p * (1 - p) * v),
                ),
                Misconception(
                    name="the gradient of one output",
                    says="It looks as if backward ignores what comes in. It must return $v^\\top J$, and "
                    "$v$ is the argument that autograd hands to `backward`, here of the same shape as the "
                    "output.",
                    mimic=_backward(lambda p, v: p * (1 - p)),
                ),
                Misconception(
                    name="mean without weights",
                    says="It looks as if backward takes the *plain* mean of v from each $v_i$. In the mean "
                    "that belongs there, how much does each class count?",
                    mimic=_backward(lambda p, v: p * (v - v.mean(-1, keepdim=True))),
                ),
                Misconception(
                    name="one sum for the whole batch",
                    says="Backward is right for single vectors, not for batches: it looks as if one sum "
                    "serves all rows. Over which `dim` should it run?",
                    mimic=_backward(lambda p, v: p * (v - (p * v).sum())),
                ),
                Misconception(
                    name="backward of log-softmax",
                    says="It looks as if backward returns $v - p \\sum_k v_k$. That belongs to "
                    "*log*-softmax. Where did the $p$ in front go?",
                    mimic=_backward(lambda p, v: v - p * v.sum(-1, keepdim=True)),
                ),
                Misconception(
                    name="no shift",
                    says="For moderate logits this is right. Large ones overflow: forward is the naive "
                    "softmax. Which one did you build in 02?",
                    symptom=lambda s: s.kind == "values" and s.got is not None and bool(s.got.isnan().any()),
                ),
            ),
        )
    ),
    hints=(
        "`forward(ctx, z)` returns `p` and saves what backward needs. `backward(ctx, v)` gets the "
        "gradient with respect to the output, and returns the one with respect to `z`.",
        "Backward needs `p` only, not `z`: save that, `ctx.save_for_backward(p)`, and get it back with "
        "`(p,) = ctx.saved_tensors`.",
        "And backward is the product that you just wrote: `return softmax_vjp(p, v)`. Both methods are "
        "`@staticmethod`.",
    ),
)

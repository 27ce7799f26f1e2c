"""Notebook 07: the hard choice as two autograd Functions, with the backward of nothing and of softmax."""

from __future__ import annotations

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, rounding
from course_utils.lessons.gumbel_softmax.stand_ins import borrowed, hardest
from course_utils.lessons.jacobian.own_function import OwnFunction


def identity_reference(z: torch.Tensor) -> torch.Tensor:
    """One-hot of the argmax, with the gradient of z itself."""
    return borrowed(hardest(z), z)


def softmax_reference(z: torch.Tensor) -> torch.Tensor:
    """One-hot of the argmax, with the gradient of softmax(z), by way of log-softmax."""
    return borrowed(hardest(z), torch.log_softmax(z, -1).exp())


def cases(draw: Draw) -> list[Case]:
    """Values first, then gradients: one row, batches, and scores that a naive softmax does not survive."""
    f64 = torch.float64
    return [
        Case((torch.tensor([1.0, 3.0, 2.0], dtype=f64),)),
        Case((torch.tensor([[1.0, 3.0], [2.0, 0.0]]),), about="a batch"),
        Case((torch.tensor([1.0, 3.0, 2.0], dtype=f64),), gradient=True),
        Case((torch.tensor([2.0, 2.0, 1.0], dtype=f64),), gradient=True, about="a tie"),
        Case((draw.normal(3, 4, dtype=f64),), gradient=True, about="a batch"),
        Case((draw.normal(3, 3, scale=2.0),), gradient=True, about="as many rows as classes"),
        Case((draw.normal(2, 2, 3),), gradient=True, about="two batch dimensions"),
        Case((torch.tensor([1000.0, 999.0, 0.0]),), gradient=True, about="large scores"),
    ]


_NOT_FLOAT = Misconception(
    name="an integer has no slope",
    says="`one_hot` makes integers, and autograd hands slopes to floating point numbers only. Which "
    "`.to(...)` "
    "gives the result the dtype of `z`?",
    symptom=lambda s: s.kind == "dtype",
)
_INDEX = Misconception(
    name="the index instead of the one-hot",
    says="That is the winner's *number*. A slope must have one entry for each score, and what comes back to "
    "an "
    "index has none. Which vector stands for class k?",
    symptom=lambda s: s.kind == "shape",
)
_SOFT = Misconception(
    name="soft forward",
    says="Forward returns probabilities. Forward is to be hard, the one-hot; only backward pretends.",
    mimic=lambda z: torch.softmax(z, -1),
)
_CUT = Misconception(
    name="cut off from autograd",
    says="Forward is right, and no slope comes back. Does the function call `.apply`? An argmax called "
    "directly has nothing to hand back. And what does your `backward` return?",
    symptom=lambda s: s.kind == "no_graph" and not s.message,
)
_BACKWARD_FAILS = Misconception(
    name="backward fails",
    says="Forward is right. `backward` must return one slope for each argument of `forward` after `ctx`: "
    "here one tensor, of the shape of `z`. What does yours return?",
    symptom=lambda s: s.kind == "no_graph",
)
_OF_BOTH = (_NOT_FLOAT, _INDEX, _SOFT, _CUT, _BACKWARD_FAILS)
"""What can go wrong whichever backward is asked for, in the order in which it is looked for."""


identity_backward = Exercise(
    id="07.identity_backward",
    title="Backward: as if nothing had happened",
    points=2,
    task=OwnFunction(
        Function(
            name="hard_identity",
            reference=identity_reference,
            cases=cases,
            tolerance=rounding.exact(),
            gradient_tolerance=rounding.exact(),
            misconceptions=(
                *_OF_BOTH,
                Misconception(
                    name="the true slope",
                    says="Forward is right. Backward gives zeros: that is the true slope of a step. "
                    "Straight-through *pretends*. What would come back if forward had returned z itself?",
                    symptom=lambda s: s.kind == "gradient" and s.got is not None and bool((s.got == 0).all()),
                ),
                Misconception(
                    name="another slope than the identity's",
                    says="Forward is right. Backward should hand on what it gets: same shape, same numbers. "
                    "What does yours do to `v`?",
                    symptom=lambda s: s.kind == "gradient",
                ),
            ),
        ),
        backward_is="hands on what it gets",
    ),
    hints=(
        "`forward(ctx, z)` makes the one-hot of `z.argmax(-1)`, in z's dtype.",
        "`backward(ctx, v)` gets the slopes by the one-hot's entries. For the identity, the slopes by z are "
        "the same.",
        "`return v`. Nothing needs to be saved.",
    ),
)


softmax_backward = Exercise(
    id="07.softmax_backward",
    title="Backward: as if it had been softmax",
    points=2,
    task=OwnFunction(
        Function(
            name="hard_softmax",
            reference=softmax_reference,
            cases=cases,
            tolerance=rounding.exact(),
            gradient_tolerance=rounding.gradient(),
            misconceptions=(
                *_OF_BOTH,
                Misconception(
                    name="no shift",
                    says="It breaks for large scores: `exp` overflows. What did notebook 02 subtract first?",
                    symptom=lambda s: (
                        s.kind == "gradient" and s.got is not None and bool(s.got.isnan().any())
                    ),
                ),
                Misconception(
                    name="the slope at the one-hot",
                    says="Forward is right. Backward gives zeros. That is softmax's product, but taken at "
                    "the "
                    "*one-hot*, where every $p_i(v_i - m)$ is 0. At which point should it be taken?",
                    symptom=lambda s: s.kind == "gradient" and s.got is not None and bool((s.got == 0).all()),
                ),
                Misconception(
                    name="another slope than softmax's",
                    says="Forward is right. Backward should be the product of notebook 05, "
                    "$p_i\\,(v_i - \\sum_k p_k v_k)$ at $p = \\mathrm{softmax}(z)$, row by row. Which part "
                    "of it "
                    "differs in yours?",
                    symptom=lambda s: s.kind == "gradient",
                ),
            ),
        )
    ),
    hints=(
        "Forward is the same as before, but backward needs $p = \\mathrm{softmax}(z)$: save it with "
        "`ctx.save_for_backward(p)`.",
        "Backward is the product that you wrote in 05. The mean of v must weigh every class by its p.",
        "`(p,) = ctx.saved_tensors`, then `return p * (v - (p * v).sum(-1, keepdim=True))`.",
    ),
)

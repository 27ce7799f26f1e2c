"""Notebook 08: `where` protects values, not gradients (misconception 14); a where that protects both."""

from __future__ import annotations

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Symptom, rounding


def root_or_line_reference(x: torch.Tensor) -> torch.Tensor:
    """The root of the positive entries, the others as they are; the root sees the positive entries only."""
    inside = x > 0
    out = x.clone()
    out[inside] = x[inside] ** 0.5
    return out


def root_cases(draw: Draw) -> list[Case]:
    """Positive, negative and zero entries, with gradients; no positive entry is subnormal."""
    f64 = torch.float64
    return [
        Case((torch.tensor([4.0]),), gradient=True),
        Case((torch.tensor([4.0, -1.0]),)),
        Case((torch.tensor([-1.0]),), gradient=True, about="a negative entry"),
        Case((torch.tensor([0.0]),), gradient=True, about="zero, which the line takes"),
        Case((torch.tensor([1e-20, 4.0]),), gradient=True, about="a tiny entry, but a positive one"),
        Case((torch.tensor([4.0, -9.0, 0.0, 0.25]),), gradient=True),
        Case((draw.normal(8, dtype=f64),), gradient=True),
        Case((draw.normal(3, 4, scale=10.0),), gradient=True, about="a matrix"),
    ]


def _tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """For roots and their slopes: a few u, and |log x| u more by way of a logarithm and an exponential."""
    x = case.args[0].to(torch.float64)
    units = 16 + 2 * torch.where(x > 0, x, 1.0).log().abs()
    return units * rounding.unit(dtype) * expected.abs()


def _nan_gradient(s: Symptom) -> bool:
    return s.kind == "gradient" and s.got is not None and bool(s.got.isnan().any())


def _clamped(s: Symptom) -> bool:
    return s.case.about.startswith("a tiny entry") and s.kind in ("values", "gradient")


root_or_line = Exercise(
    id="08.root_or_line",
    title="A where that is safe",
    points=2,
    task=Function(
        name="root_or_line",
        reference=root_or_line_reference,
        cases=root_cases,
        tolerance=_tolerance,
        gradient_tolerance=_tolerance,
        misconceptions=(
            Misconception(
                "where() protects against nan",
                "All values are right, and yet there is a `nan` in the gradient. `where` throws the root of "
                "this entry away, but going backward it multiplies the root's slope by 0, and 0 times `nan` "
                "or `inf` is `nan`. So it is too late to choose after the root. What could you choose "
                "*before* it?",
                symptom=_nan_gradient,
            ),
            Misconception(
                "a mask that multiplies",
                "A `nan` comes out. The root of this entry is `nan`, and 0 times `nan` is `nan`: a mask "
                "that *multiplies* throws nothing away. Which function does, at least on the way forward?",
                symptom=lambda s: s.kind == "values" and s.got is not None and bool(s.got.isnan().any()),
            ),
            Misconception(
                "an epsilon in the root's place",
                "For ordinary numbers it is right, for tiny positive ones it is not: it looks as if the "
                "root is given a floor, or a little extra. Who needs protection here: small entries, or "
                "only those that the root never was to see?",
                symptom=_clamped,
            ),
            Misconception(
                "the line is gone",
                "The negative entries come back as something else than themselves. What is to happen to an "
                "entry where $x \\le 0$?",
                symptom=lambda s: s.kind == "values" and bool((s.case.args[0] < 0).any()),
            ),
            Misconception(
                "the line has lost its slope",
                "The values are right. But where $x \\le 0$ the result is $x$ itself, so its slope is 1. "
                "Which way could the gradient go to that $x$?",
                symptom=lambda s: s.kind == "gradient" and bool((s.case.args[0] <= 0).all()),
            ),
            Misconception(
                "the root has lost its slope",
                "The values are right, but the root's own slope is missing or wrong. Is the root cut off by "
                "`.detach()`?",
                symptom=lambda s: s.kind == "gradient" and bool((s.case.args[0] > 0).all()),
            ),
            Misconception(
                "cut off from autograd",
                "The numbers are right, but their history is gone. Do you use `.detach()`, `.item()` or "
                "`torch.tensor(...)` on the way?",
                symptom=lambda s: s.kind == "no_graph",
            ),
        ),
    ),
    hints=(
        "The trouble is the root of an entry that nobody wants. Can you see to it that the root never meets "
        "that entry?",
        "First make an input that is harmless everywhere: `x` where it is positive, and, say, 1 elsewhere. "
        "That is a `where` of its own.",
        "`torch.where(x > 0, torch.where(x > 0, x, 1.0).sqrt(), x)`: the inner `where` cuts the bad entry "
        "off from the root, so there is no slope to multiply by 0.",
    ),
)

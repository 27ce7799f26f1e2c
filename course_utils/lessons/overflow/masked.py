"""Notebook 02: masked softmax, its inputs and its exercise."""

from __future__ import annotations

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Symptom, rounding
from course_utils.lessons.overflow.cases import DTYPES, INF, floats, wide
from course_utils.lessons.overflow.symptoms import comparable, finite, gives, has_nan


def masked_cases(draw: Draw) -> list[Case]:
    """`keep` has the shape of `z`; what is masked may be anything at all, nan included."""
    z, keep = draw.normal(4, 5, scale=4), draw.booleans(4, 5, chance=0.6)
    keep[0], keep[1:, 2] = False, True
    rubbish = torch.where(keep, z, draw.normal(4, 5, scale=1e4))
    rubbish[0, 0], rubbish[0, 1] = float("nan"), INF
    yes, no = True, False
    cases = [
        Case((floats(1, 2, 3), torch.tensor([yes, yes, yes])), about="nothing masked"),
        Case((floats(1, 2, 3), torch.tensor([yes, no, yes]))),
        Case((floats(1, 1000, 3), torch.tensor([yes, no, yes])), about="the largest is masked"),
        Case((floats(1000, 1001), torch.tensor([yes, yes])), about="past the edge"),
        Case((floats(1, 2, 3), torch.tensor([no, no, no])), about="everything masked"),
        Case((floats(-1e5, -1e5 - 1, 0), torch.tensor([yes, yes, no])), about="far below zero"),
        Case((floats(-1e10, -2e10, 0), torch.tensor([yes, yes, no])), about="far below zero"),
        Case((floats(5, float("nan")), torch.tensor([yes, no])), about="a masked nan"),
        Case(
            (torch.stack([floats(1, 2), floats(3, 5)]), torch.tensor([[yes, yes], [no, yes]])),
            {"dim": 0},
            about="columns",
        ),
        Case((floats(1, 2, 4), torch.tensor([yes, no, yes])), gradient=True, about="its gradient"),
        Case((draw.normal(4, 4), torch.ones(4, 4, dtype=torch.bool).tril()), about="a causal mask"),
        Case((draw.normal(3, 4, scale=5), keep[:3, :4].clone()), {"dim": 0}, about="columns"),
        Case((z, keep), gradient=True, about="its gradient, one row masked whole"),
        Case((rubbish, keep), gradient=True, about="its gradient, nan and inf under the mask"),
    ]
    for dtype in DTYPES:
        some = draw.booleans(3, 6)
        some[0] = False
        cases.append(Case((wide(draw, 3, 6, dtype=dtype), some), about="far apart"))
        cases.append(
            Case((draw.normal(3, 6, scale=2, dtype=dtype), some), gradient=True, about="its gradient")
        )
    cases.append(
        Case(
            (draw.normal(2, 3, 200, scale=20, shift=-900), draw.booleans(2, 3, 200)),
            about="hundreds of classes",
        )
    )
    return cases


def masked_reference(z: torch.Tensor, keep: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """Softmax over what `keep` lets in; zeros where it lets nothing in."""
    alive = keep.any(dim, keepdim=True)
    inside = torch.where(keep, z, -INF).masked_fill(~alive, 0.0)
    return torch.where(alive, torch.softmax(inside, dim), 0.0)


def masked_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """The softmax bound of the logits that are let in."""
    z, keep = case.args
    alive = keep.any(case.kwargs.get("dim", -1), keepdim=True)
    inside = torch.where(keep, z, -INF).masked_fill(~alive, 0.0)
    return rounding.softmax()(Case((inside,), case.kwargs), expected, dtype)


def _nothing_kept(s: Symptom) -> bool:
    return s.kind == "values" and not bool(s.case.args[1].any())


def _keeps_the_others(s: Symptom) -> bool:
    """Nothing is masked, the logits are small, and all outputs are 0 or nan."""
    z, keep = s.case.args
    small = bool((z.abs() < 50).all())
    return comparable(s) and bool(keep.all()) and small and bool(((s.got == 0) | s.got.isnan()).all())


def _kept_ones_vanished(s: Symptom) -> bool:
    """One row, partly masked, no nan among the inputs: every kept class got 0 or nan."""
    z, keep = s.case.args
    if not comparable(s) or z.dim() != 1 or bool(z.isnan().any()) or not bool(keep.any()) or bool(keep.all()):
        return False
    kept = s.got[keep]
    return bool(((kept == 0) | kept.isnan()).all())


masked_softmax = Exercise(
    id="02.masked_softmax",
    title="Masked softmax",
    points=3,
    task=Function(
        name="masked_softmax",
        reference=masked_reference,
        cases=masked_cases,
        tolerance=masked_tolerance,
        misconceptions=(
            Misconception(
                name="mask after the softmax",
                says="It looks as if you mask the probabilities. Those that are left should share all of "
                "the 1 among them. Who else got a share in your denominator?",
                symptom=gives(lambda z, keep, dim=-1: torch.where(keep, torch.softmax(z, dim), 0.0)),
            ),
            Misconception(
                name="what is masked still takes part",
                says="All that is kept has vanished next to something larger: a masked logit, or the number "
                "you put in its place. Your shift (or a softmax of the whole row) saw it. What may the "
                "maximum see, and which number is below every float?",
                symptom=_kept_ones_vanished,
            ),
            Misconception(
                name="a large negative number",
                says="In a row that is masked whole you give each masked class 1/K, as if all masked logits "
                "became one finite number, such as -1e9. And -1e9 does not even exist in float16. What is "
                "below every float?",
                symptom=lambda s: (
                    _nothing_kept(s)
                    and finite(s)
                    and torch.allclose(s.got, torch.full_like(s.got, 1 / s.got.numel()))
                ),
            ),
            Misconception(
                name="0 for a masked logit",
                says="It looks as if you multiply the logits by the mask. $e^0 = 1$: a class with logit 0 "
                "is very much alive, and `nan * 0` is `nan`. Which logit has exponential 0?",
                mimic=lambda z, keep, dim=-1: torch.softmax(z * keep, dim),
            ),
            Misconception(
                name="0 for a masked logit",
                says="It looks as if a masked logit becomes 0. But $e^0 = 1$: a class with logit 0 is very "
                "much alive. Which logit has exponential 0?",
                symptom=gives(lambda z, keep, dim=-1: torch.softmax(torch.where(keep, z, 0.0), dim)),
            ),
            Misconception(
                name="the mask the wrong way round",
                says="Nothing is masked here, and you leave nothing. `keep` is True where a class *stays*. "
                "Where do you need `~keep`?",
                symptom=_keeps_the_others,
            ),
            Misconception(
                name="drops what is masked",
                says="Masked classes have gone from the row. They should stay in their place and get 0. What "
                "can stand there in place of the logit?",
                symptom=lambda s: (
                    s.kind == "shape" and s.got is not None and s.got.numel() == s.case.args[1].sum()
                ),
            ),
            Misconception(
                name="no shift",
                says="Nothing is masked here: it is the edge itself. Which step of the stable softmax is "
                "missing?",
                symptom=lambda s: s.kind == "values" and has_nan(s) and bool(s.case.args[1].all()),
            ),
            Misconception(
                name="always the last dimension",
                says="You get the same whatever `dim` says. Which of your reductions does not take `dim`?",
                symptom=gives(lambda z, keep, dim=-1: masked_reference(z, keep, -1)),
            ),
            Misconception(
                name="a row masked whole",
                says="A row with nothing in it is 0/0. You decided above what it should be: zeros. What may "
                "the denominator be there, so that nothing is divided by 0?",
                symptom=lambda s: _nothing_kept(s) and has_nan(s),
            ),
            Misconception(
                name="adding the mask",
                says="The `nan` under the mask got through. Did you *add* `-inf` to what is masked, or "
                "multiply it by 0? What is `nan + -inf`, and `nan * 0`? Padding may hold anything: replace "
                "it.",
                symptom=lambda s: s.kind == "values" and has_nan(s) and bool(s.case.args[0].isnan().any()),
            ),
            Misconception(
                name="masked after the exponential",
                says="Your exponential still saw what is masked, and made an `inf` or a `nan` of it. "
                "`torch.where` throws that away in the forward pass; backward multiplies its slope by 0, "
                "and `0 * inf` is `nan`. Can you mask what goes *into* `exp`?",
                symptom=lambda s: s.kind == "gradient" and has_nan(s),
            ),
        ),
    ),
    hints=(
        "Three steps: put `-inf` in place of what is masked; shift by the maximum of what is left; divide "
        "by the sum.",
        "In a row masked whole the maximum is `-inf`, and the shift would be `-inf - -inf`. Use 0 as the "
        "shift there: `m = torch.where(m == -torch.inf, 0.0, m)`.",
        "Now such a row has exponentials 0 and sum 0. Divide by 1 instead: `total = torch.where(total == 0, "
        "1.0, total)`. The gradient never meets a `nan`, because none is ever made.",
        "`s = torch.where(keep, z, -torch.inf)`, then `m`, `e = (s - m).exp()`, `total`, and `e / total`.",
    ),
)

"""Notebook 02: stable softmax, its exercise."""

from __future__ import annotations

import torch

from course_utils.checking import Case, Exercise, Function, Misconception, Property, rounding
from course_utils.lessons.overflow import cases as given
from course_utils.lessons.overflow.symptoms import (
    cut_off,
    far_row_lost,
    gives,
    lost_dimension,
    rounded_logsumexp,
    scaled_down,
    vanished,
)


def _sums_to_one(case: Case, p: torch.Tensor) -> bool:
    dim = case.kwargs.get("dim", -1)
    # Of the coarsest dtype's own rounding: K entries, each off by at most half a spacing below 1.
    return bool(((p.sum(dim) - 1).abs() <= 0.05).all())


def _order_kept(case: Case, p: torch.Tensor) -> bool:
    dim = case.kwargs.get("dim", -1)
    sorted_p = p.gather(dim, case.args[0].to(torch.float64).argsort(dim))
    return bool((sorted_p.diff(dim=dim) >= 0).all())


def _shifted(z: torch.Tensor, dim: int) -> torch.Tensor:
    return z - z.amax(dim, keepdim=True)


_DIVIDED = (
    lambda z, dim=-1: torch.softmax(z / z.amax(dim, keepdim=True), dim),
    lambda z, dim=-1: torch.softmax(z / z.mean(dim, keepdim=True), dim),
    lambda z, dim=-1: torch.softmax(z / z.sum(dim, keepdim=True), dim),
    lambda z, dim=-1: torch.softmax(z / z.norm(dim=dim, keepdim=True), dim),
)
"""Softmax of logits made small by a quotient."""


stable_softmax = Exercise(
    id="02.stable_softmax",
    title="Stable softmax",
    points=3,
    task=Function(
        name="softmax_stable",
        reference=lambda z, dim=-1: torch.softmax(z, dim),
        cases=given.softmax_cases,
        tolerance=rounding.softmax(),
        properties=(Property("sums", _sums_to_one), Property("order", _order_kept)),
        without=("softmax", "log_softmax", "logsumexp"),
        misconceptions=(
            Misconception(
                name="no shift",
                says="This is the naive formula again. Which line of it made the first `inf`, and what "
                "could you take from every logit beforehand without changing the answer?",
                mimic=given.naive_softmax,
            ),
            Misconception(
                name="mean shift",
                says="It looks as if you subtract the *mean*. After that, what is the largest exponent? Is "
                "there any limit to it? And what is the mean of a vector with a `-inf` in it?",
                mimic=lambda z, dim=-1: given.naive_softmax(z - z.mean(dim, keepdim=True), dim),
            ),
            Misconception(
                name="min shift",
                says="It looks as if you subtract the *smallest* logit. Then every exponent is at least 0. "
                "Which end of the exponential is the dangerous one?",
                mimic=lambda z, dim=-1: given.naive_softmax(z - z.amin(dim, keepdim=True), dim),
            ),
            Misconception(
                name="one maximum for the whole tensor",
                says="It looks as if one maximum serves all rows. What is left of a row whose logits all "
                "lie 1000 below it?",
                mimic=lambda z, dim=-1: given.naive_softmax(z - z.max(), dim),
            ),
            Misconception(
                name="always the last dimension",
                says="You get the same whatever `dim` says. Which of your reductions does not take `dim`?",
                mimic=lambda z, dim=-1: given.shifted_softmax(z, -1),
            ),
            Misconception(
                name="lost keepdim",
                says="The reduced dimension has gone, and the shapes no longer fit each other. What does "
                "`keepdim=True` do?",
                symptom=lost_dimension,
            ),
            Misconception(
                name="another dimension by default",
                says="You normalize over dimension 0 where `dim` is left at its default. Which one is that?",
                symptom=gives(lambda z, dim=-1: given.shifted_softmax(z, 0)),
            ),
            Misconception(
                name="the maximum over another dimension",
                says="You take the maximum over one dimension and the sum over another. Who guarantees now "
                "that each row has an exponent of 0?",
                symptom=gives(lambda z, dim=-1: given.naive_softmax(z - z.amax(0, keepdim=True), dim)),
            ),
            Misconception(
                name="clamp",
                says="It looks as if you clamp the logits: different ones get the same share here. Which "
                "property of softmax lets you move *all* logits and keep every gap?",
                symptom=cut_off,
            ),
            Misconception(
                name="divides instead of subtracting",
                says="It looks as if you divide the logits by something. That changes the gaps between "
                "them, and softmax knows nothing but gaps. Which operation on all logits keeps every gap?",
                symptom=gives(*_DIVIDED),
            ),
            Misconception(
                name="the numerator alone",
                says="Only the numerator is shifted; the sum still counts the logits as they were. What must "
                "happen to both, so that the factor cancels?",
                symptom=gives(lambda z, dim=-1: _shifted(z, dim).exp() / z.exp().sum(dim, keepdim=True)),
            ),
            Misconception(
                name="divides by another sum",
                says="You divide the exponentials, but not by *their* sum. By what must you divide so that "
                "the outputs sum to 1?",
                symptom=gives(
                    lambda z, dim=-1: z.exp() / z.sum(dim, keepdim=True),
                    lambda z, dim=-1: z.exp() / z.exp().mean(dim, keepdim=True),
                    lambda z, dim=-1: _shifted(z, dim).exp() / z.sum(dim, keepdim=True),
                    lambda z, dim=-1: (lambda e: e / e.mean(dim, keepdim=True))(_shifted(z, dim).exp()),
                ),
            ),
            Misconception(
                name="softmin",
                says="The smallest logit gets the most. Which sign has the exponent?",
                symptom=gives(lambda z, dim=-1: torch.softmax(-z, dim)),
            ),
            Misconception(
                name="a fixed shift",
                says="It looks as if you always subtract 150. It cured one vector. What do you get for "
                "logits near 1000? Let the logits themselves say how much.",
                mimic=lambda z, dim=-1: given.naive_softmax(z - 150, dim),
            ),
            Misconception(
                name="epsilon in the denominator",
                says="It looks as if you add a small number to the sum, or to the shares. It hides the 0/0, "
                "and the answer is no longer softmax: the outputs no longer sum to 1. How large is the sum "
                "if the largest exponent is 0?",
                mimic=lambda z, dim=-1: z.exp() / (z.exp().sum(dim, keepdim=True) + 1e-8),
            ),
            Misconception(
                name="epsilon in the denominator",
                says="Each row is too small by one factor, as if a small number were added to its sum. After "
                "the shift, how small can the sum be at all?",
                symptom=scaled_down,
            ),
            Misconception(
                name="nan_to_num",
                says="It looks as if you replace `nan` afterwards. The information was gone by then: 150 "
                "and 1000 both became `inf`. What could you do *before* the exponential?",
                mimic=lambda z, dim=-1: given.naive_softmax(z, dim).nan_to_num(0.0),
            ),
            Misconception(
                name="nan_to_num",
                says="It looks as if you replace `nan` by 1. That happens to fit one winner. What about two "
                "large logits?",
                mimic=lambda z, dim=-1: given.naive_softmax(z, dim).nan_to_num(1.0),
            ),
            Misconception(
                name="a larger float",
                says="It looks as if you compute in float64. That moves the edge from 88.7 to 709.8; it "
                "does not remove it. Which change removes it for logits of any size?",
                mimic=lambda z, dim=-1: given.naive_softmax(z.double(), dim).to(z.dtype),
            ),
            Misconception(
                name="one maximum for the whole tensor",
                says="One row is right, and one that lies far below it is not. It looks as if one maximum "
                "serves all rows. What is left of a row whose logits all lie 1000 below it?",
                symptom=far_row_lost,
            ),
            Misconception(
                name="a rounded log-sum-exp",
                says="On paper this is right. But you round $m + \\ln S$ as *one* float, and its last "
                "digits are the ones you need. Which difference can you form first, so that no large number "
                "is ever rounded?",
                symptom=rounded_logsumexp(lambda p: p),
            ),
            Misconception(
                name="a shift far above the logits",
                says="All these logits lie far below your shift, so every exponential vanished and 0/0 is "
                "left. Which shift is right for negative logits, however far down?",
                symptom=vanished,
            ),
        ),
    ),
    hints=(
        "The answer does not change if you take the same number from every logit. For which number can no "
        "exponent be above 0?",
        "The *largest* logit of each row: then one exponential is exactly 1 and no other is larger. "
        "`z.amax(dim, keepdim=True)`.",
        "`m = z.amax(dim, keepdim=True)`, then the naive formula for `z - m`. Write `z - m`, not `z -= m`: "
        "the logits are the caller's.",
    ),
)

"""Notebook 02: masks, chunks and the measure of an error, to be written as functions."""

from __future__ import annotations

import torch

from course_utils.checking import Exercise, Function, Misconception, rounding
from course_utils.lessons import overflow_cases as given
from course_utils.lessons.overflow_stable import has_nan

_INF = given.INF


def _masked(z: torch.Tensor, keep: torch.Tensor, fill: float) -> torch.Tensor:
    return torch.where(keep, z, fill)


masked_softmax = Exercise(
    id="02.masked_softmax",
    title="Masked softmax",
    points=3,
    task=Function(
        name="masked_softmax",
        reference=given.masked_reference,
        cases=given.masked_cases,
        tolerance=given.masked_tolerance,
        misconceptions=(
            Misconception(
                name="mask after the softmax",
                says="It looks as if you mask the probabilities. Those that are left should share all of "
                "the 1 among them. Who else got a share in your denominator?",
                mimic=lambda z, keep, dim=-1: torch.softmax(z, dim) * keep,
            ),
            Misconception(
                name="0 for a masked logit",
                says="It looks as if a masked logit becomes 0. But $e^0 = 1$: a class with logit 0 is very "
                "much alive. Which logit has exponential 0?",
                mimic=lambda z, keep, dim=-1: torch.softmax(_masked(z, keep, 0.0), dim),
            ),
            Misconception(
                name="0 for a masked logit",
                says="It looks as if you multiply the logits by the mask. $e^0 = 1$: a class with logit 0 "
                "is very much alive, and `nan * 0` is `nan`. Which logit has exponential 0?",
                mimic=lambda z, keep, dim=-1: torch.softmax(z * keep, dim),
            ),
            Misconception(
                name="a masked maximum",
                says="Your shift is the maximum over *all* logits, masked ones too. If the largest is "
                "masked, what is left of the others after the shift?",
                mimic=lambda z, keep, dim=-1: (lambda e: e / e.sum(dim, keepdim=True))(
                    torch.where(keep, (z - z.amax(dim, keepdim=True)).exp(), 0.0)
                ),
            ),
            Misconception(
                name="a large negative number",
                says="It looks as if a masked logit becomes a large negative number, such as -1e9. A row "
                "that is masked whole then has K equal logits, and each masked class gets 1/K. And -1e9 "
                "does not even exist in float16. What is below every float?",
                mimic=lambda z, keep, dim=-1: torch.softmax(z.masked_fill(~keep, -1e9), dim),
            ),
            Misconception(
                name="adding the mask",
                says="It looks as if you *add* `-inf` to what is masked. What is `nan + -inf`? And `inf + "
                "-inf`? Padding may hold anything: replace it.",
                symptom=lambda s: s.kind == "values" and has_nan(s) and bool(s.case.args[0].isnan().any()),
            ),
            Misconception(
                name="a row masked whole",
                says="A row with nothing in it is 0/0. You decided above what it should be: zeros. What may "
                "the denominator be there, so that nothing is divided by 0?",
                mimic=lambda z, keep, dim=-1: torch.softmax(_masked(z, keep, -_INF), dim),
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

merge = Exercise(
    id="02.merge",
    title="Merge two summaries",
    points=2,
    task=Function(
        name="merge",
        reference=given.merge_reference,
        cases=given.merge_cases,
        tolerance=given.merge_tolerance,
        misconceptions=(
            Misconception(
                name="adds sums measured from different maxima",
                says="You add `d1` and `d2` as they are. One counts in units of $e^{m_1}$, the other in "
                "units of $e^{m_2}$. What turns the first into units of $e^m$?",
                mimic=lambda m1, d1, m2, d2: (torch.maximum(m1, m2), d1 + d2),
            ),
            Misconception(
                name="takes the second maximum for the larger",
                says="You rescale only the first sum, as if the second maximum were always the larger. "
                "Which case breaks that?",
                mimic=lambda m1, d1, m2, d2: (torch.maximum(m1, m2), d1 * (m1 - m2).exp() + d2),
            ),
            Misconception(
                name="the exponent the wrong way round",
                says="Your rescaling factors are above 1. A sum measured from a *larger* maximum must get "
                "smaller. Which sign has $m_1 - m$?",
                mimic=lambda m1, d1, m2, d2: (
                    torch.maximum(m1, m2),
                    d1 * (torch.maximum(m1, m2) - m1).exp() + d2 * (torch.maximum(m1, m2) - m2).exp(),
                ),
            ),
            Misconception(
                name="minus inf minus minus inf",
                says="Where nothing has been seen on either side, both maxima are `-inf` and you compute "
                "`-inf - -inf`. What should two empty summaries merge to, and which finite number could "
                "stand in for $m$ in the exponents?",
                symptom=lambda s: s.kind == "values" and has_nan(s),
            ),
        ),
    ),
    hints=(
        "The new maximum is the larger of the two. Both sums must now be counted from it.",
        "$d_1$ counts in units of $e^{m_1}$. In units of $e^{m}$ it is $d_1 e^{m_1 - m}$; likewise $d_2$.",
        "If both maxima are `-inf`, put 0 in place of $m$ inside the exponents: $e^{-\\infty - 0} = 0$, and "
        "no `nan` is made.",
        "`m = torch.maximum(m1, m2)`, `base = torch.where(m == -torch.inf, 0.0, m)`, `d = d1 * (m1 - "
        "base).exp() + d2 * (m2 - base).exp()`.",
    ),
)


def _forgetful(*chunks: torch.Tensor) -> torch.Tensor:
    """The running sum is never rescaled when the maximum moves."""
    m = torch.full_like(chunks[0][..., :1], -_INF)
    d = torch.zeros_like(m)
    for chunk in chunks:
        m = torch.maximum(m, chunk.amax(-1, keepdim=True))
        d = d + (chunk - m).exp().sum(-1, keepdim=True)
    return (torch.cat(chunks, -1) - m).exp() / d


online_softmax = Exercise(
    id="02.online_softmax",
    title="Softmax in one pass",
    points=3,
    task=Function(
        name="online_softmax",
        reference=given.online_reference,
        cases=given.online_cases,
        tolerance=given.online_tolerance,
        without=("softmax", "log_softmax", "logsumexp"),
        misconceptions=(
            Misconception(
                name="a softmax for each chunk",
                says="Each chunk sums to 1 by itself. How would the first chunk know what the last one "
                "holds? Divide only when the whole sum is known.",
                mimic=lambda *chunks: torch.cat([torch.softmax(c, -1) for c in chunks], -1),
            ),
            Misconception(
                name="the sum is not rescaled",
                says="The maximum moves up and the old sum stays as it was, counted from the old maximum. "
                "What does `merge` do with it?",
                mimic=_forgetful,
            ),
            Misconception(
                name="only the last maximum",
                says="Your shift is the maximum of the *last* chunk. Who remembers the larger one that came "
                "before?",
                mimic=lambda *chunks: given.naive_softmax(
                    torch.cat(chunks, -1) - chunks[-1].amax(-1, keepdim=True)
                ),
            ),
            Misconception(
                name="no shift",
                says="Any chunking gives the same, yes, and past the edge it gives `nan`. Where is the "
                "running maximum?",
                mimic=lambda *chunks: given.naive_softmax(torch.cat(chunks, -1)),
            ),
            Misconception(
                name="minus inf at the start",
                says="A chunk that is `-inf` throughout has maximum `-inf`, and `-inf - -inf` is `nan`; "
                "from there the running sum never recovers. What is the summary of such a chunk? (`merge` "
                "knows what to do with `(-inf, 0)`.)",
                symptom=lambda s: (
                    s.kind == "values"
                    and has_nan(s)
                    and any(bool((c == -_INF).all(-1).any()) for c in s.case.args)
                ),
            ),
        ),
    ),
    hints=(
        "Go through the chunks once and carry two things for each row: the maximum so far, and the sum of "
        "exponentials from it.",
        'Start from "nothing seen yet": maximum `-inf`, sum 0. A chunk\'s summary is its own maximum and '
        "its own sum. `merge` joins them.",
        "A chunk of nothing but `-inf`: put 0 in place of its maximum before you subtract. Its exponentials "
        "are 0, its sum is 0.",
        "After the loop: `torch.cat([(chunk - m).exp() / d for chunk in chunks], dim=-1)`.",
    ),
)

worst_error = Exercise(
    id="02.worst_error",
    title="Errors in units of roundoff",
    points=1,
    task=Function(
        name="worst_error",
        reference=given.error_reference,
        cases=given.error_cases,
        tolerance=given.error_tolerance,
        dtype=torch.float64,
        precise_reference=False,
        misconceptions=(
            Misconception(
                name="eps instead of u",
                says="You are a factor 2 off: `finfo.eps` is the *spacing* of the floats just above 1. A "
                "number rounded to the nearest of them is off by at most how much of a spacing?",
                mimic=lambda p, exact: given.error_reference(p, exact) / 2,
            ),
            Misconception(
                name="absolute error",
                says="This is the absolute error. An error of 1e-8 is nothing for 0.9 and everything for "
                "1e-9. Relative to what should it be measured?",
                mimic=lambda p, exact: (p.double() - exact).abs().max() / rounding.unit(p.dtype),
            ),
            Misconception(
                name="errors with a sign",
                says="An output that is too small counts as well. What does `max` make of a negative error?",
                mimic=lambda p, exact: ((p.double() - exact) / exact).max() / rounding.unit(p.dtype),
            ),
            Misconception(
                name="the mean error",
                says="This is the mean. One bad output among a thousand good ones should show. Which "
                "reduction lets it?",
                mimic=lambda p, exact: ((p.double() - exact).abs() / exact).mean() / rounding.unit(p.dtype),
            ),
            Misconception(
                name="rounds the exact answer first",
                says="You bring the exact answer down to the precision of `p` before you compare, and round "
                "away what you want to measure. Which of the two should change its dtype?",
                mimic=lambda p, exact: (
                    ((p - exact.to(p.dtype)).abs() / exact.to(p.dtype)).max().double()
                    / rounding.unit(p.dtype)
                ),
            ),
            Misconception(
                name="not in units",
                says="That is the relative error itself. How many times $u$ is it?",
                mimic=lambda p, exact: ((p.double() - exact).abs() / exact).max(),
            ),
        ),
    ),
    hints=(
        "Four steps: difference, relative to the exact value, largest, in units of $u$.",
        "Work in float64 (`p.double()`), so that the measurement adds no error of its own.",
        "`u = torch.finfo(p.dtype).eps / 2`, and the error is `((p.double() - exact).abs() / exact).max() / "
        "u`.",
    ),
)

"""Notebook 02: the merging of two summaries (m, d), its inputs and its exercise."""

from __future__ import annotations

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Symptom, rounding
from course_utils.lessons.overflow.cases import DTYPES, INF
from course_utils.lessons.overflow.symptoms import finite, gives, has_nan


def merge_cases(draw: Draw) -> list[Case]:
    """Summaries (m, d) of two chunks: scalars, then batches; an empty or all -inf chunk is (-inf, 0)."""

    def summary(*values: float) -> tuple[torch.Tensor, ...]:
        return tuple(torch.tensor(float(v)) for v in values)

    def batch(dtype: torch.dtype, scale: float) -> Case:
        m = draw.normal(2, 6, scale=scale, dtype=dtype)
        d = draw.uniform(2, 6, low=1, high=20, dtype=dtype)
        m[0, 0], d[0, 0] = -INF, 0.0
        m[:, 1], d[:, 1] = -INF, 0.0
        return Case((m[0], d[0], m[1], d[1]), about="a batch")

    return [
        Case(summary(0, 1, 0, 1), about="two equal logits"),
        Case(summary(2, 1.5, 3, 1.25)),
        Case(summary(3, 1.25, 2, 1.5), about="the larger maximum first"),
        Case(summary(1000, 2, -1000, 3), about="far apart"),
        Case(summary(-INF, 0, 1, 2), about="nothing seen yet"),
        Case(summary(1, 2, -INF, 0), about="a chunk of -inf"),
        Case(summary(-INF, 0, -INF, 0), about="nothing on either side"),
        *(batch(dtype, scale) for dtype in DTYPES for scale in (2.0, 200.0)),
    ]


def merge_reference(
    m1: torch.Tensor, d1: torch.Tensor, m2: torch.Tensor, d2: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """The larger maximum, and both sums measured from it; log-sum-exp is kept: m + log d = logaddexp."""
    m = torch.maximum(m1, m2)
    base = m.masked_fill(m == -INF, 0.0)
    return m, torch.exp(m1 - base) * d1 + torch.exp(m2 - base) * d2


def merge_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """Exact for a maximum. For a sum: rounding g = |m1 - m2| costs g u, and d1 exp(-g) g < 20 (d ≥ 1)."""
    return 32 * rounding.unit(dtype) * expected.abs().nan_to_num(neginf=0.0) + 2 * rounding.smallest(dtype)


def _of_m(s: Symptom) -> bool:
    """The first failing case is two scalar summaries, and already `m` is not right."""
    return finite(s) and s.got.dim() == 0 and bool(s.expected == merge_reference(*s.case.args)[0])


def _is_logsumexp(s: Symptom) -> bool:
    m, d = merge_reference(*s.case.args)
    return bool(torch.isclose(s.got, (m + d.log()).to(s.got.dtype), rtol=1e-5))


def _both_empty(s: Symptom) -> bool:
    return bool(((s.case.args[0] == -INF) & (s.case.args[2] == -INF)).any())


def _some_seen_on_both(s: Symptom) -> bool:
    return bool((torch.isfinite(s.case.args[0]) & torch.isfinite(s.case.args[2])).all())


def _only_the_first(s: Symptom) -> bool:
    """Right as long as the second maximum was the larger, and wrong by a second sum that is not rescaled."""
    m1, _, m2, _ = s.case.args
    as_it_is = gives(
        lambda m1, d1, m2, d2: d1 * (m1 - torch.maximum(m1, m2)).exp() + d2,
        lambda m1, d1, m2, d2: d1 * (m1 - m2).exp() + d2,
    )
    return bool((m1 > m2).all()) and as_it_is(s)


_UPSIDE_DOWN = gives(
    lambda m1, d1, m2, d2: d1 * (torch.maximum(m1, m2) - m1).exp() + d2 * (torch.maximum(m1, m2) - m2).exp()
)


def _only_the_second(
    m1: torch.Tensor, d1: torch.Tensor, m2: torch.Tensor, d2: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    m = torch.maximum(m1, m2)
    base = torch.where(m == -INF, 0.0, m)
    return m, d1 + d2 * (m2 - base).exp()


def _second_from_the_first(
    m1: torch.Tensor, d1: torch.Tensor, m2: torch.Tensor, d2: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.maximum(m1, m2), d1 + d2 * (m2 - m1).exp()


merge = Exercise(
    id="02.merge",
    title="Merge two summaries",
    points=2,
    task=Function(
        name="merge",
        reference=merge_reference,
        cases=merge_cases,
        tolerance=merge_tolerance,
        misconceptions=(
            Misconception(
                name="adds sums measured from different maxima",
                says="You add `d1` and `d2` as they are. One counts in units of $e^{m_1}$, the other in "
                "units of $e^{m_2}$. What turns the first into units of $e^m$?",
                mimic=lambda m1, d1, m2, d2: (torch.maximum(m1, m2), d1 + d2),
            ),
            *(
                Misconception(
                    name="takes the first maximum for the larger",
                    says="You rescale only the second sum, as if the first maximum were always the larger. "
                    "Which case breaks that?",
                    mimic=idea,
                )
                for idea in (_only_the_second, _second_from_the_first)
            ),
            Misconception(
                name="takes the second maximum for the larger",
                says="You rescale only the first sum, as if the second maximum were always the larger. "
                "Which case breaks that?",
                symptom=_only_the_first,
            ),
            Misconception(
                name="the exponent the wrong way round",
                says="Your rescaling factors are above 1. A sum measured from a *larger* maximum must get "
                "smaller. Which sign has $m_1 - m$?",
                symptom=lambda s: not _of_m(s) and _UPSIDE_DOWN(s),
            ),
            Misconception(
                name="the pair the wrong way round",
                says="Your first number is the sum. In which order does the pair come back?",
                symptom=lambda s: _of_m(s) and bool((s.got == merge_reference(*s.case.args)[1]).all()),
            ),
            Misconception(
                name="the smaller maximum",
                says="Your `m` is the smaller of the two. Which of them keeps every exponent at or below 0?",
                symptom=lambda s: (
                    _of_m(s) and bool((s.got == torch.minimum(s.case.args[0], s.case.args[2])).all())
                ),
            ),
            Misconception(
                name="log-sum-exp in place of the maximum",
                says="Your first number is the log-sum-exp of both chunks. It describes the same sum, but "
                "`m` is asked to be the largest logit. What is the largest of two maxima?",
                symptom=lambda s: _of_m(s) and _is_logsumexp(s),
            ),
            Misconception(
                name="by way of the whole sum",
                says="You go by way of $d\\,e^{m}$, and that overflows, or vanishes, like any naive sum. "
                "Which *differences* are safe to put into `exp`?",
                symptom=lambda s: s.kind == "values" and has_nan(s) and _some_seen_on_both(s),
            ),
            Misconception(
                name="minus inf minus minus inf",
                says="Where nothing has been seen on either side, both maxima are `-inf` and you compute "
                "`-inf - -inf`. What should two empty summaries merge to, and which finite number could "
                "stand in for $m$ in the exponents?",
                symptom=lambda s: s.kind == "values" and has_nan(s) and _both_empty(s),
            ),
            Misconception(
                name="nothing and nothing is something",
                says="Two empty summaries, and you return something. Nothing and nothing is nothing, that is "
                "`(-inf, 0)`. What replaced it, or was added to it?",
                symptom=lambda s: finite(s) and s.case.args[0].dim() == 0 and _both_empty(s),
            ),
            Misconception(
                name="one decision for the whole batch",
                says="An `if` decides once, for all rows. A batch needs a decision for each. What do "
                "`torch.maximum` and `torch.where` do?",
                symptom=lambda s: s.kind == "error" and "ambiguous" in s.message,
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

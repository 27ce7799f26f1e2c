"""Notebook 02: what the first failing case gives away, whatever constant or guard the student chose.

A misconception's `mimic` must agree on every case; a symptom reads one. Each of these states only what it
sees.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from course_utils.checking import Symptom, rounding

Sign = Callable[[Symptom], bool]
"""Whether the first failing case looks like this."""

_LOST = 80.0
"""Logits that far below the shift leave exponentials near the smallest float32."""


def comparable(s: Symptom) -> bool:
    """Both results are there, in the same shape, and differ in value."""
    return s.kind == "values" and s.got is not None and s.got.shape == s.expected.shape


def finite(s: Symptom) -> bool:
    """Both results can be compared, and the student's has neither inf nor nan."""
    return comparable(s) and bool(torch.isfinite(s.got).all())


def has_nan(s: Symptom) -> bool:
    """There is a nan where a right answer has none."""
    return s.got is not None and bool(s.got.isnan().any())


def dim_of(s: Symptom) -> int:
    """The dimension that the case asks for."""
    return int(s.case.kwargs.get("dim", -1))


def logits(s: Symptom) -> torch.Tensor:
    """The case's first argument, in float64."""
    return s.case.args[0].to(torch.float64)


def gives(*ideas: Callable[..., Any]) -> Sign:
    """The case gives what one of `ideas` computes: a tensor with a finite entry other than 0, and not right.

    Of an idea that returns a tuple the last part is looked at. An idea that is right on this case explains
    nothing, however near the student came to it.
    """

    def holds(s: Symptom) -> bool:
        return comparable(s) and any(_equals(s, idea) for idea in ideas)

    return holds


def _equals(s: Symptom, idea: Callable[..., Any]) -> bool:
    clones = [a.clone() if isinstance(a, torch.Tensor) else a for a in s.case.args]
    try:
        result = idea(*clones, **s.case.kwargs)
    except (RuntimeError, IndexError):
        return False
    theirs = result[-1] if isinstance(result, tuple) else result
    ours = theirs.detach().to(torch.float64)
    if ours.shape != s.got.shape or not bool((torch.isfinite(ours) & (ours != 0)).any()):
        return False
    u = rounding.unit(theirs.dtype)
    room = min(256 * u, 1e-2)
    if torch.allclose(ours, s.expected, rtol=2 * room, atol=16 * u, equal_nan=True):
        return False
    return torch.allclose(s.got, ours, rtol=room, atol=8 * u, equal_nan=True)


def scaled_down(s: Symptom) -> bool:
    """Each row is right but for one factor a little below 1, as when something is added to its sum."""
    if not finite(s):
        return False
    counts = s.expected > 1e-30
    ratio = torch.where(counts, s.got / s.expected, torch.nan)
    dim = dim_of(s)
    low = ratio.nan_to_num(nan=torch.inf).amin(dim)
    high = ratio.nan_to_num(nan=-torch.inf).amax(dim)
    within = 16 * rounding.unit(s.case.args[0].dtype)
    return bool(((high - low <= within) & (low > 0.9) & (high < 1)).all())


def cut_off(s: Symptom) -> bool:
    """Different finite logits of a row get one and the same share, and the shares sum to 1."""
    if not finite(s) or s.got.dim() != 1 or abs(float(s.got.sum()) - 1) > 1e-2:
        return False
    z = logits(s)
    differ = (z[:, None] != z[None, :]) & torch.isfinite(z[:, None]) & torch.isfinite(z[None, :])
    return bool((differ & (s.got[:, None] == s.got[None, :]) & (s.got[:, None] > 0)).any())


def far_row_lost(s: Symptom) -> bool:
    """Some rows are right; those that are not lie far below the largest logit of all."""
    if not comparable(s) or logits(s).dim() != 2:
        return False
    z, dim = logits(s), dim_of(s)
    reduced = s.got.dim() < z.dim()
    got, expected = (t.unsqueeze(dim) if reduced else t for t in (s.got, s.expected))
    right = ((got - expected).abs() <= 1e-3 * (1 + expected.abs())) | (got == expected)
    row_right = right.all(dim)
    far = z.amax(dim) < z.max() - _LOST
    return bool(row_right.any()) and bool((~row_right).any()) and bool(far[~row_right].all())


def vanished(s: Symptom) -> bool:
    """All logits lie far below 0, and a nan is left: every exponential has become 0."""
    parts = [a.to(torch.float64) for a in s.case.args if isinstance(a, torch.Tensor)]
    return (
        s.kind == "values"
        and has_nan(s)
        and all(bool((torch.isfinite(z) & (z < -_LOST)).all()) for z in parts)
    )


def lost_dimension(s: Symptom) -> bool:
    """Shapes did not fit each other."""
    return s.kind == "error" and "must match the size" in s.message


def rounded_logsumexp(weight: Callable[[torch.Tensor], torch.Tensor]) -> Sign:
    """The error is what rounding log-sum-exp to one float costs, times `weight(expected)`."""

    def holds(s: Symptom) -> bool:
        if not finite(s):
            return False
        z = logits(s)
        largest = float(z[torch.isfinite(z)].abs().max())
        room = 4 * rounding.unit(s.case.args[0].dtype) * largest * weight(s.expected)
        return largest > 16 and bool(((s.got - s.expected).abs() <= room).all())

    return holds

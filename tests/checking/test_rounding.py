"""The tolerances are wide enough for every sound algorithm and too narrow for an unsound one."""

from __future__ import annotations

import mpmath
import pytest
import torch

from course_utils.checking import Case, Draw, rounding

DTYPES = [torch.float16, torch.bfloat16, torch.float32, torch.float64]
SPREADS = [1.0, 30.0, 1e3, 1e4]
COUNTS = [1, 2, 10, 100]


def exact(z: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """softmax, log_softmax and logsumexp of a vector with 50 digits, rounded to float64."""
    with mpmath.workdps(50):
        logits = [mpmath.mpf(v) for v in z.to(torch.float64).tolist()]
        total = mpmath.fsum([mpmath.exp(v) for v in logits])
        lse = mpmath.log(total)
        soft = [float(mpmath.exp(v) / total) for v in logits]
        logs = [float(v - lse) for v in logits]
    return (
        torch.tensor(soft, dtype=torch.float64),
        torch.tensor(logs, dtype=torch.float64),
        torch.tensor(float(lse), dtype=torch.float64),
    )


def shifted(z: torch.Tensor) -> torch.Tensor:
    e = (z - z.max()).exp()
    return e / e.sum()


def within(got: torch.Tensor, want: torch.Tensor, allowed: torch.Tensor) -> bool:
    return bool(((got.to(torch.float64) - want).abs() <= allowed).all())


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("spread", SPREADS)
def test_sound_algorithms_stay_within_the_bounds(dtype: torch.dtype, spread: float) -> None:
    draw = Draw(7)
    for count in COUNTS:
        for _ in range(5):
            z = draw.uniform(count, low=-spread, high=spread, dtype=dtype)
            soft, logs, lse = exact(z)
            case = Case((z,))
            allowed = rounding.softmax()(case, soft, dtype)
            assert within(shifted(z), soft, allowed)
            assert within(torch.softmax(z, -1), soft, allowed)
            if dtype.itemsize > 2:  # in half precision the logarithm itself is already rounded too coarsely
                assert within(torch.log_softmax(z, -1).exp(), soft, allowed)
            assert within(torch.log_softmax(z, -1), logs, rounding.log_softmax()(case, logs, dtype))
            top = z.max()
            assert within(top + (z - top).exp().sum().log(), lse, rounding.logsumexp()(case, lse, dtype))


def test_the_float64_reference_is_itself_within_float64_bounds_of_50_digits() -> None:
    z = Draw(3).uniform(200, low=-1e4, high=1e4, dtype=torch.float64)
    soft, logs, lse = exact(z)
    case = Case((z,))
    assert within(torch.softmax(z, -1), soft, rounding.softmax()(case, soft, torch.float64))
    assert within(torch.logsumexp(z, -1), lse, rounding.logsumexp()(case, lse, torch.float64))
    assert within(torch.log_softmax(z, -1), logs, rounding.log_softmax()(case, logs, torch.float64))


def test_the_division_free_formula_is_outside_the_bound_at_large_logits() -> None:
    z = Draw(0).uniform(10, low=9990, high=10000)
    soft, _, _ = exact(z)
    allowed = rounding.softmax()(Case((z,)), soft, torch.float32)
    assert within(shifted(z), soft, allowed)
    assert not within((z - z.logsumexp(-1)).exp(), soft, allowed)


def test_a_hundred_units_of_error_are_outside_the_bound() -> None:
    z = Draw(1).normal(5)
    soft, _, _ = exact(z)
    allowed = rounding.softmax()(Case((z,)), soft, torch.float32)
    assert not within(soft * (1 + 100 * rounding.unit(torch.float32)), soft, allowed)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_unit_and_smallest_are_what_the_format_says(dtype: torch.dtype) -> None:
    one = torch.ones((), dtype=dtype)
    unit = torch.tensor(rounding.unit(dtype), dtype=dtype)
    assert one + unit == one
    assert one + 2 * unit > one
    tiny = torch.tensor(rounding.smallest(dtype), dtype=dtype)
    assert tiny > 0
    assert tiny / 2 == 0


def test_a_dim_given_by_position_is_understood() -> None:
    z = Draw(2).normal(3, 4)
    want = torch.softmax(z.double(), 0)
    by_position = rounding.softmax()(Case((z, 0)), want, z.dtype)
    by_name = rounding.softmax()(Case((z,), {"dim": 0}), want, z.dtype)
    assert torch.equal(by_position, by_name)
    assert not torch.equal(by_position, rounding.softmax()(Case((z,)), want, z.dtype))

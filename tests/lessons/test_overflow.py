"""What notebook 02 says, computed again; its functions against mpmath; its demos at every stop."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import mpmath
import pytest
import torch

from course_utils import figures
from course_utils.checking import Draw, Status, rounding
from course_utils.lessons import overflow as ex
from course_utils.lessons.overflow import cases as given
from course_utils.lessons.overflow import demos, measures
from course_utils.live import Demo
from tests.answer_files import our_answer, untouched

SOURCE = (Path(__file__).parents[2] / "solutions" / "02_overflow_and_max_shift.py").read_text(
    encoding="utf-8"
)
PROSE = re.sub(r"\s+", " ", re.sub(r"^# ?", "", SOURCE, flags=re.MULTILINE))
U = 2.0**-24
X2 = torch.tensor([50.0, 100.0, 150.0])


def says(sentence: str) -> bool:
    """Whether the notebook says so, wherever its lines break."""
    return re.sub(r"\s+", " ", sentence) in PROSE


def in_smallest(x: float) -> float:
    """How many of the smallest float32 make `x`."""
    return x / rounding.smallest(torch.float32)


# What the notebook says.


def test_the_true_outputs_at_the_cliff_lie_within_the_range_of_float32() -> None:
    p = torch.softmax(X2.double(), 0).tolist()
    assert says(r"about $4\cdot10^{-44}$, $2\cdot10^{-22}$, and 1 to within a hair")
    assert [f"{v:.0e}" for v in p[:2]] == ["4e-44", "2e-22"]
    assert 0 < 1 - p[2] < 1e-15 or p[2] == 1
    assert says("every true output lies within float32's range")
    smallest = rounding.smallest(torch.float32)
    assert smallest < p[0] < torch.finfo(torch.float32).smallest_normal, "in range, and not an ordinary float"
    assert f"{float(X2[0].exp()):.0e}" == "5e+21"


def test_the_bets_come_out_as_told() -> None:
    assert ex.cliff_bet.task.outcome() == {"first": "0", "second": "nan", "third": "nan"}
    assert ex.edge_bet.task.outcome() == {"eights": "all 0", "deep": "nan"}


def test_every_shift_from_the_smallest_to_the_largest_works() -> None:
    ends = ex.which_shift.task.expected()
    works = [bool((given.naive_softmax(X2 - c).sum() == 1).item()) for c in range(400)]
    assert [c for c, good in enumerate(works) if good] == list(range(ends["smallest"], ends["largest"] + 1))
    assert bool(given.naive_softmax(X2 - (ends["largest"] + 1)).isnan().all())


def test_outputs_that_sum_to_1_can_be_wrong() -> None:
    ends = ex.which_shift.task.expected()
    works = range(ends["smallest"], ends["largest"] + 1)
    lost = [c for c in works if float(given.naive_softmax(X2 - c)[1]) == 0]
    assert float(torch.softmax(X2, 0)[1]) > 0
    assert lost == list(range(lost[0], ends["largest"] + 1))
    assert says(f"from {lost[0]} on, class 1 gets 0")


def test_the_shift_by_150_leaves_a_subnormal_that_is_off_by_what_the_notebook_says() -> None:
    first, exact = float(given.naive_softmax(X2 - 150)[0]), float(torch.softmax(X2.double(), 0)[0])
    assert says(f"it is {100 * (first / exact - 1):.1f} % off")
    assert says(f"is {in_smallest(first):.0f} smallest floats, where the truth is {in_smallest(exact):.2f}")


def test_three_times_88_fits_one_by_one_and_not_together() -> None:
    e = torch.full((3,), 88.0).exp()
    assert f"{float(e[0]):.1e}" == "1.7e+38"
    assert f"{torch.finfo(torch.float32).max:.1e}" == "3.4e+38"
    assert bool(torch.isfinite(e).all())
    assert not bool(torch.isfinite(e.sum()))
    assert given.naive_softmax(torch.full((3,), 88.0)).tolist() == [0.0, 0.0, 0.0]


def test_only_the_promise_guards_against_all_three_failures() -> None:
    failures = [
        given.naive_softmax(z) for z in (X2, torch.tensor([-1000.0, -1001.0]), torch.full((3,), 88.0))
    ]
    exponentials = [z.exp() for z in (X2, torch.tensor([-1000.0, -1001.0]), torch.full((3,), 88.0))]
    assert [bool(p.sum() > 0.99) for p in failures] == [False, False, False]
    assert [bool(e.min() >= 0) for e in exponentials] == [True, True, True]
    assert any(bool((e > 0).all()) for e in exponentials)
    assert any(bool(torch.isfinite(e).all()) for e in exponentials)
    assert any(bool(torch.isfinite(p).all()) for p in failures)


@pytest.mark.parametrize("dtype", given.DTYPES, ids=str)
def test_the_edge_is_the_last_float_whose_exponential_is_finite(dtype: torch.dtype) -> None:
    edge = measures.edge_reference(dtype).to(dtype)
    after = torch.nextafter(edge, torch.tensor(torch.inf, dtype=dtype))
    assert bool(torch.isfinite(edge.exp()))
    assert not bool(torch.isfinite(after.exp()))


@pytest.mark.parametrize("count", [1, 2, 10, 1000, 50_257])
@pytest.mark.parametrize("dtype", given.DTYPES, ids=str)
def test_the_edge_of_a_sum_lies_where_the_formula_puts_it(dtype: torch.dtype, count: int) -> None:
    edge = float(measures.edge_reference(dtype, count))
    on_paper = math.log(torch.finfo(dtype).max) - math.log(count)
    spacing = torch.finfo(dtype).eps * 2.0 ** math.floor(math.log2(edge))
    # `exp` and the sum round too: a relative error of a few u there moves the edge by as much.
    assert abs(edge - on_paper) <= spacing + 4 * rounding.unit(dtype)


def test_float16_with_a_large_vocabulary_overflows_at_a_quarter() -> None:
    assert says("a sum in float16 is over the edge soon after *a quarter*")
    assert 0.25 < float(measures.edge_reference(torch.float16, 50_257)) < 0.27


def test_enough_classes_push_the_edge_of_float16_below_zero() -> None:
    assert says("which can lie anywhere, even below 0")
    edge = measures.edge_reference(torch.float16, 100_000)
    assert -0.5 < float(edge) < -0.4
    after = torch.nextafter(edge.half(), torch.tensor(torch.inf, dtype=torch.float16))
    assert bool(edge.half().expand(100_000).exp().sum().isfinite())
    assert not bool(after.expand(100_000).exp().sum().isfinite())


def test_the_notebook_says_how_many_logits_a_silent_overflow_may_have() -> None:
    assert says(f"at most {ex.silent_overflow.task.limit} logits")
    assert ex.silent_overflow.verdict([88.0, 88.0, 88.0]).status is Status.WRONG


def test_the_sum_of_the_shifted_exponentials_still_has_an_edge_in_float16() -> None:
    stable: Any = our_answer("02.stable_softmax")
    log_softmax: Any = our_answer("02.log_softmax")
    edge = next(k for k in range(65_000, 66_000) if torch.ones(k, dtype=torch.float16).sum().isinf())
    assert says(f"{edge:,} equal logits add up to inf, and every output is 0")
    z = torch.zeros(edge, dtype=torch.float16)
    assert not bool(stable(z).any())
    assert bool((log_softmax(z) == -torch.inf).all())
    assert float(torch.softmax(z, 0)[0]) == pytest.approx(1 / edge, rel=1e-2)
    assert bool((stable(z[:-1]) > 0).all())


def test_a_free_text_says_how_long_it_must_be() -> None:
    for text in (ex.why_it_failed, ex.why_it_works):
        assert text.task.min_words <= 15
        question = PROSE.index(f'exercise="{text.id}" role="answer"')
        assert f"({text.task.min_words} words at least)" in PROSE[question - 600 : question]


def test_the_search_for_the_edge_starts_from_a_safe_and_an_unsafe_number() -> None:
    assert says("-1000 and 1000 will do")
    for case in measures.edge_cases(Draw(0)):
        dtype, count = (*case.args, 1)[:2]
        sums = [torch.full((count,), x, dtype=dtype).exp().sum() for x in (-1000.0, 1000.0)]
        assert [bool(s.isfinite()) for s in sums] == [True, False], case


def test_the_shift_makes_more_numerators_vanish_and_hardly_changes_the_outputs() -> None:
    z = 25 * torch.randn(100_000, 10, generator=torch.Generator().manual_seed(0))
    z = z.clamp(max=80)
    plain = int((z.exp() == 0).sum())
    shifted = int(((z - z.amax(-1, keepdim=True)).exp() == 0).sum())
    assert says("seven hundred times as many")
    assert 650 < shifted / plain < 750
    naive, stable = int((given.naive_softmax(z) == 0).sum()), int((torch.softmax(z, -1) == 0).sum())
    assert abs(naive - stable) < 0.01 * stable


def test_the_loser_vanishes_at_150_ln_2_and_not_at_88() -> None:
    gap = ex.underflow_gap.task.expected()
    assert gap == pytest.approx(150 * math.log(2), abs=1e-4)
    assert float(torch.softmax(torch.tensor([0.0, -89.0]), 0)[1]) > 0
    normal = torch.finfo(torch.float32).smallest_normal
    assert f"{normal:.1e}" == "1.2e-38"
    assert says(f"(a gap of {-math.log(normal):.1f})")


def test_what_is_said_to_be_cured_is_cured_and_nothing_else() -> None:
    stable = our_answer("02.stable_softmax")
    cured = {p.name: p.right == "cured" for p in ex.what_the_shift_cures.task.parts if p.name != "price"}
    measured = {
        "overflow": bool(stable(X2).isfinite().all()),
        "zero_over_zero": bool(stable(torch.tensor([-1000.0, -1001.0])).isfinite().all()),
        "vanishing": bool((torch.tensor([0.0, -110.0]).sub(0.0).exp() > 0).all()),
        "log_zero": bool(stable(torch.tensor([0.0, -200.0])).log().isfinite().all()),
        "all_masked": bool(stable(torch.full((3,), -torch.inf)).isfinite().all()),
        "plus_infinity": bool(stable(torch.tensor([0.0, torch.inf])).isfinite().all()),
    }
    assert measured == cured


def test_three_answers_are_in_use_for_a_row_masked_whole() -> None:
    nothing = torch.zeros(4, dtype=torch.bool)
    assert bool(torch.softmax(torch.zeros(4).masked_fill(~nothing, -torch.inf), 0).isnan().all())
    assert torch.softmax(torch.zeros(4).masked_fill(~nothing, -1e9), 0).tolist() == [0.25] * 4
    one = torch.ones(1, 1, 4)
    zeros = torch.nn.functional.scaled_dot_product_attention(one, one, one, attn_mask=torch.tensor([[False]]))
    assert zeros.tolist() == [[[0.0] * 4]]


def test_merging_is_associative_and_commutative() -> None:
    merge = our_answer("02.merge")
    draw = torch.Generator().manual_seed(0)
    m = torch.randn(3, 2000, generator=draw, dtype=torch.float64) * 50
    m[torch.rand(3, 2000, generator=draw) < 0.1] = -torch.inf
    d = torch.where(m == -torch.inf, 0.0, 1 + 9 * torch.rand(3, 2000, generator=draw, dtype=torch.float64))
    a, b, c = zip(m, d, strict=True)
    for left, right in (
        (merge(*merge(*a, *b), *c), merge(*a, *merge(*b, *c))),
        (merge(*a, *b), merge(*b, *a)),
    ):
        assert torch.equal(left[0], right[0])
        torch.testing.assert_close(left[1], right[1], rtol=1e-13, atol=0)


def test_the_naive_recursion_fails_when_the_first_chunk_is_minus_inf() -> None:
    m, d, first = torch.tensor(-torch.inf), torch.tensor(0.0), torch.tensor(-torch.inf)
    top = torch.maximum(m, first)
    assert bool((d * (m - top).exp() + (first - top).exp()).isnan())


def routes() -> dict[str, Callable[[torch.Tensor], torch.Tensor]]:
    def shift(z: torch.Tensor) -> torch.Tensor:
        return z - z.amax(-1, keepdim=True)

    return {
        "naive": given.naive_softmax,
        "shifted": given.shifted_softmax,
        "exp(z - lse)": lambda z: (z - torch.logsumexp(z, -1, keepdim=True)).exp(),
        "exp(s - ln S)": lambda z: (shift(z) - shift(z).exp().sum(-1, keepdim=True).log()).exp(),
    }


def test_the_division_free_route_loses_half_a_spacing_of_its_log_sum_exp() -> None:
    z = demos.rows_near(10_000)
    exact = torch.softmax(z.double(), -1)
    lse = torch.logsumexp(z.double(), -1)
    assert bool(((lse > 8192) & (lse < 16384)).all())
    half_spacing = 2.0**-10 / 2 / U
    assert half_spacing == 8192
    errors = {name: float(measures.error_reference(route(z), exact)) for name, route in routes().items()}
    assert math.isnan(errors["naive"])
    # Of a thousand rounding errors the worst is close to half a spacing; the rest adds a few units.
    assert 0.95 * half_spacing < errors["exp(z - lse)"] < half_spacing + 32
    # Gaps up to 10, ten classes: (K + 2 |gap| + E|gap| + 8) u bounds the two shifted routes.
    assert max(errors["shifted"], errors["exp(s - ln S)"]) < 10 + 20 + 10 + 8
    assert says(r"8192 units are a relative error of $5\cdot10^{-4}$")
    assert f"{8192 * U:.0e}" == "5e-04"


def test_the_table_of_errors_prints_far_from_where_rounding_would_change_it() -> None:
    for offset in (0, 100, 1000, 10_000):
        z = demos.rows_near(offset)
        exact = torch.softmax(z.double(), -1)
        for name, route in routes().items():
            error = float(measures.error_reference(route(z), exact))
            # Another processor's `exp` may differ by a unit or two; the printed figure must not.
            assert len({demos.rounded(error + change) for change in (-4, 0, 4)}) == 1, (name, offset, error)


def test_the_table_has_a_line_for_each_distance_and_a_column_for_each_route() -> None:
    head, *lines = demos.error_table(routes(), measures.error_reference).splitlines()
    assert all(name in head for name in routes())
    assert [line.split()[0] for line in lines] == ["0", "100", "1000", "10000"]
    assert lines[-1].split() == ["10000", "nan", "<", "32", "8192", "<", "32"]
    assert {len(line) for line in (head, *lines)} == {len(head)}


# The functions that students write, ours, against mpmath.

SIZES = (1, 2, 10, 1000, 10_000)


def unit_of(dtype: torch.dtype) -> float:
    return rounding.unit(dtype)


def rows(dtype: torch.dtype, size: int, kind: str) -> torch.Tensor:
    """One row of logits: all over ±1e4, or together near one of its ends."""
    draw = torch.Generator().manual_seed(size)
    if kind == "wide":
        z = (torch.rand(size, generator=draw, dtype=torch.float64) * 2 - 1) * 1e4
    else:
        end = 1e4 if kind == "top" else -1e4
        z = end - math.copysign(1, end) * 12 * torch.rand(size, generator=draw, dtype=torch.float64)
    return z.to(dtype)


@cache
def exactly(dtype: torch.dtype, size: int, kind: str) -> tuple[torch.Tensor, torch.Tensor, float]:
    """Softmax, log-softmax and log-sum-exp of the row with 50 digits, each rounded once to float64."""
    with mpmath.workdps(50):
        z = [mpmath.mpf(v) for v in rows(dtype, size, kind).double().tolist()]
        top = max(z)
        e = [mpmath.exp(v - top) for v in z]
        total = mpmath.fsum(e)
        log_total = mpmath.log(total)
        p = torch.tensor([float(v / total) for v in e], dtype=torch.float64)
        log_p = torch.tensor([float(v - top - log_total) for v in z], dtype=torch.float64)
        return p, log_p, float(top + log_total)


def units(dtype: torch.dtype, z: torch.Tensor) -> torch.Tensor:
    """The bound on a shifted softmax's relative error, in u: gaps, the sum, and a few single roundings.

    Sums of half precision tensors are accumulated in float32 and rounded once: K counts in units of 2^-24.
    """
    gaps = (z.max() - z).double()
    counted = z.numel() * min(1.0, U / unit_of(dtype))
    mean = float((torch.softmax(-gaps, 0) * gaps).sum())
    return counted + 2 * gaps + mean + 8


every_row = pytest.mark.parametrize("kind", ["wide", "top", "bottom"])
every_size = pytest.mark.parametrize("size", SIZES)
every_dtype = pytest.mark.parametrize("dtype", given.DTYPES, ids=str)


@every_row
@every_size
@every_dtype
def test_softmax_in_all_its_forms_agrees_with_mpmath(dtype: torch.dtype, size: int, kind: str) -> None:
    z, (p, _, _) = rows(dtype, size, kind), exactly(dtype, size, kind)
    allowed = units(dtype, z) * unit_of(dtype) * p + 2 * rounding.smallest(dtype)
    stable: Any = our_answer("02.stable_softmax")
    assert bool(((stable(z).double() - p).abs() <= allowed).all())

    keep = torch.ones(size, dtype=torch.bool)
    masked: Any = our_answer("02.masked_softmax")
    assert bool(((masked(z, keep).double() - p).abs() <= allowed).all())
    padded = masked(torch.cat([z, z + 1]), torch.cat([keep, ~keep]))
    assert bool(((padded[:size].double() - p).abs() <= allowed).all())
    assert not bool(padded[size:].any())

    online: Any = our_answer("02.online_softmax")
    for pieces in {1, 2, 7, size} if size <= 1000 else {1, 2, 7}:
        chunks = z.tensor_split(min(pieces, size))
        # Each merge rounds the sum so far a few times, and the gap between two maxima once.
        more = 2 * allowed + 4 * len(chunks) * unit_of(dtype) * p
        assert bool(((online(*chunks).double() - p).abs() <= more).all()), pieces


@every_row
@every_size
@every_dtype
def test_the_logarithms_agree_with_mpmath(dtype: torch.dtype, size: int, kind: str) -> None:
    z, (_, log_p, lse) = rows(dtype, size, kind), exactly(dtype, size, kind)
    u, gaps = unit_of(dtype), (z.max() - z).double()
    counted = size * min(1.0, U / u)
    log_softmax: Any = our_answer("02.log_softmax")
    assert bool(((log_softmax(z).double() - log_p).abs() <= (gaps + log_p.abs() + counted + 8) * u).all())
    logsumexp: Any = our_answer("02.logsumexp")
    assert abs(float(logsumexp(z)) - lse) <= (abs(lse) + counted + 8) * u


@every_dtype
def test_gradients_are_finite_wherever_the_notebook_promises_it(dtype: torch.dtype) -> None:
    z = torch.tensor([[0.0, -1e4, 1e4], [-torch.inf, 5.0, -torch.inf]], dtype=dtype, requires_grad=True)
    keep = torch.tensor([[True, False, True], [False, False, False]])
    weights = torch.tensor([1.0, -2.0, 3.0], dtype=dtype)
    for name, more in (("stable_softmax", ()), ("logsumexp", ()), ("masked_softmax", (keep,))):
        function: Any = our_answer(f"02.{name}")
        out = function(z, *more)
        (grad,) = torch.autograd.grad((out * weights[: out.shape[-1]]).sum(), z)
        assert bool(torch.isfinite(grad).all()), name
    log_softmax: Any = our_answer("02.log_softmax")
    loss = -log_softmax(torch.tensor([0.0, -200.0], dtype=dtype).requires_grad_())[1]
    assert loss.item() == 200


# The demos.


@pytest.mark.parametrize("make", demos.DEMOS)
def test_a_demo_has_words_for_every_setting(make: Callable[[], Demo]) -> None:
    demo = make()
    lines = [demo.set(**values) for values in demo.grid(stops=11)]
    assert len(set(lines)) == len(lines)
    assert all(len(line) > 30 for line in lines)


def test_the_cliff_demo_falls_on_the_left_and_stands_on_the_right() -> None:
    demo = demos.cliff(our_answer("02.stable_softmax"))
    for dtype, last_good in (("float16", 1.8), ("float32", 4.8), ("bfloat16", 4.8), ("float64", 7.8)):
        before, after = demo.set(k=last_good, dtype=dtype), demo.set(k=last_good + 0.1, dtype=dtype)
        assert "nan" not in before, before
        left, right = after.split("shifted")
        assert "nan" in left, after
        assert "nan" not in right, after


def test_the_cliff_demo_says_whose_softmax_it_shows() -> None:
    stub: Any = untouched("02.stable_softmax")
    for answer, whose in (
        (stub, "not written yet"),
        (our_answer("02.stable_softmax"), "your softmax_stable"),
    ):
        assert whose in demos.cliff(ex.stable_softmax.for_demo(answer)).set(k=1.0)


def test_the_gap_demo_tells_when_the_loser_is_gone() -> None:
    demo = demos.gap()
    assert "the loser is 1 · 2^-149; log(softmax) -103.279, log_softmax -103.900" in demo.set(gap=103.9)
    assert "the loser is exactly 0; log(softmax) -inf, log_softmax -104.000" in demo.set(gap=104.0)
    assert "-inf" not in demo.set(gap=88.7)


def test_the_figure_of_errors_says_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    alts: list[str] = []
    monkeypatch.setattr(figures, "show", lambda figure, *, alt: alts.append(alt))
    demos.errors(routes(), measures.error_reference)
    (alt,) = alts
    assert "shifted < 32 to < 32" in alt
    assert "exp(z - lse) < 32 to 8192" in alt
    assert "to nan" in alt

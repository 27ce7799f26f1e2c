"""Each slip of the source texts that says something computable, as the right statement, run: M1 to M20.

These are about sharpening, Gumbel noise and straight-through; `test_slips_of_softmax.py` has the rest. The
numbers are those of the course's list of slips. M22, M30, M37, M38 and M40 are matters of wording: the
lessons word them right.
"""

from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F
from torch.func import jacrev

from .test_source_figures import LOGITS, gradual, gumbel, prints

F64 = torch.float64
INF = math.inf
WORDING = {22, 30, 37, 38, 40}


def numbers(*values: float, dtype: torch.dtype = torch.float32, grad: bool = False) -> torch.Tensor:
    return torch.tensor(values, dtype=dtype, requires_grad=grad)


def gradient(f: object, x: torch.Tensor) -> torch.Tensor:
    x = x.detach().clone().requires_grad_()
    (g,) = torch.autograd.grad(f(x).sum(), x)  # type: ignore[operator]
    return g


def test_every_slip_is_here_or_is_a_matter_of_wording() -> None:
    from . import test_slips_of_softmax as others

    names = [*globals(), *vars(others)]
    tested = {int(n.split("_")[1][1:]) for n in names if n.startswith("test_m")}
    assert tested | WORDING == set(range(1, 49))


def test_m1_the_where_formula_ends_at_one_hot_and_its_rows_are_no_distribution() -> None:
    x = numbers(0.2, 0.4, 0.6, 0.8, dtype=F64)
    sums = torch.stack([gradual(x, float(p)).sum() for p in (1, 2, 3, 4, 19)])
    prints(sums, "2.0 1.52 1.28 1.155 1.00006")  # 1 + 5 millionths too much at p = 19, and never exactly 1
    jacobian = jacrev(lambda v: gradual(v, 3.0))(x)
    assert torch.allclose(jacobian, torch.diag(numbers(0.12, 0.48, 1.08, 0.12, dtype=F64)))
    prints(gradual(numbers(0.2, 0.4, 0.6), 3.0), ".008 .064 .936")
    prints(gradual(numbers(0.3, 0.5, 0.7), 3.0), ".027 .125 .973")
    prints(torch.softmax(x, -1), ".1807 .2207 .2695 .3292")


def test_m2_the_where_formula_jumps_where_the_maximum_changes_hands() -> None:
    prints(gradual(numbers(0.6, 0.5999, dtype=F64), 5), ".9898 .0777")
    prints(gradual(numbers(0.6, 0.6, dtype=F64), 5), ".9898 .9898")
    prints(gradual(numbers(0.6, 0.6001, dtype=F64), 5), ".0778 .9898")


def test_m3_tied_maxima_share() -> None:
    assert torch.softmax(numbers(5, 5, 1) / 0.01, -1).tolist() == [0.5, 0.5, 0]
    assert gradual(numbers(0.5, 0.5, 0.2), 5)[:2].tolist() == [0.96875, 0.96875]


def test_m4_the_where_formula_needs_values_in_the_unit_interval_and_p_of_at_least_one() -> None:
    prints(gradual(numbers(0.2, 0.4, 0.6, 0.8), 0.5), ".447 .632 .775 .553")
    assert gradual(numbers(0.2, 0.4, 0.6, 0.8), 0).tolist() == [1, 1, 1, 0]
    assert gradual(numbers(1.5, 0.2), 2.5)[0].isnan()
    prints(gradual(numbers(1.2, 1.1, 0.3), 3), "1.008 1.331 .027")
    assert gradual(numbers(-0.2, 0.5), 2.5)[0].isnan()
    prints(gradual(numbers(0.9, 0.95), 50)[:1], ".0052")


def test_m5_its_gradient_is_exactly_zero_for_a_large_power() -> None:
    assert gradient(lambda v: gradual(v, 1000.0), numbers(0.2, 0.4, 0.6, 0.8)).tolist() == [0, 0, 0, 0]


def test_m6_where_computes_both_branches_and_the_one_not_taken_can_make_the_gradient_nan() -> None:
    zeros = numbers(0, 0)
    assert gradual(zeros, 0.5).tolist() == [0, 0]
    assert gradient(lambda v: gradual(v, 0.5), zeros).isnan().all()
    assert gradient(lambda x: torch.where(x > 2, x.log2(), 2 * x), numbers(0.0)).isnan().all()
    assert gradient(lambda x: torch.where(x < 0, x.exp(), x * 0 + 1), numbers(90, 100)).isnan().all()
    assert gradient(lambda x: torch.where(x > 0, x.sqrt(), x), numbers(-1.0)).isnan().all()

    def double_where(x: torch.Tensor) -> torch.Tensor:
        taken = x > 2
        return torch.where(taken, torch.where(taken, x, 1.0).log2(), 2 * x)

    prints(gradient(double_where, numbers(0, 1, 3)), "2 2 .4809")


def test_m7_indexing_with_argmax_has_the_same_gradient_as_where() -> None:
    def indexed(v: torch.Tensor, p: float = 3.0) -> torch.Tensor:
        i = int(v.argmax())
        return torch.cat([v[:i] ** p, 1 - (1 - v[i : i + 1]) ** p, v[i + 1 :] ** p])

    x = numbers(0.2, 0.4, 0.6, 0.8)
    assert torch.equal(gradient(indexed, x), gradient(lambda v: gradual(v, 3.0), x))


def test_m8_the_one_hot_argmax_has_derivative_zero_almost_everywhere() -> None:
    z = torch.randn(10_000, 3, generator=torch.Generator().manual_seed(0), dtype=F64)
    for k in range(3):
        step = 1e-6 * F.one_hot(torch.tensor(k), 3)
        assert torch.equal((z + step).argmax(-1), (z - step).argmax(-1))


def test_m9_an_expectation_is_smooth_and_the_score_function_is_unbiased() -> None:
    z, values = numbers(0.5, 0, -0.5, dtype=F64), numbers(1.0, 4.0, 2.0, dtype=F64)
    p = torch.softmax(z, -1)
    exact = gradient(lambda t: torch.softmax(t, -1) * values, z)
    score = torch.eye(3, dtype=F64) - p  # d log p_k / dz for each outcome k
    assert torch.allclose((p * values) @ score, exact, atol=1e-15, rtol=0)


@pytest.mark.parametrize(("u", "g"), [(0.0, -INF), (1.0, INF), (2.0**-24, -2.81), (1 - 2.0**-24, 16.64)])
def test_m10_noise_from_the_ends_of_the_uniform_is_infinite(u: float, g: float) -> None:
    noise = float(-torch.log(-torch.log(numbers(u))))
    assert noise == g or noise == pytest.approx(g, abs=5e-3)


def test_m10_torchs_uniform_reaches_zero_and_one_infinite_logit_ruins_the_row() -> None:
    for dtype, rate in ((torch.bfloat16, 1 / 512), (torch.float16, 1 / 4062)):
        torch.manual_seed(0)
        zeros = int((torch.rand(1_000_000, dtype=dtype) == 0).sum())
        assert abs(zeros - 1e6 * rate) < 6 * math.sqrt(1e6 * rate) + 0.1e6 * rate
    assert torch.softmax(numbers(0, INF), -1).isnan().all()
    assert torch.softmax(numbers(0, -INF), -1).tolist() == [1, 0]
    assert torch.softmax(numbers(-INF, -INF), -1).isnan().all()


def test_m11_the_printed_cdf_of_a_gumbel_decreases() -> None:
    printed = [math.exp(-math.exp(x)) for x in (-5, 0, 5)]
    assert printed == sorted(printed, reverse=True)


def test_m12_the_integral_over_the_winners_value_is_softmax() -> None:
    from scipy.integrate import quad

    o = LOGITS.tolist()
    total = sum(math.exp(v) for v in o)
    for v, p in zip(o, torch.softmax(LOGITS.double(), -1).tolist(), strict=True):
        area, _ = quad(lambda x, v=v: math.exp(v - x - total * math.exp(-x)), -8, 60, epsabs=1e-12)
        assert area == pytest.approx(p, abs=1e-9)


def test_m13_dividing_by_tau_divides_location_and_scale() -> None:
    x = (2 + gumbel(1_000_000, generator=torch.Generator().manual_seed(0))) / 0.5
    mean, deviation = (2 + 0.5772157) / 0.5, math.pi / math.sqrt(6) / 0.5
    assert (round(mean, 4), round(deviation, 3)) == (5.1544, 2.565)
    assert abs(float(x.mean()) - mean) < 5 * deviation / 1000
    assert abs(float(x.std()) - deviation) < 0.02
    assert abs(float(x.mean()) - (2 + 0.5 * 0.5772157)) > 2


def test_m14_tau_must_be_positive() -> None:
    torch.manual_seed(0)
    assert F.gumbel_softmax(LOGITS, tau=0.0).isnan().all()
    wins = F.gumbel_softmax(LOGITS.expand(200_000, 5), tau=-1.0).argmax(-1)
    shares = torch.bincount(wins, minlength=5) / 200_000
    assert (shares - numbers(0.244, 0.698, 0.052, 0.0004, 0.006)).abs().max() < 0.006


def test_m15_straight_through_as_torch_spells_it_is_exactly_one_hot_and_two_other_spellings_are_not() -> None:
    s = torch.arange(1, 2**15, dtype=torch.int32).to(torch.int16).view(torch.bfloat16)
    s = s[(s > 0) & (s <= 1)]
    assert len(s) == 16_256
    one = torch.ones_like(s)
    assert bool(((one - s) + s == 1).all())
    assert bool((one + (s - s) == 1).all())
    assert float(((one + s) - s != 1).double().mean()) > 0.01
    z = torch.randn(100_000, 10, generator=torch.Generator().manual_seed(0))
    hard = F.one_hot(z.argmax(-1), 10).float()
    assert bool((hard - z + z != hard).any())  # the identity spelling
    q = torch.randn(100_000, generator=torch.Generator().manual_seed(1))
    assert float((z[:, 0] + (q - z[:, 0]) != q).float().mean()) == pytest.approx(0.356, abs=0.02)
    z8 = numbers(1e8, 2e8, 3e8)
    assert (F.one_hot(z8.argmax(), 3) - z8 + z8).tolist() == [0, 0, 0]


def test_m16_the_straight_through_gradient_is_not_that_of_its_forward_value() -> None:
    z, t = numbers(0.5, 0, -0.5, dtype=F64), numbers(0.45, 0.1, 0.45, dtype=F64)

    def through(z: torch.Tensor) -> torch.Tensor:
        soft = torch.softmax(z, -1)
        return ((F.one_hot(z.argmax(), 3) + (soft - soft.detach()) - t) ** 2).sum()

    step = 1e-4 * F.one_hot(torch.tensor(0), 3)
    assert float(through(z + step)) == float(through(z - step))
    assert float(gradient(through, z).norm()) > 0.4


def test_m17_as_tau_falls_the_variance_grows_and_the_median_gradient_vanishes() -> None:
    z, t = numbers(0.5, 0, -0.5, dtype=F64), numbers(0.45, 0.1, 0.45, dtype=F64)
    g = gumbel(100_000, 3, generator=torch.Generator().manual_seed(0))
    medians, variances = [], []
    for tau in (1.0, 0.5, 0.1, 0.01):
        grads = gradient(lambda x, tau=tau: (torch.softmax((x + g) / tau, -1) - t) ** 2, z.expand(100_000, 3))
        medians.append(float(grads.norm(dim=-1).median()))
        variances.append(tau * float(grads.var(0).sum()))
    assert medians[0] == pytest.approx(0.182, abs=0.005)
    assert medians[1] == pytest.approx(0.270, abs=0.005)
    assert medians[2] < 3e-3
    assert medians[3] < 1e-30
    for scaled, known in zip(variances, (0.0446, 0.0765, 0.1086, 0.1156), strict=True):
        assert scaled == pytest.approx(known, rel=0.1)


def test_m18_the_expected_index_is_not_the_argmax() -> None:
    p = torch.softmax(10 * numbers(1, 5, 1, 4.9), -1)
    assert float((p * torch.arange(4)).sum()) == pytest.approx(1.538, abs=5e-4)
    assert int(p.argmax()) == 1


def test_m19_the_mean_of_relaxed_samples_is_not_p_and_their_argmax_is() -> None:
    g = gumbel(500_000, 5, generator=torch.Generator().manual_seed(0))
    means = {tau: torch.softmax((LOGITS + g) / tau, -1).mean(0) for tau in (0.1, 1.0, 10.0)}
    assert (means[1.0] - numbers(0.0610, 0.0277, 0.1283, 0.5204, 0.2625)).abs().max() < 3e-3
    assert (means[10.0] - numbers(0.1793, 0.1622, 0.1980, 0.2417, 0.2187)).abs().max() < 1e-3
    winners = [torch.softmax((LOGITS + g) / tau, -1).argmax(-1) for tau in (0.5, 10.0)]
    assert torch.equal(winners[0], winners[1])


def test_m20_straight_through_on_argmax_gets_signs_wrong() -> None:
    z, t = numbers(0.5, 0, -0.5, dtype=F64), numbers(0.45, 0.1, 0.45, dtype=F64)

    def through(x: torch.Tensor) -> torch.Tensor:
        s = torch.softmax(x, -1)
        return ((F.one_hot(x.argmax(), 3) + (s - s.detach()) - t) ** 2).sum()

    cost = ((torch.eye(3, dtype=F64) - t) ** 2).sum(-1)
    true = gradient(lambda x: torch.softmax(x, -1) * cost, z)
    straight = gradient(through, z)
    prints(true, "-.109 .149 -.040")
    prints(straight, ".391 -.162 -.229")
    prints(gradient(lambda x: (torch.softmax(x, -1) - t) ** 2, z), ".014 .101 -.114")
    assert int((true.sign() != straight.sign()).sum()) == 2

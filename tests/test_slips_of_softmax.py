"""Each slip of the source texts that says something computable, as the right statement, run: M21 to M48."""

from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F
from torch.func import hessian, jacrev

from .test_slips import F64, INF, gradient, numbers
from .test_source_figures import LOGITS, P, gumbel, naive, prints


@pytest.mark.parametrize(
    ("dtype", "saturates", "vanishes"),
    [
        (torch.float32, 16.6355, 103.9721),
        (torch.float64, 36.7368, 745.133),
        (torch.float16, 8.3164, 17.336),
        (torch.bfloat16, 6.2344, 92.75),
    ],
)
def test_m21_outputs_reach_one_and_zero_in_floats(
    dtype: torch.dtype, saturates: float, vanishes: float
) -> None:
    def pair(gap: float) -> list[float]:
        return torch.softmax(torch.tensor([0.0, -gap], dtype=F64).to(dtype), -1).tolist()

    assert pair(saturates * 1.005)[0] == 1
    assert pair(saturates * 0.99)[0] < 1
    assert pair(vanishes * 1.005)[1] == 0
    assert pair(vanishes * 0.99)[1] > 0


def test_m21_sums_and_ties_in_floats() -> None:
    z = torch.randn(20_000, 10, generator=torch.Generator().manual_seed(0))
    sums = torch.softmax(z, -1).double().sum(-1)
    assert float((sums - 1).abs().max()) <= 6e-7
    assert torch.softmax(numbers(0, 1e-8), -1).tolist() == [0.5, 0.5]
    assert torch.softmax(numbers(0, -110, -120), -1).tolist() == [1, 0, 0]


def test_m23_temperature_zero_is_a_division_by_zero_and_not_a_limit() -> None:
    naive_at_zero = naive(numbers(-1, -2, 3) / 0)
    assert [str(v) for v in naive_at_zero.tolist()] == ["0.0", "0.0", "nan"]
    for z in (numbers(1, 2, 3), numbers(-1, -2, -3), numbers(0, 1, 2)):
        assert naive(z / 0).isnan().all()
        assert torch.softmax(z / 0, -1).isnan().all()
    with pytest.raises(RuntimeError, match="element < 0"):
        torch.softmax(LOGITS / 0, -1).multinomial(1)
    assert torch.softmax(LOGITS / 1e-8, -1).tolist() == [0, 0, 0, 1, 0]
    assert naive(LOGITS / 1e-8).isnan().all()
    assert torch.softmax(numbers(5, 5, 1) / 1e-8, -1).tolist() == [0.5, 0.5, 0]
    assert torch.softmax(LOGITS / 1e-38, -1).isnan().any()


@pytest.mark.parametrize(
    ("temperature", "second", "entropy", "variance"),
    [
        (0.5, 0.1170, 0.457949, 0.179880),
        (1.0, 0.2341, 0.999973, 0.749932),
        (2.0, 0.2600, 1.394285, 1.482138),
        (5.0, 0.2348, 1.570451, 1.899993),
        (10.0, 0.2188, 1.599502, 1.974256),
    ],
)
def test_m24_the_runner_up_rises_and_then_falls(
    temperature: float, second: float, entropy: float, variance: float
) -> None:
    p = torch.softmax(LOGITS.double() / temperature, -1)
    assert float(p[4]) == pytest.approx(second, abs=5.1e-5)
    assert float(-(p * p.log()).sum()) == pytest.approx(entropy, abs=5.1e-7)
    z = LOGITS.double()
    measured = float((p * z**2).sum() - (p * z).sum() ** 2)
    assert measured == pytest.approx(variance, abs=5.1e-7)


def test_m24_the_runner_up_peaks_near_1_766() -> None:
    temperatures = torch.linspace(1.5, 2.0, 50_001, dtype=F64)
    shares = torch.softmax(LOGITS.double() / temperatures[:, None], -1)[:, 4]
    assert float(temperatures[shares.argmax()]) == pytest.approx(1.766, abs=5e-4)
    assert float(shares.max()) == pytest.approx(0.2608, abs=5e-5)


def test_m25_the_second_derivative_of_softmax_has_three_indices() -> None:
    z = numbers(1, 2, 3, dtype=F64)
    second = hessian(lambda x: torch.softmax(x, -1))(z)
    assert second.shape == (3, 3, 3)
    assert float(second.sum(0).abs().max()) < 1e-16
    assert torch.allclose(second, second.transpose(0, 1), atol=1e-16, rtol=0)
    prints(second[0], ".067174 -.018066 -.049108 -.018066 -.011249 .029315 -.049108 .029315 .019793")
    values = torch.linalg.eigvalsh(second[0])
    assert float(values[0]) < 0 < float(values[-1])
    jacobian = jacrev(lambda x: torch.softmax(x, -1))(z)
    assert torch.allclose(hessian(lambda x: x.logsumexp(-1))(z), jacobian, atol=1e-15, rtol=0)
    assert torch.allclose(hessian(lambda x: x.log_softmax(-1)[0])(z), -jacobian, atol=1e-15, rtol=0)


@pytest.mark.parametrize(("true_class", "loss"), [(0, 0.3133), (1, 1.3133)])
def test_m26_the_loss_depends_on_the_true_class_alone(true_class: int, loss: float) -> None:
    assert float(-torch.log_softmax(numbers(2, 1), -1)[true_class]) == pytest.approx(loss, abs=5e-5)


def test_m27_the_shift_makes_more_numerators_zero_not_fewer() -> None:
    z = (25 * torch.randn(100_000, 10, generator=torch.Generator().manual_seed(0))).clamp(max=80)
    shifted = z - z.max(-1, keepdim=True).values
    assert int((z.exp() == 0).sum()) * 20 < int((shifted.exp() == 0).sum())
    assert naive(numbers(-1000, -1001)).isnan().all()
    prints(torch.softmax(numbers(-1000, -1001), -1), ".7311 .2689")


def test_m28_overflow_can_be_silent() -> None:
    assert naive(numbers(88, 88, 88)).tolist() == [0, 0, 0]
    assert naive(numbers(88.7, 88.7)).tolist() == [0, 0]
    assert naive(numbers(11, 11, dtype=torch.float16)).tolist() == [0, 0]
    assert naive(numbers(12, 0, dtype=torch.float16))[0].isnan()
    limit = math.log(torch.finfo(torch.float32).max)
    prints(numbers(*(limit - math.log(k) for k in (2, 10, 1000, 50_257))), "88.03 86.42 81.82 77.90")


def test_m29_in_floats_even_translation_breaks() -> None:
    prints(torch.softmax(numbers(1, 2, 3) + 1e8, -1), ".3333 .3333 .3333")
    prints(torch.softmax(numbers(1, 2, 3, dtype=torch.bfloat16) + 1000, -1), ".0177 .0177 .9648")
    z = torch.randn(20_000, 10, generator=torch.Generator().manual_seed(0))
    errors = [float((torch.softmax(z + c, -1) - torch.softmax(z, -1)).abs().max()) for c in (10.0, 1e3, 1e5)]
    assert errors[0] < 1e-6 < errors[1] < 1e-4 < errors[2] < 1e-2


def test_m31_scaling_by_zero_flattens_and_by_a_negative_number_reverses() -> None:
    assert torch.softmax(0 * LOGITS, -1).tolist() == pytest.approx([0.2] * 5)
    prints(torch.softmax(-numbers(1, 2, 3), -1), ".665 .245 .090")
    for c in (-3.0, 0.0, 7.0):
        assert torch.softmax(c * numbers(4, 4, 4), -1).tolist() == pytest.approx([1 / 3] * 3)


def test_m32_only_some_divisions_by_infinity_or_zero_are_nan() -> None:
    inf, zero = numbers(INF), numbers(0)
    assert float(numbers(5) / inf) == 0
    assert bool((inf / inf).isnan())
    assert bool((zero / zero).isnan())


def test_m33_the_stable_softmax_is_nan_all_the_same_for_some_rows() -> None:
    for z in (numbers(-INF, -INF), numbers(INF, 1), numbers(math.nan, 1)):
        shifted = z - z.max()
        assert naive(shifted).isnan().any()
    nothing = numbers(-INF, -INF)
    assert float(nothing.logsumexp(-1)) == -INF
    assert gradient(lambda x: x.logsumexp(-1), nothing).isnan().all()


def test_m34_squeeze_drops_a_batch_of_one() -> None:
    def squeezed(z: torch.Tensor) -> torch.Tensor:
        p = torch.softmax(z, -1)
        return (torch.diag_embed(p) - p.unsqueeze(-1) * p.unsqueeze(-2)).squeeze()

    assert squeezed(torch.zeros(1, 5)).shape == (5, 5)
    assert squeezed(torch.zeros(2, 1)).shape == (2,)


def test_m35_softmax_without_dim_is_guesswork() -> None:
    z = torch.zeros(2, 3)
    with pytest.warns(UserWarning, match="Implicit dimension"):
        assert F.softmax(z).sum(1).tolist() == pytest.approx([1, 1])
    with pytest.warns(UserWarning, match="Implicit dimension"):
        assert F.softmax(torch.zeros(2, 3, 4)).sum(0)[0, 0] == pytest.approx(1)


def test_m36_summing_a_batch_gives_each_rows_jacobian_only_because_rows_are_independent() -> None:
    z = torch.randn(2, 3, dtype=F64, generator=torch.Generator().manual_seed(0))
    per_row = gradient(lambda x: torch.softmax(x, -1)[:, 0], z)
    assert torch.allclose(per_row[1], jacrev(lambda x: torch.softmax(x, -1)[0])(z[1]), atol=1e-16)
    down = gradient(lambda x: torch.softmax(x, 0)[:, 0], z)
    assert not torch.allclose(down[1], jacrev(lambda x: torch.softmax(x, -1)[0])(z[1]), atol=1e-3)


def test_m39_dividing_by_t_is_taking_the_power_one_over_t() -> None:
    p = torch.softmax(LOGITS.double(), -1)
    for t in (0.1, 0.5, 2.0, 10.0):
        power = p ** (1 / t)
        assert torch.allclose(torch.softmax(LOGITS.double() / t, -1), power / power.sum(), atol=1e-15, rtol=0)
    assert not torch.allclose(torch.softmax(LOGITS.double() * 2, -1), torch.softmax(LOGITS.double() / 2, -1))


def test_m41_temperature_never_changes_which_class_is_largest() -> None:
    z = torch.randn(20_000, 10, generator=torch.Generator().manual_seed(0), dtype=F64)
    for t in (0.3, 2.4541, 20.0):
        assert torch.equal(torch.softmax(z / t, -1).argmax(-1), z.argmax(-1))


def test_m42_zeros_under_a_power_or_a_logarithm_ruin_a_gradient() -> None:
    p = numbers(0, 0.5)
    assert gradient(lambda v: v**0.5, p)[0] == INF
    assert gradient(lambda v: v**2, p).isfinite().all()
    for alpha in (0.5, 1.0, 2.0):
        assert torch.softmax(alpha * p.log(), -1).tolist() == [0, 1]
        assert gradient(lambda v, a=alpha: torch.softmax(a * v.log(), -1)[1:], p)[0].isnan()


def test_m43_the_power_form_underflows_where_the_log_form_does_not() -> None:
    p = numbers(0.4, 0.35, 0.25)
    assert (p**100 / (p**100).sum()).tolist() == [1, 0, 0]
    assert (p**115 / (p**115).sum()).isnan().all()
    prints(torch.softmax(100 * p.double().log(), -1), ".9999984 1.6e-6 3.9e-21")
    assert torch.softmax(200 * p.log(), -1).isfinite().all()


def test_m44_the_assertion_that_exponentials_are_positive_guards_nothing() -> None:
    for x in (numbers(50, 100, 150), numbers(-200, -300, -400)):
        assert bool(x.exp().min() >= 0)
        assert naive(x).isnan().any()


def test_m45_probabilities_are_not_logits() -> None:
    p = numbers(0.7, 0.2, 0.1, dtype=F64)
    prints(torch.softmax(p.log(), -1), ".700 .200 .100")
    prints(torch.softmax(p, -1), ".464 .281 .255")
    g = gumbel(200_000, 3, generator=torch.Generator().manual_seed(0))
    shares = torch.bincount((p + g).argmax(-1), minlength=3) / 200_000
    assert (shares - torch.softmax(p, -1)).abs().max() < 0.006


def test_m46_max_has_a_gradient_and_ties_are_split_or_not() -> None:
    tie = numbers(5, 5, 1)
    assert gradient(torch.max, tie).tolist() == [0.5, 0.5, 0]
    assert gradient(lambda z: z.amax(0), tie).tolist() == [0.5, 0.5, 0]
    assert gradient(lambda z: z.max(0).values, tie).tolist() == [1, 0, 0]


def test_m47_the_entropy_needs_the_log_softmax() -> None:
    z = numbers(200, 0, 0)

    def plain(z: torch.Tensor) -> torch.Tensor:
        p = torch.softmax(z, -1)
        return -(p * p.log()).sum()

    def guarded(z: torch.Tensor) -> torch.Tensor:
        p = torch.softmax(z, -1)
        return torch.where(p > 0, -p * p.log(), 0.0).sum()

    def entr(z: torch.Tensor) -> torch.Tensor:
        return torch.special.entr(torch.softmax(z, -1)).sum()

    def logs(z: torch.Tensor) -> torch.Tensor:
        lp = torch.log_softmax(z, -1)
        return -(lp.exp() * lp).sum()

    assert bool(plain(z).isnan())
    for form in (guarded, entr):
        assert float(form(z)) == 0
        assert gradient(form, z).isnan().any()
    assert float(logs(z)) == 0
    assert gradient(logs, z).tolist() == [0, 0, 0]


def test_m48_other_noise_and_other_places_for_it_give_another_law() -> None:
    generator, count = torch.Generator().manual_seed(0), 500_000
    g = gumbel(count, 5, generator=generator)
    normal = math.pi / math.sqrt(6) * torch.randn(count, 5, generator=generator, dtype=F64)

    def shares(scores: torch.Tensor) -> torch.Tensor:
        return torch.bincount(scores.argmax(-1), minlength=5) / count

    p = torch.softmax(LOGITS, -1)
    assert (shares(LOGITS + g) - numbers(*P)).abs().max() < 4e-3
    assert (shares(LOGITS + normal) - numbers(0.0185, 0.0031, 0.0791, 0.6453, 0.2541)).abs().max() < 4e-3
    assert (shares(p + g) - numbers(0.164, 0.161, 0.174, 0.301, 0.201)).abs().max() < 4e-3
    assert float(shares(LOGITS / 0.5 + g)[3]) == pytest.approx(0.8645, abs=4e-3)
    assert float(shares((LOGITS + g) / 0.5)[3]) == pytest.approx(0.6365, abs=4e-3)

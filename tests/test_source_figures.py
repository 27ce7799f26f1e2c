"""Every figure that the five source texts print and that can be reproduced, computed again.

000 is a forum thread on sharpening values in [0, 1]; 001 are notes on Gumbel-max, Gumbel-softmax and
straight-through; 002 is a practice notebook; 003 a long article on softmax; 004 an article on argmax. A
figure is compared to half a unit of its last printed digit, so a test fails as soon as it would be printed
otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
import torch
import torch.nn.functional as F

LOGITS = torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0])
P = [0.031685, 0.011656, 0.086129, 0.636409, 0.234122]


def prints(x: torch.Tensor, printed: str) -> None:
    """`printed` is what the source shows: each number must be the one computed, rounded as printed."""
    shown = printed.split()
    assert x.numel() == len(shown)
    for value, digits in zip(x.detach().double().flatten().tolist(), shown, strict=True):
        mantissa, _, power = digits.partition("e")
        places = len(mantissa.partition(".")[2])
        unit = 10.0 ** (int(power or 0) - places)
        assert abs(value - float(digits)) <= 0.5000001 * unit, (value, digits)


def naive(z: torch.Tensor) -> torch.Tensor:
    return z.exp() / z.exp().sum()


def gradual(values: torch.Tensor, p: float) -> torch.Tensor:
    """The where-formula of source 000."""
    return torch.where(values == values.max(), 1.0 - (1.0 - values) ** p, values**p)


# Source 000


@pytest.mark.parametrize(
    ("p", "row"),
    [
        (0, "0.2 0.2 0.2 0.2 0.2"),
        (1, ".1141 .1464 .1880 .2414 .3100"),
        (10, "4.1673e-05 5.0769e-04 6.1849e-03 7.5347e-02 9.1792e-01"),
        (19, "5.5543e-09 6.4199e-07 7.4204e-05 8.5768e-03 9.9135e-01"),
    ],
)
def test_000_softmax_of_p_times_values_goes_from_uniform_to_the_largest(p: int, row: str) -> None:
    prints(torch.softmax(p * torch.tensor([0.0, 0.25, 0.5, 0.75, 1.0]), -1), row)


def test_000_the_seeded_values_are_still_drawn() -> None:
    torch.manual_seed(2021)
    prints(torch.rand(5), "0.1304 0.5134 0.7426 0.7159 0.5705")


@pytest.mark.parametrize(
    ("p", "row"),
    [
        (2, "0.0170 0.2636 0.9337 0.5125 0.3254"),
        (3, "0.0022 0.1353 0.9829 0.3669 0.1857"),
        (5, "3.7761e-05 3.5664e-02 9.9887e-01 1.8803e-01 6.0419e-02"),
        (10, "1.4259e-09 1.2719e-03 1.0000e+00 3.5355e-02 3.6504e-03"),
    ],
)
def test_000_the_where_formula_at_the_printed_powers(p: int, row: str) -> None:
    torch.manual_seed(2021)
    prints(gradual(torch.rand(5), p), row)


def test_000_the_gradient_of_the_mean_and_its_closed_form() -> None:
    values = torch.tensor([0.2, 0.4, 0.6, 0.8], requires_grad=True)
    rows = torch.stack([gradual(values, float(p)) for p in np.arange(1, 20)])
    rows.mean().backward()
    assert values.grad is not None
    prints(values.grad, "0.0206 0.0365 0.0822 0.0206")
    x = torch.tensor([0.2, 0.4, 0.6, 1 - 0.8], dtype=torch.float64)
    closed = sum(p * x ** (p - 1) for p in range(1, 20)) / 76
    assert torch.allclose(values.grad.double(), closed, rtol=1e-5, atol=0)
    assert float(rows.mean().detach()) == pytest.approx(0.2785076, abs=5e-7)


def test_000_a_real_softmax_has_a_constant_mean_and_no_such_gradient() -> None:
    values = torch.tensor([0.2, 0.4, 0.6, 0.8], requires_grad=True)
    mean = torch.stack([torch.softmax(p * values, -1) for p in range(1, 20)]).mean()
    mean.backward()
    assert float(mean.detach()) == pytest.approx(0.25, abs=1e-7)
    assert values.grad is not None
    assert float(values.grad.abs().max()) <= 1e-7


def test_000_the_second_plot_no_longer_runs_as_printed_and_does_with_item() -> None:
    import matplotlib.pyplot as plt

    with torch.enable_grad():
        value = torch.tensor([0.2], requires_grad=True)[0]
    with pytest.raises(RuntimeError, match="requires grad"):
        plt.plot([0], [value], "o")
    plt.plot([0], [value.item()], "o")
    plt.close("all")


# Source 001


def gumbel(*shape: int, generator: torch.Generator) -> torch.Tensor:
    return -torch.log(torch.empty(*shape, dtype=torch.float64).exponential_(generator=generator))


def test_001_the_argmax_of_perturbed_logits_follows_the_softmax() -> None:
    draws = (LOGITS + gumbel(1_000_000, 5, generator=torch.Generator().manual_seed(0))).argmax(-1)
    share = torch.bincount(draws, minlength=5) / 1_000_000
    p = torch.softmax(LOGITS.double(), -1)
    prints(p, " ".join(map(str, P)))
    chi_square = float((1_000_000 * (share - p) ** 2 / p).sum())
    assert chi_square < 33.4  # a chance of 1e-6 with 4 degrees of freedom


def test_001_the_mean_of_gumbel_noise_is_eulers_constant() -> None:
    noise = gumbel(4_000_000, generator=torch.Generator().manual_seed(0))
    error = math.pi / math.sqrt(6) / math.sqrt(noise.numel())
    assert abs(float(noise.mean()) - 0.5772157) < 5 * error


@pytest.mark.parametrize("tau", [10.0, 1.0, 0.5])
def test_001_a_relaxed_sample_sums_to_one_and_is_not_one_hot(tau: float) -> None:
    torch.manual_seed(0)
    y = F.gumbel_softmax(LOGITS.double().expand(1000, 5), tau=tau)
    assert float((y.sum(-1) - 1).abs().max()) < 1e-12
    assert bool((y.max(-1).values < 1).all())


def test_001_in_float32_a_soft_sample_may_be_one_hot_all_the_same() -> None:
    torch.manual_seed(0)
    shares = {tau: _saturated(tau) for tau in (0.5, 0.1, 0.05, 0.01)}
    known = {0.5: 0.00044, 0.1: 0.329, 0.05: 0.609, 0.01: 0.914}
    for tau, share in known.items():
        assert abs(shares[tau] - share) < 5 * math.sqrt(share * (1 - share) / 200_000) + 5e-4


def _saturated(tau: float) -> float:
    y = F.gumbel_softmax(LOGITS.expand(200_000, 5), tau=tau)
    return float((y.max(-1).values == 1).float().mean())


def test_001_the_quantile_undoes_the_cdf_as_it_should_have_been_printed() -> None:
    x = torch.tensor([-5.0, 0.0, 5.0], dtype=torch.float64)
    right = torch.exp(-torch.exp(-x))
    prints(right, "3.5e-65 0.3679 0.9933")
    prints(torch.exp(-torch.exp(x)), "0.9933 0.3679 3.5e-65")
    p = torch.tensor([0.01, 0.5, 0.99], dtype=torch.float64)
    assert torch.allclose(torch.exp(-torch.exp(torch.log(-torch.log(p)))), p)


# Source 002


def test_002_softmax_of_one_two_three_and_its_shifts() -> None:
    x = torch.tensor([1.0, 2.0, 3.0])
    for z in (x, x + 1, x - 100, x - x.max()):
        prints(torch.softmax(z, -1), "0.0900 0.2447 0.6652")
    for z in (x, x + 1, x - x.max()):
        prints(naive(z), "0.0900 0.2447 0.6652")
    # The notebook's own softmax is wrong at x - 100: exp(-99) is subnormal and has two digits left.
    prints(naive(x - 100), "0.0899 0.2447 0.6654")
    prints(naive(x * 0.5), "0.1863 0.3072 0.5065")
    prints(naive(x * 3.0), "0.0024 0.0473 0.9503")


def test_002_the_largest_output_of_the_three_sliders() -> None:
    prints(torch.softmax(torch.tensor([-2.0, 2.0, -2.0]), -1), "0.0177 0.9647 0.0177")
    assert float(torch.softmax(torch.tensor([2.0, -2.0, 2.0]), -1)[1]) == pytest.approx(0.0091, abs=5e-5)
    grid = torch.cartesian_prod(*[torch.linspace(-2, 2, 21)] * 3)
    first = torch.softmax(grid, -1)[:, 1]
    assert float(first.max()) == pytest.approx(0.9647, abs=5e-5)


def test_002_fifty_times_the_input_walks_off_the_cliff() -> None:
    x = torch.tensor([1.0, 2.0, 3.0])
    assert [str(v) for v in naive(50 * x).tolist()] == ["0.0", "nan", "nan"]
    prints((50 * x).exp()[:1], "5.1847e+21")
    assert (50 * x).exp()[1:].isinf().all()


def test_002_the_shifted_input_gives_a_subnormal_first_entry() -> None:
    shifted = naive(50 * torch.tensor([1.0, 2.0, 3.0]) - 150)
    prints(shifted, "3.7835e-44 1.9287e-22 1.0000e+00")
    assert float(shifted[0]) == 27 * 2.0**-149
    true = math.exp(-100) / (1 + math.exp(-50) + math.exp(-100))
    assert float(shifted[0]) / true - 1 == pytest.approx(0.0171, abs=5e-5)
    prints(torch.log_softmax(50 * torch.tensor([1.0, 2.0, 3.0]), -1), "-100 -50 0")


def test_002_two_scores_and_what_shift_and_scale_do() -> None:
    for y in ([1.0, 0.0], [0.0, -1.0]):
        prints(torch.softmax(torch.tensor(y), -1), "0.7311 0.2689")
    prints(torch.softmax(torch.tensor([2.0, 0.0]), -1), "0.8808 0.1192")


# Source 003


def test_003_the_order_of_the_logits_is_the_order_of_the_outputs() -> None:
    assert LOGITS.argsort().tolist() == [1, 0, 2, 4, 3]
    assert torch.softmax(LOGITS, -1).argsort().tolist() == [1, 0, 2, 4, 3]
    for z in (LOGITS, LOGITS + 10):
        prints(torch.softmax(z, -1), "0.0317 0.0117 0.0861 0.6364 0.2341")


def test_003_a_thousand_times_as_large() -> None:
    z = torch.tensor([1000.0, 2000.0, 3000.0, 4000.0, 5000.0])
    assert naive(z).isnan().all()
    assert torch.softmax(z, -1).tolist() == [0, 0, 0, 0, 1]
    assert torch.log_softmax(z, -1).tolist() == [-4000, -3000, -2000, -1000, 0]


@pytest.mark.parametrize(
    ("z", "row"),
    [
        ([10.0, 20.0, 30.0], "2.0611e-09 4.5398e-05 9.9995e-01"),
        ([0.1, 0.2, 0.3], ".3006 .3322 .3672"),
        ([1.0, 2.0, 3.0, 4.0, 1.0, 2.0, 3.0], ".0236 .0643 .1747 .4748 .0236 .0643 .1747"),
        ([0.1, 0.2, 0.3, 0.4, 0.1, 0.2, 0.3], ".1250 .1381 .1526 .1687 .1250 .1381 .1526"),
        ([1.0, 2.0, 8.0], "0.001 0.002 0.997"),
        ([1.0, 2.0, 8.0], "9.0880e-04 2.4704e-03 .99662"),
    ],
)
def test_003_the_scaling_examples(z: list[float], row: str) -> None:
    prints(torch.softmax(torch.tensor(z), -1), row)


@pytest.mark.parametrize(
    ("temperature", "percent"),
    [
        (0.1, "9.4e-12 4.2e-16 2.06e-7 99.9955 .00454"),
        (0.5, ".214 .029 1.584 86.470 11.702"),
        (1.0, "3.168 1.166 8.613 63.641 23.412"),
        (10.0, "17.917 16.212 19.801 24.186 21.884"),
    ],
)
def test_003_the_expected_shares_at_each_temperature(temperature: float, percent: str) -> None:
    p = torch.softmax(LOGITS.double() / temperature, -1)
    prints(100 * p, percent)
    one_sigma = 100 * math.sqrt(float((p * (1 - p)).max()) / 1000)
    assert one_sigma <= 1.6  # points, of a share seen in 1000 draws


def test_003_a_thousand_seeded_draws() -> None:
    torch.manual_seed(0)
    shares = {}
    for temperature in (0.1, 0.5, 1.0, 10.0):
        draws = torch.softmax(LOGITS / temperature, -1).multinomial(1000, True)
        shares[temperature] = torch.bincount(draws, minlength=5) / 10
    prints(shares[1.0], "3.5 0.5 8.8 62.8 24.4")


def test_003_the_jacobian_is_the_formula_and_its_eigenvalues_are_known() -> None:
    from torch.func import jacrev, vmap

    z = torch.randn(2, 5, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    s = torch.softmax(z, -1)
    formula = torch.diag_embed(s) - s.unsqueeze(-1) * s.unsqueeze(-2)
    assert torch.allclose(vmap(jacrev(lambda x: torch.softmax(x, -1)))(z), formula, atol=1e-15, rtol=0)
    assert float(formula.sum(-1).abs().max()) < 1e-15
    p = torch.softmax(LOGITS.double(), -1)
    values = torch.linalg.eigvalsh(torch.diag(p) - torch.outer(p, p))
    prints(values[1:].flip(0), ".360079 .117419 .040159 .013957")
    assert abs(float(values[0])) < 1e-15


def test_003_the_gradient_of_the_cross_entropy_is_p_minus_y() -> None:
    z = LOGITS.double().requires_grad_()
    (gradient,) = torch.autograd.grad(F.cross_entropy(z[None], torch.tensor([2])), z)
    y = F.one_hot(torch.tensor(2), 5)
    assert torch.allclose(gradient, torch.softmax(z, -1).detach() - y, atol=1e-15, rtol=0)


# Source 004


def test_004_two_scores_win_as_often_as_the_sigmoid_says() -> None:
    z = torch.tensor([2.0, 1.0], dtype=torch.float64)
    wins = (z + gumbel(1_000_000, 2, generator=torch.Generator().manual_seed(1))).argmax(-1) == 0
    exact = float(torch.sigmoid(torch.tensor(1.0, dtype=torch.float64)))
    assert exact == pytest.approx(0.731059, abs=5e-7)
    assert abs(float(wins.double().mean()) - exact) < 5 * math.sqrt(exact * (1 - exact) / 1_000_000)


def test_004_argmax_has_nothing_to_send_back() -> None:
    index = torch.tensor([1.0, 3.0, 2.0], requires_grad=True).argmax()
    assert index.dtype is torch.int64
    assert not index.requires_grad
    assert index.grad_fn is None
    with pytest.raises(RuntimeError, match="does not require grad"):
        index.backward()
    with pytest.raises(RuntimeError, match="floating point"):
        torch.tensor([1, 2], requires_grad=True)


@pytest.mark.parametrize(("true_class", "loss"), [(0, 0.3133), (1, 1.3133)])
def test_004_the_loss_is_that_of_the_true_class(true_class: int, loss: float) -> None:
    got = F.cross_entropy(torch.tensor([[2.0, 1.0]]), torch.tensor([true_class]))
    assert float(got) == pytest.approx(loss, abs=5e-5)


SPELLINGS: list[Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = [
    lambda hard, soft: hard - soft.detach() + soft,
    lambda hard, soft: (hard - soft).detach() + soft,
    lambda hard, soft: hard + (soft - soft.detach()),
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_001_every_spelling_of_straight_through_has_the_soft_gradient(
    spelling: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
) -> None:
    z = LOGITS.double().requires_grad_()
    soft = torch.softmax(z, -1)
    hard = F.one_hot(soft.argmax(), 5).double()
    v = torch.tensor([1.0, -2.0, 0.5, 3.0, -1.0], dtype=torch.float64)
    (got,) = torch.autograd.grad((spelling(hard, soft) * v).sum(), z)
    (expected,) = torch.autograd.grad((torch.softmax(z, -1) * v).sum(), z)
    assert torch.equal(got, expected)

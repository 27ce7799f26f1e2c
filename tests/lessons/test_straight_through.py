"""What notebook 07 says of straight-through, around a sample and around the plain argmax, computed again."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import torch
from torch.nn.functional import gumbel_softmax as torch_gumbel_softmax
from torch.nn.functional import one_hot

from course_utils.checking import Status
from course_utils.lessons import gumbel_softmax as ex
from course_utils.lessons.gumbel_softmax import argmax, draws, hard
from course_utils.lessons.gumbel_softmax.objectives import LINEAR, LOGITS, QUADRATIC
from course_utils.lessons.gumbel_softmax.stand_ins import hardest
from tests import prose
from tests.answer_files import our_answer

NOTEBOOK = "07_gumbel_softmax_and_straight_through"
DTYPES = pytest.mark.parametrize("dtype", hard.DTYPES, ids=lambda d: str(d).removeprefix("torch."))


def says(sentence: str) -> bool:
    """Whether notebook 07 says so."""
    return prose.says(NOTEBOOK, sentence)


@cache
def ours(name: str) -> Any:
    """Our own answer to exercise 07.`name`."""
    return our_answer(f"07.{name}")


@DTYPES
def test_straight_through_is_one_hot_and_its_gradient_is_the_soft_one_to_the_last_bit(
    dtype: torch.dtype,
) -> None:
    generator = torch.Generator().manual_seed(7)
    base = (3 * torch.randn(500, 6, generator=generator, dtype=torch.float64)).to(dtype)
    weights = torch.randn(500, 6, generator=generator, dtype=torch.float64).to(dtype)
    gradients = []
    for through in (ours("straight_through"), lambda y: y):
        z = base.clone().requires_grad_()
        out = through(torch.softmax(z, -1))
        gradients.append(torch.autograd.grad((out * weights).sum(), z)[0])
        if len(gradients) == 1:
            assert torch.equal(out, one_hot(torch.softmax(base, -1).argmax(-1), 6).to(dtype))
    assert torch.equal(*gradients)


def _every(dtype: torch.dtype) -> torch.Tensor:
    """All numbers of a 16-bit dtype in (0, 1]."""
    one = int(torch.tensor(1.0, dtype=dtype).view(torch.int16))
    return torch.arange(1, one + 1, dtype=torch.int16).view(dtype)


def _holds(spelling: Callable[[torch.Tensor], torch.Tensor], s: torch.Tensor) -> bool:
    """Whether it gives exactly 1 at a winner s and exactly 0 at a loser s, for every s of the vector."""
    winners = spelling(s[:, None])
    losers = spelling(torch.cat([torch.full_like(s[:1], 2), s])[None])
    return bool((winners == 1).all()) and bool((losers[0, 1:] == 0).all()) and bool(losers[0, 0] == 1)


@pytest.mark.parametrize(("dtype", "count"), [(torch.float16, 15_360), (torch.bfloat16, 16_256)], ids=str)
def test_every_half_precision_number_is_made_exactly_one_hot(dtype: torch.dtype, count: int) -> None:
    s = _every(dtype)
    assert len(s) == count
    assert _holds(ours("straight_through"), s)
    assert bool(((1 - s) + s == 1).all())  # PyTorch's spelling
    assert bool(((0 - s) + s == 0).all())
    assert not bool(((1 + s) - s == 1).all())


@pytest.mark.exhaustive
@pytest.mark.timeout(1800)
def test_every_float32_is_made_exactly_one_hot() -> None:
    step = 2**22
    end = int(torch.tensor(1.0).view(torch.int32)) + 1
    seen = broken = 0
    for start in range(1, end, step):
        s = torch.arange(start, min(start + step, end), dtype=torch.int32).view(torch.float32)
        seen += len(s)
        assert _holds(ours("straight_through"), s)
        assert bool(((1 - s) + s == 1).all())  # PyTorch's spelling
        assert bool(((0 - s) + s == 0).all())
        broken += int(((1 + s) - s != 1).sum())
    assert seen == 1_065_353_216
    assert broken == 54_525_952  # the tempting spelling


def test_float64_is_made_exactly_one_hot() -> None:
    generator = torch.Generator().manual_seed(8)
    s = torch.rand(1_000_000, generator=generator, dtype=torch.float64).clamp(min=1e-300)
    assert _holds(ours("straight_through"), torch.cat([s, s**8, s**64]))
    assert bool(((1 - s) + s == 1).all())


@DTYPES
@pytest.mark.parametrize("tau", [0.1, 1.0])
def test_pytorchs_hard_samples_are_exactly_one_hot(dtype: torch.dtype, tau: float) -> None:
    torch.manual_seed(0)
    for classes in (2, 10, 100):
        y = torch_gumbel_softmax(torch.randn(300, classes).to(dtype), tau=tau, hard=True)
        assert bool(((y == 0) | (y == 1)).all())
        assert bool((y.sum(-1) == 1).all())


def test_each_tempting_spelling_breaks_and_the_taught_one_does_not() -> None:
    generator = torch.Generator().manual_seed(9)
    z = torch.randn(100_000, 10, generator=generator)
    y = torch.softmax(z, -1)
    one = hardest(y)
    assert 0.1 < float((hard.reordered(y) != one).any(-1).double().mean()) < 0.3
    assert 5 < int((hard.around_scores(z) != one).any(-1).sum()) < 100
    assert bool(((one + (y - y)) == one).all())
    assert hard.around_scores(torch.tensor([1e8, 2e8, 3e8])).tolist() == [0.0, 0.0, 0.0]


def test_the_slopes_through_the_identity_do_not_add_up_to_zero() -> None:
    prices, totals = torch.tensor([1.0, -0.5, 2.0], dtype=torch.float64), {}
    for name in ("identity_backward", "softmax_backward"):
        z = LOGITS.clone().requires_grad_()
        (ours(name)(z) @ prices).backward()
        totals[name] = float(z.grad.sum())
    assert totals == pytest.approx({"identity_backward": 2.5, "softmax_backward": 0.0}, abs=1e-12)


def test_the_mean_slope_of_the_check_is_that_of_autograd() -> None:
    task = ex.hard_draws.task.slope
    for tau in (1.0, task.tau):
        torch.manual_seed(11)
        z = task.z.double().expand(200_000, 2).clone().requires_grad_()
        y = ours("gumbel_softmax")(z, tau, -torch.empty_like(z).exponential_().log())
        (rows,) = torch.autograd.grad((y @ task.prices.double()).sum(), z)
        off = (rows.mean(0) - draws.mean_slope(tau)).abs()
        assert bool((off <= 5 * rows.std(0) / math.sqrt(len(rows))).all())
        if tau == task.tau:
            assert float(rows.max(0).values[0] - rows.min(0).values[0]) <= task.span


# Straight-through the plain argmax.


def test_the_three_slopes_at_the_example_disagree_in_sign() -> None:
    known = {
        "straight-through": (argmax.st_gradient(QUADRATIC, LOGITS), (0.391, -0.162, -0.229)),
        "soft": (argmax.soft_gradient(QUADRATIC, LOGITS), (0.014, 0.101, -0.114)),
        "true": (QUADRATIC.exact_gradient(LOGITS), (-0.109, 0.149, -0.040)),
    }
    for slope, printed in known.values():
        assert slope.tolist() == pytest.approx(printed, abs=1e-3)
    wrong = known["straight-through"][0].sign() != known["true"][0].sign()
    assert int(wrong.sum()) == 2
    assert QUADRATIC.at_corners(3).tolist() == pytest.approx([0.515, 1.215, 0.515])
    assert says("cost 0.515, 1.215 and 0.515")


def test_a_step_that_the_witness_finds_wrong_does_raise_the_expected_cost() -> None:
    z = torch.as_tensor(ours("wrong_way")).double()

    def expected(z: torch.Tensor) -> float:
        return float(torch.softmax(z, -1) @ QUADRATIC.at_corners(3))

    assert expected(z - 0.01 * argmax.st_gradient(QUADRATIC, z)) > expected(z)
    assert ex.wrong_way.verdict(ours("wrong_way")).status is Status.RIGHT


def test_on_a_linear_cost_straight_through_the_argmax_finds_the_cheapest_class() -> None:
    cheapest = int(LINEAR.at_corners(3).argmin())
    for seed in range(20):
        start = torch.randn(3, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
        path, _ = argmax.descend(LINEAR, start, True, 300, 0.5)
        assert int(path[-1].argmax()) == cheapest


@pytest.mark.parametrize("step_size", [0.01, 0.05, 0.1])
def test_on_a_valley_it_swings_forever_and_the_soft_output_settles(step_size: float) -> None:
    corners = argmax.VALLEY.at_corners(2)
    assert corners.tolist() == pytest.approx([0.48, 1.58])
    assert says("Class 0 costs 0.48, class 1 costs 1.58")
    start = torch.zeros(2, dtype=torch.float64)
    swings, paid = argmax.descend(argmax.VALLEY, start, True, 3000, step_size)
    assert 0.31 <= float((paid > 1).double().mean()) <= 0.32
    assert 0.45 < float(swings[-200:, 0].min()) < 0.5 < float(swings[-200:, 0].max()) < 0.56
    settled, cost = argmax.descend(argmax.VALLEY, start, False, 3000, step_size)
    assert settled[-1].tolist() == pytest.approx([0.683, 0.317], abs=5e-4)
    assert float(cost[-1]) == pytest.approx(0.179, abs=5e-4)
    assert float(cost[-1]) < float(corners.min())


def test_the_pushes_balance_where_the_notebook_says() -> None:
    corners = torch.eye(2, dtype=torch.float64)
    pushes = argmax.VALLEY.slope(corners)
    first, second = float(pushes[0, 0] - pushes[0, 1]), float(pushes[1, 1] - pushes[1, 0])
    assert (first, second) == (pytest.approx(1.9), pytest.approx(4.1))
    share = second / (first + second)
    assert share == pytest.approx(0.683, abs=5e-4)
    assert says(f"where $1.9 \\cdot {share:.3f} = 4.1 \\cdot {1 - share:.3f}$")
    z = torch.tensor([math.log(share), math.log(1 - share)], dtype=torch.float64)
    assert float(argmax.soft_gradient(argmax.VALLEY, z).abs().max()) < 1e-15  # the bottom of the valley


def test_every_witness_that_is_let_through_does_raise_the_expected_cost() -> None:
    costs = QUADRATIC.at_corners(3)
    found = 0
    for z in 3 * torch.randn(60, 3, generator=torch.Generator().manual_seed(12), dtype=torch.float64):
        step = argmax.st_gradient(QUADRATIC, z)
        before, after = (float(torch.softmax(x, -1) @ costs) for x in (z, z - 1e-4 * step))
        right = ex.wrong_way.verdict(z).status is Status.RIGHT
        assert right is (after > before)
        found += right
    assert 10 < found < 50


def test_the_soft_bottom_may_lie_nearer_to_the_dear_corner() -> None:
    assert says("the soft bottom may lie nearer to a dear corner")
    y = torch.linspace(0, 1, 10_001, dtype=torch.float64)
    cost = (y - 0.62) ** 2 * (1 + 6 * y)
    bottom = float(y[cost.argmin()])
    assert bottom == pytest.approx(0.62)
    assert round(bottom) == 1  # class 0, which y is the share of
    assert float(cost[-1]) > 2 * float(cost[0])

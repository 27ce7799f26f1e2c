"""Gradients from draws, as notebook 07 tells of them: bias, variance, and who is nearer to the truth."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import pytest
import torch

from course_utils.lessons import gumbel_softmax as ex
from course_utils.lessons.gumbel_softmax import estimators
from course_utils.lessons.gumbel_softmax.objectives import LINEAR, LOGITS, OBJECTIVES, QUADRATIC, TARGET
from course_utils.lessons.gumbel_softmax.stand_ins import gumbel
from tests.answer_files import our_answer


@cache
def ours(name: str) -> Any:
    """Our own answer to exercise 07.`name`."""
    return our_answer(f"07.{name}")


# Estimators: the course's own table, 10^6 draws. (bias, variance) for the linear, quadratic and wavy cost.

TABLE: dict[str, tuple[estimators.Estimator, tuple[tuple[float, float], ...]]] = {
    "REINFORCE": (estimators.reinforce(), ((0.0017, 0.788), (0.0010, 0.414), (0.0012, 0.770))),
    "REINFORCE, baseline": (
        estimators.reinforce(True),
        ((0.0013, 0.460), (0.0004, 0.0375), (0.0002, 0.0147)),
    ),
    "straight-through": (estimators.straight_through, ((0.0, 0.0), (0.151, 0.286), (0.685, 2.22))),
    "identity": (estimators.identity, ((1.965, 0.0), (0.596, 2.46), (3.76, 31.4))),
    "ReinMax": (estimators.reinmax, ((0.0006, 0.115), (0.0012, 0.657), (0.061, 2.26))),
    "GS 0.1": (estimators.gumbel_softmax(0.1), ((0.0017, 2.37), (0.0158, 1.086), (0.085, 8.09))),
    "GS 0.5": (estimators.gumbel_softmax(0.5), ((0.0456, 0.259), (0.0691, 0.153), (0.326, 1.30))),
    "GS 1": (estimators.gumbel_softmax(1.0), ((0.1235, 0.0578), (0.0968, 0.0446), (0.403, 0.390))),
    "GS 5": (estimators.gumbel_softmax(5.0), ((0.3586, 0.0003), (0.1549, 0.0003), (0.148, 0.0019))),
    "ST-GS 0.1": (estimators.gumbel_softmax(0.1, True), ((0.0017, 2.37), (0.0213, 4.26), (0.0197, 20.6))),
    "ST-GS 0.5": (estimators.gumbel_softmax(0.5, True), ((0.0456, 0.259), (0.0970, 0.707), (0.185, 3.46))),
    "ST-GS 1": (estimators.gumbel_softmax(1.0, True), ((0.1235, 0.0578), (0.1356, 0.270), (0.256, 1.34))),
}
TABLE_DRAWS = 1_000_000


def _half_unit(x: float) -> float:
    """Half a unit of the last digit that the table prints (three significant digits, or four decimals)."""
    return 0.5 * 10 ** -min(4, 2 - math.floor(math.log10(x))) if x else 5e-5


@cache
def noise() -> torch.Tensor:
    """Other draws than the table was made from."""
    return gumbel(400_000, 3, seed=1)


@pytest.mark.parametrize("name", TABLE)
def test_bias_and_variance_agree_with_the_table_within_three_standard_errors(name: str) -> None:
    estimator, known = TABLE[name]
    wider = math.sqrt(1 + len(noise()) / TABLE_DRAWS)  # both tables have noise
    for objective, (bias, variance) in zip(OBJECTIVES, known, strict=True):
        q = estimators.quality(estimator(objective, LOGITS, noise()), objective.exact_gradient(LOGITS))
        assert abs(q.bias - bias) <= 3 * wider * q.bias_error + _half_unit(bias)
        assert abs(q.variance - variance) <= 3 * wider * q.variance_error + _half_unit(variance)


def _all_draws(estimator: estimators.Estimator, objective: Any) -> float:
    """The length of the exact bias of an estimator that depends on the drawn class alone: no sampling."""
    far = 50 * torch.eye(3, dtype=torch.float64)  # noise that lets each class win
    mean = torch.softmax(LOGITS, -1) @ estimator(objective, LOGITS, far)
    return float((mean - objective.exact_gradient(LOGITS)).norm())


def test_summed_over_all_draws_the_scores_are_unbiased_and_straight_through_is_for_linear_costs() -> None:
    for objective in OBJECTIVES:
        for baseline in (False, True):
            assert _all_draws(estimators.reinforce(baseline), objective) < 1e-15
    assert _all_draws(estimators.straight_through, LINEAR) < 1e-15
    assert _all_draws(estimators.straight_through, QUADRATIC) == pytest.approx(0.151, abs=5e-4)
    assert _all_draws(estimators.reinmax, QUADRATIC) < 1e-15


def test_straight_through_has_no_variance_on_a_linear_cost() -> None:
    rows = estimators.straight_through(LINEAR, LOGITS, noise()[:1000])
    assert bool((rows - LINEAR.exact_gradient(LOGITS)).abs().max() < 1e-15)


def test_the_students_estimators_are_those_of_the_table() -> None:
    g = noise()[:1000]
    k = (LOGITS + g).argmax(-1)
    costs = QUADRATIC.at_corners(3)
    scored = ours("score_gradients")(LOGITS, k, costs[k], 0.0)
    assert torch.allclose(scored, estimators.reinforce()(QUADRATIC, LOGITS, g), atol=1e-14)
    for is_hard in (False, True):
        through = ours("pathwise_gradients")(LOGITS, 0.5, g, TARGET, is_hard)
        assert torch.allclose(
            through, estimators.gumbel_softmax(0.5, is_hard)(QUADRATIC, LOGITS, g), atol=1e-13
        )


def test_one_draw_favors_the_warm_sample_and_a_hundred_the_honest_one() -> None:
    exact = QUADRATIC.exact_gradient(LOGITS)
    assert float(exact.norm()) == pytest.approx(0.189, abs=5e-4)  # on the axis of the figure

    def error(estimator: estimators.Estimator, draws: int, bias: bool) -> float:
        q = estimators.quality(estimator(QUADRATIC, LOGITS, noise()), exact)
        return (q.bias**2 if bias else 0.0) + q.variance / draws

    warm, scored = estimators.gumbel_softmax(2.0), estimators.reinforce(True)
    cold = estimators.gumbel_softmax(0.1, True)
    assert error(warm, 1, True) < error(scored, 1, False) < error(cold, 1, True)
    assert error(scored, 100, False) < error(warm, 100, True)
    assert error(scored, 100, False) < error(cold, 100, True)
    assert error(scored, 3, False) < error(warm, 3, True)
    assert math.sqrt(error(warm, 1, True)) == pytest.approx(0.150, abs=1e-3)
    assert math.sqrt(error(scored, 1, False)) == pytest.approx(0.194, abs=1e-3)


def test_the_feedback_on_the_table_quotes_the_table() -> None:
    g = gumbel(200_000, 3)  # the notebook's
    exact = QUADRATIC.exact_gradient(LOGITS)
    scored, cold = estimators.reinforce(True), estimators.gumbel_softmax(0.1, True)
    variances = [estimators.quality(e(QUADRATIC, LOGITS, g), exact).variance for e in (scored, cold)]
    for part, option, variance in (
        ("one_draw", "REINFORCE with baseline", f"{variances[0]:.4f}"),
        ("many_draws", "straight-through Gumbel at tau 0.1", f"{variances[1]:.2f} / 100"),
    ):
        assert variance in ex.estimator_table.verdict({**ours("estimator_table"), part: option}).to_text()

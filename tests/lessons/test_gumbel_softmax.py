"""What notebook 07 says of choices and relaxed samples, computed again."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import torch
from torch.nn.functional import gumbel_softmax as torch_gumbel_softmax

from course_utils import figures
from course_utils.checking import Status
from course_utils.lessons import gumbel_softmax as ex
from course_utils.lessons.gumbel_softmax import demos, estimators, questions
from course_utils.lessons.gumbel_softmax.objectives import LOGITS, OBJECTIVES, QUADRATIC
from course_utils.lessons.gumbel_softmax.stand_ins import gumbel
from tests import prose
from tests.answer_files import our_answer

NOTEBOOK = "07_gumbel_softmax_and_straight_through"
SCORES = torch.tensor(questions.RUNNING, dtype=torch.float64)


def says(sentence: str) -> bool:
    """Whether notebook 07 says so."""
    return prose.says(NOTEBOOK, sentence)


@cache
def ours(name: str) -> Any:
    """Our own answer to exercise 07.`name`."""
    return our_answer(f"07.{name}")


def standard_error(x: torch.Tensor) -> torch.Tensor:
    """Of the mean over the first dimension."""
    return x.std(0) / math.sqrt(len(x))


# The slope of a choice.


def test_the_argmax_is_flat_wherever_one_looks() -> None:
    assert bool((questions.argmax_slopes() == 0).all())
    assert ex.slope_bet.task.outcome() == {"slope": "zero", "torch": "an error", "tie": "1/2, 1/2, 0"}


def test_torch_does_not_backpropagate_through_argmax() -> None:
    index = torch.tensor([2.0, 1.0, 3.0], requires_grad=True).argmax()
    assert index.dtype is torch.int64
    assert not index.requires_grad
    assert index.grad_fn is None
    with pytest.raises(RuntimeError, match="does not require grad"):
        index.backward()
    with pytest.raises(RuntimeError, match="floating point"):
        torch.tensor([1, 2], requires_grad=True)


def test_at_a_tie_max_has_two_opinions_and_both_are_subgradients() -> None:
    z = torch.tensor([2.0, 2.0, 1.0], requires_grad=True)
    tops = {"split": (z.max(), z.amax()), "first": (z.max(0).values,)}
    gradients = {name: [torch.autograd.grad(t, z)[0] for t in group] for name, group in tops.items()}
    assert [g.tolist() for g in gradients["split"]] == [[0.5, 0.5, 0.0]] * 2
    assert gradients["first"][0].tolist() == [1.0, 0.0, 0.0]
    others = torch.randn(1000, 3, generator=torch.Generator().manual_seed(0)) * 3
    for g in (gradients["split"][0], gradients["first"][0]):
        assert bool((others.amax(-1) >= z.detach().max() + (others - z.detach()) @ g - 1e-6).all())


@pytest.mark.parametrize("objective", OBJECTIVES, ids=lambda o: o.name)
def test_the_expected_cost_has_the_slope_that_the_notebook_names(objective: Any) -> None:
    z = LOGITS.clone().requires_grad_()
    expected = (torch.softmax(z, -1) * objective.at_corners(3)).sum()
    (slope,) = torch.autograd.grad(expected, z)
    assert torch.allclose(slope, objective.exact_gradient(LOGITS), atol=1e-15)
    y = torch.softmax(torch.randn(50, 3, generator=torch.Generator().manual_seed(1)).double(), -1)
    y.requires_grad_()
    (by_autograd,) = torch.autograd.grad(objective.f(y).sum(), y)
    assert torch.allclose(by_autograd, objective.slope(y.detach()), atol=1e-14)


def test_sixteen_codes_in_eight_places_are_four_billion() -> None:
    assert says("$16^8$, four billion, combinations")
    assert 4.2e9 < 16**8 < 4.4e9


def test_the_expected_index_of_the_sources_example_is_between_two_peaks() -> None:
    p = torch.softmax(10 * torch.tensor([1.0, 5.0, 1.0, 4.9], dtype=torch.float64), -1)
    assert float(p @ torch.arange(4, dtype=torch.float64)) == pytest.approx(1.538, abs=5e-4)
    assert int(p.argmax()) == 1


# The relaxed sample.

MEANS = {  # the source text's unprinted figures, 10^6 draws
    0.1: (0.0325, 0.0118, 0.0864, 0.6345, 0.2348),
    0.5: (0.0395, 0.0149, 0.1002, 0.5964, 0.2491),
    1.0: (0.0610, 0.0277, 0.1283, 0.5204, 0.2625),
    2.0: (0.1049, 0.0654, 0.1657, 0.4040, 0.2598),
    10.0: (0.1793, 0.1622, 0.1980, 0.2417, 0.2187),
}


@pytest.mark.parametrize("tau", MEANS)
def test_relaxed_samples_average_to_something_else_than_softmax(tau: float) -> None:
    y = ours("gumbel_softmax")(SCORES, tau, gumbel(400_000, 5, seed=1))
    known = torch.tensor(MEANS[tau], dtype=torch.float64)
    # 400,000 draws here, 1,000,000 there, and four decimals.
    allowed = 4 * standard_error(y) * math.sqrt(1.4) + 5e-5
    assert bool(((y.mean(0) - known).abs() <= allowed).all())
    p = torch.softmax(SCORES, -1)
    if tau >= 0.5:
        assert bool(((y.mean(0) - p).abs() > 10 * standard_error(y))[3])


def test_the_winner_follows_softmax_at_every_tau() -> None:
    g = gumbel(400_000, 5, seed=2)
    winners = [ours("gumbel_softmax")(SCORES, tau, g).argmax(-1) for tau in (0.1, 1.0, 10.0)]
    assert all(torch.equal(w, winners[0]) for w in winners)
    p = torch.softmax(SCORES, -1)
    share = winners[0].bincount(minlength=5) / len(g)
    assert bool(((share - p).abs() <= 4 * (p * (1 - p) / len(g)).sqrt()).all())
    assert says(f"with $p_3 = {float(p[3]):.3f}$")


def test_the_comment_in_pytorch_names_another_law_than_its_code() -> None:
    made = (2 + gumbel(1_000_000, seed=3)) / 0.5
    mean, spread = float(made.mean()), float(made.std())
    euler, unit = 0.5772156649, math.pi / math.sqrt(6)
    assert mean == pytest.approx((2 + euler) / 0.5, abs=0.011)
    assert spread == pytest.approx(unit / 0.5, abs=0.011)
    feedback = ex.docstring.verdict({**ours("docstring"), "comment": True}).to_text()
    assert f"= {(2 + euler) / 0.5:.2f}. Gumbel(2, 0.5) has the mean {2 + 0.5 * euler:.2f}" in feedback


def test_the_docstring_allows_a_tau_that_gives_nan_and_the_code_one_that_favors_the_loser() -> None:
    torch.manual_seed(0)
    for is_hard in (False, True):
        assert bool(torch_gumbel_softmax(SCORES, tau=0.0, hard=is_hard).isnan().any())
    wins = torch_gumbel_softmax(SCORES.expand(50_000, 5), tau=-1.0, hard=True).mean(0)
    assert wins.tolist() == pytest.approx([0.244, 0.698, 0.052, 0.0004, 0.006], abs=0.01)
    assert int(wins.argmax()) == int(SCORES.argmin())


def test_pytorchs_function_is_what_the_notebook_prints_and_quotes() -> None:
    import inspect

    source = inspect.getsource(torch_gumbel_softmax)
    for quoted in (
        "~Gumbel(logits,tau)",
        "tau: non-negative scalar temperature",
        "unnormalized log probabilities",
        "makes the output value exactly one-hot",
        "since we add then subtract y_soft value",
        "makes the gradient equal to y_soft gradient",
        "ret = y_hard - y_soft.detach() + y_soft",
    ):
        assert quoted in source
        assert quoted.startswith("ret") or says(quoted.removeprefix("tau: "))


def test_probabilities_in_the_place_of_scores_give_the_softmax_of_probabilities() -> None:
    assert ex.as_logits.task.expected() == pytest.approx([0.4640, 0.2814, 0.2546], abs=5e-5)
    assert says("$(0.7, 0.2, 0.1)$")


def test_cold_gradients_vanish_mostly_and_explode_rarely() -> None:
    assert ex.tau_bet.task.outcome() == {"typical": "smaller", "largest": "larger"}
    known = {
        1.0: (0.182, 1e-6),
        0.5: (0.270, 7e-4),
        0.1: (1.5e-3, 0.271),
        0.05: (1.7e-7, 0.536),
        0.01: (5e-41, 0.884),
    }
    draws = 400_000
    for tau, (median, tiny) in known.items():
        length = questions.gradient_norms(tau, draws)
        share = float((length < 1e-6).double().mean())
        assert share == pytest.approx(tiny, abs=4 * math.sqrt(tiny / draws) + 5e-4)
        # The median's logarithm: its error grows with its size, as the exponent (z + g)/tau does.
        assert math.log(float(length.median())) == pytest.approx(math.log(median), abs=0.05 + 0.02 / tau)
    assert says(
        f"from {float(questions.gradient_norms(1.0).mean()):.2f} to "
        f"{float(questions.gradient_norms(0.01).mean()):.2f}"
    )


def test_the_variance_grows_like_one_over_tau() -> None:
    g = gumbel(400_000, 3, seed=4)
    scaled = [
        tau * float(estimators.gumbel_softmax(tau)(QUADRATIC, LOGITS, g).var(0).sum())
        for tau in (0.1, 0.05, 0.01)
    ]
    assert scaled == pytest.approx([0.1086, 0.1125, 0.1156], rel=0.03)


@pytest.mark.parametrize("tau", [0.3, 1.0, 2.0])
def test_the_drawn_density_is_that_of_torch(tau: float) -> None:
    law = torch.distributions.RelaxedOneHotCategorical(torch.tensor(tau, dtype=torch.float64), logits=LOGITS)
    y = torch.softmax(torch.randn(200, 3, generator=torch.Generator().manual_seed(5)).double(), -1)
    y = y / y.sum(-1, keepdim=True)
    assert torch.allclose(demos.log_density(y, LOGITS, tau), law.log_prob(y), atol=1e-10)


def test_from_one_half_down_the_density_of_three_classes_has_no_peak_inside() -> None:
    assert says("from $\\tau = \\tfrac12$ downward the density has no peak inside at all")
    points = torch.softmax(torch.randn(100, 3, generator=torch.Generator().manual_seed(6)).double(), -1)

    def lowest_bend(tau: float) -> float:
        def height(two: torch.Tensor) -> torch.Tensor:
            return demos.log_density(torch.cat([two, 1 - two.sum()[None]]), LOGITS, tau)

        bends = torch.func.vmap(torch.func.hessian(height))(points[:, :2])
        return float(torch.linalg.eigvalsh(bends).min())

    lowest = {tau: lowest_bend(tau) for tau in (0.3, 0.5, 1.0)}
    assert lowest[0.3] >= 0
    assert lowest[0.5] >= -1e-9
    assert lowest[1.0] < 0


# Who holds a misconception is told so.

HELD = {
    "argmax has no derivative because it jumps": ("slope_bet", {"slope": "there is none"}),
    "torch backpropagates through argmax": ("slope_bet", {"torch": "slopes"}),
    "a gradient that exists is the right one": ("docstring", {"differentiable": True}),
    "relaxed samples average to softmax": ("mean_bet", {"mean": "equal to p"}),
    "tau changes who wins": ("mean_bet", {"winner": "less often"}),
    "the lower tau, the better": ("estimator_table", {"colder": "both fall"}),
    "gradients explode as tau falls": ("tau_bet", {"typical": "larger"}),
    "averaging removes bias": ("estimator_table", {"many_draws": "Gumbel-softmax at tau 2"}),
}


@pytest.mark.parametrize("held", HELD)
def test_a_misconception_is_named(held: str) -> None:
    name, slip = HELD[held]
    verdict = getattr(ex, name).verdict({**ours(name), **slip})
    assert verdict.misconception == held
    assert verdict.status in (Status.WRONG, Status.RECORDED)


# Demos and figures.


def test_a_cold_draw_ends_in_the_corner_of_its_winner() -> None:
    demo = demos.samples()
    for draw in range(1, 21):
        winner = re.search(r"its winner class (\d)", demo.set(tau=5.0, draw=draw))[1]  # type: ignore[index]
        cold = demo.set(tau=0.05, draw=draw)
        assert f"its winner class {winner}" in cold


def test_the_histogram_shows_every_draw() -> None:
    demo = demos.gradient_lengths()
    for setting in demo.grid(stops=9):
        demo.set(**setting)
        assert float(sum(demo.moving[0].get_data().values)) == pytest.approx(1.0)


@pytest.mark.parametrize("large", [False, True], ids=["page", "lecture"])
@pytest.mark.parametrize("draw", [demos.whom_to_trust, demos.never_settles], ids=lambda f: f.__name__)
def test_no_text_sticks_out_of_a_figure(
    draw: Callable[[], None], large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[tuple[str, ...], str]] = []
    monkeypatch.setattr(figures, "show", lambda figure, *, alt: shown.append((figures.cut_off(figure), alt)))
    with figures.lecture(large):
        draw()
    ((cut, alt),) = shown
    assert cut == ()
    assert re.search(r"0\.\d", alt)


# Recap.


def test_the_quick_questions_are_answered_right() -> None:
    assert says(f"With probability {float(torch.sigmoid(torch.tensor(1.0))):.3f}, the softmax of (1, 0)")
    k, costs = torch.tensor([0, 1, 2]), torch.full((3,), 7.0, dtype=torch.float64)
    assert bool((ours("score_gradients")(LOGITS, k, costs, 7.0) == 0).all())
    assert bool((ours("score_gradients")(LOGITS, k, costs, 0.0) != 0).all())

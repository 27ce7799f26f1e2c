"""What notebook 08 says, computed again; its judges and tolerances; its figures."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch

from course_utils import figures
from course_utils.checking import Case, Draw, Status
from course_utils.checking.derivation import Derivation
from course_utils.derivation import validate
from course_utils.lessons import digits, exercises_of
from course_utils.lessons import sharpening as ex
from course_utils.lessons.sharpening import (
    breaks,
    demos,
    formulas,
    journey,
    power,
    self_training,
    where_formula,
)
from tests.answer_files import our_answer

SOURCE = (Path(__file__).parents[2] / "solutions" / "08_power_sharpening.py").read_text(encoding="utf-8")
PROSE = re.sub(r"\s+", " ", re.sub(r"^# ?", "", SOURCE, flags=re.MULTILINE))
F64 = torch.float64
FOUR = torch.tensor(formulas.FOUR, dtype=F64)
POWERS = range(1, 20)


def says(sentence: str) -> bool:
    """Whether the notebook says so, wherever its lines break."""
    return re.sub(r"\s+", " ", sentence) in PROSE


@cache
def ours(name: str) -> Any:
    """Our own answer to exercise 08.`name`."""
    return our_answer(f"08.{name}")


def values(rows: int, classes: int, seed: int = 0) -> torch.Tensor:
    """Values in (0.02, 0.98), (rows, classes), float64."""
    return Draw(seed).uniform(rows, classes, low=0.02, high=0.98, dtype=F64)


# The thread's figures.


def test_the_printed_rows_are_the_formula_at_the_powers_that_the_exercise_finds() -> None:
    v = ex.forum_values()
    powers = where_formula.powers_printed()
    assert powers == [2, 3, 5, 10]
    for row, alpha in zip(ex.PRINTED_ROWS, powers, strict=True):
        out = ours("gradual")(v, alpha)
        for got, printed in zip(out.tolist(), row, strict=True):
            assert got == pytest.approx(printed, rel=5e-5, abs=5e-5 if printed > 1e-3 else 0)


def test_the_threads_draw_is_todays_draw() -> None:
    generator_before = torch.random.get_rng_state()
    printed = torch.tensor([0.1304, 0.5134, 0.7426, 0.7159, 0.5705])
    assert float((ex.forum_values() - printed).abs().max()) < 5e-5
    assert torch.equal(torch.random.get_rng_state(), generator_before)
    with torch.random.fork_rng():
        torch.manual_seed(formulas.FORUM_SEED)
        assert torch.equal(torch.rand(5), ex.forum_values())


def test_the_printed_gradient_is_a_mean_of_slopes() -> None:
    assert says("gets `(0.0206, 0.0365, 0.0822, 0.0206)`")
    mean = sum(ours("slopes")(FOUR, float(a)) for a in POWERS) / (19 * 4)
    assert [round(x, 4) for x in mean.tolist()] == [0.0206, 0.0365, 0.0822, 0.0206]


def test_the_threads_rows_are_no_distributions_and_a_softmax_would_have_no_gradient() -> None:
    sums = [float(formulas.by_where(FOUR, float(a)).sum()) for a in POWERS]
    assert [round(s, 3) for s in sums[:5]] == [2.0, 1.52, 1.28, 1.155, 1.088]
    assert round(sums[-1], 5) == 1.00006
    leaf = FOUR.clone().requires_grad_()
    torch.stack([torch.softmax(a * leaf, -1) for a in POWERS]).mean().backward()
    assert float(leaf.grad.abs().max()) < 1e-15


def test_its_second_plot_no_longer_runs() -> None:
    assert says("matplotlib is handed a tensor that requires a gradient, and refuses")
    _, ax = figures.new("The thread's own call")
    with pytest.raises(RuntimeError, match="requires grad"):
        ax.plot([0], [torch.tensor(0.2, requires_grad=True)], "o")


def test_the_first_bets_come_out_as_the_lesson_says() -> None:
    assert ex.first_bets.task.outcome() == {"zero": "all 0.2", "one": "something else", "tie": "1/2 each"}
    assert ex.alone_bet.task.outcome() == {"alone": "nothing at all"}


def test_where_and_index_have_the_same_gradient() -> None:
    def by_index(v: torch.Tensor, alpha: float) -> torch.Tensor:
        i = v.argmax()
        return torch.cat([v[:i] ** alpha, 1 - (1 - v[i : i + 1]) ** alpha, v[i + 1 :] ** alpha])

    for v in values(50, 5):
        gradients = []
        for spelling in (ours("gradual"), by_index):
            leaf = v.clone().requires_grad_()
            spelling(leaf, 3.0).sum().backward()
            gradients.append(leaf.grad)
        assert torch.equal(*gradients)


# Three families and what they keep.


def families() -> tuple[Any, ...]:
    return formulas.by_softmax, ours("gradual"), ours("sharpen")


def who(holds: Any) -> str:
    """The letters of the families for which `holds(family)`."""
    return "".join(letter for letter, family in zip("ABC", families(), strict=True) if holds(family))


def test_the_table_is_filled_in_right() -> None:
    many = values(200, 4)
    right = ours("who_keeps_what")

    def starts(f: Any) -> bool:
        return all(torch.allclose(f(v, 1.0), v) or torch.allclose(f(v, 1.0), v / v.sum()) for v in many)

    def sums(f: Any) -> bool:
        return all(abs(float(f(v, a).sum()) - 1) < 1e-12 for v in many for a in (0.5, 1.0, 3.0, 20.0))

    def ordered(f: Any) -> bool:
        return all(
            torch.equal(f(v * s, a).argsort(), v.argsort())
            for v in many
            for s in (1, 1.5)
            for a in (0.5, 2.5)
        )

    def jumps(f: Any) -> bool:
        near = [f(torch.tensor([0.6, 0.6 + d, 0.3], dtype=F64), 5.0) for d in (-1e-9, 1e-9)]
        return float((near[0] - near[1]).abs().max()) > 0.01

    def unmoved(f: Any, change: Any) -> bool:
        return all(torch.allclose(f(v, 3.0), f(change(v), 3.0)) for v in many)

    assert who(starts) == "BC"
    assert right["start"] == "B and C"
    assert who(sums) == "AC"
    assert right["sum"] == "A and C"
    assert who(ordered) == "AC"
    assert right["order"] == "A and C"
    assert who(jumps) == "B"
    assert right["jump"] == "B"
    assert who(lambda f: unmoved(f, lambda v: v + 0.1)) == "A"
    assert right["shift"] == "A"
    assert who(lambda f: unmoved(f, lambda v: 2 * v)) == "C"
    assert right["scale"] == "C"


def test_the_formula_with_where_keeps_order_inside_its_limits() -> None:
    for v in values(300, 5):
        for alpha in (1.0, 1.5, 3.0, 10.0):
            assert int(ours("gradual")(v, alpha).argmax()) == int(v.argmax())


# Floats.


def test_the_power_form_dies_in_float32_and_the_log_form_does_not() -> None:
    assert says("Already at $\\alpha = 100$ the power form says 0 where $1.6 \\cdot 10^{-6}$ belongs")
    assert says("$0.4^{115}$ is about $2 \\cdot 10^{-46}$. Float32 has nothing so small")
    assert 1.5e-46 < 0.4**115 < 2.5e-46 < 2.0**-150  # half of the smallest float32, so it rounds to 0
    three = torch.tensor([0.4, 0.35, 0.25])
    assert (three**100 / (three**100).sum()).tolist() == [1, 0, 0]
    assert 1.55e-6 < float(torch.softmax(100 * three.double().log(), -1)[1]) < 1.65e-6
    assert bool((three**115 / (three**115).sum()).isnan().all())
    exact = torch.softmax(200 * three.double().log(), -1)
    assert torch.allclose(ours("sharpen")(three, 200.0).double(), exact, rtol=1e-4)


def test_sharpening_twice_multiplies_the_powers() -> None:
    assert says("<summary>Answer</summary>6. Powers of powers multiply")
    p = torch.softmax(Draw(0).normal(50, 6, dtype=F64), -1)
    sharpen = ours("sharpen")
    assert torch.allclose(sharpen(sharpen(p, 2.0), 3.0), sharpen(p, 6.0))


def test_sharpening_is_the_temperature_one_over_alpha() -> None:
    z = Draw(0).normal(50, 6, scale=3.0, dtype=F64)
    for alpha in (0.1, 0.5, 2.0, 10.0):
        difference = ours("sharpen")(torch.softmax(z, -1), alpha) - torch.softmax(alpha * z, -1)
        assert float(difference.abs().max()) < 1e-13


def test_a_sine_over_its_argument_has_the_trap_too() -> None:
    assert says("Its gradient at x = 0 is nan")
    for safe, expected in ((False, True), (True, False)):
        x = torch.tensor([0.0, 1.0], requires_grad=True)
        below = torch.where(x != 0, x, 1.0) if safe else x
        torch.where(x != 0, torch.sin(x) / below, 1.0).sum().backward()
        assert bool(x.grad.isnan().any()) is expected


@pytest.mark.parametrize("alpha", [1.5, 2.0, 30.0, 200.0])
def test_both_forms_of_sharpening_stay_within_the_tolerance(alpha: float) -> None:
    """Not by luck: 200 draws in float32, values and slopes, through the maximum and the logarithm."""

    def log_form(v: torch.Tensor) -> torch.Tensor:
        return torch.softmax(alpha * v.log(), -1)

    def over(v: torch.Tensor, unit: torch.Tensor) -> torch.Tensor:
        raised = (v / unit) ** alpha
        return raised / raised.sum(-1, keepdim=True)

    v = Draw(3).uniform(200, 4, low=0.01)
    case = Case((v, alpha))
    forms = (log_form, lambda x: over(x, x.amax(-1, keepdim=True)))
    exact = formulas.by_power(v.double(), alpha)
    weights = torch.where(Draw(5).booleans(200, 4), 1.0, -0.5).double()
    leaf = v.double().requires_grad_()
    (slope,) = torch.autograd.grad((formulas.by_power(leaf, alpha) * weights).sum(), leaf)
    for form in forms:
        leaf = v.clone().requires_grad_()
        out = form(leaf)
        (got,) = torch.autograd.grad((out.double() * weights).sum(), leaf)
        assert bool(((out.double() - exact).abs() <= power._tolerance(case, exact, torch.float32)).all())
        allowed = power._gradient_tolerance(case, slope, torch.float32)
        assert bool(((got.double() - slope).abs() <= allowed).all())
        assert bool((allowed * v < 0.01 * alpha).all())  # and the tolerance says something


# The path.


def test_a_jump_is_found_wherever_it_is() -> None:
    for place in (0.0, 1e-200, 0.1234567, 0.5, 0.99999, 1.0):

        def leaps(v: torch.Tensor, t: float, place: float = place) -> torch.Tensor:
            arrived = t > place if place < 1 else t == 1
            return torch.softmax(v, -1) if arrived else v / v.sum()

        verdict = ex.path.verdict(leaps)
        assert verdict.misconception == "a jump on the way", place
        assert f"near t = {place:.4g}" in verdict.to_text()


@pytest.mark.parametrize("bend", [0.02, 0.25, 0.5, 1.0, 3.0, 20.0])
def test_a_path_may_be_as_steep_as_it_likes(bend: float) -> None:
    def path(v: torch.Tensor, t: float) -> torch.Tensor:
        return torch.lerp(v / v.sum(), torch.softmax(v, -1), t**bend)

    assert ex.path.verdict(path).status is Status.RIGHT


@pytest.mark.parametrize("at_once", [0.02, 0.5])
def test_a_small_jump_is_one_too(at_once: float) -> None:
    def path(v: torch.Tensor, t: float) -> torch.Tensor:
        return torch.lerp(v / v.sum(), torch.softmax(v, -1), at_once + (1 - at_once) * t if t else 0.0)

    assert ex.path.verdict(path).misconception == "a jump on the way"


def test_a_path_that_fails_between_its_ends_is_told_so() -> None:
    def only_ends(v: torch.Tensor, t: float) -> torch.Tensor:
        return {0.0: v / v.sum(), 1.0: torch.softmax(v, -1)}[t]

    verdict = ex.path.verdict(only_ends)
    assert verdict.status is Status.COULD_NOT_RUN
    assert "Between them it fails" in verdict.to_text()


def test_a_change_of_places_is_near_enough_to_be_invisible() -> None:
    assert float((journey._nearly_tied(1) - journey._nearly_tied(-1)).abs().max()) == pytest.approx(
        journey.NEAR
    )


# Breaking it.


def test_every_break_named_in_the_course_material_is_accepted() -> None:
    for v, alpha in (([0.2, 0.4, 0.6, 0.8], 0.5), ([1.2, 1.1, 0.3], 3.0)):
        assert breaks.judge_order(torch.tensor(v), torch.tensor(alpha)).ok
    assert breaks.judge_sum(torch.tensor([0.6, 0.6]), torch.tensor(5.0)).ok
    for v, alpha in (([0.2, 0.4, 0.6, 0.8], 1000.0), ([0.0, 0.0], 0.5)):
        assert breaks.judge_slopes(torch.tensor(v), torch.tensor(alpha)).ok


def test_inside_its_limits_no_order_can_be_broken() -> None:
    for n, v in enumerate(values(100, 3).float()):
        assert not breaks.judge_order(v, torch.tensor(1.0 + n / 10)).ok


# The digits.


def test_there_are_a_hundred_labels_ten_for_each_digit() -> None:
    assert says("100 in all. The other 1337 training pictures lose their labels")
    y = digits.load().y_train
    for seed in range(self_training.SPLITS):
        rows = self_training.split(seed)
        assert y[rows.labelled].bincount().tolist() == [10] * 10
        assert sorted([*rows.labelled.tolist(), *rows.others.tolist()]) == list(range(len(y)))
        assert len(rows.others) == 1337


def test_guesses_as_they_are_teach_nothing() -> None:
    assert self_training.reference_run(1.0) == self_training.reference_run(None)
    scores = Draw(0).normal(20, 10, scale=3.0, dtype=F64).requires_grad_()
    (slopes,) = torch.autograd.grad(ours("guess_loss")(scores, 1.0), scores)
    assert float(slopes.abs().max()) < 1e-15


def test_five_splits_gain_what_the_notebook_says() -> None:
    assert says("Split by split, the gain is about five pictures of 360, give or take two")
    assert says("and on one split it is a loss")
    gains = [
        b - a
        for a, b in zip(self_training.reference_run(None), self_training.reference_run(2.0), strict=True)
    ]
    mean, error = self_training.mean_and_error(gains)
    assert 4 < mean < 6
    assert 1.5 < error < 2.5
    assert sum(g < 0 for g in gains) == 1


@pytest.mark.full
def test_forty_splits_gain_four_to_five() -> None:
    assert says("Over forty splits, in the course's tests, the gain is four to five pictures.")
    gains = [self_training.train(seed, 2.0) - self_training.train(seed, None) for seed in range(40)]
    mean, error = self_training.mean_and_error(gains)
    assert 4 <= mean <= 5
    assert mean > 5 * error


def test_the_loss_is_the_same_with_our_answer() -> None:
    for seed in range(2):
        assert self_training.train(seed, 2.0, ours("guess_loss")) == self_training.train(seed, 2.0)


# Proofs and pictures.


@pytest.mark.parametrize(
    "exercise", [e for e in exercises_of(ex) if isinstance(e.task, Derivation)], ids=lambda e: e.id
)
def test_every_rule_of_a_proof_is_one_that_we_have(exercise: Any) -> None:
    validate(exercise.task.statement)


def test_still_figures_say_their_numbers_and_nothing_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[tuple[str, ...], str]] = []
    monkeypatch.setattr(figures, "show", lambda figure, alt: shown.append((figures.cut_off(figure), alt)))
    for size in (False, True):
        with figures.lecture(size):
            demos.softmax_of_alpha_v()
            demos.where_curves()
            demos.five_splits()
    assert len(shown) == 6
    for cut, alt in shown:
        assert cut == ()
        assert re.search(r"\d", alt)


def test_only_the_sum_of_b_moves() -> None:
    demo = demos.three_families()
    for setting in demo.grid(stops=9):
        line = demo.set(**setting)
        a, b, c = (float(x) for x in re.findall(r"sum (\d\.\d+)", line))
        assert a == c == 1
        assert math.isfinite(b)


def test_only_b_jumps_when_the_maximum_changes_hands() -> None:
    demo = demos.changing_hands()

    def outputs(x: float) -> list[float]:
        return [float(n) for n in re.findall(r"(\d\.\d{3})", demo.set(x=x))]

    before, after = outputs(0.59), outputs(0.61)
    moved = [
        max(abs(p - q) for p, q in zip(before[k : k + 2], after[k : k + 2], strict=True)) for k in (0, 2, 4)
    ]
    assert moved[1] > 0.9
    assert max(moved[0], moved[2]) < 0.05

"""What notebook 04 says, computed again; its proofs shortened; its demos and figures in words."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
import torch

from course_utils import figures
from course_utils.checking import Status
from course_utils.derivation import check_proof, validate
from course_utils.derivation.proofs import LineProof
from course_utils.lessons import temperature as ex
from course_utils.lessons.temperature import (
    blackboard,
    calibration,
    demos,
    functions,
    questions,
    sampling,
    text_model,
    witnesses,
)
from tests.answer_files import our_answer

SOURCE = (Path(__file__).parents[2] / "solutions" / "04_temperature.py").read_text(encoding="utf-8")
PROSE = re.sub(r"\s+", " ", re.sub(r"^# ?", "", SOURCE, flags=re.MULTILINE))
SCORES = torch.tensor(questions.SCORES, dtype=torch.float64)
PROOFS = {
    "04.base_proof": blackboard.BASE,
    "04.slope_proof": blackboard.SLOPE,
    "04.gap_proof": blackboard.GAP,
}


def says(sentence: str) -> bool:
    """Whether the notebook says so, wherever its lines break."""
    return re.sub(r"\s+", " ", sentence) in PROSE


def at(T: float, z: torch.Tensor = SCORES) -> torch.Tensor:
    return torch.softmax(z / T, -1)


def rounded(x: torch.Tensor, digits: int = 4) -> list[float]:
    return [round(value, digits) for value in x.tolist()]


# The bets.


def test_the_bets_come_out_as_told() -> None:
    assert ex.first_bets.task.outcome() == our_answer("04.first_bets")


def test_every_myth_that_a_bet_believes_is_named() -> None:
    named = {part.name: set(part.misconceptions.values()) for part in ex.first_bets.task.parts}
    assert named == {
        "accuracy": {"temperature changes the accuracy"},
        "runner_up": {"every probability but the largest falls when T falls"},
        "zero": {"T = 0 is deterministic"},
        "sure": {"the softmax output is the confidence"},
        "hot_text": {"higher T is more creative"},
    }


def test_no_temperature_changes_an_answer_of_either_model() -> None:
    for model in (calibration.modest(), calibration.bold()):
        best = model.z_held_out.argmax(-1)
        for T in (0.1, 0.57, 1.26, 10.0):
            assert torch.equal(at(T, model.z_held_out).argmax(-1), best)


def test_bfloat16_ties_5_and_5_01_and_the_order_of_a_sum_decides_a_winner() -> None:
    assert torch.tensor(5.01).bfloat16() == 5
    one_way, other_way = (0.1 + 0.2) + 0.3, 0.1 + (0.2 + 0.3)
    assert one_way > 0.6 == other_way


# Temperature and its edges.


def test_the_shares_at_several_temperatures_are_those_of_the_sources() -> None:
    assert rounded(at(2)) == [0.0956, 0.0580, 0.1577, 0.4287, 0.2600]
    assert rounded(at(5)) == [0.1574, 0.1289, 0.1922, 0.2868, 0.2348]
    assert rounded(at(10)) == [0.1792, 0.1621, 0.1980, 0.2419, 0.2188]
    assert f"{float(at(0.1)[3]):.5f}" == "0.99995"  # what a bet's feedback says


def test_softmax_at_zero_is_nan_by_division_whatever_the_scores() -> None:
    for z in ([-1.0, -2.0, 3.0], [1.0, 2.0], [-1.0, -2.0], [0.0, 1.0]):
        assert bool(torch.softmax(torch.tensor(z) / 0, -1).isnan().all())


def test_the_limit_at_a_tie_is_shared() -> None:
    z = torch.tensor([5.0, 5.0, 1.0], dtype=torch.float64)
    assert rounded(at(0.01, z)) == rounded(functions.tempered(z, 0.0)) == [0.5, 0.5, 0.0]


def test_the_trick_with_an_epsilon_is_right_at_large_leads_and_wrong_at_small_ones() -> None:
    assert float(witnesses.nearly_zero(SCORES).max()) == 1.0
    assert float(witnesses.nearly_zero(torch.tensor([0.0, 1e-9])).max()) == pytest.approx(0.525, abs=1e-4)


def test_a_score_over_the_tiny_temperature_overflows_and_a_shifted_one_does_not() -> None:
    z = SCORES.float()
    assert bool(torch.softmax(z / functions.TINY, -1).isnan().any())
    assert rounded(torch.softmax((z - z.amax()) / functions.TINY, -1)) == [0, 0, 0, 1, 0]


def test_base_two_is_temperature_one_over_log_two_and_below_one_the_worst_wins() -> None:
    powers = 2**SCORES
    assert torch.allclose(powers / powers.sum(), at(1 / math.log(2)), rtol=1e-14)
    assert round(1 / math.log(2), 2) == 1.44
    small = 0.5**SCORES
    assert int((small / small.sum()).argmax()) == int(SCORES.argmin())


# Who rises and who falls.


def test_the_slope_in_beta_is_what_the_proof_says() -> None:
    beta = torch.tensor(0.7, dtype=torch.float64)
    p, slope = torch.func.jvp(lambda b: torch.softmax(b * SCORES, -1), (beta,), (torch.ones_like(beta),))
    assert torch.allclose(slope, p * (SCORES - (p * SCORES).sum()), rtol=1e-12)


def test_the_runner_up_peaks_where_the_mean_score_is_4() -> None:
    T = questions.peak_temperature()
    assert round(T, 3) == 1.766
    assert float((at(T) * SCORES).sum()) == pytest.approx(4, abs=1e-12)
    grid = torch.linspace(0.5, 6, 5001, dtype=torch.float64)
    shares = torch.softmax(SCORES / grid[:, None], -1)[:, 4]
    assert float(grid[shares.argmax()]) == pytest.approx(T, abs=0.002)
    assert round(float(shares.max()), 4) == 0.2608


def test_the_mean_score_starts_at_3_and_ends_at_5() -> None:
    assert float((at(1e6) * SCORES).sum()) == pytest.approx(3, abs=1e-5)
    assert float((at(0.01) * SCORES).sum()) == pytest.approx(5, abs=1e-12)
    assert says("starts at the plain mean, 3 for our scores, and ends at the best score, 5")


def test_three_classes_fall_from_the_start_and_the_best_never_does() -> None:
    beta = torch.linspace(0, 20, 500, dtype=torch.float64)
    steps = torch.softmax(beta[:, None] * SCORES, -1).diff(dim=0)
    assert bool((steps[:, :3] <= 0).all())
    assert bool((steps[:, 3] >= 0).all())


# Entropy, and the best trade.


def test_entropies_are_those_of_the_sources() -> None:
    told = {0.1: 0.000499, 0.5: 0.457949, 1: 0.999973, 2: 1.394285, 5: 1.570451, 10: 1.599502}
    for T, nats in told.items():
        assert float(functions.shannon(SCORES / T)) == pytest.approx(nats, abs=1e-6)


def test_entropy_falls_with_beta_as_fast_as_the_variance_says() -> None:
    beta = torch.tensor(1.3, dtype=torch.float64, requires_grad=True)
    (slope,) = torch.autograd.grad(functions.shannon(beta * SCORES), beta)
    p = at(1 / 1.3)
    variance = (p * SCORES**2).sum() - (p * SCORES).sum() ** 2
    assert float(slope) == pytest.approx(float(-1.3 * variance), abs=1e-12)
    assert float(slope) == pytest.approx(-0.6204630844621946, abs=1e-12)


def test_where_and_entr_mend_the_value_and_not_the_gradient() -> None:
    for mended in (lambda p: torch.where(p > 0, p * p.log(), 0.0), torch.special.entr):
        z = torch.tensor([200.0, 0.0, 0.0], requires_grad=True)
        value = mended(torch.softmax(z, -1)).sum()
        value.backward()
        assert value == 0
        assert z.grad is not None
        assert bool(z.grad.isnan().any())


def test_no_distribution_is_paid_more_than_softmax_and_it_loses_t_times_the_divergence() -> None:
    draws = torch.Generator().manual_seed(0)
    for T in (0.3, 1.0, 2.0):
        p = at(T)
        best = witnesses.reward(p, SCORES, T)
        assert best == pytest.approx(T * float(torch.logsumexp(SCORES / T, -1)), rel=1e-12)
        for _ in range(200):
            q = torch.softmax(3 * torch.randn(5, generator=draws, dtype=torch.float64), -1)
            lost = T * float((q * (q / p).log()).sum())
            assert best - witnesses.reward(q, SCORES, T) == pytest.approx(lost, abs=1e-11)
            assert lost > 0


def test_the_soft_maximum_with_a_dial_lies_at_most_t_log_k_above_the_maximum() -> None:
    for T, told in ((1.0, 5.451914), (0.1, 5.000005), (0.01, 5.000000)):
        soft = T * float(torch.logsumexp(SCORES / T, -1))
        assert soft == pytest.approx(told, abs=1e-6)
        assert 0 <= soft - 5 <= T * math.log(5)


@pytest.mark.parametrize("name", PROOFS)
def test_no_single_rule_takes_the_start_to_the_goal(name: str) -> None:
    assert validate(PROOFS[name])


# Lines that are only kind to the reader: a compound fraction is free tidying, and the derivative of a sum may
# take the derivatives of its terms along.
SPARE = {("04.base_proof", 1), ("04.slope_proof", 2)}


@pytest.mark.parametrize("name", PROOFS)
def test_our_proof_is_refused_as_soon_as_a_line_is_missing(name: str) -> None:
    ours = our_answer(name)
    assert isinstance(ours, LineProof)
    for gone in range(len(ours.lines) - 1):
        shorter = LineProof(ours.start, ours.lines[:gone] + ours.lines[gone + 1 :])
        report = check_proof(PROOFS[name], shorter)
        assert (report.overall == "right") is ((name, gone) in SPARE), f"without line {gone + 1}"


# Draws.


def test_a_thousand_draws_are_off_by_up_to_one_and_a_half_points() -> None:
    p = at(1)
    assert round(float(100 * (p * (1 - p) / 1000).sqrt().max()), 1) == 1.5


def test_the_draws_that_are_asked_for_are_enough_and_one_fewer_are_not() -> None:
    needed, p = sampling.draws_needed(), float(at(1)[3])
    assert needed == {"seen": 299, "sharp": 9256}
    assert 0.99**299 <= 0.05 < 0.99**298
    assert 2 * math.sqrt(p * (1 - p) / 9256) <= 0.01 < 2 * math.sqrt(p * (1 - p) / 9255)
    assert round(0.99**100, 2) == 0.37


def test_dividing_noise_and_score_alike_leaves_the_temperature_at_one() -> None:
    noise = (
        -torch.rand(1000, 5, generator=torch.Generator().manual_seed(0), dtype=torch.float64).log().log1p()
    )
    assert torch.equal(((SCORES + noise) / 0.5).argmax(-1), (SCORES + noise).argmax(-1))


# Text and digits.


def test_hot_text_holds_fewer_known_words_than_cold_text_with_the_same_dice() -> None:
    known = [text_model.share_of_known_words(T) for T in (0.1, 0.5, 3.0)]
    assert known == sorted(known, reverse=True)
    model = text_model.trigrams()
    assert model.write(0.7) == model.write(0.7)
    assert len(model.write(0.7, 100)) == 100


def test_the_modest_model_says_less_and_the_bold_one_more_than_it_does() -> None:
    for model, T, sign in ((calibration.modest(), 0.566, 1), (calibration.bold(), 1.254, -1)):
        p = at(1, model.z_held_out)
        right = float((p.argmax(-1) == model.y_held_out).double().mean())
        assert sign * (right - float(p.amax(-1).mean())) > 0.02
        fitted = float(calibration.best_temperature(model.z_fit, model.y_fit))
        assert fitted == pytest.approx(T, abs=1e-3)
        before, _ = calibration.expected_error(p, model.y_held_out)
        after, _ = calibration.expected_error(at(fitted, model.z_held_out), model.y_held_out)
        assert after < before


def test_chance_alone_gives_a_model_that_means_what_it_says_an_error_of_two_to_four_hundredths() -> None:
    dice = torch.Generator().manual_seed(0)
    for model, T in ((calibration.modest(), 0.566), (calibration.bold(), 1.254)):
        for at_T in (1.0, T):
            p = at(at_T, model.z_held_out)
            labels = (torch.multinomial(p, 1, generator=dice)[:, 0] for _ in range(100))
            errors = torch.tensor([calibration.expected_error(p, y)[0] for y in labels])
            assert 0.02 <= float(errors.mean()) <= 0.04
            assert float(errors.max()) < 0.075 or at_T != 1


def test_the_bold_models_temperature_is_known_to_a_tenth() -> None:
    z, y = calibration.bold().z_fit, calibration.bold().y_fit
    assert len(y) == 500
    again = torch.randint(500, (60, 500), generator=torch.Generator().manual_seed(0))
    fits = torch.tensor([float(calibration.best_temperature(z[i], y[i])) for i in again])
    assert 0.05 < float(fits.std()) < 0.1
    assert float(calibration.best_temperature(z, y)) == pytest.approx(1.25, abs=0.01)


def test_the_fitted_temperature_has_the_smallest_loss_on_the_pictures_it_was_fitted_on() -> None:
    model = calibration.modest()
    z, y = model.z_fit, model.y_fit
    best = float(calibration.best_temperature(z, y))
    least = calibration.mean_nll(z, y, best)
    assert all(calibration.mean_nll(z, y, best * factor) > least for factor in (0.9, 0.99, 1.01, 1.1))


def test_the_calibration_error_counts_every_picture_once_by_its_bin() -> None:
    p = torch.tensor([[1.0, 0.0], [0.95, 0.05], [0.6, 0.4], [0.4, 0.6]], dtype=torch.float64)
    error, bins = calibration.expected_error(p, torch.tensor([0, 1, 0, 0]), bins=10)
    assert [b.count for b in bins] == [2, 2]
    assert error == pytest.approx((2 * abs(0.6 - 0.5) + 2 * abs(0.975 - 0.5)) / 4)


def test_the_cases_of_the_fit_have_their_optimum_well_inside_the_range() -> None:
    from course_utils.checking import Draw

    for seed in range(50):
        for case in calibration.fit_cases(Draw(seed)):
            assert 0.2 < float(calibration.best_temperature(*case.args)) < 5


# What is shown.


def test_the_dots_of_the_demo_are_a_thousand_draws_and_follow_the_bars() -> None:
    demo = demos.temperature()
    for T in (0.0, 0.5, 1.0, 6.0):
        line = demo.set(T=T)
        counts = [int(n) for n in re.findall(r"\d+", line.split("came")[1])]
        assert sum(counts) == 1000
        p = functions.tempered(SCORES, T)
        room = 4 * (1000 * p * (1 - p)).sqrt() + 1e-9
        assert bool(((torch.tensor(counts) - 1000 * p).abs() <= room).all())


def test_the_base_demo_crosses_one_without_dividing_by_zero() -> None:
    demo = demos.base()
    assert "infinite" in demo.set(b=1.0)
    assert "the worst score wins" in demo.set(b=0.95)
    assert "the best score wins" in demo.set(b=1.05)


def test_the_figures_carry_their_numbers_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    alts: list[str] = []

    def keep(figure: object, *, alt: str) -> None:
        assert figures.cut_off(figure) == ()  # type: ignore[arg-type]
        alts.append(alt)

    monkeypatch.setattr(figures, "show", keep)
    demos.runner_up()
    demos.reliability([("modest", calibration.modest(), 0.57), ("bold", calibration.bold(), 1.26)])
    assert "0.2608, at T = 1.766" in alts[0]
    assert "modest, T = 1.00: expected calibration error 0.075" in alts[1]


def test_every_reference_is_named_in_the_body() -> None:
    body, _, references = SOURCE.partition("# ## References")
    for name in ("Guo", "Mattei", "Cover", "Jaynes", "Naeini"):
        assert name in references
        assert name in body, f"{name} is cited nowhere"


def test_a_model_answer_is_shown_for_the_text() -> None:
    assert ex.confidence.verdict(our_answer("04.confidence")).status is Status.RECORDED

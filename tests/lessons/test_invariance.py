"""What notebook 03 says, computed again; its proofs shortened and spoiled; its demos at every stop."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
import torch

from course_utils import figures
from course_utils.checking import Case, Status
from course_utils.derivation import K, Sum, check_proof, derive, exp, log, softmax, validate
from course_utils.derivation.proofs import LineProof
from course_utils.lessons import invariance as ex
from course_utils.lessons.invariance import blackboard, cases, counterexamples, demos, floats
from course_utils.live import Demo
from tests.answer_files import our_answer

SOURCE = (Path(__file__).parents[2] / "solutions" / "03_invariance.py").read_text(encoding="utf-8")
PROSE = re.sub(r"\s+", " ", re.sub(r"^# ?", "", SOURCE, flags=re.MULTILINE))
SCORES = torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0], dtype=torch.float64)
PROOFS = {
    "03.shift_proof": blackboard.SHIFT,
    "03.scale_proof": blackboard.SCALE,
    "03.weights_proof": blackboard.WEIGHTS,
}
DTYPES = (torch.float16, torch.bfloat16, torch.float32, torch.float64)


def says(sentence: str) -> bool:
    """Whether the notebook says so, wherever its lines break."""
    return re.sub(r"\s+", " ", sentence) in PROSE


def soft(z: torch.Tensor) -> torch.Tensor:
    return torch.softmax(z, -1)


def random_scores(*shape: int, seed: int = 0) -> torch.Tensor:
    return 3 * torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def spacing(x: float, dtype: torch.dtype = torch.float32) -> float:
    """The distance from `x` to the next larger float."""
    here = torch.tensor(x, dtype=dtype)
    return float(here.nextafter(torch.tensor(torch.inf, dtype=dtype)) - here)


# Shifting and scaling.


def test_the_bets_come_out_as_told() -> None:
    assert ex.four_changes.task.outcome() == our_answer("03.four_changes")
    assert ex.float_bets.task.outcome() == our_answer("03.float_bets")


def test_only_one_scale_leaves_the_five_scores_alone() -> None:
    grid = [k / 10 for k in range(-20, 31)]
    unmoved = [c for c in grid if bool((soft(c * SCORES) - soft(SCORES)).abs().max() < 1e-9)]
    assert unmoved == [1.0]
    ordered = [c for c in grid if torch.equal(soft(c * SCORES).argsort(), SCORES.argsort())]
    assert ordered == [c for c in grid if c > 0]


def test_what_the_choices_on_scaling_hold_for_right_is_right() -> None:
    assert float(soft(0.5 * SCORES).max()) < float(soft(SCORES).max())
    assert int(soft(-2 * SCORES).argmax()) == 1
    equal = torch.full((3,), 4.0)
    assert torch.equal(soft(10 * equal), soft(equal))
    centered = torch.tensor([-1.0, 1.0])
    assert not torch.allclose(soft(10 * centered), soft(centered))


def test_scaling_does_nothing_at_one_or_for_equal_scores_and_never_else() -> None:
    for seed in range(50):
        z = random_scores(4, seed=seed)
        assert bool((soft(1.01 * z) - soft(z)).abs().max() > 1e-6)
    assert says("or turns the order round")


def test_what_stays_and_what_changes_under_a_shift_by_7() -> None:
    moved = SCORES + 7
    right = {part.name: part.right for part in ex.what_stays.task.parts}
    quantities: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
        "gap": lambda z: z[3] - z[4],
        "score_ratio": lambda z: z[3] / z[4],
        "exp_ratio": lambda z: z[3].exp() / z[4].exp(),
        "total": lambda z: z.exp().sum(),
    }
    for name, quantity in quantities.items():
        same = torch.allclose(quantity(SCORES), quantity(moved), rtol=1e-12)
        assert right[name] == ("stays" if same else "changes")
    assert right["logsumexp"] == "goes up by 7"
    assert float(torch.logsumexp(moved, -1) - torch.logsumexp(SCORES, -1)) == pytest.approx(7, abs=1e-12)


def test_the_epsilon_hides_behind_four_decimals_at_the_three_printed_shifts() -> None:
    assert says("Six times the same five numbers")
    printed = set()
    for shift in (0, 10, -10):
        for function in (soft, counterexamples.softmax_with_epsilon):
            printed.add(tuple(f"{p:.4f}" for p in function(SCORES.float() + shift).tolist()))
    assert len(printed) == 1


def test_log_odds_are_scaled_and_never_shifted() -> None:
    z = random_scores(200, 5)
    for c in (-2.0, 0.0, 0.5, 3.0):
        odds = torch.log_softmax(z, -1)[:, :1] - torch.log_softmax(z, -1)
        scaled = torch.log_softmax(c * z, -1)[:, :1] - torch.log_softmax(c * z, -1)
        assert torch.allclose(scaled, c * odds, rtol=0, atol=1e-11)


def test_doubling_never_makes_the_largest_probability_smaller() -> None:
    z = random_scores(2000, 5)
    assert bool((soft(2 * z).amax(-1) >= soft(z).amax(-1)).all())


def test_a_scale_moves_log_odds_away_from_zero_or_towards_it_and_leaves_zero_alone() -> None:
    assert says("$c > 1$: every log-odds that is not 0 moves away from 0")
    assert says("$c < 0$: every log-odds but 0 changes its sign")
    z = torch.cat([random_scores(200, 4), torch.zeros(200, 1, dtype=torch.float64)], -1)
    odds = (z[:, :, None] - z[:, None, :]).flatten()
    for c, farther in ((1.5, True), (0.5, False)):
        size = (c * odds).abs()
        assert bool(((size > odds.abs()) if farther else (size < odds.abs()))[odds != 0].all())
    assert bool(((-0.5 * odds).sign() == -odds.sign()).all())


def test_scores_off_by_delta_move_a_probability_by_half_of_it_at_most() -> None:
    assert says("if all scores are off by $\\delta$ at most, a probability is off by $\\delta/2$ at most")
    z = random_scores(2000, 10)
    for delta in (0.01, 1.0, 5.0):
        push = delta * random_scores(2000, 10, seed=1).sign()
        assert bool((soft(z + push) - soft(z)).abs().max() <= delta / 2)


def test_every_reference_is_named_in_the_body() -> None:
    body, references = PROSE.split("## References")
    for name in ("Blanchard", "Goldberg", "Goodfellow", "Hastie"):
        assert name in body
        assert name in references
    assert references.count(" - ") == 4, "a reference that this test does not know"


# Degrees of freedom.


def test_scores_with_one_softmax_differ_by_the_difference_of_their_lse() -> None:
    p = soft(random_scores(100, 6))
    one, other = p.log() + random_scores(100, 1, seed=1), p.log() + random_scores(100, 1, seed=2)
    lse = torch.logsumexp(one, -1, keepdim=True) - torch.logsumexp(other, -1, keepdim=True)
    assert torch.allclose(one - other, lse.expand_as(one), atol=1e-12)


def test_a_class_pinned_at_zero_costs_no_distribution() -> None:
    p = soft(random_scores(100, 10))
    pinned = p.log() - p.log()[:, :1]
    assert bool((pinned[:, 0] == 0).all())
    assert torch.allclose(soft(pinned), p, atol=1e-15)


def test_of_all_shifted_versions_the_centered_one_has_the_smallest_sum_of_squares() -> None:
    assert says("the centered one has the smallest sum of squares")
    z = random_scores(100, 7)
    middle = z - z.mean(-1, keepdim=True)
    for shift in (-2.0, -0.01, 0.01, 2.0):
        assert bool(((middle + shift) ** 2).sum(-1).gt((middle**2).sum(-1)).all())


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("count", [1, 2, 10, 1000, 10_000])
def test_centering_stays_within_its_bound_of_the_exact_mean(dtype: torch.dtype, count: int) -> None:
    for offset in (0.0, 50.0, -200.0):
        z = (random_scores(count, seed=count) + offset).to(dtype)
        exact = [Fraction(v) for v in z.tolist()]
        mean = sum(exact) / count
        expected = torch.tensor([float(v - mean) for v in exact], dtype=torch.float64)
        allowed = cases.centered_error(Case((z,)), expected, dtype)
        for answer in (
            our_answer("03.centered"),
            lambda z: torch.log_softmax(z, -1) - torch.log_softmax(z, -1).mean(),
        ):
            assert bool(((answer(z).double() - expected).abs() <= allowed).all())


def test_the_digits_in_alphabetical_order_are_in_alphabetical_order() -> None:
    names = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    assert [names[k] for k in cases.ALPHABETICAL] == sorted(names)
    assert f"torch.tensor({list(cases.ALPHABETICAL)})" in SOURCE
    assert says("eight, five, four, nine, one, seven, six, three, two, zero")
    assert cases.ALPHABETICAL[3] == 9
    assert says("place 3 is the digit *nine*")


def test_softmax_of_shuffled_scores_is_the_shuffled_softmax() -> None:
    z, perm = random_scores(50, 10), torch.randperm(10, generator=torch.Generator().manual_seed(0))
    assert torch.allclose(soft(z[:, perm]), soft(z)[:, perm], rtol=1e-14, atol=0)


# The digits.


def test_a_smile_moves_scores_by_dozens_and_no_probability() -> None:
    model, data = counterexamples.digits_model()
    before = model.scores(data.x_held_out)
    after = before + 4 * (data.x_held_out.double() @ demos.drawing())[:, None]
    assert float((after - before).abs().max()) > 24
    assert bool((soft(after) - soft(before)).abs().max() < 1e-12)
    assert int((before.argmax(-1) == data.y_held_out).sum()) == 349


def test_training_from_zero_ends_at_the_centered_weights() -> None:
    model, _ = counterexamples.digits_model()
    assert bool(model.weight.sum(0).abs().max() < 1e-12)
    assert float(model.weight.abs().max()) > 1


def test_one_rounding_of_the_weights_does_not_spoil_a_vector_that_is_right() -> None:
    for dtype in (torch.float32, torch.float64):
        v = (-counterexamples.digits_model()[0].weight[0]).to(dtype)
        assert ex.one_vector.verdict(v).status is Status.RIGHT


# Floats.


def test_the_spacing_of_floats_is_what_the_feedback_says() -> None:
    assert spacing(1e7) == 1
    assert spacing(1e8) == 8
    assert spacing(1000.0, torch.bfloat16) == 4
    assert 2**24 == 16_777_216
    assert f"{spacing(100.0):.1e}" == "7.6e-06"
    assert f"{spacing(1000.0):.1e}" == "6.1e-05"


def test_the_closest_race_is_decided_between_the_two_spacings() -> None:
    best = floats.rows_of_scores().topk(2, -1).values.double()
    lead = float((best[:, 0] - best[:, 1]).min())
    assert says(f"is decided by {lead:.6f}")
    assert 1.5 * spacing(100.0) < lead < spacing(1000.0) / 4
    assert floats.first_lost_lead() == 1000.0


def test_the_answer_hangs_on_no_bit_of_the_rows() -> None:
    rows = floats.rows_of_scores()
    generator = torch.Generator().manual_seed(0)
    for _ in range(5):
        up = torch.rand(rows.shape, generator=generator) < 0.5
        nudged = rows.nextafter(torch.where(up, torch.inf, -torch.inf))
        assert floats.lost_leads(nudged + 100) == 0
        assert floats.lost_leads(nudged + 1000) > 0


def test_a_shift_lets_no_winner_be_overtaken() -> None:
    assert says("a winner is never overtaken")
    rows = floats.rows_of_scores()
    winner = rows.argmax(-1, keepdim=True)
    for c in floats.POWERS:
        moved = rows + c
        assert torch.equal(moved.gather(-1, winner), moved.amax(-1, keepdim=True))


def test_the_damage_of_a_shift_stays_below_a_quarter_spacing_and_prints_the_same_everywhere() -> None:
    assert says("for these $c$ it stays below a quarter of it")
    rows = floats.rows_of_scores()
    for c in (1e3, 1e4, 1e5, 1e6, 1e7):
        worst = float((soft(rows + c) - soft(rows)).abs().max())
        assert worst < spacing(c) / 4
        noise = 8 * 2**-24  # what two softmaxes of the same float32 logits may differ by
        assert len({f"{worst + step:.0e}" for step in (-noise, 0.0, noise)}) == 1


# The proofs.


@pytest.mark.parametrize("name", PROOFS)
def test_no_single_rule_takes_the_start_to_the_goal(name: str) -> None:
    assert validate(PROOFS[name])


@pytest.mark.parametrize("name", PROOFS)
def test_our_proof_is_refused_as_soon_as_a_line_is_missing(name: str) -> None:
    ours = our_answer(name)
    assert isinstance(ours, LineProof)
    for gone in range(len(ours.lines) - 1):
        if ours.lines[gone].rule == "rearrange":
            continue  # a theorem finds its terms in any order, so this line is only kind to the reader
        shorter = LineProof(ours.start, ours.lines[:gone] + ours.lines[gone + 1 :])
        report = check_proof(PROOFS[name], shorter)
        assert report.overall == "wrong", f"without line {gone + 1}"
        assert report.first_bad == gone


def test_the_worked_example_holds_and_says_where_it_is_spoiled() -> None:
    z, c, i, j = blackboard.z, blackboard.c, blackboard.i, blackboard.j
    goal = (exp(z[i]) / exp(z[j]), "cancel")
    start = exp(z[i] + c) / exp(z[j] + c)
    whole = derive(start, (exp(z[i]) * exp(c) / (exp(z[j]) * exp(c)), "exp of a sum"), goal)
    assert check_proof(blackboard.RATIO_STAYS, whole).overall == "right"
    sign = derive(start, (exp(z[i]) * exp(c) / (exp(z[j]) * exp(-c)), "exp of a sum"), goal)
    assert "Line 1 is false" in check_proof(blackboard.RATIO_STAYS, sign).message
    assert "Line 1 does not follow" in check_proof(blackboard.RATIO_STAYS, derive(start, goal)).message


def test_the_lines_that_the_hints_quote_are_lines_of_a_right_proof() -> None:
    z, c, i, j = blackboard.z, blackboard.c, blackboard.i, blackboard.j
    second = exp(c) * exp(z[i]) / Sum(exp(c) * exp(z[k]) for k in K)
    assert str(second).replace(" ", "") in ex.shift_proof.hints[3].replace(" ", "")
    first = log(exp(c * z[i] - c * z[j]))
    assert str(first) in ex.scale_proof.hints[1]
    proof = derive(
        softmax(z + c)[i],
        (exp(z[i] + c) / Sum(exp(z[k] + c) for k in K), "definition"),
        (second, "exp of a sum"),
    )
    assert all(line.verdict == "follows" for line in check_proof(blackboard.SHIFT, proof).lines)


# The demos and figures.


@pytest.mark.parametrize("make", demos.DEMOS, ids=lambda make: make.__name__)
def test_a_demo_answers_at_every_stop_of_its_controls(make: Callable[[], Demo]) -> None:
    demo = make()
    lines = [demo.set(**values) for values in demo.grid(9)]
    assert all(lines)
    assert "nan" not in " ".join(lines)
    assert figures.cut_off(demo.figure) == ()


def test_the_bars_stay_at_every_shift_and_move_at_every_scale_but_one() -> None:
    demo = demos.shift_and_scale()
    for values in demo.grid(11):
        assert ("have not moved" in demo.set(**values)) is (values["scale"] == 1.0)
    assert "softmax (0.2000, 0.2000, 0.2000, 0.2000, 0.2000)" in demo.set(shift=3.0, scale=0.0)
    assert "Class 3 is 2.0 behind class 4" in demo.set(shift=0.0, scale=-2.0)


def test_the_drawing_moves_the_scores_of_the_demo_and_nothing_else() -> None:
    demo = demos.weights_of_a_class()
    start = demo.set(strength=0.0)
    for values in demo.grid(9):
        line = demo.set(**values)
        assert "is less than 1e-12" in line
        assert line.split("most likely")[1] == start.split("most likely")[1]


def test_the_figures_carry_their_numbers_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    alts: list[str] = []

    def keep(figure: object, *, alt: str) -> None:
        assert figures.cut_off(figure) == ()  # type: ignore[arg-type]
        alts.append(alt)

    monkeypatch.setattr(figures, "show", keep)
    demos.lines_of_equal_softmax()
    demos.lost_winners(floats.rows_of_scores())
    assert "0.73 at gap 1" in alts[0]
    assert "c = 100: 0; c = 1,000: 3; c = 10,000: 70" in alts[1]

"""What notebook 01 says, computed again; and its demos at every stop of their controls."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
import torch

from course_utils import figures
from course_utils.checking import Choice, Draw, Function, Status
from course_utils.derivation import K, LineProof, Sum, check_proof, derive, exp, log, validate
from course_utils.lessons import digits
from course_utils.lessons import softmax_basics as ex
from course_utils.lessons.softmax_basics import demos, judges, proofs, surprise
from course_utils.lessons.softmax_basics.cases import THREAD
from course_utils.live import Demo
from tests.answer_files import our_answer, source_of

SOURCE = (Path(__file__).parents[2] / "solutions" / "01_softmax_basics.py").read_text(encoding="utf-8")
PROSE = re.sub(r"\s+", " ", re.sub(r"^# ?", "", SOURCE, flags=re.MULTILINE))
U = 2.0**-24
PROOFS = {
    "01.sums_to_one": proofs.SUMS_TO_ONE,
    "01.ratio_proof": proofs.RATIO,
    "01.sigmoid_proof": proofs.TWO_CLASSES,
    "01.bayes_proof": proofs.BAYES,
}
RULE_ROW = r'^\| `"(.+?)"` \|'


def says(sentence: str) -> bool:
    """Whether the notebook says so, wherever its lines break."""
    return re.sub(r"\s+", " ", sentence) in PROSE


def softmax(*z: float) -> torch.Tensor:
    return torch.softmax(torch.tensor(z, dtype=torch.float64), -1)


def float32_outputs(*z: float) -> torch.Tensor:
    return torch.softmax(torch.tensor(z, dtype=torch.float32), -1)


def test_dividing_the_scores_by_their_sum_goes_wrong_where_the_notebook_says() -> None:
    bad_day = torch.tensor([2.0, -3.0, 3.0, 5.0, 4.0])
    assert f"{(bad_day / bad_day.sum())[1]:.2f}" == "-0.27"
    assert says("A probability of $-0.27$.")


def test_the_five_scores_get_these_shares() -> None:
    p = softmax(*THREAD)
    assert [f"{v:.4f}" for v in p.tolist()] == ["0.0317", "0.0117", "0.0861", "0.6364", "0.2341"]
    assert says(f"Their shares, {p[3]:.2f} and {p[4]:.2f}, do not")
    assert f"{p[3] / p[4]:.2f}" == "2.72" == ex.order_kept.task.parts[0].right
    six = softmax(*THREAD, 6.0)
    assert float(six[3] / six[4]) == pytest.approx(math.e, rel=1e-12)


def test_the_bets_come_out_as_their_options_say() -> None:
    for bet in (ex.first_bets, ex.exactly_bets):
        happens = bet.task.outcome()
        for part in bet.task.parts:
            assert happens[part.name] in part.options
            assert set(part.because) == set(part.options), "every bettor is told something"
    assert ex.exactly_bets.task.outcome() == {"sum": "some", "inside": "no", "printed": "can't tell"}


def test_no_stop_of_the_sliders_beats_the_corner() -> None:
    stops = torch.arange(-20, 21, dtype=torch.float64) / 10
    z = torch.cartesian_prod(stops, stops, stops)
    p1 = torch.softmax(z, -1)[:, 1]
    assert z[p1.argmax()].tolist() == [-2.0, 2.0, -2.0]
    assert f"{p1.max():.4f}" == "0.9647"
    assert z[p1.argmin()].tolist() == [2.0, -2.0, 2.0]
    assert f"{p1.min():.4f}" == "0.0091"


def test_float_sums_miss_one_by_no_more_than_two_k_roundings() -> None:
    rows = torch.randn(10_000, 10, generator=torch.Generator().manual_seed(0))
    sums = torch.softmax(rows, -1).sum(-1)
    share = float((sums == 1).double().mean())
    assert 0.45 < share < 0.55, "the notebook prints it with one decimal, and says: about half"
    assert float((sums - 1).abs().max()) <= 20 * U


def test_three_stored_thirds_are_not_one_but_their_float_sum_is() -> None:
    thirds = float32_outputs(0, 0, 0)
    total = sum(Fraction(v) for v in thirds.tolist())
    assert total == 1 + Fraction(1, 2**25)
    assert 2**25 == 33_554_432
    assert says(f"One part in {2**25:,} too much")
    assert thirds.sum().item() == 1.0


def test_where_float32_outputs_become_one_and_zero() -> None:
    # The larger of two rounds to 1 once exp(-gap) is below half a unit in the last place under 1.
    edge = 24 * math.log(2)
    assert float(float32_outputs(edge + 0.001, 0).max()) == 1.0
    assert float(float32_outputs(edge - 0.001, 0).max()) < 1.0
    assert float(float32_outputs(17, 0).max()) == 1.0
    assert says("a lead of 17 points is enough")
    loss = torch.nn.functional.cross_entropy(torch.tensor([[17.0, 0.0]]), torch.tensor([0]))
    assert float(loss) == 0.0
    # The smaller is 0 once exp(-gap) rounds to less than half the smallest subnormal.
    assert float(float32_outputs(0, -103.9).min()) > 0
    assert float(float32_outputs(0, -104.0).min()) == 0


def test_a_printed_one_may_be_one_or_not() -> None:
    ten, twenty = (float(float32_outputs(gap, 0).max()) for gap in (10, 20))
    assert f"{ten:.4f}" == f"{twenty:.4f}" == "1.0000"
    assert f"{ten:.5f}" == "0.99995"
    assert twenty == 1.0


def test_the_pair_refused_is_the_pair_shown_and_either_half_of_it_may_be_kept() -> None:
    assert "[10.0, 0.0], [20.0, 0.0])" in SOURCE
    assert judges.SHOWN_GAPS == (10.0, 20.0)
    for nearly, exactly in (([10.0, 0.0], [20.0, 0.0]), ([0.0, 10.0], [30.0, 10.0])):
        told = ex.printed_one.verdict(dict(nearly=nearly, exactly=exactly))
        assert told.misconception == "the pair that was shown"
    for nearly, exactly in (
        ([10.0, 0.0], [17.0, 0.0]),
        ([16.0, 0.0], [20.0, 0.0]),
        ([12.0, 0.0, 0.0], [20.0, 0.0]),
    ):
        assert ex.printed_one.verdict(dict(nearly=nearly, exactly=exactly)).status is Status.RIGHT


def test_no_case_asks_for_a_gradient_where_no_calculus_is_promised() -> None:
    assert says("No calculus.")
    for exercise in vars(ex).values():
        if isinstance(getattr(exercise, "task", None), Function):
            assert not any(case.gradient for case in exercise.task.cases(Draw(0))), exercise.id


def test_whatever_is_added_to_the_total_the_feedback_names_it() -> None:
    for small in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6):
        verdict = ex.softmax_of_a_vector.verdict(lambda z, small=small: z.exp() / (z.exp().sum() + small))
        assert verdict.misconception == "a small number added to the total"


def test_whatever_the_decimals_the_feedback_names_the_rounding() -> None:
    for places in (2, 3, 4, 5, 6):
        verdict = ex.softmax_of_a_vector.verdict(lambda z, d=places: z.softmax(-1).round(decimals=d))
        assert verdict.misconception == "rounded outputs"


def test_a_slider_is_told_about_sliders_and_an_output_about_outputs() -> None:
    corner = ex.largest_output.task.expected()
    about_a_slider = {"only one slider moved", "a slider at the wrong end", "a slider not at its end"}
    for name, right in (("z0", -2.0), ("z1", 2.0), ("z2", -2.0)):
        for tenth in range(-20, 21):
            verdict = ex.largest_output.verdict(corner | {name: tenth / 10})
            if tenth / 10 == right:
                assert verdict.status is Status.RIGHT
            elif tenth != 10:  # at 1 the message speaks of both: see below
                assert verdict.misconception in about_a_slider
        assert "a slider at 1 is not at its end" in ex.largest_output.verdict(corner | {name: 1}).to_text()
        assert ex.largest_output.verdict(corner | {name: 3}).misconception == "outside the sliders"
    for cut in (0.96, 0.964, 0.97):
        assert ex.largest_output.verdict(corner | {"p1": cut}).misconception == "too few decimals"


def test_a_million_neighboring_scores_keep_their_order_weakly() -> None:
    assert says("try a million pairs of neighboring scores, and on request each")
    ties = 0
    for start in (-16.0, -0.5, 0.5, 8.0):
        bits = torch.tensor([start]).view(torch.int32) + torch.arange(250_001, dtype=torch.int32)
        z = bits.view(torch.float32).sort().values
        assert bool((z[1:] > z[:-1]).all()), "every float32 from one end to the other"
        for outputs in (torch.softmax(z, 0), z.exp() / z.exp().sum()):
            assert bool((outputs[1:] >= outputs[:-1]).all())
            ties += int((outputs[1:] == outputs[:-1]).sum())
    assert ties > 0, "and some different scores share an output"


@pytest.mark.exhaustive
def test_every_pair_of_neighboring_scores_beside_a_0_keeps_its_order_weakly() -> None:
    def bits(size: float) -> int:
        return int(torch.tensor(size).view(torch.int32))

    near, far, tried, at_once = bits(2.0**-25), bits(104.5), 0, 2_000_000
    for start in range(near, far, at_once):
        end = min(start + at_once, far)
        z = -torch.arange(start, end + 1, dtype=torch.int32).view(torch.float32)
        higher, lower = z[:-1], z[1:]
        assert bool((higher > lower).all())
        p = torch.softmax(torch.stack((higher, lower, torch.zeros_like(lower)), -1), -1)
        assert bool((p[:, 0] >= p[:, 1]).all())
        tried += len(p)
    assert says(f"each of the {tried:,} pairs of neighbors from $-104.5$ to $-2^{{-25}}$ beside a 0.")


def test_float_outputs_stay_between_zero_and_one_both_included() -> None:
    generator = torch.Generator().manual_seed(3)
    for scale in (1, 10, 30):
        p = torch.softmax(torch.randn(20_000, 10, generator=generator) * scale, -1)
        assert float(p.min()) >= 0
        assert float(p.max()) <= 1


def test_a_single_class_gets_one_in_mathematics_too() -> None:
    assert softmax(-3.7).tolist() == [1.0]
    assert says("a single class gets 1, in mathematics too")


def test_softmax_of_two_scores_is_the_sigmoid_of_their_difference() -> None:
    z = torch.randn(1000, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(5)) * 4
    gap = z[:, 1] - z[:, 0]
    assert torch.allclose(torch.softmax(z, -1)[:, 1], torch.sigmoid(gap), rtol=1e-13, atol=0)


def test_log_odds_of_each_class_double_the_gap_of_two() -> None:
    p = torch.tensor([0.3, 0.7], dtype=torch.float64)
    wrong, right = torch.logit(p), torch.log(p)
    assert float(wrong[1] - wrong[0]) == pytest.approx(2 * float(right[1] - right[0]))


def test_probabilities_used_as_logits_give_what_the_feedback_says() -> None:
    told = next(
        m.says
        for m in ex.logits_from_probabilities.task.misconceptions
        if m.name == "probabilities used as logits"
    )
    p = softmax(0.7, 0.2, 0.1)
    assert f"({p[0]:.2f}, {p[1]:.2f}, {p[2]:.2f})" in told
    assert torch.allclose(softmax(0.25, 0.25, 0.25, 0.25), torch.full((4,), 0.25, dtype=torch.float64))


def test_logsumexp_lies_above_the_maximum_by_log_k_at_most() -> None:
    for count in (2, 5, 50):
        z = torch.randn(500, count, dtype=torch.float64, generator=torch.Generator().manual_seed(count)) * 3
        excess = torch.logsumexp(z, -1) - z.amax(-1)
        assert bool((excess > 0).all())
        assert float(excess.max()) < math.log(count)
        assert float(torch.logsumexp(torch.zeros(count, dtype=torch.float64), -1)) == pytest.approx(
            math.log(count)
        )
    assert f"{torch.logsumexp(torch.tensor(THREAD), -1):.2f}" == "5.45"


def test_what_pytorch_does_without_a_dim() -> None:
    with pytest.raises(TypeError, match="dim"):
        torch.softmax(torch.zeros(2, 3))
    with pytest.warns(UserWarning, match="Implicit dimension"):
        assert torch.nn.functional.softmax(torch.zeros(2, 3)).sum(1).tolist() == [1, 1]
    with pytest.warns(UserWarning, match="Implicit dimension"):
        cube = torch.nn.functional.softmax(torch.zeros(2, 3, 4))
    assert torch.equal(cube.sum(0), torch.ones(3, 4))
    e = torch.zeros(2, 3).exp()
    assert torch.allclose(e / e.sum(dim=None), torch.full((2, 3), 1 / 6))


def test_the_loss_asks_what_is_true_and_not_which_score_is_highest() -> None:
    p = softmax(2, 1)
    assert says(f"is $({p[0]:.4f}, {p[1]:.4f})$")
    assert says(
        f"That costs {-p[0].log():.4f} if class 0 is the true one, and {-p[1].log():.4f} if class 1 is."
    )


def test_the_digits_figures_of_the_notebook() -> None:
    data, model = digits.load(), surprise.trained()
    y, p = data.y_held_out, surprise.probabilities()
    assert int((p.argmax(-1) == y).sum()) == 349
    losses = [float(torch.nn.functional.cross_entropy(model.scores(x), t)) for x, t in
              ((data.x_train, data.y_train), (data.x_held_out, y))]  # fmt: skip
    assert [f"{loss:.4f}" for loss in losses] == ["0.1554", "0.1827"]
    # The notebook shows this row as one on which the model is at a loss.
    assert surprise.least_confident() == 265
    assert float(p[265].max()) < 0.3
    truth = p.gather(-1, y[:, None])[:, 0].sort().values
    assert float(truth[1] - truth[0]) > 1e-3, "the most surprising picture is so by a clear margin"


def test_whoever_names_another_row_is_told_what_its_true_class_got() -> None:
    p, y, right = surprise.probabilities(), digits.load().y_held_out, surprise.most_surprising()._asdict()
    for row in (0, 1, 9, 10, 200, 359):
        told = ex.most_surprised.verdict(right | {"row": row})
        assert told.status is Status.WRONG
        assert f"{float(p[row, y[row]]):.4f}" in told.to_text()
        assert told.to_text().strip().endswith("?")
    assert "If you mean the guess" in ex.most_surprised.verdict(right | {"guess": 0}).to_text()
    assert len(y) == 360


def test_the_three_printers_and_bayes_rule() -> None:
    prior, likelihood = torch.tensor([0.7, 0.2, 0.1]), torch.tensor([0.02, 0.10, 0.50])
    joint = prior * likelihood
    after = torch.softmax(prior.log() + likelihood.log(), -1)
    assert torch.allclose(after, joint / joint.sum())
    assert int(after.argmax()) == 2
    assert [f"{v:.3f}" for v in after.tolist()] == ["0.167", "0.238", "0.595"]


def test_gaussian_clouds_of_one_shape_have_linear_log_joint_scores() -> None:
    generator = torch.Generator().manual_seed(2)
    means = torch.randn(3, 4, dtype=torch.float64, generator=generator)
    root = torch.randn(4, 4, dtype=torch.float64, generator=generator)
    precision = torch.linalg.inv(root @ root.T + torch.eye(4, dtype=torch.float64))
    x = torch.randn(20, 4, dtype=torch.float64, generator=generator)
    off = x[:, None, :] - means
    log_joint = (
        -0.5 * torch.einsum("nki,ij,nkj->nk", off, precision, off) + torch.tensor([0.2, 0.3, 0.5]).log()
    )
    weight = means @ precision
    bias = -0.5 * (weight * means).sum(-1) + torch.tensor([0.2, 0.3, 0.5]).log()
    assert torch.allclose(
        torch.softmax(log_joint, -1), torch.softmax(x @ weight.T + bias, -1), rtol=1e-10, atol=0
    )


def test_every_wrong_choice_leads_on_with_a_question() -> None:
    for choice in (ex.order_kept, ex.soft_what):
        assert isinstance(choice.task, Choice)
        for part in choice.task.parts:
            for option in part.options:
                assert option == part.right or part.because[option].endswith("?")


@pytest.mark.parametrize(
    "exercise",
    [e for e in vars(ex).values() if isinstance(getattr(e, "task", None), Function)],
    ids=lambda e: e.id,
)
def test_each_misconception_is_recognized_by_its_own_name(exercise) -> None:
    mimics = [m for m in exercise.task.misconceptions if m.mimic is not None]
    assert len(mimics) >= 3
    for known in mimics:
        assert known.says.endswith("?"), known.name
        for seed in range(3):
            verdict = exercise.verdict(known.mimic, seed)
            assert verdict.status in (Status.WRONG, Status.COULD_NOT_RUN)
            assert verdict.misconception == known.name


@pytest.mark.parametrize("make", demos.DEMOS, ids=lambda f: f.__name__)
def test_a_demo_answers_at_every_stop_of_its_controls(make: Callable[[], Demo]) -> None:
    demo = make()
    lines = [demo.set(**values) for values in demo.grid(5)]
    assert len(set(lines)) > len(lines) // 3, "the line follows the controls"
    assert not any("nan" in line for line in lines)


def test_the_slider_demo_draws_with_the_softmax_it_is_given() -> None:
    demo = demos.three_sliders(ex.softmax_of_a_vector.for_demo(lambda z: z.exp() / z.exp().sum()))
    line = demo.set(z0=-2.0, z1=2.0, z2=-2.0)
    assert "(0.0177, 0.9647, 0.0177)" in line
    assert "your softmax" in line
    assert "the reference softmax" in demos.three_sliders().text


def test_the_dim_picker_shows_which_way_it_sums_to_one() -> None:
    demo = demos.dim_picker()
    for down, across in itertools.product(("0", "-2"), ("1", "-1")):
        assert "column sums (1.00, 1.00, 1.00)" in demo.set(dim=down)
        assert "row sums (1.00, 1.00, 1.00)" in demo.set(dim=across)
    whole = demo.set(dim=demos.WHOLE)
    assert "1.00, 1.00, 1.00" not in whole
    assert "all 1.00" in whole


def test_every_picture_says_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(figures, "show", lambda figure, *, alt: said.append(alt))
    data, p = digits.load(), surprise.probabilities()
    demos.scores_to_shares()
    demos.sigmoid_of_the_gap(lambda z: torch.softmax(z, -1)[..., 1])
    demos.soft_maximum()
    demos.digits_with_bars(data, p, (0, 2, 265), "Sure, less sure, unsure")
    demos.surprises(data, p)
    demos.prior_and_posterior(torch.tensor([0.5, 0.5]), torch.tensor([0.25, 0.75]), ("A", "B"))
    assert len(said) == 6
    assert all(re.search(r"\d\.\d", alt) for alt in said)
    assert f"Row {surprise.most_surprising().row}" in said[4].split(". ")[1]


# The proofs.


@pytest.mark.parametrize("name", PROOFS)
def test_no_single_rule_takes_the_start_to_the_goal(name: str) -> None:
    assert validate(PROOFS[name])


@pytest.mark.parametrize("name", PROOFS)
def test_our_proof_is_refused_as_soon_as_a_line_is_missing(name: str) -> None:
    ours = our_answer(name)
    assert isinstance(ours, LineProof)
    for gone in range(len(ours.lines) - 1):
        shorter = LineProof(ours.start, ours.lines[:gone] + ours.lines[gone + 1 :])
        report = check_proof(PROOFS[name], shorter)
        assert (report.overall, report.first_bad) == ("wrong", gone), f"without line {gone + 1}"


@pytest.mark.parametrize("name", PROOFS)
def test_a_proof_has_the_rules_that_are_listed_above_it_or_named_as_known(name: str) -> None:
    cells = source_of("01").cells
    answer = next(n for n, c in enumerate(cells) if (c.exercise, c.role) == (name, "answer"))
    listed = re.findall(RULE_ROW, cells[answer - 1].source, re.MULTILINE)
    known = re.search(r"^Rules as above: (`.+`)\.", cells[answer - 1].source, re.MULTILINE)
    named = re.findall(r'`"(.+?)"`', known[1]) if known else []
    shown_before = re.findall(RULE_ROW, "\n".join(c.source for c in cells[: answer - 1]), re.MULTILINE)
    assert set(named) <= set(shown_before)
    assert sorted(named + listed) == sorted(PROOFS[name].rule_names())


def test_each_rule_is_shown_once() -> None:
    shown = re.findall(r'^# \| `"(.+?)"` \|', SOURCE, re.MULTILINE)
    assert len(shown) == len(set(shown))
    assert set(shown) == {rule for statement in PROOFS.values() for rule in statement.rule_names()}


def test_both_ways_to_a_one_on_top_that_the_notebook_names_pass() -> None:
    z, start, goal = proofs.z, proofs.TWO_CLASSES.start, proofs.TWO_CLASSES.goal
    a, b = exp(z[1]), exp(z[2])
    before = ((b / proofs.total, "definition"), (b / (a + b), "write out the sum"))
    after = ((1 / (1 + exp(z[1] - z[2])), "exp of a sum"), (goal, "definition"))
    one_line = ((1 / (1 + a / b), "common denominator"),)
    two_lines = (((b / b) / (a / b + b / b), "common denominator"), (1 / (1 + a / b), "cancel"))
    for between in (one_line, two_lines):
        assert ex.sigmoid_proof.verdict(derive(start, *before, *between, *after)).status is Status.RIGHT


def test_verdicts_write_names_out_as_the_notebook_says() -> None:
    written_out = Sum(exp(proofs.z[k]) / proofs.total for k in K)
    told = check_proof(proofs.SUMS_TO_ONE, derive(proofs.SUMS_TO_ONE.start, (written_out, "definition")))
    assert "Softmax(z)[i]" in str(told)
    assert "k_" in str(told)
    assert says("`p[i]` appears as `Softmax(z)[i]`, and a second index may be called `k_`.")


@pytest.mark.parametrize("name", PROOFS)
def test_the_goal_that_the_stub_names_is_the_goal(name: str) -> None:
    said = re.search(rf'exercise="{name}" role="answer".*?#: your lines, down to (.+?)$', SOURCE, re.S | re.M)
    assert said is not None
    assert said[1] == str(PROOFS[name].goal)


def test_the_lines_that_the_hints_quote_are_lines_of_right_proofs() -> None:
    z, p, i, j, total = proofs.z, proofs.p, proofs.i, proofs.j, proofs.total
    prior, likelihood = proofs.prior, proofs.likelihood
    above_and_below = (exp(z[i]) / total) / (exp(z[j]) / total)
    written_out = exp(z[2]) / (exp(z[1]) + exp(z[2]))
    logs = exp(log(prior[i]) + log(likelihood[i]))
    all_logs = Sum(exp(log(prior[k]) + log(likelihood[k])) for k in K)
    joint = exp(log(prior[i] * likelihood[i])) / Sum(exp(log(prior[k] * likelihood[k])) for k in K)
    quoted = {
        "01.sums_to_one": (
            "Sum(exp(z[i]) / total for i in K)",
            derive(Sum(p[i] for i in K), (Sum(exp(z[i]) / total for i in K), "definition")),
        ),
        "01.ratio_proof": (
            "(exp(z[i]) / total) / (exp(z[j]) / total)",
            derive(p[i] / p[j], (above_and_below, "definition")),
        ),
        "01.sigmoid_proof": (
            "1 / (1 + exp(z[1]) / exp(z[2]))",
            derive(
                p[2],
                (exp(z[2]) / total, "definition"),
                (written_out, "write out the sum"),
                (1 / (1 + exp(z[1]) / exp(z[2])), "common denominator"),
            ),
        ),
        "01.bayes_proof": (
            "exp(log(prior[i]) + log(likelihood[i]))",
            derive(
                proofs.BAYES.start,
                (joint, "exp and log undo each other"),
                (logs / all_logs, "log of a product"),
            ),
        ),
    }
    for name, (line, proof) in quoted.items():
        exercise = getattr(ex, name.removeprefix("01."))
        assert f"`{line}`" in exercise.hints[-1]
        report = check_proof(PROOFS[name], proof)
        assert [found.verdict for found in report.lines] == ["follows"] * len(proof.lines)
        used = re.findall(r'`"(.+?)"`', " ".join(exercise.hints[-2:]))
        assert [found.rule for found in report.lines] == used[: len(report.lines)]

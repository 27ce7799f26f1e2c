"""What notebook 00 promises a newcomer."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
import torch

from course_utils.checking import Draw, Status
from course_utils.derivation import K, Statement, Sum, check_proof, derive, validate
from course_utils.derivation.proofs import LineProof
from course_utils.lessons import welcome as ex
from course_utils.lessons.welcome import demos
from course_utils.lessons.welcome.proofs import SHARES_SUM_TO_ONE, z
from tests.answer_files import our_answer, source_of

SOURCE = (Path(__file__).resolve().parents[2] / "solutions" / "00_welcome.py").read_text(encoding="utf-8")
SCORES = [Fraction(round(z)) for z in ex.SCORES]


def share_of_class_3(scores: list[Fraction]) -> Fraction:
    return scores[3] / sum(scores)


def test_the_bets_come_out_as_exact_fractions_say() -> None:
    before = share_of_class_3(SCORES)
    shifted, doubled = share_of_class_3([z + 10 for z in SCORES]), share_of_class_3([2 * z for z in SCORES])
    assert before == Fraction(1, 3)
    assert shifted < before
    assert doubled == before
    assert ex.first_bets.task.outcome() == {"share": "1/3", "plus_ten": "shrinks", "doubled": "stays"}


def test_each_a_of_b_in_the_feedback_on_bets_is_a_part_and_its_total() -> None:
    five, total = SCORES[3], sum(SCORES)
    true = {(five, total), (five + 10, total + 50), (2 * five, 2 * total)}
    told = " ".join(" ".join(part.because.values()) for part in ex.first_bets.task.parts)
    pairs = {(Fraction(a), Fraction(b)) for a, b in re.findall(r"(\d+) of (\d+)", told)}
    assert pairs == true


def test_the_feedback_on_half_of_the_cake_is_true() -> None:
    others = sum(SCORES) - SCORES[3]
    assert ex.half_score() == others
    assert Fraction(15) / (others + 15) == Fraction(15, 25) > Fraction(1, 2)
    assert Fraction("7.5") == sum(SCORES) / 2
    assert Fraction("7.5") / (others + Fraction("7.5")) < Fraction(1, 2)


def test_the_quick_question_on_3_and_1_is_true() -> None:
    assert "30 of 40 is 3 of 4" in SOURCE
    assert Fraction(30, 30 + 10) == Fraction(3, 3 + 1)
    assert "13 of 24, hardly more than half" in SOURCE
    assert Fraction(1, 2) < Fraction(3 + 10, (3 + 10) + (1 + 10)) < Fraction(11, 20)


@pytest.mark.parametrize("known", ex.shares.task.misconceptions, ids=lambda known: known.name)
def test_who_holds_a_misconception_about_shares_is_told_that_one(known) -> None:
    verdict = ex.shares.verdict(known.mimic)
    assert verdict.status is Status.WRONG
    assert verdict.misconception == known.name
    assert verdict.lines[-1] == known.says


@pytest.mark.parametrize(
    ("line", "status"),
    [("return z / everything", Status.COULD_NOT_RUN), ("return z / z.sum()", Status.WRONG)],
)
def test_the_lines_to_be_wrong_with_do_what_the_notebook_says(line: str, status: Status) -> None:
    assert f"`{line}`" in SOURCE
    space: dict = {"torch": torch}
    exec(f"def shares(z, dim=-1):\n    {line}\n", space)
    verdict = ex.shares.verdict(space["shares"])
    assert verdict.status is status
    vectors = [case for case in ex.share_cases(Draw(0)) if case.args[0].dim() == 1]
    if status is Status.WRONG:
        for case in vectors:  # "It is right for a vector."
            assert torch.allclose(space["shares"](*case.args), ex.reference_shares(*case.args))


def test_a_vector_breaks_shares_exactly_if_fractions_say_so() -> None:
    draw, seen = Draw(0), set()
    for _ in range(400):
        z = draw.integers(draw.one(2, 5), low=-3, high=4)
        exact, total = [Fraction(int(v)) for v in z], Fraction(int(z.sum()))
        fine = total != 0 and all(0 <= v / total <= 1 for v in exact)
        assert ex.breaks_shares(z.to(torch.float32)).ok is not fine, z
        seen.add(fine)
    assert seen == {True, False}


@pytest.mark.parametrize("stated", ["says", "misconception"])
def test_each_way_to_miss_a_breaking_vector_is_told_apart(stated: str) -> None:
    misses = [[1.0, 2.0], [-1.0, -2.0], [float("nan"), 1.0], [5.0]]
    outcomes = [ex.breaks_shares(torch.tensor(z)) for z in misses]
    assert not any(outcome.ok for outcome in outcomes)
    assert len({getattr(outcome, stated) for outcome in outcomes}) == len(misses)


def test_the_demo_shows_what_the_exercises_ask_about() -> None:
    demo = demos.one_score()
    assert "0.50" in demo.set(score=ex.half_score())
    assert "-1.00" in demo.set(score=-5.0)
    for setting in demo.grid(stops=51):
        assert "They add up to 1.00" in demo.set(**setting)


def test_the_demo_says_whose_function_draws_it() -> None:
    def mine(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
        return z / z.sum(dim, keepdim=True)

    def unwritten(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
        raise NotImplementedError("your turn")

    assert "by your shares." in demos.one_score(ex.shares.for_demo(mine)).text
    assert "not written yet" in demos.one_score(ex.shares.for_demo(unwritten)).text


# The first proof.


def test_no_single_rule_takes_the_start_of_the_first_proof_to_its_goal() -> None:
    assert validate(SHARES_SUM_TO_ONE)


def test_the_first_proof_is_refused_as_soon_as_a_line_is_missing() -> None:
    ours = our_answer("00.first_proof")
    assert isinstance(ours, LineProof)
    assert len(ours.lines) == 2
    report = check_proof(SHARES_SUM_TO_ONE, LineProof(ours.start, ours.lines[1:]))
    assert (report.overall, report.first_bad) == ("wrong", 0)


def test_the_lines_to_get_wrong_on_purpose_are_refused_as_the_notebook_says() -> None:
    assert '`(1, "cancel")`' in SOURCE
    assert '`(Sum(z[k] for k in K), "constant out of a sum")`' in SOURCE
    jump, lost = (1, "cancel"), (Sum(z[k] for k in K), "constant out of a sum")
    straight = ex.first_proof.verdict(derive(SHARES_SUM_TO_ONE.start, jump)).to_text()
    assert "it is true" in straight
    assert "jumps from the start to the goal" in straight
    between = ex.first_proof.verdict(derive(SHARES_SUM_TO_ONE.start, lost, jump)).to_text()
    assert "Line 1 is false." in between
    assert "At K = 2, z = (1, 2) the line above is 1, and this one is 3." in between


def test_the_name_without_a_value_gets_none_further_down() -> None:
    assert "`everything` does not exist yet" in SOURCE
    assert "everything =" not in SOURCE


def test_the_finished_proof_that_is_shown_holds() -> None:
    shown = next(cell.source for cell in source_of("00").cells if cell.source.startswith("derive("))
    proof = eval(shown, {"derive": derive, "Sum": Sum, "z": z, "K": K})
    claim = Statement(proof.start, 2 * Sum(z[m] for m in K), ("constant out of a sum",))
    assert check_proof(claim, proof).overall == "right"
    assert str(proof.start) != str(SHARES_SUM_TO_ONE.start), "it is not the one asked for"


def test_python_speaks_of_a_call_where_a_comma_is_missing() -> None:
    line = (1, "cancel")
    for before, kind in ((line, "tuple"), (SHARES_SUM_TO_ONE.start, "Expr")):
        with pytest.raises(TypeError, match=f"'{kind}' object is not callable"):
            before(line)
    assert "*'tuple' object is not callable* (or *'Expr' object ...*)" in SOURCE


def test_scores_that_vanish_in_one_dtype_only_are_told_which() -> None:
    tiny = [1.0, 1e-9, -1.0]
    assert "in float32 the scores add up to 0" in ex.breaks_shares(torch.tensor(tiny)).says
    assert "add up to 0" not in ex.breaks_shares(torch.tensor(tiny, dtype=torch.float64)).says


def test_the_table_lists_the_rules_of_the_first_proof() -> None:
    cells = source_of("00").cells
    answer = next(n for n, c in enumerate(cells) if (c.exercise, c.role) == ("00.first_proof", "answer"))
    listed = re.findall(r'^\| `"(.+?)"` \|', cells[answer - 1].source, re.MULTILINE)
    assert tuple(listed) == SHARES_SUM_TO_ONE.rule_names()
    assert "there are three rules" in cells[answer - 1].source
    assert len(listed) == 3


def test_the_last_hint_of_the_first_proof_quotes_lines_that_follow() -> None:
    total = Sum(z[m] for m in K)
    first = Sum(z[k] for k in K) / total
    assert "`Sum(z[k] for k in K) / total`" in ex.first_proof.hints[-1]
    proof = derive(SHARES_SUM_TO_ONE.start, (first, "constant out of a sum"), (1, "cancel"))
    assert ex.first_proof.verdict(proof).status is Status.RIGHT

"""First proofs: wrong on purpose in 00, false at line 3 in 01, and slips of notation."""

from __future__ import annotations

import pytest

from .conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.timeout(300)]

FIRST = """first_proof = derive(
    Sum(z[k] / total for k in K),
    {lines}
)
"""
RATIO = """ratio_proof = derive(
    p[i] / p[j],
    ((exp(z[i]) / total) / (exp(z[j]) / total), "definition"),
    (exp(z[i]) / exp(z[j]), "cancel"),
    ({last}, "exp of a sum"),
)
"""
SLIPS = {
    "Sum(exp(z[k]) / total for k in range(3))": "a proof holds for every K",
    "sum(exp(z[k]) / total for k in K)": "with a capital S",
    "exp(z) / total": "is a whole vector here",
}


def test_the_first_proof_wrong_on_purpose_and_then_right(desk: Desk) -> None:
    desk.open(desk.lab.copy("00_welcome"))
    answer = desk.cell(exercise="00.first_proof", role="answer")
    check = desk.cell(exercise="00.first_proof", role="check")
    desk.run_until(answer)
    tries = (
        ("", "not attempted", "no line below the first one yet"),
        ('(1, "cancel"),', "wrong", "jumps from the start to the goal"),
        (
            '(Sum(z[k] for k in K), "constant out of a sum"),\n    (1, "cancel"),',
            "wrong",
            "this line\t3",
        ),
        (
            '(1 / total * Sum(z[k] for k in K), "constant out of a sum"),\n    (1, "cancel"),',
            "right",
            "Every line follows",
        ),
    )
    for step, (lines, status, says) in enumerate(tries):
        desk.type(answer, FIRST.format(lines=lines))
        desk.run(answer)
        verdict = desk.run(check).locator(".softmax-course-verdict")
        assert verdict.get_attribute("data-status") == status
        assert says in verdict.inner_text()
        desk.shoot(f"00-first-proof-{step}")
    assert verdict.locator("mjx-container").count() == 3, "the lines are not typeset"


def test_a_proof_that_is_false_at_line_3_and_slips_of_notation(desk: Desk) -> None:
    desk.open(desk.lab.copy("01_softmax_basics"))
    answer = desk.cell(exercise="01.ratio_proof", role="answer")
    check = desk.cell(exercise="01.ratio_proof", role="check")
    desk.run_until(answer)

    desk.type(answer, RATIO.format(last="exp(z[i]) - exp(z[j])"))
    desk.run(answer)
    verdict = desk.run(check).locator(".softmax-course-verdict")
    assert verdict.get_attribute("data-status") == "wrong"
    assert "Line 3 is false" in verdict.inner_text()
    assert verdict.locator("mjx-container").count() == 4, "the lines are not typeset"
    desk.shoot("01-proof-false-at-line-3")

    desk.type(answer, RATIO.format(last="exp(z[i] - z[j])"))
    desk.run(answer)
    assert desk.run(check).locator("[data-status=right]").count() == 1
    desk.shoot("01-proof-right")

    sums = desk.cell(exercise="01.sums_to_one", role="answer")
    for number, (slip, says) in enumerate(SLIPS.items()):
        desk.type(sums, f'sums_to_one = derive(Sum(p[i] for i in K), ({slip}, "definition"))')
        said = desk.run(sums).inner_text()
        assert says in said
        assert "Traceback" not in said
        assert len(said.splitlines()) <= 4, "a wall of text"
        desk.shoot(f"01-slip-{number}")

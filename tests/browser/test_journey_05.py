"""A student works in 05: a proof with a false line, then the right one, and a demo moved by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.timeout(300)]

# By another road than ours. The false line forgets the minus of the quotient rule.
PROOF = """case_equal = derive(
    D(p[i], z[i]),
    (D(exp(z[i]) * (1/Z), z[i]), "definition"),
    (D(exp(z[i]), z[i]) * (1/Z) + exp(z[i]) * D(1/Z, z[i]), "product rule"),
    (exp(z[i]) * (1/Z) + exp(z[i]) * D(1/Z, z[i]), "derivative of exp"),
    (exp(z[i])/Z {sign} exp(z[i]) * D(Z, z[i]) / Z**2, "quotient rule"),
    (exp(z[i])/Z - exp(z[i]) * exp(z[i]) / Z**2, "derivative of a sum"),
    (p[i] - p[i]*p[i], "definition"),
    (p[i]*(1 - p[i]), "factor"),
)
"""


def test_a_false_line_its_numbers_and_the_right_proof(desk: Desk) -> None:
    desk.open(desk.lab.copy("05_jacobian"))
    answer = desk.cell(exercise="05.case_equal", role="answer")
    check = desk.cell(exercise="05.case_equal", role="check")
    desk.run_until(answer)

    desk.type(answer, PROOF.format(sign="+"))
    desk.run(answer)
    verdict = desk.run(check).locator(".softmax-course-verdict")
    assert verdict.get_attribute("data-status") == "wrong"
    said = verdict.inner_text()
    assert "Line 4 is false" in said
    assert "Counterexample" in said
    assert "0.1966" in said
    assert "0.3413" in said
    assert verdict.locator("mjx-container").count() >= 8, "the lines are not typeset"
    desk.shoot("05-false-line")

    desk.type(answer, PROOF.format(sign="-"))
    desk.run(answer)
    verdict = desk.run(check).locator(".softmax-course-verdict")
    assert verdict.get_attribute("data-status") == "right"
    desk.shoot("05-right-proof")

    heat_map = desk.cell(containing="demos.heat_map")
    desk.run_until(heat_map)
    demo = desk.run(heat_map)
    picture, line = demo.locator("canvas"), demo.locator(".course-demo-line")
    before, said_before = picture.screenshot(), line.inner_text()
    demo.locator("input[type=range]").first.focus()
    for _ in range(5):
        desk.page.keyboard.press("ArrowRight")
    expect(line).not_to_have_text(said_before)
    desk.page.wait_for_timeout(300)
    assert picture.screenshot() != before, "the colours did not change"
    desk.shoot("05-heat-map")

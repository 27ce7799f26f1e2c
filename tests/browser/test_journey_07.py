"""A student works in 07: a wrong relaxation, a bet, a slider on their own function, and a restart."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import IDLE, Desk

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.timeout(600)]

WRONG = '''def gumbel_softmax(z, tau, g):
    """Cools the noise alone."""
    return torch.softmax(z + g / tau, -1)
'''
RIGHT = '''def gumbel_softmax(z, tau, g):
    """By the logarithm, another road than ours."""
    if tau <= 0:
        raise ValueError("tau must be positive")
    cooled = (z + g) / tau
    return (cooled - cooled.logsumexp(-1, keepdim=True)).exp()
'''
BET = 'mean_bet = dict(mean="equal to p", winner="the same")'


def restart(desk: Desk) -> None:
    """Restart the kernel from the menu of commands, and say yes."""
    desk.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:restart-kernel'); }")
    desk.page.locator(".jp-Dialog .jp-mod-accept").click()
    expect(desk.page.locator(".jp-Dialog")).to_have_count(0)
    desk.page.wait_for_function(IDLE, timeout=60_000)


def test_a_relaxed_draw_wrong_then_right_a_bet_a_slider_and_a_restart(desk: Desk) -> None:
    desk.open(desk.lab.copy("07_gumbel_softmax_and_straight_through"))
    answer = desk.cell(exercise="07.gumbel_softmax", role="answer")
    check = desk.cell(exercise="07.gumbel_softmax", role="check")
    demo = desk.cell(containing="demos.samples")
    desk.run(desk.cell(tag="setup"))

    desk.type(answer, WRONG)
    desk.run(answer)
    verdict = desk.run(check).locator(".softmax-course-verdict")
    assert verdict.get_attribute("data-status") == "wrong"
    said = verdict.inner_text()
    assert "gumbel_softmax(tensor([2., 1.]), 0.5, tensor([0., 0.]))" in said, "not the smallest case"
    assert "0.8808" in said, "what was expected is not told"
    desk.shoot("07-wrong")
    assert "yours is not right yet" in desk.run(demo).inner_text()

    desk.type(answer, RIGHT)
    desk.run(answer)
    verdict = desk.run(check).locator(".softmax-course-verdict")
    assert verdict.get_attribute("data-status") == "right"
    desk.shoot("07-right")

    bet = desk.cell(exercise="07.mean_bet", role="answer")
    desk.type(bet, BET)
    desk.run(bet)
    verdict = desk.run(desk.cell(exercise="07.mean_bet", role="check")).locator(".softmax-course-verdict")
    assert verdict.get_attribute("data-status") == "recorded"
    assert "1 of 2 came out as you bet" in verdict.inner_text()
    desk.shoot("07-bet")

    shown = desk.run(demo)
    picture, line = shown.locator("canvas"), shown.locator(".course-demo-line")
    expect(line).to_contain_text("drawn with your gumbel_softmax")
    expect(line).to_contain_text("tau = 1.00")
    before, alt_before = picture.screenshot(), picture.get_attribute("aria-label")
    shown.locator("input[type=range]").first.focus()
    for _ in range(6):
        desk.page.keyboard.press("ArrowLeft")
    expect(line).to_contain_text("tau = 0.70")
    desk.page.wait_for_timeout(500)
    assert picture.screenshot() != before, "the density did not cool"
    assert picture.get_attribute("aria-label") != alt_before, "the numbers are not told"
    desk.shoot("07-slider")

    restart(desk)
    assert "NameError" in desk.run(check).inner_text(), "the kernel kept its names"
    desk.run(desk.cell(tag="setup"))
    desk.run(answer)
    verdict = desk.run(check).locator(".softmax-course-verdict")
    assert verdict.get_attribute("data-status") == "right", "the answer did not survive the restart"
    assert "drawn with your gumbel_softmax" in desk.run(demo).inner_text()

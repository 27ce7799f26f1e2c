"""A student works in 01: a wrong answer, its counterexample, the right one, a slider moved by keyboard."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from .conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.timeout(300)]

WRONG = '''def softmax(z):
    """Forgets the exponential."""
    return z / z.sum()
'''
RIGHT = '''def softmax(z):
    """A softmax, written another way than ours."""
    weights = torch.exp(z)
    return weights.div(weights.sum())
'''


def test_make_lab_opens_the_welcome_notebook(desk: Desk) -> None:
    deadline = time.monotonic() + 60
    while not desk.lab.opened.exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    desk.page.goto(desk.lab.opened.read_text().strip())
    # Other tests have left other notebooks in this JupyterLab: they may be open beside it, out of sight.
    desk.page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell", timeout=60_000)
    shown = "() => window.jupyterapp.shell.currentWidget?.context?.path"
    desk.page.wait_for_function(f"() => ({shown})() === 'notebooks/00_welcome.ipynb'", timeout=60_000)
    assert "/lab/tree/notebooks/00_welcome.ipynb" in desk.page.url


def test_a_wrong_answer_a_counterexample_the_right_answer_and_a_slider(desk: Desk) -> None:
    desk.open(desk.lab.copy("01_softmax_basics"))
    answer = desk.cell(exercise="01.softmax_of_a_vector", role="answer")
    check = desk.cell(exercise="01.softmax_of_a_vector", role="check")

    desk.run_until(answer)
    desk.run(answer)
    verdict = desk.run(check).locator(".softmax-course-verdict")
    assert verdict.get_attribute("data-status") == "not attempted"

    desk.type(answer, WRONG)
    desk.run(answer)
    verdict = desk.run(check).locator(".softmax-course-verdict")
    assert verdict.get_attribute("data-status") == "wrong"
    said = verdict.inner_text()
    assert "softmax(tensor(" in said
    assert "expected" in said
    desk.shoot("01-wrong")

    desk.type(answer, RIGHT)
    desk.run(answer)
    verdict = desk.run(check).locator(".softmax-course-verdict")
    assert verdict.get_attribute("data-status") == "right"
    desk.shoot("01-right")

    demo = desk.run(desk.cell(containing="demos.three_sliders"))
    picture, line = demo.locator("canvas"), demo.locator(".course-demo-line")
    assert "your softmax" in demo.inner_text()
    demo.locator("input[type=range]").first.focus()
    before, said_before = picture.screenshot(), line.inner_text()
    alt_before = picture.get_attribute("aria-label")
    for _ in range(5):
        desk.page.keyboard.press("ArrowRight")
    expect(line).not_to_have_text(said_before)
    desk.page.wait_for_timeout(300)
    assert picture.screenshot() != before, "the bars did not move"
    assert picture.get_attribute("aria-label") != alt_before, "the numbers are not told"
    desk.shoot("01-slider")

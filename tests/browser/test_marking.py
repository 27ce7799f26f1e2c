"""Marking in a real JupyterLab: by keyboard alone, and by clicks."""

from __future__ import annotations

import json

import pytest

from course_utils.grading import marking
from tests.browser.conftest import Desk
from tests.grading.results import notebook, text

pytestmark = [pytest.mark.full, pytest.mark.browser, pytest.mark.timeout(300)]


def test_a_person_marks_three_answers_by_keyboard_and_by_click(desk: Desk) -> None:
    folder = desk.lab.desk / "RESULTS"
    said = ("No exponent is above 0.", "It cancels.", "The sum is at least 1 and <b>nothing</b> overflows.")
    marking.write([notebook(f"Name {n}", text(words)) for n, words in enumerate(said)], folder)
    desk.open(str((folder / "marking.ipynb").relative_to(desk.lab.root)))
    page = desk.page
    output = desk.run(desk.cell(containing="Desk("))
    output.get_by_text("Answer 1 of 3. 0 of all 3 are marked.").wait_for(timeout=60_000)
    desk.shoot("marking")
    assert output.locator("b").count() == 0
    assert "Name" not in output.inner_text()

    keys = output.get_by_label("Keys")
    keys.click()
    page.keyboard.type("13 Which sum?")
    page.keyboard.press("Enter")
    output.get_by_text("Answer 2 of 3. 1 of all 3 are marked.").wait_for()
    page.keyboard.type("0")  # the cursor is still there
    page.keyboard.press("Enter")
    output.get_by_text("Answer 3 of 3. 2 of all 3 are marked.").wait_for()

    output.get_by_role("button", name="1", exact=True).click()
    page.keyboard.press("Tab")  # from the first line of the rubric to the second, and hold it
    page.keyboard.press("Space")
    output.get_by_role("button", name="Keep and go on").click()
    output.get_by_text("That was the last one.").wait_for()
    desk.shoot("marking_done")
    kept = json.loads((folder / "marks.json").read_text())["marks"]
    assert [mark["points"] for mark in kept] == [1.25, 0, 1.25]
    assert [mark["comment"] for mark in kept] == ["Which sum?", "", ""]
    assert [mark["rubric"] for mark in kept] == [[True, False, True], [False] * 3, [True, True, False]]

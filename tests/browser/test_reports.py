"""Feedback and class report in a real browser: nothing is fetched, and axe-core has no serious complaint."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from course_utils.grading import class_report, feedback
from course_utils.grading.marks import Marks
from tests.grading import test_feedback as samples
from tests.grading.results import exercise, notebook, text
from tests.grading.test_class_report import a_class

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.timeout(180)]


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    """A feedback page of every kind of verdict, before and after the reveal, and a class."""
    answers = [samples.result(file) for file in samples.FIRST_OF_EACH if file.exercise.id.startswith("02")]
    mixed = notebook("ann", *answers, exercise("02.x", status="undecided"), text("It cancels."))
    written = [
        feedback.write([mixed], tmp_path / str(reveal), reveal=reveal, marks=Marks())[0]
        for reveal in (False, True)
    ]
    class_report.write(a_class(), tmp_path / "class.html")
    return [*written, tmp_path / "class.html"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_reads_well_in_both_schemes_and_asks_the_network_for_nothing(
    scheme: str, pages: list[Path], browser: Browser
) -> None:
    for number, path in enumerate(pages):
        page = browser.new_page(color_scheme=scheme)
        asked: list[str] = []
        wrong: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda message, wrong=wrong: wrong.append(message.text))
        page.goto(path.as_uri())
        assert asked == [path.as_uri()]
        assert wrong == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        found = [
            f"{violation['id']}: {node['html'][:160]}"
            for violation in Axe().run(page).response["violations"]
            if violation["impact"] in ("serious", "critical")
            for node in violation["nodes"]
        ]
        assert found == [], path.name
        shots = Path(__file__).resolve().parent / "screenshots"
        shots.mkdir(exist_ok=True)
        page.screenshot(path=str(shots / f"report_{number}_{scheme}.png"), full_page=True)
        page.close()

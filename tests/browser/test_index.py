"""A student looks for a topic in 00: a click opens the notebook, scrolled to the place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from .conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.timeout(300)]

INDEX = "00_welcome"
# The link's words, the notebook that it opens, and the heading there.
TOPICS = (
    ("the axioms of probability", "01_softmax_basics", "May we call them probabilities?"),
    ("translation, proved", "03_invariance", "A proof, line by line"),
    ("where or argmax index", "08_power_sharpening", "Is where a trick?"),
)


def show_the_index(desk: Desk) -> Locator:
    """Scroll 00 to its index."""
    desk.page.evaluate(
        """async name => {
          const app = window.jupyterapp;
          const panel = [...app.shell.widgets('main')].find(w => w.context?.path.includes(name));
          app.shell.activateById(panel.id);
          const cells = [...panel.content.model.cells];
          const index = cells.findIndex(cell => cell.sharedModel.getSource().startsWith('## Find a topic'));
          panel.content.activeCellIndex = index;
          await panel.content.scrollToItem(index, 'start');
        }""",
        INDEX,
    )
    return desk.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell.jp-mod-active")


def test_topics_open_at_their_headings_at_the_first_click_and_later(desk: Desk) -> None:
    for _, notebook, _ in TOPICS:
        desk.lab.copy(notebook)
    desk.open(desk.lab.copy(INDEX))
    for when in ("the first time", "already open"):
        for words, notebook, heading in TOPICS:
            show_the_index(desk).get_by_role("link", name=words, exact=True).click()
            panel = desk.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
            place = panel.locator("h1, h2, h3").filter(has_text=heading).first
            expect(place, f"{words}, {when}").to_be_in_viewport(ratio=1, timeout=60_000)
            desk.page.wait_for_timeout(1500)  # what is drawn above it later must not push it away
            expect(place, f"{words}, {when}").to_be_in_viewport(ratio=1)
            path = desk.page.evaluate("() => window.jupyterapp.shell.currentWidget.context.path")
            assert path.endswith(f"/{notebook}.ipynb")
        desk.shoot(f"00-index-{when.replace(' ', '-')}")

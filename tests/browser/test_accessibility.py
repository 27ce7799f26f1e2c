"""The notebooks as HTML pages have no serious accessibility violation that is ours, by axe-core."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbconvert import HTMLExporter
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.timeout(180)]

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted(source.stem for source in (ROOT / "solutions").glob("[0-9][0-9]_*.py"))
SERIOUS = ("serious", "critical")
# What the exporter's template makes, not the notebook: prompts and the colors of highlighted code.
TEMPLATE = (".jp-InputPrompt", ".jp-OutputPrompt", ".highlight", ".jp-CodeMirrorEditor", ".jp-Editor")


def page_of(notebook: Path, folder: Path) -> Path:
    """The notebook as one HTML page."""
    body, _ = HTMLExporter().from_notebook_node(nbformat.read(notebook, as_version=4))
    page = folder / f"{notebook.stem}.html"
    page.write_text(body, encoding="utf-8")
    return page


def serious_and_ours(browser: Browser, page_file: Path) -> list[str]:
    """The serious violations on a page, offline, outside what the exporter's template makes."""
    page = browser.new_page()
    page.route("http*://**", lambda route: route.abort())
    page.goto(page_file.as_uri())
    ours = [
        f"{violation['id']}: {node['html'][:200]} ({node['target']})"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
        if not page.evaluate(
            "([target, template]) => !!document.querySelector(target)?.closest(template)",
            [node["target"][-1], ", ".join(TEMPLATE)],
        )
    ]
    page.close()
    return ours


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_serious_violation_is_ours(lesson: str, tmp_path: Path, browser: Browser) -> None:
    page = page_of(ROOT / "solutions" / f"{lesson}.ipynb", tmp_path)
    assert serious_and_ours(browser, page) == []


def test_a_picture_without_alt_text_would_be_found(tmp_path: Path, browser: Browser) -> None:
    page = page_of(ROOT / "solutions" / f"{LESSONS[0]}.ipynb", tmp_path)
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("</main>", '<p><img src="data:image/png;base64,AAAA"></p></main>'))
    (found,) = serious_and_ours(browser, page)
    assert found.startswith("image-alt")


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_picture_has_alt_text_with_a_number(lesson: str) -> None:
    stored = nbformat.read(ROOT / "solutions" / f"{lesson}.ipynb", as_version=4)
    alts = [
        output.get("metadata", {}).get("image/png", {}).get("alt", "")
        for cell in stored.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]
    assert alts, "a lesson without a picture"
    assert all(any(c.isdigit() for c in alt) for alt in alts), alts

"""The index in 00: every topic of the sources, and every link arrives at a heading."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

LINK = re.compile(r"\[((?:[^\]\\]|\\.)+)\]\((\d\d_\w+)\.ipynb#([^)\s]+)\)")
TOPICS = (
    "axioms", "sigmoid", "logsumexp", "`dim`", "Bayes", "overflow", "silent", "thresholds", "max-shift",
    "masks", "one-pass", "translation", "scale", "degrees of freedom", "$T = 0$", "entropy",
    "sampling at $T$", "calibration", "Jacobian", "vector-Jacobian", "cross-entropy", "Hessian",
    "double softmax", "intervals",
    "reparameterization", "Gumbel's CDF", "noise from uniforms", "Gumbel-max", "top-k", "argmax",
    "Gumbel-softmax", "logits or probabilities", "straight-through", "REINFORCE", "bias and variance",
    "annealing", "autoencoder", "`where`", "`nan` gradients", "power sharpening",
    "from values to their softmax", "semi-supervised",
)  # fmt: skip


Books = dict[str, NotebookNode]


@pytest.fixture(scope="module")
def books(published: dict[str, dict[str, Path]]) -> Books:
    """The notebooks as a student gets them."""
    return {name: nbformat.read(paths["student"], as_version=4) for name, paths in published.items()}


@pytest.fixture(scope="module")
def index(root: Path) -> str:
    source = (root / "solutions" / "00_welcome.py").read_text(encoding="utf-8")
    found = re.search(r"# ## Find a topic\n(.*?)\n\n# %%", source, re.DOTALL)
    assert found
    return found[1]


def test_every_link_of_the_index_arrives_at_a_cell_that_begins_with_a_heading(
    index: str, books: Books
) -> None:
    cells = {f"{name}.ipynb#cell-id={cell.id}": cell for name, book in books.items() for cell in book.cells}
    (page,) = (cell for cell in books["00_welcome"].cells if cell.source.startswith("## Find a topic"))
    arrivals = re.findall(r"\]\(([^)\s]+)\)", page.source)
    assert len(arrivals) == len(LINK.findall(index)) == index.count("](")
    lost = [to for to in arrivals if to not in cells or not cells[to].source.startswith("#")]
    assert lost == []


def test_the_index_names_every_topic_of_the_sources(index: str) -> None:
    texts = " · ".join(text for text, _, _ in LINK.findall(index))
    assert [topic for topic in TOPICS if topic not in texts] == []


def test_the_index_leads_into_every_notebook(index: str, books: Books) -> None:
    reached = {notebook for _, notebook, _ in LINK.findall(index)}
    assert reached == set(books) - {"00_welcome"}


def test_the_readme_leads_to_the_index(root: Path) -> None:
    assert "(notebooks/00_welcome.ipynb#Find-a-topic)" in (root / "README.md").read_text(encoding="utf-8")

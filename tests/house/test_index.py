"""The index in 00: every topic of the sources, and every link arrives at a heading."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

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


@pytest.fixture(scope="module")
def index(root: Path) -> str:
    source = (root / "solutions" / "00_welcome.py").read_text(encoding="utf-8")
    found = re.search(r"# ## Find a topic\n(.*?)\n\n# %%", source, re.DOTALL)
    assert found
    return found[1]


def headings(root: Path, notebook: str) -> set[str]:
    """The anchors that JupyterLab gives a notebook's headings: the text, with - for blanks."""
    source = (root / "solutions" / f"{notebook}.py").read_text(encoding="utf-8")
    texts = re.findall(r"^# #{1,4} (.+)$", source, re.MULTILINE)
    return {text.strip().replace("`", "").replace(" ", "-") for text in texts}


def test_every_link_of_the_index_arrives_at_a_heading(index: str, root: Path) -> None:
    links = LINK.findall(index)
    assert len(links) == index.count("](")
    lost = [link for link in links if unquote(link[2]) not in headings(root, link[1])]
    assert lost == []


def test_the_index_names_every_topic_of_the_sources(index: str) -> None:
    texts = " · ".join(text for text, _, _ in LINK.findall(index))
    assert [topic for topic in TOPICS if topic not in texts] == []


def test_the_index_leads_into_every_notebook(index: str, published: dict[str, object]) -> None:
    reached = {notebook for _, notebook, _ in LINK.findall(index)}
    assert reached == set(published) - {"00_welcome"}


def test_the_readme_leads_to_the_index(root: Path) -> None:
    assert "(notebooks/00_welcome.ipynb#Find-a-topic)" in (root / "README.md").read_text(encoding="utf-8")

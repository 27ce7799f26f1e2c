"""Exercises to test the machinery with: small, and like none of the course's."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Property, rounding


def shares(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """Each entry's share of the total along `dim`."""
    return z / z.sum(dim, keepdim=True)


def share_cases(draw: Draw) -> list[Case]:
    """Two entries; a square matrix both ways; a big batch; gradients."""
    return [
        Case((torch.tensor([1.0, 3.0]),)),
        Case((draw.uniform(3, 3, low=1, high=2),), {"dim": 0}, about="down the columns"),
        Case((draw.uniform(3, 3, low=1, high=2, dtype=torch.float64),)),
        Case((draw.uniform(4, 50, low=1, high=2),)),
        Case((draw.uniform(2, 5, low=1, high=2),), gradient=True),
    ]


@pytest.fixture
def exercise() -> Exercise:
    """`shares`, with a mimic and a symptom."""
    return Exercise(
        id="99.shares",
        title="Shares of a total",
        hints=("What is the total?", "Which `dim`?", "Divide by `z.sum(dim, keepdim=True)`."),
        task=Function(
            name="shares",
            reference=shares,
            cases=share_cases,
            tolerance=rounding.relative(60),
            properties=(
                Property("sums", lambda case, out: bool((out.sum() - out.sum().round()).abs() < 1e-3)),
            ),
            misconceptions=(
                Misconception(
                    "whole tensor", "Whose total do you divide by?", mimic=lambda z, dim=-1: z / z.sum()
                ),
                Misconception("lost axis", "Which axis is gone?", symptom=lambda s: s.kind == "shape"),
            ),
            without=("softmax",),
        ),
    )


@pytest.fixture(autouse=True)
def own_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Progress of the tests goes into a folder of their own."""
    file = tmp_path / "progress.json"
    monkeypatch.setenv("COURSE_PROGRESS", str(file))
    monkeypatch.delenv("COURSE_STRICT", raising=False)
    return file

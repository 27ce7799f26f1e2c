"""What a notebook says, wherever its lines break."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_SOLUTIONS = Path(__file__).parents[1] / "solutions"


@cache
def prose(notebook: str) -> str:
    """The source of solutions/`notebook`.py as one line, without the marks of comments."""
    source = (_SOLUTIONS / f"{notebook}.py").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", re.sub(r"^# ?", "", source, flags=re.MULTILINE))


def says(notebook: str, sentence: str) -> bool:
    """Whether the notebook says so."""
    return re.sub(r"\s+", " ", sentence) in prose(notebook)

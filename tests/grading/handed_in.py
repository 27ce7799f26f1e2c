"""Notebooks as students hand them in, made from the course's own; no lesson is imported."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from course_utils.grading import release
from course_utils.grading.release import Declared, Pristine

COURSE = Path(__file__).parents[2]
WELCOME = "00_welcome"
OVERFLOW = "02_overflow_and_max_shift"


@cache
def releases() -> dict[str, Pristine]:
    """The pristine notebooks."""
    return dict(release.read(COURSE))


def declare(lesson: str) -> tuple[Declared, ...]:
    """Every exercise of a lesson, one point each."""
    return tuple(Declared(exercise, exercise, 1) for exercise in releases()[lesson].exercises)


def student(lesson: str = WELCOME, **answers: str) -> dict[str, Any]:
    """A student's notebook of a lesson; `shares="..."` is what the answer cell of NN.shares holds."""
    notebook = deepcopy(json.loads((COURSE / "notebooks" / f"{lesson}.ipynb").read_text("utf-8")))
    for name, source in answers.items():
        answer_cell(notebook, name)["source"] = source
    return notebook


def answer_cell(notebook: dict[str, Any], name: str, role: str = "answer") -> dict[str, Any]:
    """The answer (or check) cell of an exercise."""
    return next(
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("role") == role and cell["metadata"]["exercise"].endswith(f".{name}")
    )


def code(source: str, **metadata: Any) -> dict[str, Any]:
    """A code cell of the student's own."""
    return {
        "cell_type": "code",
        "source": source,
        "metadata": metadata,
        "outputs": [],
        "execution_count": None,
    }


def place(notebook: dict[str, Any], cell: dict[str, Any]) -> int:
    """Where a cell stands."""
    return next(i for i, other in enumerate(notebook["cells"]) if other is cell)


def text(notebook: dict[str, Any]) -> bytes:
    """The notebook as the bytes of its file."""
    return json.dumps(notebook).encode()


def put(folder: Path, name: str, content: bytes | dict[str, Any]) -> Path:
    """Writes a file below `folder`."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text(content) if isinstance(content, dict) else content)
    return path

"""The same notebooks for every grader: the course's own check lines as each peer's tests.

A peer runs exactly the cells that ours runs. nbval gets the notebook as it is. For nbgrader each check cell
is an autograded, locked test cell with its own source. For Otter each check cell is empty, and the same line
runs as the question's test, right after it.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import nbformat

from course_utils.checking import Exercise
from course_utils.grading.release import NOT_RUN

Notebook = dict[str, Any]


def without_pictures(notebook: Notebook) -> Notebook:
    """Without the cells that grading leaves out (demos, figures, what takes long)."""
    cells = [c for c in notebook["cells"] if not NOT_RUN & set(c["metadata"].get("tags", ()))]
    return notebook | {"cells": cells}


def checks(notebook: Notebook) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """The check cells: their number among the code cells, their exercise, and the cell."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(code):
        if cell["metadata"].get("role") == "check":
            yield number, cell["metadata"]["exercise"], cell


def nbgrader(notebook: Notebook, exercises: dict[str, Exercise]) -> str:
    """For nbgrader, as JSON text; the instructor's version and the students' have the same cells."""
    book = copy.deepcopy(notebook)
    for _, id, cell in checks(book):
        cell["metadata"]["nbgrader"] = {
            "schema_version": 3,
            "grade": True,
            "grade_id": id.replace(".", "-"),
            "locked": True,
            "points": max(1, exercises[id].points),
            "solution": False,
            "task": False,
            "cell_type": "code",
        }
    return nbformat.writes(nbformat.from_dict(book))


def otter(notebook: Notebook) -> str:
    """For Otter, as JSON text."""
    book = copy.deepcopy(notebook)
    for _, id, cell in checks(book):
        cell["metadata"]["otter"] = {"tests": [otter_name(id)]}
        cell["source"] = "# checked"
    return nbformat.writes(nbformat.from_dict(book))


def otter_tests(notebook: Notebook, names: dict[str, str]) -> dict[str, str]:
    """Otter's test files, by file name. `names`: the name that holds each answer."""
    return {
        f"{otter_name(id)}.py": _otter_test(id, names[id], cell["source"]) for _, id, cell in checks(notebook)
    }


def _otter_test(id: str, answer: str, line: str) -> str:
    name = otter_name(id)
    return (
        f"from otter.test_files import test_case\n\nOK_FORMAT = False\nname = {name!r}\npoints = 1\n\n\n"
        f"@test_case(points=1)\ndef test_{name}(ex, {answer}):\n    {line.strip()}\n"
    )


def otter_name(id: str) -> str:
    """What Otter calls the question."""
    return id.partition(".")[2]


def read(notebook: bytes) -> Notebook:
    """A student's notebook, its sources as text."""
    found: Notebook = json.loads(notebook)
    for cell in found["cells"]:
        cell["source"] = "".join(cell["source"])
    return found

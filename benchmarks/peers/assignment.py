"""The exercises of 00 as an instructor would write them for nbgrader and for Otter.

For functions, numbers and bets the tests name nothing of the course's: literal inputs, and what our reference
and our judge's tolerance say about them, on cases that the student has not seen. So an attack on the course's
own modules gains nothing from them. A proof can only be checked by the course: there the test is our check,
strict. nbval gets no translation: it runs the check cell in the student's file, as it stands there.
"""

from __future__ import annotations

import json
import textwrap
from typing import Any

import nbformat
import torch

from course_utils.checking import Case, Exercise, Text
from course_utils.checking.draw import Draw
from course_utils.checking.function_verdict import FunctionJudge

SEED = 2024
"""The tests of nbgrader and Otter are hidden: students meet seed 0."""

_BETS = """
assert set(bets) == {"share", "plus_ten", "doubled"}
assert bets["share"] in ("1/5", "1/3", "1/2")
assert all(bets[name] in ("grows", "stays", "shrinks") for name in ("plus_ten", "doubled"))
"""
_HALF = """
assert abs(float(half) - 10) <= 1e-6
"""
_BREAK = """
import torch
z = torch.as_tensor(breaker)
z = z if z.dtype.is_floating_point else z.float()
assert z.dim() == 1 and z.numel() >= 2 and bool(z.isfinite().all())
total = z.sum()
assert float(total) == 0 or bool(total.isinf()) or bool((z / total < 0).any())
"""
_PROOF = """
import os
os.environ["COURSE_STRICT"] = "1"
from course_utils.lessons import welcome
welcome.first_proof.check(first_proof)
"""


def tests(exercises: dict[str, Exercise]) -> dict[str, str]:
    """The test of each exercise of 00 that a program can judge, by id: it raises if the answer is wrong."""
    found = {
        "00.first_bets": _BETS,
        "00.shares": _function(exercises["00.shares"], "shares"),
        "00.first_proof": _PROOF,
        "00.half_of_it": _HALF,
        "00.break_it": _BREAK,
    }
    judged = {e.id for e in exercises.values() if e.id[:2] == "00" and not isinstance(e.task, Text)}
    assert set(found) == judged
    return {id: source.strip() + "\n" for id, source in found.items()}


def _function(exercise: Exercise, name: str) -> str:
    cases = list(exercise.task.cases(Draw(SEED)))  # type: ignore[union-attr]
    rows = [_row(exercise, cases, number) for number in range(len(cases))]
    return (
        "import torch\nfrom torch import float16, float32, float64, tensor\n"
        f"for z, more, want, allowed in [\n{''.join(f'    {row},{chr(10)}' for row in rows)}]:\n"
        f"    got = {name}(z, **more)\n"
        "    assert isinstance(got, torch.Tensor)\n"
        "    assert got.shape == want.shape and got.dtype == z.dtype\n"
        "    assert bool(((got.double() - want).abs() <= allowed).all())\n"
    )


def _row(exercise: Exercise, cases: list[Case], number: int) -> str:
    case = cases[number]
    expected = FunctionJudge(exercise.task, cases, SEED).expected(number)  # type: ignore[arg-type]
    (z,) = case.args
    return f"({_tensor(z)}, {case.kwargs!r}, {_tensor(expected.parts[0])}, {_tensor(expected.allowed[0])})"


def _tensor(x: torch.Tensor) -> str:
    return f"tensor({json.dumps(x.tolist())}, dtype={str(x.dtype).removeprefix('torch.')})"


def nbgrader(notebook: dict[str, Any], exercises: dict[str, Exercise], solved: bool) -> nbformat.NotebookNode:
    """A notebook whose check cells are nbgrader's autograded, locked test cells.

    `solved`: the instructor's version, with the tests; otherwise what a student hands in, as it is.
    """
    sources = tests(exercises)
    book = nbformat.from_dict(json.loads(json.dumps(notebook)))
    for cell in book.cells:
        id = cell.metadata.get("exercise", "")
        if cell.metadata.get("role") == "check" and id in sources:
            cell.metadata["nbgrader"] = {
                "schema_version": 3,
                "grade": True,
                "grade_id": id.replace(".", "-"),
                "locked": True,
                "points": exercises[id].points,
                "solution": False,
                "task": False,
                "cell_type": "code",
            }
            if solved:
                cell.source = f"### BEGIN HIDDEN TESTS\n{sources[id]}### END HIDDEN TESTS"
    return book


def otter(notebook: dict[str, Any], exercises: dict[str, Exercise]) -> nbformat.NotebookNode:
    """A notebook whose check cells name the question, so that Otter runs its test right after them."""
    book = nbformat.from_dict(json.loads(json.dumps(notebook)))
    for cell in book.cells:
        id = cell.metadata.get("exercise", "")
        if cell.metadata.get("role") == "check" and id in tests(exercises):
            cell.metadata["otter"] = {"tests": [_name(id)]}
    return book


def otter_tests(exercises: dict[str, Exercise], names: dict[str, str]) -> dict[str, str]:
    """Otter's exception-based test files, by file name. `names`: the name that holds each answer."""
    return {
        f"{_name(id)}.py": (
            f"from otter.test_files import test_case\n\nOK_FORMAT = False\nname = {_name(id)!r}\n"
            f"points = {exercises[id].points}\n\n\n@test_case(points={exercises[id].points})\n"
            f"def test_{_name(id)}({names[id]}):\n{textwrap.indent(source, '    ')}"
        )
        for id, source in tests(exercises).items()
    }


def _name(id: str) -> str:
    return id.partition(".")[2]

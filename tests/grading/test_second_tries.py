"""Which cells of a student's make a second try of somebody's failed answer worth its time."""

from __future__ import annotations

import json
from typing import NoReturn

import pytest

from course_utils.grading import suspicion
from course_utils.grading.notebook_run import Cell, NotebookRun
from course_utils.grading.python_cells import imports
from course_utils.grading.record import Limits
from tests.grading.classroom import all_right

OURS = """
import torch
from course_utils.derivation import K, Sum
from math import exp
z = torch.ones(3)
def show(p):
    print(p)
"""


OTHER = "def other(t):\n    show(z, later)\n    return torch.exp(t) * exp(1)"


def harmed(answer: str, *between: str, other: str = OTHER) -> bool:
    """Whether an answer may harm another one after it, with cells of ours before, between and after."""
    cells = [Cell(0, "setup", "", OURS), Cell(1, "answer", "00.one", answer)]
    cells += [Cell(2 + n, "ours", "", source) for n, source in enumerate((*between, "later = 1"))]
    cells += [Cell(len(cells), "answer", "00.other", other)]
    check = Cell(len(cells), "check", "00.other", "ex.other.check(other)", "other")
    return run_of([*cells, check]).may_be_harmed(check)


def run_of(cells: list[Cell]) -> NotebookRun:
    """A run that never begins."""

    def nobody(*_: object) -> NoReturn:
        raise AssertionError("nothing runs")

    return NotebookRun(cells, {}, {}, Limits(), nobody, nobody)


@pytest.mark.parametrize(
    "answer",
    [
        "import torch\ndef answer(z):\n    return torch.softmax(z, -1)",
        "def answer(z):\n    from math import exp\n    return exp(z)",
        "from math import exp",
        "later = 2",
        "import math, numpy as np",
        "mine = z + 1",
        "from course_utils.lessons.invariance.blackboard import z",
    ],
)
def test_an_ordinary_answer_harms_nobody(answer: str):
    assert not harmed(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "z = 3",
        "def show(p): pass",
        "import math as torch",
        "from torch import exp",
        "with open('x') as z: pass",
        "torch.softmax = None",
        "del exp",
        "import sys",
        "%reset -f",
        "z = (",
    ],
)
def test_a_name_taken_or_a_reach_for_more_may_harm_somebody(answer: str):
    assert harmed(answer)


def test_a_name_taken_harms_whoever_uses_it_also_by_way_of_another_cell_and_nobody_else():
    assert not harmed("z = 3", other="def other(t):\n    return 2 * t")
    assert not harmed("z = 3", other="def other(t):\n    z = 2 * t\n    return torch.exp(t)")
    assert not harmed("z = 3", "print(z)", other="other = 2")
    assert harmed("K = None", other="other = Sum(z[k] for k in K)")
    assert not harmed("K = None", other="other = torch.exp(z)")
    assert not harmed("z = 3", other="def other(t):\n    return [z for z in t] + [(lambda z: z)(t)]")
    assert not harmed("z = 3", "half = z / 2", other="def other(t, half):\n    return half * t")
    assert harmed("z = 3", other="def other(t):\n    return [[z * x for x in t] for _ in t]")
    assert harmed("z = 3", other="class Other:\n    half = z / 2\nother = Other()")
    assert harmed("z = 3", "half = z / 2", other="def other(t):\n    return half * t")
    assert harmed("z = 3", "half = 1", "half *= z", other="other = half")
    assert harmed("z = 3", other="other = 1\nother += z")


def test_an_answer_that_can_reach_any_name_may_be_harmed_by_any():
    for other in ("other = globals()['a' + 'b']", "other = eval('z')", "other = (", "%time other = z"):
        assert harmed("z = 3", other=other)
        assert not harmed("mine = 3", other=other)


def test_an_import_is_innocent_only_if_it_is_ours_word_for_word():
    ours = imports("from course_utils.derivation import derive")
    assert not suspicion.of("from course_utils.derivation import derive", ours)
    for other in ("from course_utils import derivation", "from course_utils.derivation import derive as d"):
        assert suspicion.of(other, ours)


@pytest.mark.parametrize("lesson", ["02_overflow_and_max_shift", "03_invariance", "08_power_sharpening"])
def test_the_answers_on_file_are_no_reason_to_doubt_each_other(lesson: str):
    """Each of them imports what it needs, so that it is complete by itself."""
    found = [c for c in json.loads(all_right(lesson).notebook)["cells"] if c["cell_type"] == "code"]
    roles = ["answer" if c["metadata"].get("role") == "answer" else "ours" for c in found]
    sources = ["".join(c["source"]) for c in found]
    cells = [
        Cell(n, role, f"00.{n}" if role == "answer" else "", source)
        for n, (role, source) in enumerate(zip(roles, sources, strict=True))
    ]
    run = run_of(cells)
    for cell in cells:
        if cell.role == "answer":
            check = Cell(cell.position + 1, "check", cell.exercise, "ex.any.check(answer)", "answer")
            assert not run.may_be_harmed(check)

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

OURS = "import torch\nfrom math import exp\nz = torch.ones(3)\ndef show(p):\n    print(p)"


def risky(answer: str) -> bool:
    """Whether an answer between two cells of ours is taken for one that may harm a later one."""
    sources = (("setup", OURS), ("answer", answer), ("ours", "later = 1"))
    return bool(run_of([Cell(n, role, "", source) for n, (role, source) in enumerate(sources)]).risky)


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
    assert not risky(answer)


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
    assert risky(answer)


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
    cells = [Cell(n, role, "", source) for n, (role, source) in enumerate(zip(roles, sources, strict=True))]
    assert not run_of(cells).risky

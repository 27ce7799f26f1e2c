"""Records cross from worker to line, and to disk and back, as data; anything else is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from course_utils.checking import Status
from course_utils.grading.record import STATUSES, ExerciseResult, Job, Malformed, NotebookResult

RIGHT = ExerciseResult("02.merge", "Merge", 2, "right", 2.0, False, ("All 9 cases agree.",))
TEXT = ExerciseResult("02.why", "Why", 1, "recorded", 0.0, True, answer="Because é > e, “quoted”.")
RESULT = NotebookResult(
    "ada", "02_overflow", "ada_12_file.ipynb", "c0", "r0", "", ("a split cell",), True, (RIGHT, TEXT)
)
JOB = Job("ada", "02_overflow", "ada.ipynb", "c0", "r0", (), '{"cells": []}')


def test_a_result_and_a_job_read_back_as_they_were() -> None:
    assert NotebookResult.from_json(RESULT.to_json()) == RESULT
    assert NotebookResult.from_json(RESULT.to_json().encode()) == RESULT
    assert Job.from_json(JOB.to_json()) == JOB


def test_points_of_a_notebook_are_the_sum_over_its_exercises() -> None:
    assert (RESULT.points, RESULT.possible) == (2.0, 3)


def test_the_statuses_are_those_of_a_check() -> None:
    assert {status.value for status in Status} == STATUSES


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"exercises": {}}, "exercises"),
        ({"student": 3}, "student"),
        ({"student": None}, "student"),
        ({"sandboxed": 1}, "sandboxed"),
        ({"notes": ["a", 1]}, "notes"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_result_of_another_form_is_malformed(change: dict[str, Any], complaint: str) -> None:
    data = json.loads(RESULT.to_json()) | change
    with pytest.raises(Malformed, match=complaint):
        NotebookResult.from_json(json.dumps(data))


@pytest.mark.parametrize(
    "change",
    [
        {"status": "perfect"},
        {"points": 3.0},
        {"points": -1},
        {"points": float("nan")},
        {"points": True},
        {"possible": 2.0},
        {"exercise": ["02.merge"]},
    ],
)
def test_an_exercise_with_points_or_status_out_of_bounds_is_malformed(change: dict[str, Any]) -> None:
    data = json.loads(RESULT.to_json())
    data["exercises"][0] |= change
    with pytest.raises(Malformed):
        NotebookResult.from_json(json.dumps(data))


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "[" * 100_000, b"\xff\xfe", "{}"])
def test_text_that_is_no_record_is_malformed(text: str | bytes) -> None:
    with pytest.raises(Malformed):
        NotebookResult.from_json(text)
    with pytest.raises(Malformed):
        Job.from_json(text)


def test_a_lone_surrogate_in_an_answer_does_not_keep_the_result_from_being_written() -> None:
    odd = replace(RESULT, exercises=(replace(TEXT, answer="a\ud800b"),))
    assert NotebookResult.from_json(odd.to_json().encode()).exercises[0].answer == "a?b"


def test_the_records_import_no_torch() -> None:
    code = "import sys, course_utils.grading.record; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""A class of which every score is known gets exactly these scores."""

from __future__ import annotations

from pathlib import Path

import pytest

from course_utils.grading import intake, release, run, sandbox
from course_utils.grading.record import Job, NotebookResult
from tests.answer_files import exercises
from tests.conftest import ROOT

from .classroom import Submission, class_of, hand_in, needs_a_person


def graded(submissions: list[Submission], folder: Path, seed: bytes) -> dict[tuple[str, str], NotebookResult]:
    try:
        run.check_sandbox()
    except sandbox.Unavailable as reason:
        pytest.skip(str(reason))
    hand_in(submissions, folder)
    with intake.opened(folder, release.read(ROOT)) as handed_in:
        jobs = [job for job in handed_in if isinstance(job, Job)]
    return {(r.student, r.lesson): r for r in run.run_notebooks(jobs, seed=seed)}


def differences(submissions: list[Submission], results: dict[tuple[str, str], NotebookResult]) -> list[str]:
    found = []
    for submission in submissions:
        result = results[submission.student, submission.lesson]
        got = {exercise.exercise: exercise for exercise in result.exercises}
        assert set(got) == set(submission.points)
        for id, points in submission.points.items():
            left_to_a_person = got[id].needs_person and needs_a_person(exercises()[id])
            if got[id].points != points and not left_to_a_person:
                found.append(f"{submission.student}, {id}: {got[id].points}, not {points}: {got[id]}")
    return found


def test_twelve_submissions_get_the_scores_that_are_known(tmp_path: Path) -> None:
    lessons = ("00_welcome", "02_overflow_and_max_shift", "03_invariance")
    submissions = class_of(12, lessons, seed=1)
    assert differences(submissions, graded(submissions, tmp_path, b"twelve")) == []


@pytest.mark.full
@pytest.mark.parametrize("seed", [b"first", b"second", b"third"], ids=bytes.decode)
def test_a_class_of_120_gets_the_scores_that_are_known(seed: bytes, tmp_path: Path) -> None:
    lessons = ("01_softmax_basics", "02_overflow_and_max_shift", "05_jacobian")
    submissions = class_of(120, lessons, seed=len(seed))
    assert differences(submissions, graded(submissions, tmp_path, seed)) == []

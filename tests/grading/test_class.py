"""A class of which every score is known gets exactly these scores."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from course_utils.grading import intake, line, release, run, sandbox
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
@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "lessons",
    [
        ("01_softmax_basics", "02_overflow_and_max_shift", "05_jacobian"),
        ("00_welcome", "03_invariance", "07_gumbel_softmax_and_straight_through"),
        ("04_temperature", "06_gumbel_max", "08_power_sharpening"),
    ],
    ids=lambda lessons: " ".join(lesson[:2] for lesson in lessons),
)
def test_a_class_of_120_gets_the_scores_that_are_known(lessons: tuple[str, ...], tmp_path: Path) -> None:
    submissions = class_of(120, lessons, seed=int(lessons[0][:2]))
    hand_in(submissions, tmp_path / "class")
    seed = tmp_path / "seed"
    seed.write_text(hashlib.sha256(lessons[0].encode()).hexdigest() + "\n")
    plan = line.Plan(tmp_path / "class", tmp_path / "out", ROOT, jobs=None, seed_file=seed)
    summary = line.grade(plan, Quiet())
    assert (len(summary.results), summary.lost) == (120, ())
    results = {(r.student, r.lesson): r for r in summary.results}
    assert differences(submissions, results) == []


class Quiet:
    """Shows no progress."""

    def expect(self, total: int) -> None: ...

    def one(self, result: NotebookResult, kept: bool) -> None: ...

    def tick(self) -> None: ...

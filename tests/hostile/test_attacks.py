"""The hostile class, graded: no point that was not earned, and honest work keeps its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from course_utils.grading import intake, release, run, sandbox
from course_utils.grading.record import ExerciseResult, Job, Limits, NotebookResult
from tests.conftest import ROOT
from tests.grading.classroom import Submission, all_right, hand_in

from .reading import LESSON, Attack, attacks

ATTACKS = attacks()
A_FEW = {
    "patched_check",
    "input_transformer",
    "silent_errors",
    "torch_function",
    "exit",
    "fork_bomb",
    "processes",
}
LIMITS = Limits(cell_seconds=5, notebook_seconds=60)
MOST_SECONDS = LIMITS.notebook_seconds + 30
Graded = dict[str, NotebookResult]


def grade(chosen: list[Attack], folder: Path) -> tuple[Graded, dict[str, float]]:
    """Grade these attacks in one run, with an honest neighbor before, between and after them."""
    class_of = [Submission(a.student, LESSON, a.notebook(), {}) for a in chosen]
    twice = [a for a in chosen if a.directive("twice")]
    class_of += [Submission(f"{a.student} too", LESSON, a.notebook(), {}) for a in twice]
    class_of += [all_right(LESSON, name) for name in ("aa neighbor", "harm neighbor", "zz neighbor")]
    hand_in(class_of, folder)
    with intake.opened(folder, release.read(ROOT)) as handed_in:
        jobs = [job for job in handed_in if isinstance(job, Job)]
    assert len(jobs) == len(class_of), "intake refused an attack that it should leave to the sandbox"
    seconds, last = {}, time.monotonic()

    def landed(result: NotebookResult) -> None:
        nonlocal last
        seconds[result.student], last = time.monotonic() - last, time.monotonic()

    results = run.run_notebooks(jobs, seed=b"a seed that nobody knows", limits=LIMITS, landed=landed)
    return {result.student: result for result in results}, seconds


def by_id(result: NotebookResult) -> dict[str, ExerciseResult]:
    return {exercise.exercise: exercise for exercise in result.exercises}


def complaints(attack: Attack, graded: Graded) -> Iterator[str]:
    """What the attack achieved that it must not."""
    also = [f"{attack.student} too"] if attack.directive("twice") else []
    for student in (attack.student, *also):
        if student not in graded:
            yield "its result is lost"
            continue
        got = by_id(graded[student])
        target = got.get(attack.target)
        if target and target.points and not attack.directive("may_earn"):
            yield f"earned {target.points} for {target.exercise}"
        if target and not target.points and not (target.why or target.lines):
            yield f"no sentence says what happened to {target.exercise}"
        for phrase in attack.directive("says"):
            told = " ".join((target.why, *target.lines)) if target else ""
            if phrase not in told:
                yield f"{phrase!r} is not in: {told}"
        for exercise, worth in attack.must_earn.items():
            if got[exercise].points != worth:
                yield f"honest {exercise} got {got[exercise].points} of {worth}: {got[exercise].why}"
        if attack.directive("finds"):
            answer = got["00.why_not_shares"].answer
            if "nothing at all" not in answer:
                yield f"found: {answer}"


def check(chosen: list[Attack], folder: Path) -> None:
    """Grade and complain about everything at once."""
    try:
        run.check_sandbox()
    except sandbox.Unavailable as reason:
        pytest.skip(str(reason))
    before = {p.pid for p in psutil.process_iter()}
    graded, seconds = grade(chosen, folder)
    found = [f"{attack.name}: {what}" for attack in chosen for what in complaints(attack, graded)]
    for name in ("aa neighbor", "harm neighbor", "zz neighbor"):
        if graded[name].points != sum(all_right(LESSON).points.values()):
            found.append(f"{name} lost points: {graded[name]}")
    found += [f"{name} took {s:.0f} s" for name, s in seconds.items() if s > MOST_SECONDS]
    assert found == []
    new = [p for p in psutil.process_iter(["cmdline"]) if p.pid not in before]
    left = [p for p in new if "time.sleep(600)" in str(p.info)]
    assert left == [], "an attack left a process behind"


def test_a_few_attacks_earn_nothing_and_harm_nobody(tmp_path: Path) -> None:
    check([a for a in ATTACKS if a.path.stem in A_FEW], tmp_path)


@pytest.mark.full
@pytest.mark.parametrize("family", ["forging", "secrets", "harm", "values"])
def test_every_attack_earns_nothing_and_harms_nobody(family: str, tmp_path: Path) -> None:
    chosen = [a for a in ATTACKS if a.path.parent.name == family]
    assert len(chosen) >= 10
    check(chosen, tmp_path)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.name)
def test_an_attack_is_well_formed(attack: Attack) -> None:
    assert attack.text.startswith('"""')
    assert attack.target or attack.directive("finds")
    assert b"own-" in attack.notebook() or "# %% answer" in attack.text


def test_there_are_enough_attacks_of_every_family() -> None:
    assert len(ATTACKS) >= 50

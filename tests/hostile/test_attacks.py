"""The hostile class, graded: no point that was not earned, and honest work keeps its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from course_utils.grading import disclosure, intake, release, sandbox
from course_utils.grading.dispatch import Dispatch
from course_utils.grading.pool import LocalPool
from course_utils.grading.record import EVENTS, Event, ExerciseResult, Job, Limits, NotebookResult
from course_utils.grading.worker import Settings
from tests.conftest import ROOT
from tests.grading.classroom import Submission, all_right, hand_in

from .reading import LESSON, Attack, attacks
from .timed import seconds, timed_run

ATTACKS = attacks()
NEIGHBORS = ("aa neighbor", "harm neighbor", "zz neighbor")
A_FEW = {
    "patched_check",
    "input_transformer",
    "silent_errors",
    "torch_function",
    "exit",
    "fork_bomb",
    "processes",
}
LIMITS = Limits(cell_seconds=10)
WAITING = Limits(cell_seconds=3, notebook_seconds=36)
"""For attacks that only wait for a limit; the others have time, so that a busy machine changes no score."""
Graded = dict[str, NotebookResult]


class Workers(LocalPool):
    """Two worker processes, as in `grade --jobs 2`; counts how often they had to be made again."""

    lost = 0

    def restart(self, workers: int) -> None:
        """Fresh workers."""
        self.lost += 1
        super().restart(workers)


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    """The workers of all runs below: what one attack leaves behind would meet the next."""
    try:
        sandbox.bubblewrap()
    except sandbox.Unavailable as reason:
        pytest.skip(str(reason))
    pool = Workers(2, str(tmp_path_factory.mktemp("workers")), Settings(b"", LIMITS, sandbox=True))
    yield pool
    pool.stop()


def grade(chosen: list[Attack], folder: Path, pool: Workers) -> Graded:
    """Grade these attacks in one run (those that wait in another), with honest neighbors among them."""
    found: Graded = {}
    for waits, limits in ((True, WAITING), (False, LIMITS)):
        if some := [attack for attack in chosen if attack.waits is waits]:
            found |= grade_within(limits, some, folder / f"{limits.cell_seconds:g} s", pool)
    return found


def grade_within(limits: Limits, chosen: list[Attack], folder: Path, pool: Workers) -> Graded:
    """One run; the neighbors' names have its limit behind them."""
    class_of = [Submission(a.student, LESSON, a.notebook(), {}) for a in chosen]
    twice = [a for a in chosen if a.directive("twice")]
    class_of += [Submission(f"{a.student} too", LESSON, a.notebook(), {}) for a in twice]
    class_of += [all_right(LESSON, f"{name} {limits.cell_seconds:g} s") for name in NEIGHBORS]
    hand_in(class_of, folder / "class")
    with intake.opened(folder / "class", release.read(ROOT)) as handed_in:
        jobs = [job for job in handed_in if isinstance(job, Job)]
    assert len(jobs) == len(class_of), "intake refused an attack that it should leave to the sandbox"
    lost = pool.lost
    settings = Settings(b"a seed that nobody knows", limits, sandbox=True, run=timed_run)
    landed = list(Dispatch(lambda: pool, settings).run(jobs))
    assert pool.lost == lost, f"an attack ended its worker: {[one.why for one in landed if one.why]}"
    results = {one.job.student: one.result for one in landed if one.result is not None}
    slow = {name: seconds(r) for name, r in results.items() if seconds(r) > 2 * limits.notebook_seconds + 30}
    assert not slow, "an attack took longer than a notebook, and its second tries, may"
    return results


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
        if events := attack.events:
            if target is None or target.event not in events:
                yield f"ended in {target and target.event!r}, not in one of {sorted(events)}"
            elif disclosure.told(target, reveal=False).lines != (disclosure.why(target),):
                yield f"the student does not read what befell it: {disclosure.told(target, reveal=False)}"
        for exercise, worth in attack.must_earn.items():
            if got[exercise].points != worth:
                yield f"honest {exercise} got {got[exercise].points} of {worth}: {got[exercise].why}"
        if attack.directive("finds"):
            answer = got["00.why_not_shares"].answer
            if "nothing at all" not in answer:
                yield f"found: {answer}"


def check(chosen: list[Attack], folder: Path, pool: Workers) -> None:
    """Grade and complain about everything at once."""
    before = {p.pid for p in psutil.process_iter()}
    graded = grade(chosen, folder, pool)
    found = [f"{attack.name}: {what}" for attack in chosen for what in complaints(attack, graded)]
    honest = [result for name, result in graded.items() if name.startswith(NEIGHBORS)]
    assert len(honest) in (3, 6)
    for result in honest:
        if result.points != sum(all_right(LESSON).points.values()):
            found.append(f"{result.student} lost points: {result}")
    assert found == []
    new = [p for p in psutil.process_iter(["cmdline"]) if p.pid not in before]
    left = [p for p in new if "time.sleep(600)" in str(p.info)]
    assert left == [], "an attack left a process behind"


def test_a_few_attacks_earn_nothing_and_harm_nobody(tmp_path: Path, workers: Workers) -> None:
    check([a for a in ATTACKS if a.path.stem in A_FEW], tmp_path, workers)


@pytest.mark.full
@pytest.mark.parametrize("family", ["forging", "secrets", "harm", "values"])
def test_every_attack_earns_nothing_and_harms_nobody(family: str, tmp_path: Path, workers: Workers) -> None:
    chosen = [a for a in ATTACKS if a.path.parent.name == family]
    assert len(chosen) >= 10
    check(chosen, tmp_path, workers)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.name)
def test_an_attack_is_well_formed(attack: Attack) -> None:
    assert attack.text.startswith('"""')
    assert attack.target or attack.directive("finds")
    assert attack.events <= EVENTS - {Event.STUDENT_ERROR}
    assert b"own-" in attack.notebook() or "# %% answer" in attack.text


def test_there_are_enough_attacks_of_every_family() -> None:
    assert len(ATTACKS) >= 50

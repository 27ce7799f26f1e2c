"""The course's proofs: solutions and other right proofs are accepted, broken ones refused at the right
line.
"""

from __future__ import annotations

import json
import time

import pytest

from course_utils.derivation import LineProof, check_proof, decode, encode, validate
from course_utils.derivation.report import FALSE, FOLLOWS, NOT_BY_RULE, NOT_JUDGED, RIGHT, WRONG
from course_utils.derivation.truth import Numbers, Points, symbols_of
from course_utils.derivation.work import Work
from tests.derivation.independent import confirms_false
from tests.derivation.proofs import Broken, Exercise
from tests.derivation.proofs.every import EXERCISES

RIGHT_PROOFS = [
    pytest.param(exercise, proof, id=f"{exercise.name}: {'solution' if n == 0 else f'other {n}'}")
    for exercise in EXERCISES
    for n, proof in enumerate((exercise.solution, *exercise.others))
]
BROKEN_PROOFS = [
    pytest.param(exercise, broken, id=f"{exercise.name}: {name}")
    for exercise in EXERCISES
    for name, broken in exercise.broken.items()
]


def through_the_wall(proof):
    return decode(json.dumps(encode(proof)))


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_every_exercise_has_enough_right_and_broken_proofs(exercise: Exercise) -> None:
    assert len(exercise.others) >= 2
    assert len(exercise.broken) >= 12


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_no_single_rule_takes_the_start_to_the_goal(exercise: Exercise) -> None:
    tried = validate(exercise.statement)
    assert len(tried) >= 3


@pytest.mark.parametrize(("exercise", "proof"), RIGHT_PROOFS)
def test_a_right_proof_is_accepted_line_by_line(exercise: Exercise, proof) -> None:
    report = check_proof(exercise.statement, through_the_wall(proof))
    assert report.overall == RIGHT, report.to_text()
    assert {line.verdict for line in report.lines} == {FOLLOWS}


@pytest.mark.parametrize(("exercise", "broken"), BROKEN_PROOFS)
def test_a_broken_proof_is_refused_at_the_right_line(exercise: Exercise, broken: Broken) -> None:
    report = check_proof(exercise.statement, through_the_wall(broken.proof))
    assert report.overall == WRONG, report.to_text()
    if broken.line is None:
        assert "starts at" in report.message or "not finished" in report.message or "should" in report.message
        return
    assert report.first_bad is not None, report.to_text()
    bad = report.lines[report.first_bad]
    assert bad.label == broken.line, report.to_text()
    assert bad.verdict == (FALSE if broken.false else NOT_BY_RULE), report.to_text()
    if bad.verdict == FALSE:
        assert confirms_false(exercise.statement, report, report.first_bad)


def test_below_a_bad_line_no_line_is_called_false_that_equals_the_start() -> None:
    seen = 0
    for exercise in EXERCISES:
        for broken in exercise.broken.values():
            if not isinstance(broken.proof, LineProof):
                continue
            statement = exercise.statement
            points = Points(symbols_of((statement.start,)), statement.classes, statement.conditions)
            numbers = Numbers(statement.definition_table, points)
            for line in check_proof(statement, broken.proof).lines:
                if line.verdict in (FALSE, NOT_JUDGED):
                    truth = numbers.compare(statement.start, line.expr, Work(10**6))
                    assert line.verdict == NOT_JUDGED or truth.kind == "different", line
                    seen += line.verdict == NOT_JUDGED
    assert seen > 50


def test_a_whole_proof_takes_at_most_a_second_and_a_line_three_tenths() -> None:
    times = []
    for exercise in EXERCISES:
        for proof in (exercise.solution, *exercise.others, *(b.proof for b in exercise.broken.values())):
            began = time.perf_counter()
            report = check_proof(exercise.statement, proof)
            times.append((time.perf_counter() - began, max(1, len(report.lines))))
    whole = sorted(t for t, _ in times)
    line = sorted(t / n for t, n in times)
    assert whole[int(0.95 * len(whole))] <= 1.0
    assert line[int(0.95 * len(line))] <= 0.3

"""The checkers, tested against people: right answers by others, wrong ones with an idea behind them."""

from __future__ import annotations

import pytest

from course_utils.checking import Bet, Evidence, Exercise, Status, Text, collect

from .answer_files import AnswerFile, exercises, files, our_answer, untouched

RIGHT, WRONG = files("right_answers"), files("wrong_answers")
SEEDS = 10_000
ANSWERED = {Status.RIGHT, Status.RECORDED}


def named(file: AnswerFile) -> str:
    return file.name


@pytest.mark.parametrize("file", RIGHT, ids=named)
def test_a_right_answer_written_another_way_is_accepted(file: AnswerFile) -> None:
    answer = file.load()
    for seed in range(5):
        verdict = file.exercise.verdict(answer, seed)
        assert verdict.status in ANSWERED, verdict.to_text()


@pytest.mark.parametrize("file", WRONG, ids=named)
def test_a_wrong_answer_is_rejected_with_its_own_message(file: AnswerFile) -> None:
    answer = file.load()
    for seed in range(5):
        verdict = file.exercise.verdict(answer, seed)
        assert verdict.status is file.status, verdict.to_text()
        for phrase in file.says:
            assert phrase in verdict.to_text()


@pytest.mark.parametrize("exercise", exercises().values(), ids=lambda e: e.id)
def test_an_exercise_has_enough_answers_on_file(exercise: Exercise) -> None:
    right = [f for f in RIGHT if f.exercise is exercise]
    wrong = [f for f in WRONG if f.exercise is exercise]
    assert len(right) >= 2
    assert len(wrong) >= 3
    assert all(f.says for f in wrong), "each wrong answer file names a phrase of its feedback"


@pytest.mark.parametrize("exercise", exercises().values(), ids=lambda e: e.id)
def test_wrong_answers_get_different_messages(exercise: Exercise) -> None:
    if isinstance(exercise.task, Bet | Text):
        return  # any readable bet and any text is recorded; there are only unreadable ones to refuse
    verdicts = {f.name: exercise.verdict(f.load()) for f in WRONG if f.exercise is exercise}
    # A verdict on a proof speaks in its body, beside the lines of the proof.
    told = {name: verdict.lines or (verdict.body,) for name, verdict in verdicts.items()}
    assert len(set(told.values())) == len(told), "two mistakes get the same feedback"
    endings = {lines[-1] for lines in told.values()}
    assert len(endings) >= min(3, len(told)), "fewer than three different explanations"


@pytest.mark.parametrize("exercise", exercises().values(), ids=lambda e: e.id)
def test_our_answer_passes_and_the_untouched_stub_is_not_attempted(exercise: Exercise) -> None:
    assert exercise.verdict(our_answer(exercise.id)).status in ANSWERED
    assert exercise.verdict(untouched(exercise.id)).status is Status.NOT_ATTEMPTED


@pytest.mark.parametrize("exercise", exercises().values(), ids=lambda e: e.id)
def test_evidence_stays_far_below_its_limit(exercise: Exercise) -> None:
    evidence = collect(exercise, our_answer(exercise.id), 0)
    assert evidence.status == "ran"
    assert len(evidence.to_json()) <= 128 * 1024
    assert Evidence.from_json(evidence.to_json()) == evidence


@pytest.mark.exhaustive
@pytest.mark.parametrize("file", RIGHT, ids=named)
def test_a_right_answer_stays_right_on_ten_thousand_seeds(file: AnswerFile) -> None:
    answer, exercise = file.load(), file.exercise
    # What says the same about two seeds (a choice, a text, a proof) is judged without one.
    seeded = collect(exercise, answer, 0) != collect(exercise, answer, 1)
    wrong = [s for s in range(SEEDS if seeded else 2) if exercise.verdict(answer, s).status not in ANSWERED]
    assert wrong == []

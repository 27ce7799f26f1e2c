"""Sampler exercises keep their promises: right answers pass at the stated rate, wrong recipes are caught."""

from __future__ import annotations

import pytest
from scipy.stats import kstest

from course_utils.checking import Exercise, Sampler
from course_utils.checking.sampler_verdict import SamplerJudge

from .answer_files import AnswerFile, exercises, files, our_answer

SAMPLERS = [e for e in exercises().values() if isinstance(e.task, Sampler)]
WRONG = [f for f in files("wrong_answers") if f.exercise in SAMPLERS]
LEVEL = 1e-6
"""The most that a right answer may fail, in one check."""


def named(item: Exercise | AnswerFile) -> str:
    return item.name if isinstance(item, AnswerFile) else item.id


def fails_and_p_values(exercise: Exercise, seeds: int) -> tuple[list[int], list[float]]:
    """The seeds on which our answer fails, and one p-value for each trial and seed."""
    task, answer = exercise.task, our_answer(exercise.id)
    assert isinstance(task, Sampler)
    failed, values = [], []
    for seed in range(seeds):
        data = task.collect(answer, seed)
        if not task.judge(data, seed).status.passes:
            failed.append(seed)
        values += task.p_values(data, seed)
    return failed, values


def test_every_sampler_states_a_false_alarm_rate_of_one_in_a_million_at_most() -> None:
    assert SAMPLERS
    assert all(isinstance(e.task, Sampler) and e.task.level <= LEVEL for e in SAMPLERS)


@pytest.mark.full
@pytest.mark.parametrize("exercise", SAMPLERS, ids=named)
def test_a_right_sampler_passes_100_seeds_with_uniform_p_values(exercise: Exercise) -> None:
    failed, values = fails_and_p_values(exercise, 100)
    assert failed == []
    assert kstest(values, "uniform").pvalue > 1e-4


@pytest.mark.exhaustive
@pytest.mark.parametrize("exercise", SAMPLERS, ids=named)
def test_a_right_sampler_passes_1000_seeds_with_uniform_p_values(exercise: Exercise) -> None:
    failed, values = fails_and_p_values(exercise, 1000)
    assert failed == []
    assert kstest(values, "uniform").pvalue > 1e-4


@pytest.mark.exhaustive
@pytest.mark.parametrize("file", WRONG, ids=named)
def test_a_wrong_recipe_is_caught_on_999_of_1000_seeds(
    file: AnswerFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Which recipe it is called costs most of the time, and has no say in whether it is caught.
    monkeypatch.setattr(SamplerJudge, "_recognize", lambda *_: None)
    answer = file.load()
    missed = [seed for seed in range(1000) if file.exercise.verdict(answer, seed).status.passes]
    assert len(missed) <= 1

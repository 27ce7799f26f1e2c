"""The judge on evidence that is not what a probe writes: it returns, in bounded time, and gives no point."""

from __future__ import annotations

import dataclasses
import json
import resource
import signal
import time

import pytest
import torch

from course_utils.checking import Evidence, Status, Verdict, collect
from course_utils.grading import judging
from course_utils.lessons import welcome as ex

GOOD = collect(ex.shares, lambda z, dim=-1: z / z.sum(dim, keepdim=True), 5).to_json()


class _Task:
    """A task whose judge does as it is told."""

    def __init__(self, judge: object) -> None:
        self.judge = judge


def judged_by(judge: object) -> tuple[Verdict, bool]:
    exercise = dataclasses.replace(ex.shares, task=_Task(judge))
    return judging.verdict(exercise, Evidence(ex.shares.id, "ran", "").to_json(), 5, seconds=0.3)


def test_good_evidence_is_judged_as_in_a_notebook():
    verdict, readable = judging.verdict(ex.shares, GOOD, 5, seconds=10)
    assert readable
    assert verdict.status is Status.RIGHT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[" * 100_000,
        "{}",
        '{"exercise": "00.shares", "status": "right", "data": {}}',
        '{"exercise": "00.shares", "status": "ran", "data": {"runs": []}}',
        '{"exercise": "00.shares", "status": "ran", "data": null}',
        GOOD.replace("00.shares", "00.half_of_it"),
        GOOD + " " * 300_000,
        json.dumps({"exercise": "00.shares", "status": "ran", "data": "9" * 200_000}),
        GOOD.replace('"shape": [2]', '"shape": [1000000000000]'),
        GOOD.replace('"shape": [2]', '"shape": [' + "9" * 4000 + "]"),
        "\ud800" + GOOD,
    ],
)
def test_evidence_that_no_probe_writes_earns_nothing(text: str):
    verdict, _ = judging.verdict(ex.shares, text, 5, seconds=10)
    assert not verdict.status.passes


def test_evidence_for_one_seed_is_not_right_for_another():
    verdict, _ = judging.verdict(ex.shares, GOOD, 6, seconds=10)
    assert verdict.status is Status.WRONG


def test_a_judge_that_never_ends_is_ended_and_the_alarm_is_put_back():
    def forever(data: object, seed: int) -> Verdict:
        while True:
            try:
                time.process_time()
            except Exception:
                continue

    handler = signal.getsignal(signal.SIGPROF)
    began = time.process_time()
    verdict, _ = judged_by(forever)
    assert "more than 0.3 s" in verdict.lines[0]
    assert time.process_time() - began < 2
    assert signal.getsignal(signal.SIGPROF) is handler
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


@pytest.mark.parametrize(
    "large", [lambda: bytearray(8 << 30), lambda: torch.zeros(1 << 31, dtype=torch.float64)]
)
def test_a_judge_that_wants_too_much_memory_is_refused_it(large: object):
    limits = resource.getrlimit(resource.RLIMIT_AS)
    verdict, _ = judged_by(lambda data, seed: large())  # type: ignore[operator]
    assert verdict.status is Status.COULD_NOT_RUN
    assert resource.getrlimit(resource.RLIMIT_AS) == limits


def test_a_judge_that_fails_gives_no_point():
    verdict, readable = judged_by(lambda data, seed: 1 / 0)
    assert verdict.status is Status.COULD_NOT_RUN
    assert not readable
    assert "ZeroDivisionError" in verdict.lines[0]

"""The wall between evidence and judgement: plain data only, and data of another form is refused."""

from __future__ import annotations

import json
import math
import subprocess
import sys

import pytest
import torch

from course_utils.checking import Evidence, Exercise, Status, collect, judge, wire

from .conftest import shares


def test_evidence_is_plain_json_and_small(exercise: Exercise) -> None:
    text = collect(exercise, shares, 5).to_json()
    assert len(text) < 256 * 1024
    assert Evidence.from_json(text) == collect(exercise, shares, 5)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
def test_floats_cross_without_losing_a_bit(dtype: torch.dtype) -> None:
    x = torch.tensor([0.1, -0.0, 1e-7, float("nan"), float("inf"), float("-inf")], dtype=dtype)
    back = wire.unpack_whole(json.loads(json.dumps(wire.pack_whole(x))))
    assert back.dtype is dtype
    assert back.view(torch.uint8).tolist() == x.view(torch.uint8).tolist()


def test_what_seeds_differ_in_does_not_change_a_verdict(exercise: Exercise) -> None:
    assert all(exercise.verdict(shares, seed).status is Status.RIGHT for seed in range(50))


def test_evidence_of_another_exercise_earns_nothing(exercise: Exercise) -> None:
    theirs = collect(exercise, shares, 0)
    assert judge(exercise, Evidence("99.other", "ran", theirs.data), 0).status is Status.COULD_NOT_RUN


def test_evidence_for_another_seed_earns_nothing(exercise: Exercise) -> None:
    assert judge(exercise, collect(exercise, shares, 1), 2).status is Status.WRONG


def mutations(data: dict) -> list[object]:
    runs = data["runs"]
    swapped = [dict(runs[0], result=[dict(runs[0]["result"][0], values=["0x1p+0", "oops"])]), *runs[1:]]
    return [
        None, [], {}, {"runs": 3}, {"runs": runs[:2]}, {"runs": [1] * len(runs)}, {"runs": swapped},
        {"runs": [dict(runs[0], result=[]), *runs[1:]]},
        {"runs": [dict(runs[0], result=[dict(runs[0]["result"][0], shape=[10**9])]), *runs[1:]]},
        {"runs": [dict(runs[0], result=[dict(runs[0]["result"][0], dtype="object")]), *runs[1:]]},
        {"runs": [dict(runs[0], result=[dict(runs[0]["result"][0], shape=[-1, -2])]), *runs[1:]]},
        {"runs": [dict(runs[0], error="boom"), *runs[1:]]},
    ]  # fmt: skip


def test_malformed_evidence_is_refused_in_a_sentence(exercise: Exercise) -> None:
    good = json.loads(collect(exercise, shares, 0).to_json())["data"]
    for data in mutations(good):
        found = judge(exercise, Evidence(exercise.id, "ran", data), 0)
        assert found.status is Status.COULD_NOT_RUN, data
        assert "cannot be read" in found.to_text()


def test_evidence_that_is_no_json_or_too_large_is_refused() -> None:
    for text in (
        "",
        "[",
        "[" * 100_000,
        '{"exercise": 1, "status": "ran", "data": 0}',
        '"' + "x" * 300_000 + '"',
    ):
        with pytest.raises(wire.Malformed):
            Evidence.from_json(text)


def test_an_enormous_answer_is_refused_before_it_is_written(exercise: Exercise) -> None:
    from course_utils.checking import Value

    value = Exercise(id="99.v", title="V", task=Value(1.0))
    for huge in (torch.zeros(10**6), [0] * 10**5, "x" * 10**6, 10**40):
        assert value.verdict(huge).status is Status.COULD_NOT_RUN
    deep: object = 1.0
    for _ in range(50):
        deep = [deep]
    assert value.verdict(deep).status is Status.COULD_NOT_RUN


def test_where_an_entry_lies_is_told_without_an_import_that_takes_half_a_second() -> None:
    code = "import sys; from course_utils.checking import wire; wire.place_of((9, 30), 1, 0)"
    code += "; sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.parametrize("shape", [(100,), (7, 30), (3, 5, 9, 2)])
def test_where_an_entry_lies_is_where_it_was_taken_from(shape: tuple[int, ...]) -> None:
    x = torch.arange(math.prod(shape), dtype=torch.float64).reshape(shape)
    taken = wire.see(x, key=5).values
    for entry in range(wire.ENTRIES):
        assert x[tuple(wire.place_of(shape, 5, entry))] == taken[entry]

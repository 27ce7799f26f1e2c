"""Progress outlives a kernel, is shared between notebooks, and never loses what it cannot read."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest
import torch

from course_utils.checking import CheckFailed, Exercise, Status, progress

from .conftest import shares


def test_the_best_verdict_stays(
    exercise: Exercise, own_progress: Path, capsys: pytest.CaptureFixture
) -> None:
    for answer in (..., torch.softmax, shares, torch.softmax):
        exercise.check(answer)
    entry = json.loads(own_progress.read_text())["exercises"]["99.shares"]
    assert entry == {"best": "right", "tries": 3, "hints": 0}
    assert progress.load().best("99.shares") is Status.RIGHT


def test_hints_go_from_first_to_last_and_are_counted(
    exercise: Exercise, own_progress: Path, capsys: pytest.CaptureFixture
) -> None:
    for _ in range(4):
        exercise.hint()
    said = capsys.readouterr().out.splitlines()
    assert [line.split(".")[0] for line in said] == [
        "Hint 1 of 3",
        "Hint 2 of 3",
        "Hint 3 of 3",
        "Hint 3 of 3",
    ]
    assert json.loads(own_progress.read_text())["exercises"]["99.shares"]["hints"] == 4


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"exercises": {"99.shares": 3}}', "\x00\xff"])
def test_a_corrupted_file_is_kept_aside(
    exercise: Exercise, own_progress: Path, capsys: pytest.CaptureFixture, broken: str
) -> None:
    own_progress.write_text(broken)
    exercise.check(shares)
    assert "could not be read. It was kept as" in capsys.readouterr().out
    assert (own_progress.parent / "progress.json.unreadable-1").read_text() == broken
    assert progress.load().best("99.shares") is Status.RIGHT


def _tick(numbers: list[int]) -> None:
    for number in numbers:
        progress.update(lambda p, n=number: p.note_verdict(f"99.e{n}", Status.RIGHT))


def test_two_kernels_at_once_lose_nothing(own_progress: Path) -> None:
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_tick, args=(list(range(start, 40, 2)),)) for start in (0, 1)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(progress.load().entries) == 40


def test_a_folder_that_cannot_be_written_is_told_and_the_verdict_still_shown(
    exercise: Exercise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    (tmp_path / "a_file").write_text("")
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "a_file" / "progress.json"))
    exercise.check(shares)
    said = capsys.readouterr().out
    assert "Right." in said
    assert "could not be saved" in said


def test_a_strict_kernel_raises_and_touches_no_file(
    exercise: Exercise, own_progress: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setenv("COURSE_STRICT", "1")
    exercise.check(shares)
    for answer in (..., torch.softmax):
        with pytest.raises(CheckFailed):
            exercise.check(answer)
    assert not own_progress.exists()

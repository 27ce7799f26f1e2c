"""Results land whole or not at all, and are found again exactly when nothing they depend on has changed."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from course_utils.grading import store
from course_utils.grading.record import ExerciseResult, Job, Limits, NotebookResult
from course_utils.grading.store import Store, StoreError
from tests.grading.handed_in import COURSE

SEED = b"s" * 32
JOB = Job("ada", "00_welcome", "00.ipynb", "c" * 64, "r" * 64, ("a note",), '{"cells": []}')
RESULT = NotebookResult(
    JOB.student,
    JOB.lesson,
    JOB.source,
    JOB.content,
    JOB.release,
    "",
    JOB.notes,
    True,
    (ExerciseResult("00.shares", "Shares", 2, "right", 2.0, False),),
)


def key(
    kept: Store, job: Job = JOB, seed: bytes = SEED, limits: Limits | None = None, box: bool = True
) -> str:
    return kept.key(job, seed, limits or Limits(), box)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_saved_result_is_found_again_and_only_under_its_key(tmp_path: Path) -> None:
    with store.opened(tmp_path) as kept:
        kept.save(RESULT, key(kept))
        assert kept.load(JOB, key(kept)) == RESULT
        others = [
            key(kept, replace(JOB, content="d" * 64)),
            key(kept, replace(JOB, release="s" * 64)),
            key(kept, replace(JOB, notebook='{"cells": [1]}')),
            key(kept, seed=b"t" * 32),
            key(kept, limits=Limits(cell_seconds=5)),
            key(kept, box=False),
        ]
        assert len({key(kept), *others}) == 7
        assert all(kept.load(JOB, other) is None for other in others)


def test_a_damaged_or_exchanged_result_counts_as_none(tmp_path: Path) -> None:
    with store.opened(tmp_path) as kept:
        kept.save(RESULT, key(kept))
        (path,) = (tmp_path / "results").rglob("*.json")
        whole = path.read_bytes()
        for damaged in (b"", whole[:-10], b"[]", b"\xff", whole.replace(b"ada", b"eve")):
            path.write_bytes(damaged)
            assert kept.load(JOB, key(kept)) is None
        kept.save(RESULT, key(kept))
        assert kept.load(JOB, key(kept)) == RESULT


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_full_disk_is_told_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*args: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with store.opened(tmp_path) as kept:
        kept.save(RESULT, key(kept))
        before = everything(tmp_path)
        with monkeypatch.context() as patch:
            patch.setattr(os, step, full)
            other = replace(JOB, student="bob")
            for late in (RESULT, replace(RESULT, student="bob")):
                with pytest.raises(StoreError, match=r"disk .* full.*run the same command"):
                    kept.save(late, key(kept))
        assert everything(tmp_path) == before
        assert kept.load(JOB, key(kept)) == RESULT
        assert kept.load(other, key(kept, other)) is None


FILL_A_DISK = """
import sys
from dataclasses import replace
from pathlib import Path
from course_utils.grading import store
from tests.grading.test_store import JOB, RESULT, key

with store.opened(Path(sys.argv[1])) as kept:
    for number in range(10_000):
        job = replace(JOB, student=f"s{number}")
        try:
            kept.save(replace(RESULT, student=job.student), key(kept, job))
        except store.StoreError as error:
            told = str(error)
            break
    jobs = [replace(JOB, student=f"s{n}") for n in range(number)]
    whole = [kept.load(job, key(kept, job)) for job in jobs]
    print(number, len(whole) - whole.count(None), list(Path(sys.argv[1]).rglob("*.part")), told)
"""


def test_on_a_really_full_disk_every_earlier_result_is_whole() -> None:
    # A small tmpfs, in a mount namespace that ends with the process.
    box = ["bwrap", "--dev-bind", "/", "/", "--size", "400000", "--tmpfs", "/mnt"]
    done = subprocess.run(
        [*box, sys.executable, "-c", FILL_A_DISK, "/mnt/results"],
        capture_output=True,
        text=True,
        check=True,
        cwd=COURSE,
    )
    written, whole, rest = done.stdout.split(maxsplit=2)
    assert int(written) == int(whole) > 10
    assert rest.startswith("[] the disk of /mnt/results is full.")


def test_what_a_killed_run_left_half_written_is_taken_away(tmp_path: Path) -> None:
    with store.opened(tmp_path) as kept:
        kept.save(RESULT, key(kept))
    before = everything(tmp_path)
    (tmp_path / "results" / "00_welcome" / ".0123456789abcdef.part").write_text("{")
    (tmp_path / ".seed.part").write_text("{")
    with store.opened(tmp_path):
        assert everything(tmp_path) == before


def test_the_seed_is_made_once_kept_private_and_cannot_be_exchanged(tmp_path: Path) -> None:
    with store.opened(tmp_path / "one") as kept:
        seed = kept.seed()
        assert len(seed) == 32
        assert kept.seed() == seed
        assert (tmp_path / "one" / "seed").stat().st_mode & 0o777 == 0o600
    with store.opened(tmp_path / "two") as other:
        assert other.seed(tmp_path / "one" / "seed") == seed
    with store.opened(tmp_path / "three") as third:
        assert third.seed() != seed
        with pytest.raises(StoreError, match="another seed"):
            third.seed(tmp_path / "one" / "seed")


@pytest.mark.parametrize("text", ["", "zz", "00" * 31, "é" * 64])
def test_a_damaged_seed_is_told_and_never_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / "seed").write_text(text, encoding="utf-8")
    with store.opened(tmp_path) as kept, pytest.raises(StoreError, match="seed"):
        kept.seed()
    assert (tmp_path / "seed").read_text(encoding="utf-8") == text


def test_two_runs_cannot_write_to_one_folder(tmp_path: Path) -> None:
    with (
        store.opened(tmp_path),
        pytest.raises(StoreError, match="another grading run"),
        store.opened(tmp_path),
    ):
        pass
    with store.opened(tmp_path):
        pass

"""The real command on a real class, killed, interrupted and out of space; and two ways to hand a class in."""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from course_utils.grading import sandbox
from tests.conftest import ROOT
from tests.grading.classroom import Submission, class_of, hand_in

SEED = "5eed" * 16
LESSON = "00_welcome"
Started = list[subprocess.Popen[bytes]]


@pytest.fixture(autouse=True)
def _needs_the_sandbox() -> None:
    try:
        sandbox.bubblewrap()
    except sandbox.Unavailable as reason:
        pytest.skip(str(reason))


@pytest.fixture
def started() -> Iterator[Started]:
    """Processes that a test starts; none outlives it."""
    running: Started = []
    yield running
    for process in running:
        process.kill()
        process.wait()


def command(place: Path, out: Path, jobs: int = 1) -> list[str]:
    seed = place.parent / "seed"
    seed.write_text(SEED + "\n")
    words = ["grade", str(place), "--out", str(out), "--course", str(ROOT), "--jobs", str(jobs)]
    return [sys.executable, "-m", "course_utils", *words, "--seed-file", str(seed)]


def start(running: Started, place: Path, out: Path, jobs: int = 1) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        command(place, out, jobs),
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=os.environ | {"TMPDIR": str(_temporary(out))},
    )
    running.append(process)
    return process


def _temporary(out: Path) -> Path:
    place = out.parent / "tmp"
    place.mkdir(exist_ok=True)
    return place


def finished(place: Path, out: Path, jobs: int = 1) -> dict[str, bytes]:
    """Grade to the end; every file of RESULTS but the seed and the lock."""
    env = os.environ | {"TMPDIR": str(_temporary(out))}
    done = subprocess.run(command(place, out, jobs), cwd=ROOT, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr
    return files(out)


def files(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in ("seed", ".lock")
    }


def stored(out: Path) -> int:
    return len(list((out / "results").rglob("*.json")))


def under_way(
    running: Started, place: Path, out: Path, results: int, jobs: int = 1
) -> subprocess.Popen[bytes]:
    """The command on a class of 30, as soon as so many are graded."""
    hand_in(class_of(30, (LESSON,), seed=3), place)
    process = start(running, place, out, jobs)
    while stored(out) < results:
        assert process.poll() is None
        time.sleep(0.01)
    return process


def alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def all_gone(processes: list[psutil.Process], seconds: float) -> bool:
    end = time.monotonic() + seconds * busy()
    while any(map(alive, processes)):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def busy() -> float:
    """How much longer things take than on a quiet machine."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def mounts() -> str:
    return Path("/proc/self/mountinfo").read_text()


def kill_and_resume(running: Started, submissions: list[Submission], folder: Path, kills: int) -> None:
    """Kill the grader so many times on its way through a class; then it must be as if nothing had been."""
    place, out = folder / "class", folder / "killed" / "out"
    out.parent.mkdir()
    hand_in(submissions, place)
    mounted, chance = mounts(), random.Random(40)
    # A moment is a number of results; what an earlier run got beyond it makes a kill of the start-up.
    for moment in sorted(chance.uniform(0, len(submissions)) for _ in range(kills)):
        process = start(running, place, out)
        while stored(out) < int(moment) and process.poll() is None:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.3) if moment % 1 < 0.7 else chance.uniform(0, 3))
        below = family(process)
        process.kill()
        process.wait()
        assert all_gone(below, 5), f"outlived the kill at {moment:.1f} results: {list(filter(alive, below))}"
    assert 0 < stored(out) <= len(submissions)
    resumed = finished(place, out)
    whole = folder / "whole" / "out"
    whole.parent.mkdir()
    assert resumed == finished(place, whole, jobs=2)
    assert mounts() == mounted
    assert not list((out.parent / "tmp").rglob("*")), "a temporary file stays"
    assert {p.name for p in out.iterdir()} == {p.name for p in whole.iterdir()}


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_a_class_of_40_killed_20_times_is_graded_as_if_it_had_not_been(
    tmp_path: Path, started: Started
) -> None:
    kill_and_resume(started, class_of(40, (LESSON,), seed=40), tmp_path, kills=20)


@pytest.mark.full
@pytest.mark.timeout(600)
def test_ctrl_c_while_kernels_run_ends_within_a_second_and_leaves_nothing(
    tmp_path: Path, started: Started
) -> None:
    place, out = tmp_path / "class", tmp_path / "out"
    process = under_way(started, place, out, results=2)
    below = family(process)
    assert any("bwrap" in p.name() for p in below), "no sandbox was running"
    assert not any("spawn_main" in " ".join(p.cmdline()) for p in below), "workers imported all this again"
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130
    took = time.monotonic() - began
    assert took < busy()
    assert all_gone(below, 1)
    assert not (out / ".work").exists()
    assert not list((tmp_path / "tmp").rglob("*"))


@pytest.mark.full
@pytest.mark.timeout(600)
def test_when_the_server_that_all_are_cloned_from_dies_each_worker_starts_its_own_and_nothing_is_lost(
    tmp_path: Path, started: Started
) -> None:
    place, out = tmp_path / "class", tmp_path / "killed"
    process = under_way(started, place, out, results=4, jobs=2)
    (base,) = (p for p in psutil.Process(process.pid).children() if p.name() == "bwrap")
    base.kill()
    assert process.wait(timeout=300) == 0
    assert files(out) == finished(place, tmp_path / "whole", jobs=2)


# Out of space: a small disk that only the graded process sees, and that ends with it.
_ON_A_SMALL_DISK = """
import subprocess, sys
from pathlib import Path
done = subprocess.run(sys.argv[2:], capture_output=True, text=True)
out = Path(sys.argv[1])
print(done.returncode, len(list((out / "results").rglob("*.json"))), (out / ".work").exists(), done.stderr)
"""


def on_a_small_disk(place: Path, disk: Path, size: int) -> tuple[int, int, str]:
    """Exit code, how many results were stored, and what the command said."""
    box = ["bwrap", "--dev-bind", "/", "/", "--size", str(size), "--tmpfs", str(disk)]
    if os.geteuid() == 0:
        box += ["--cap-add", "ALL"]
    inner = command(place, disk / "out")
    done = subprocess.run(
        [*box, "--", sys.executable, "-c", _ON_A_SMALL_DISK, str(disk / "out"), *inner],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    code, stored, work, said = done.stdout.split(maxsplit=3)
    assert work == "False", "temporary files stay"
    return int(code), int(stored), " ".join(said.split())


@pytest.mark.full
@pytest.mark.timeout(900)
def test_a_full_disk_is_said_plainly_and_what_was_stored_stays(tmp_path: Path) -> None:
    place, disk = tmp_path / "class", tmp_path / "disk"
    hand_in(class_of(8, (LESSON,), seed=7), place)
    disk.mkdir()
    code, stored, said = on_a_small_disk(place, disk, 28 << 10)
    assert code == 1
    assert 0 < stored < 8
    # Whether it is a result or a worker's temporary file that finds no room.
    assert "is full. Every result so far is kept whole: make room and run the same command again" in said
    code, stored, said = on_a_small_disk(place, disk, 64 << 10)
    assert (code, stored) == (1, 8)
    assert "the reports cannot be written" in said
    assert "Every result is kept: make room and run the same command again." in said
    assert "Traceback" not in said


# Two ways to hand in


def rows(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file, strict=True))


@pytest.mark.full
@pytest.mark.timeout(900)
def test_a_folder_for_each_student_and_the_zips_of_two_systems_give_one_gradebook(tmp_path: Path) -> None:
    submissions = [
        replace(submission, student=name)
        for submission, name in zip(
            class_of(4, (LESSON,), seed=11),
            ("lovelaceada_101", "noetheremmy_102", "o'neilcathy_103", "葛飾北斎_104"),
            strict=True,
        )
    ]
    hand_in(submissions, tmp_path / "folders")
    names = {
        "moodle": ("{}_assignsubmission_file_{}.ipynb", "{}_assignsubmission_file/{}.ipynb"),
        "canvas": ("{}_9001_{}.ipynb", "{}_9002_{}-1.ipynb"),
    }
    for system, (one, other) in names.items():
        with zipfile.ZipFile(tmp_path / f"{system}.zip", "w") as archive:
            for number, s in enumerate(submissions):
                archive.writestr((other if number % 2 else one).format(s.student, LESSON), s.notebook)
    found = {}
    for way in ("folders", "moodle.zip", "canvas.zip"):
        out = tmp_path / "results" / way
        out.parent.mkdir(exist_ok=True)
        finished(tmp_path / way, out)
        found[way] = {name: rows(out / f"{name}.csv") for name in ("gradebook", "canvas", "moodle")}
    assert found["folders"] == found["moodle.zip"] == found["canvas.zip"]
    _is_what_is_known(found["folders"], submissions)


def _is_what_is_known(tables: dict[str, list[list[str]]], submissions: list[Submission]) -> None:
    known = {s.student: s.points for s in submissions}
    head, *lines = tables["gradebook"]
    assert [line[0] for line in lines] == sorted(known)
    for line in lines:
        row = dict(zip(head, line, strict=True))
        points = known[row["student"]]
        assert {id: float(row[id]) for id in points} == points
        assert float(row["total"]) == sum(points.values())
        assert (row["sandbox"], row["refused"]) == ("yes", "")
    head, possible, *lines = tables["canvas"]
    assert possible[0].strip() == "Points Possible"
    assert {line[3]: float(line[-1]) for line in lines} == {n: sum(p.values()) for n, p in known.items()}
    head, *lines = tables["moodle"]
    for line in lines:
        row = dict(zip(head, line, strict=True))
        assert float(row[LESSON]) == sum(known[row["Username"]].values())
        assert row[f"{LESSON} feedback"].startswith(f"{row[LESSON]} of {possible[-1]} points.")

"""The line loses nothing: workers that die, runs that are killed, Ctrl-C; and runs nothing twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import psutil
import pytest
from typer.testing import CliRunner

from course_utils.cli import app
from course_utils.grading import line, pool, release, terminal, worker
from course_utils.grading.line import COULD_NOT, LineError, Plan
from tests.grading.fake_class import RIGHT, Heard, a_class, graded, points
from tests.grading.fake_run import fake_run
from tests.grading.handed_in import COURSE, OVERFLOW, WELCOME, declare, put, student


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "report", lambda results, plan, roster: ())
    # A release depends on the package's code, which someone may be editing while the tests run.
    monkeypatch.setattr(release, "_package_hash", lambda: "code")


def test_every_notebook_is_graded_once_and_in_a_fixed_order(tmp_path: Path) -> None:
    heard = Heard()
    summary = graded(a_class(tmp_path / "class", 9), tmp_path / "out", heard=heard)
    assert points(summary) == {f"s{i:02}": float(i % 2) for i in range(9)}
    assert [r.student for r in summary.results] == [f"s{i:02}" for i in range(9)]
    assert (heard.expected, sorted(heard.fresh), heard.kept) == (9, [f"s{i:02}" for i in range(9)], [])
    assert (summary.students, summary.kept, summary.lost) == (9, 0, ())


def test_unchanged_submissions_are_not_run_again_and_a_changed_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, out = a_class(tmp_path / "class", 4), tmp_path / "out"
    first = graded(place, out)
    put(place, "s00/00_welcome.ipynb", student(shares=RIGHT))
    put(place, "new/02_overflow.ipynb", student(OVERFLOW))
    heard = Heard()
    second = graded(place, out, heard=heard)
    assert sorted(heard.fresh) == ["new", "s00"]
    assert points(second)["s00"] == 1.0
    assert set(first.results[1:]) < set(second.results)

    def no_workers(*args: object) -> None:
        raise AssertionError("a worker was started for nothing")

    monkeypatch.setattr(line, "LocalPool", no_workers)
    assert graded(place, out).results == second.results


def test_refusals_stand_in_the_results_and_the_rest_goes_on(tmp_path: Path) -> None:
    place = a_class(tmp_path / "class", 2)
    put(place, "eve/00_welcome.ipynb", b"{")
    summary = graded(place, tmp_path / "out")
    by_student = {result.student: result for result in summary.results}
    assert by_student["eve"].refused.startswith("it is not JSON")
    assert points(summary) == {"s00": 0.0, "s01": 1.0, "eve": 0.0}
    assert summary.lost == ()


def test_a_job_that_ends_its_worker_is_tried_twice_and_takes_nobody_with_it(tmp_path: Path) -> None:
    place = a_class(tmp_path / "class", 8, p_abort="ABORT", p_exit="EXIT", p_raise="RAISE")
    summary = graded(place, tmp_path / "out")
    assert {name: p for name, p in points(summary).items() if name.startswith("s")} == {
        f"s{i:02}": float(i % 2) for i in range(8)
    }
    assert [sentence.partition(",")[0] for sentence in summary.lost] == ["p_abort", "p_exit", "p_raise"]
    for result in summary.results:
        if result.student.startswith("p_"):
            assert COULD_NOT in result.notes
            assert all(e.needs_person and e.why == COULD_NOT and e.points == 0 for e in result.exercises)
            assert len(result.exercises) == len(declare(WELCOME))
    # Nothing of it is kept as a result: the next run asks again.
    heard = Heard()
    graded(place, tmp_path / "out", heard=heard)
    assert sorted(heard.fresh) == ["p_abort", "p_exit", "p_raise"]


class _AtOnce:
    """A pool of this process's own, whose every answer is there as soon as it was asked for."""

    def size(self) -> int:
        return 4

    def broken(self) -> bool:
        return False

    def submit(self, function: Callable[..., Any], *args: object) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(function(*args))
        return future

    def stop(self) -> None: ...


def test_what_came_together_with_the_news_of_a_full_disk_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "LocalPool", lambda *args: _AtOnce())
    for n in range(10):  # those that are done come in any order
        place, out = a_class(tmp_path / f"class{n}", 3, z_full="FULL"), tmp_path / f"out{n}"
        with pytest.raises(LineError, match="is full"):
            graded(place, out)
        assert len(stored(out)) == 3


def test_a_worker_without_room_ends_the_run_with_a_sentence_and_keeps_what_is_there(tmp_path: Path) -> None:
    place, out = a_class(tmp_path / "class", 3, z_full="FULL"), tmp_path / "out"
    with pytest.raises(LineError, match=r"is full. Every result so far is kept whole: make room and run the"):
        graded(place, out)
    assert len(list((out / "results").rglob("*.json"))) == 3
    assert not (out / ".work").exists()


def test_a_worker_lost_once_costs_nobody_anything(tmp_path: Path) -> None:
    place = a_class(tmp_path / "class", 6, unlucky=f"'RIGHT' # ONCE:{tmp_path / 'happened'} ")
    summary = graded(place, tmp_path / "out")
    assert points(summary) == {f"s{i:02}": float(i % 2) for i in range(6)} | {"unlucky": 1.0}
    assert (tmp_path / "happened").exists()
    assert summary.lost == ()


def test_one_job_and_two_give_the_same_files(tmp_path: Path) -> None:
    place, seed = a_class(tmp_path / "class", 5), put(tmp_path, "seed", b"ab" * 32)
    files = []
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        graded(place, out, jobs, seed_file=seed)
        files.append({str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*.json")})
    assert files[0] == files[1]
    assert len(files[0]) == 5


def test_results_inside_the_submissions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LineError, match="put the results elsewhere"):
        graded(a_class(tmp_path, 1), tmp_path / "out")


def test_a_course_without_notebooks_and_a_lesson_that_is_missing_are_told(tmp_path: Path) -> None:
    place = a_class(tmp_path / "class", 1)
    with pytest.raises(LineError, match="--course"):
        line.grade(Plan(place, tmp_path / "out", tmp_path, run=fake_run), Heard())
    with pytest.raises(LineError, match="no lesson '77'"):
        graded(place, tmp_path / "out", only=("77",))


def test_without_a_sandbox_nothing_runs_and_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusing:
        def __init__(self, *args: object) -> None: ...

        def size(self) -> int:
            return 1

        def broken(self) -> bool:
            return False

        def submit(self, function: object, *args: object) -> object:
            assert function is worker.prepare
            future: Future[str] = Future()
            future.set_result("bubblewrap is missing. Install it: `sudo apt install bubblewrap`.")
            return future

        def stop(self) -> None: ...

    monkeypatch.setattr(line, "LocalPool", Refusing)
    with pytest.raises(LineError, match=r"(?s)apt install bubblewrap.*--no-sandbox"):
        graded(a_class(tmp_path / "class", 1), tmp_path / "out")
    assert not list((tmp_path / "out").rglob("*.json"))


# Kills -----------------------------------------------------------------------------------------------------


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Processes that a test starts; none outlives it."""
    running: list[subprocess.Popen[bytes]] = []
    yield running
    for process in running:
        process.kill()
        process.wait()


def start(running: list[subprocess.Popen[bytes]], place: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.grading.grade_with_fake", str(place), str(out)]
    process = subprocess.Popen(
        command,
        cwd=COURSE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=os.environ | {"TMPDIR": str(out.parent)},
    )
    running.append(process)
    return process


def below(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def wait_for(what: str, holds: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.02)


def stored(out: Path) -> list[Path]:
    return list((out / "results").rglob("*.json"))


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_within_a_second_and_leaves_no_process(
    tmp_path: Path, started: list[subprocess.Popen[bytes]], how: signal.Signals
) -> None:
    place, out = a_class(tmp_path / "class", 3, z_hangs="SLEEP"), tmp_path / "out"
    process = start(started, place, out)
    wait_for("three results", lambda: len(stored(out)) == 3)
    children = below(process)
    assert len(children) >= 2
    began = time.monotonic()
    process.send_signal(how)
    assert process.wait(timeout=10) == 130
    took = time.monotonic() - began
    wait_for("the children to go", lambda: not any(map(alive, children)), 2)
    assert not (out / ".work").exists()
    assert took < _patience(1.0)


def alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _patience(seconds: float) -> float:
    """A second on a quiet machine; on a busy one a process also waits for its turn."""
    return seconds * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def test_a_killed_run_goes_on_where_it_stopped_and_leaves_no_process_or_file(
    tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    place = a_class(tmp_path / "class", 30)
    seed = put(tmp_path, "seed", b"cd" * 32)
    whole = graded(place, tmp_path / "whole", seed_file=seed)
    out = tmp_path / "out"
    put(out, "seed", seed.read_bytes())
    chance = random.Random(5)
    for _ in range(3):
        process = start(started, place, out)
        before = len(stored(out))
        wait_for("a result", lambda b=before, p=process: len(stored(out)) > b or p.poll() is not None)
        time.sleep(chance.uniform(0, 0.02))
        children = below(process) if process.poll() is None else []
        process.kill()
        process.wait()
        wait_for("the children to go", lambda children=children: not any(map(alive, children)), _patience(5))
    heard = Heard()
    again = graded(place, out, heard=heard)
    assert again.results == whole.results
    assert heard.kept
    left = {p.relative_to(out) for p in out.rglob("*")} - {
        p.relative_to(tmp_path / "whole") for p in (tmp_path / "whole").rglob("*")
    }
    assert not left


def test_a_local_pool_kills_what_its_workers_started(tmp_path: Path) -> None:
    workers = pool.LocalPool(1, str(tmp_path))
    grandchild = workers.submit(_start_sleeper).result(timeout=60)
    assert psutil.pid_exists(grandchild)
    workers.stop()
    wait_for(
        "the grandchild to go",
        lambda: not psutil.pid_exists(grandchild) or not alive(psutil.Process(grandchild)),
        5,
    )


def _start_sleeper() -> int:
    return subprocess.Popen(["sleep", "600"], start_new_session=True).pid


def test_what_could_not_be_run_is_told_and_the_command_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = a_class(tmp_path / "class", 2, unlucky="EXIT")
    plan = Plan(place, tmp_path / "out", COURSE, jobs=1, run=fake_run, declare=declare, sandbox=False)
    assert terminal.grade(plan) == terminal.INCOMPLETE
    told = capsys.readouterr().err
    assert "unlucky, 00_welcome: its worker was lost" in told
    assert "Without the sandbox students' code runs as you" in told
    assert "3 students, 3 notebooks (00: 3)." in told


def test_the_command_says_what_is_wrong_with_its_arguments(tmp_path: Path) -> None:
    arguments = ["grade", str(tmp_path / "missing"), "--out", str(tmp_path / "out"), "--course", str(COURSE)]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 1
    assert "does not exist" in done.stderr


def test_a_pool_that_breaks_while_it_is_asked_costs_nobody_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Breaking(pool.LocalPool):
        asked = 0

        def submit(self, function: Callable[..., Any], *args: object) -> Future[Any]:
            Breaking.asked += 1
            if Breaking.asked in (3, 4):
                raise OSError("handle is closed")
            return super().submit(function, *args)

    monkeypatch.setattr(line, "LocalPool", Breaking)
    summary = graded(a_class(tmp_path / "class", 6), tmp_path / "out", jobs=1)
    assert points(summary) == {f"s{i:02}": float(i % 2) for i in range(6)}
    assert summary.lost == ()


def test_another_judge_or_another_notebook_is_another_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, f"notebooks/{WELCOME}.ipynb", student())
    ids = [release.read(tmp_path)[WELCOME].release]
    monkeypatch.setattr(release, "_package_hash", lambda: "mended")
    ids.append(release.read(tmp_path)[WELCOME].release)
    put(tmp_path, f"notebooks/{WELCOME}.ipynb", student(shares="1"))
    ids.append(release.read(tmp_path)[WELCOME].release)
    assert len(set(ids)) == 3

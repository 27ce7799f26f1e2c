"""A class graded on a Dask cluster: the same files as on one machine, whatever happens to the workers.

The scheduler and its workers are real, and processes of their own on this machine.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from course_utils.grading import cluster as cluster_module
from course_utils.grading import line
from course_utils.grading.cluster import ClusterPool
from course_utils.grading.line import COULD_NOT, LineError, Plan, Summary
from course_utils.grading.record import Job, Limits, NotebookResult
from course_utils.grading.worker import Settings, grade
from tests.conftest import ROOT
from tests.grading.classroom import class_of, hand_in
from tests.grading.fake_class import a_class, points
from tests.grading.fake_run import fake_run
from tests.grading.handed_in import declare, put
from tests.grading.running import needs_sandbox

pytestmark = pytest.mark.full


class Cluster:
    """A scheduler and workers with one thread each; a worker that ends is started again by its nanny."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        described = folder / "scheduler.json"
        self._start("scheduler", "--port", "0", "--scheduler-file", str(described))
        wait_for("the scheduler", described.exists)
        self.address: str = json.loads(described.read_text())["address"]

    def add_worker(self, where: Path = ROOT) -> subprocess.Popen[bytes]:
        """One more; `where`: the folder that it finds the course in."""
        place = self.folder / f"worker{len(self.processes)}"
        options = ["--nworkers", "1", "--nthreads", "1", "--local-directory", str(place)]
        log = self._log("worker")
        process = self._start("worker", self.address, *options, where=where)
        wait_for("a worker", lambda: b"Registered to" in log.read_bytes())
        return process

    def _log(self, what: str) -> Path:
        return self.folder / f"{what}{len(self.processes)}.log"

    def _start(self, what: str, *options: str, where: Path = ROOT) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *options]
        with self._log(what).open("wb") as log:
            process = subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--no-dashboard"],
                cwd=where,
                stderr=log,
                env=os.environ | {"TMPDIR": str(self.folder)},
            )
        self.processes.append(process)
        return process

    def workers(self) -> list[subprocess.Popen[bytes]]:
        """The workers' nannies that run."""
        return [process for process in self.processes[1:] if process.poll() is None]

    def graders(self) -> list[psutil.Process]:
        """The grading processes that run."""
        found = []
        for process in self.processes:
            if process.poll() is None:
                found += [p for p in psutil.Process(process.pid).children(recursive=True) if _grades(p)]
        return found

    def end(self) -> None:
        """End everything."""
        for process in self.processes:
            kill(process)


def _grades(process: psutil.Process) -> bool:
    try:
        return any("remote_process" in word for word in process.cmdline())
    except psutil.Error:
        return False


def kill(process: subprocess.Popen[bytes]) -> None:
    """With kill -9, a worker and its nanny at the same time."""
    if process.poll() is None:
        for below in psutil.Process(process.pid).children():
            below.kill()
    process.kill()
    process.wait()


def wait_for(what: str, holds: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One with two workers, shared: whoever takes one away adds another."""
    found = Cluster(tmp_path_factory.mktemp("cluster"))
    found.add_worker()
    found.add_worker()
    yield found
    found.end()


@pytest.fixture
def empty_cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler alone."""
    (tmp_path / "cluster").mkdir()
    found = Cluster(tmp_path / "cluster")
    yield found
    found.end()


class Heard:
    """A progress that does something after so many results."""

    def __init__(self, after: int = 0, act: Callable[[], None] = lambda: None) -> None:
        self.count, self._after, self._act = 0, after, act

    def expect(self, total: int) -> None: ...

    def one(self, result: NotebookResult, kept: bool) -> None:
        self.count += 1
        if self.count == self._after:
            self._act()

    def tick(self) -> None: ...


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of RESULTS."""
    files = [p for p in folder.rglob("*") if p.is_file() and p.name != ".lock"]
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


# With real kernels ------------------------------------------------------------------------------------------


@needs_sandbox
@pytest.mark.timeout(900)  # three classes with real kernels
def test_a_cluster_gives_the_files_of_a_local_run_also_if_a_worker_is_killed(
    cluster: Cluster, tmp_path: Path
) -> None:
    lessons = ("00_welcome", "00_welcome", "00_welcome", "02_overflow_and_max_shift")
    hand_in(class_of(7, lessons, seed=7), tmp_path / "class")
    put(tmp_path, "class/eve/00_welcome.ipynb", b"{")
    seed = put(tmp_path, "seed", b"ef" * 32)

    def run(name: str, heard: Heard, scheduler: str) -> dict[str, bytes]:
        jobs = None if scheduler else 1  # a worker's start takes longer than this class
        plan = Plan(tmp_path / "class", tmp_path / name, ROOT, jobs=jobs, scheduler=scheduler, seed_file=seed)
        assert line.grade(plan, heard).lost == ()
        return everything(tmp_path / name)

    local = run("local", Heard(), "")
    assert len(local) > 7
    assert run("spread", Heard(), cluster.address) == local
    first, second = cluster.workers()
    heard = Heard(after=3, act=lambda: kill(first))
    assert run("killed", heard, cluster.address) == local
    assert heard.count == 8
    assert second.poll() is None
    wait_for("the grading processes to end", lambda: not cluster.graders(), 10)
    assert not list(cluster.folder.glob("softmax-course-*")), "temporary files are left"
    cluster.add_worker()


@needs_sandbox
@pytest.mark.exhaustive
@pytest.mark.timeout(7200)
def test_a_thousand_submissions_and_a_worker_that_is_killed_give_the_files_of_a_local_run(
    cluster: Cluster, tmp_path: Path
) -> None:
    hand_in(class_of(1000, ("00_welcome",), seed=3), tmp_path / "class")
    seed = put(tmp_path, "seed", b"ef" * 32)
    plan = Plan(tmp_path / "class", tmp_path / "local", ROOT, jobs=2, seed_file=seed)
    assert line.grade(plan, Heard()).lost == ()
    first, _ = cluster.workers()
    heard = Heard(after=300, act=lambda: kill(first))
    plan = replace(plan, out=tmp_path / "killed", jobs=None, scheduler=cluster.address)
    assert line.grade(plan, heard).lost == ()
    assert everything(tmp_path / "killed") == everything(tmp_path / "local")
    cluster.add_worker()


# With the fake run stage ------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _no_reports(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "local_run" not in request.node.name:
        monkeypatch.setattr(line, "report", lambda results, plan, roster: ())


def graded(cluster: Cluster, submissions: Path, out: Path, heard: Heard | None = None) -> Summary:
    plan = Plan(
        submissions,
        out,
        ROOT,
        jobs=None,
        scheduler=cluster.address,
        run=fake_run,
        declare=declare,
        sandbox=False,
    )
    return line.grade(plan, heard or Heard())


def test_a_poisonous_submission_is_not_tried_for_ever_and_costs_nobody_else_anything(
    cluster: Cluster, tmp_path: Path
) -> None:
    unlucky = f"'RIGHT' # ONCE:{tmp_path / 'happened'} "
    place = a_class(
        tmp_path / "class", 12, p_exit="EXIT", p_raise="RAISE", p_machine="MACHINE", p_twice=unlucky
    )
    summary = graded(cluster, place, tmp_path / "out")
    lost = sorted(sentence.partition(",")[0] for sentence in summary.lost)
    assert lost == ["p_exit", "p_machine", "p_raise"]
    honest = {f"s{i:02}": float(i % 2) for i in range(12)} | {"p_twice": 1.0}
    assert {name: p for name, p in points(summary).items() if name in honest} == honest
    for result in summary.results:
        if result.student in ("p_exit", "p_raise", "p_machine"):
            assert COULD_NOT in result.notes
            assert all(e.needs_person for e in result.exercises)


def test_a_machine_with_another_release_is_left_out(empty_cluster: Cluster, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(
        ROOT / "course_utils", older / "course_utils", ignore=shutil.ignore_patterns("__pycache__")
    )
    with (older / "course_utils" / "grading" / "judging.py").open("a") as file:
        file.write("# not mended yet\n")
    empty_cluster.add_worker(older)
    place = a_class(tmp_path / "class", 4)
    with pytest.raises(LineError, match=r"no worker .* can grade \(it has another release of the course\)"):
        graded(empty_cluster, place, tmp_path / "out")
    empty_cluster.add_worker()
    summary = graded(empty_cluster, place, tmp_path / "out")
    assert points(summary) == {f"s{i:02}": float(i % 2) for i in range(4)}
    assert summary.lost == ()


def test_stopping_ends_what_runs_on_the_workers(cluster: Cluster, tmp_path: Path) -> None:
    pool = ClusterPool(cluster.address)
    cells = [{"cell_type": "code", "source": "SLEEP", "metadata": {}}]
    job = Job("ada", "00_welcome", "x.ipynb", "0" * 64, "r", (), json.dumps({"cells": cells}))
    pool.submit(grade, (job.to_json(),), Settings(b"seed", Limits(), False, fake_run))
    wait_for("a grading process", cluster.graders)
    began = time.monotonic()
    pool.stop()
    assert time.monotonic() - began < 5
    wait_for("it to end", lambda: not cluster.graders(), 10)


def test_a_cluster_without_workers_or_that_loses_its_scheduler_is_told_and_costs_no_result(
    empty_cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = a_class(tmp_path / "class", 20)
    with monkeypatch.context() as patch:
        patch.setattr(cluster_module, "GRACE_SECONDS", 3.0)
        with pytest.raises(LineError, match="no worker that can grade"):
            graded(empty_cluster, place, tmp_path / "out")
    empty_cluster.add_worker()
    heard = Heard(after=3, act=lambda: kill(empty_cluster.processes[0]))
    with pytest.raises(LineError, match="the same command goes on from there"):
        graded(empty_cluster, place, tmp_path / "out", heard)
    assert len(list((tmp_path / "out" / "results").rglob("*.json"))) >= 3
    monkeypatch.setattr(cluster_module, "CONNECT_SECONDS", 3.0)
    with pytest.raises(LineError, match="no Dask scheduler at tcp"):
        graded(empty_cluster, place, tmp_path / "out")

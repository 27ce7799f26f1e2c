"""Local workers: forked from a process that can be, spawned by one that cannot, and none left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from course_utils.grading.pool import LocalPool
from course_utils.grading.record import Limits
from course_utils.grading.worker import Settings
from tests.conftest import ROOT
from tests.grading.running import needs_sandbox

# In a process of its own: this one has run torch, whose threads stay.
PROGRAM = """
import multiprocessing, sys, threading
from course_utils.grading import lean
lean.imports()
from course_utils.grading.pool import LocalPool
from course_utils.grading.record import Limits
from course_utils.grading.worker import Settings

def kind():
    return type(multiprocessing.current_process()).__name__, "torch" in sys.modules

def main(folder, how):
    if how == "with a thread":
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    settings = None if how == "nothing to load" else Settings(b"seed", Limits(), sandbox=False)
    pool = LocalPool(2, folder, settings)
    print(*pool.submit(kind).result())
    pool.restart(1)
    print(*pool.submit(kind).result())
    pool.stop()
    print(len(multiprocessing.active_children()))

if __name__ == "__main__":
    main(*sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("how", "wanted"),
    [
        ("alone", "ForkProcess True"),
        ("with a thread", "SpawnProcess False"),
        ("nothing to load", "SpawnProcess False"),
    ],
)
def test_a_process_with_one_thread_forks_its_workers_once_it_has_loaded_what_they_need(
    tmp_path: Path, how: str, wanted: str
) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path), how],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.splitlines() == [wanted, wanted, "0"], done.stderr
    assert not done.stderr


@needs_sandbox
def test_the_servers_of_all_workers_are_clones_of_one_and_go_with_the_pool(tmp_path: Path) -> None:
    pool = LocalPool(2, str(tmp_path), Settings(b"seed", Limits(), sandbox=True))
    assert pool._base is not None
    base = psutil.Process(pool._base.process.pid)
    found = [pool.submit(server).result() for _ in range(4)]
    assert all(name == "clone" for name, _ in found)
    inside = base.children(recursive=True)
    assert {pid for _, pid in found} <= {process.pid for process in inside}
    pool.restart(2)
    assert pool._base.process.pid == base.pid, "nothing was wrong with it"
    os.kill(base.pid, signal.SIGKILL)
    pool._base.process.wait()
    pool.restart(2)
    again = psutil.Process(pool._base.process.pid)
    assert pool.submit(server).result()[0] == "clone"
    pool.stop()
    assert not again.is_running()
    _, left = psutil.wait_procs(inside, timeout=5)
    assert not left


def server() -> tuple[str, int]:
    """What this process's warm server is."""
    from course_utils.grading import sandbox

    sandbox.fork(lessons=()).kill()
    warm = sandbox.current()
    return "clone" if warm._own is None else "its own", warm.pid


def test_a_pool_that_is_interrupted_while_it_imports_leaves_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(patience: float = 0) -> bool:
        raise KeyboardInterrupt

    before = {p.pid for p in psutil.Process().children()}
    monkeypatch.setattr("course_utils.grading.pool._can_fork", interrupted)
    with pytest.raises(KeyboardInterrupt):
        LocalPool(1, str(tmp_path), Settings(b"seed", Limits(), sandbox=True))
    assert {p.pid for p in psutil.Process().children()} <= before

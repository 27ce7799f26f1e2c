"""Warm servers that are clones of one: as separate as servers of their own, and there without any import."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from course_utils.grading import kernels, sandbox
from course_utils.grading.record import Limits
from course_utils.grading.sandbox import Base, ForkedKernel, Lost, Unavailable, Warm, launch
from tests.grading.running import cloning, needs_sandbox, said

pytestmark = needs_sandbox


@pytest.fixture(scope="module")
def base() -> Iterator[Base]:
    server = Base()
    Warm(server.control).close()  # it is ready
    yield server
    server.close()


@pytest.fixture
def _inherits(base: Base) -> Iterator[None]:
    """As in a worker: this process's servers are clones."""
    with cloning(base):
        yield


def forked(server: Warm) -> ForkedKernel:
    return server.fork(1 << 30, 60, {}, ())


def ends(*kernels_: ForkedKernel) -> bool:
    return all(kernel.wait(5) for kernel in kernels_)


@pytest.mark.usefixtures("_inherits")
def test_a_clone_is_there_in_a_moment_and_its_kernels_run():
    began = time.monotonic()
    server = sandbox.current()
    took = time.monotonic() - began
    assert took < 0.5 * max(1.0, os.getloadavg()[0]), "it imported what the base has"
    link = kernels.start(Limits(), sandboxed=True)
    try:
        assert sandbox.current() is server
        assert said(link, "import os, torch; print(os.getuid(), torch.ones(2).sum().item())") == "1000 2.0\n"
    finally:
        link.stop()


def test_a_clone_has_one_thread_and_no_descriptor_but_its_own(base: Base):
    server = Warm(base.control)
    try:
        forked(server).kill()
        place = Path(f"/proc/{server.pid}")
        assert len(list((place / "task").iterdir())) == 1
        opened = sorted(os.readlink(entry).partition(":")[0] for entry in (place / "fd").iterdir())
        assert opened == [*["/dev/null"] * 3, "pid", "socket"]
    finally:
        server.close()


def test_a_clone_that_ends_takes_its_kernels_with_it_and_no_other(base: Base):
    first, second = Warm(base.control), Warm(base.control)
    mine, other = forked(first), forked(second)
    try:
        below = {p.pid for p in psutil.Process(first.pid).children(recursive=True)}
        assert len(below) == 1
        first.close()
        assert ends(mine)
        assert not first.alive()
        assert not any(map(psutil.pid_exists, below))
        assert not other.ended()
        with pytest.raises(Lost):
            forked(first)
        forked(second).kill()
    finally:
        mine.kill()
        other.kill()
        second.close()


def test_who_hangs_up_ends_the_clone_and_its_kernel(base: Base):
    server = Warm(base.control)
    kernel, pid = forked(server), server.pid
    server._control.close()  # as when a worker is killed
    assert ends(kernel)
    deadline = time.monotonic() + 5
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    kernel.kill()
    server.close()
    Warm(base.control).close()  # which reaps the one before
    assert not psutil.pid_exists(pid)


@pytest.mark.usefixtures("_inherits")
def test_a_clone_that_is_killed_is_replaced_by_another_in_a_moment(base: Base):
    before = sandbox.current()
    os.kill(before.pid, signal.SIGKILL)
    sandbox.fork(lessons=()).kill()
    assert sandbox.current() is not before
    assert sandbox.current()._own is None
    assert base.alive()


def test_without_the_base_a_process_has_a_server_of_its_own():
    base = Base()
    with cloning(base):
        kernel = sandbox.fork(lessons=())
        clone = sandbox.current()
        base.process.kill()
        assert ends(kernel)
        sandbox.fork(lessons=()).kill()
        assert sandbox.current() is not clone
        assert sandbox.current()._own is not None
    base.close()
    with pytest.raises(Lost):
        Warm(base.control)


def test_a_base_that_does_not_start_is_told_by_whoever_asks(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(launch, "bubblewrap", lambda: "/bin/false")
    base = Base()
    with cloning(base), pytest.raises(Unavailable, match="It said: nothing"):
        sandbox.current()
    base.close()

"""Attacks on the server that forks the kernels: it, and a kernel beside the hostile one, notice nothing."""

from __future__ import annotations

import contextlib
import os
import re
import signal
from collections.abc import Iterator

import psutil
import pytest

from course_utils.grading import kernels, run, sandbox
from course_utils.grading.link import Fatal
from course_utils.grading.record import Limits
from course_utils.grading.sandbox import warm
from tests.grading.running import SHARES, cloning, half, job, needs_sandbox, said, shares

from .reading import FOLDER

pytestmark = needs_sandbox

ON_THE_SERVER = (
    "servers_sockets",
    "signals_in_a_row",
    "holds_all_threads",
    "scribbles_in_shared_pages",
    "thread_without_its_process",
    "grandchild_by_other_calls",
    "kill_everybody",
    "fork_bomb",
    "shared_memory",
    "daemon",
)


def source(attack: str) -> str:
    """The hostile cell of an attack on file."""
    text = (FOLDER / "harm" / f"{attack}.py").read_text(encoding="utf-8")
    return re.split(r"^# %% answer \S+$", text, flags=re.MULTILINE)[1]


def inside(server: sandbox.Warm) -> dict[int, str]:
    """What runs below bubblewrap: names by process id, the kernels too."""
    below = psutil.Process(server.pid).children(recursive=True)
    return {p.pid: p.name() for p in below}


@pytest.fixture(params=["its own", "a clone"])
def _server(request: pytest.FixtureRequest) -> Iterator[None]:
    """The server of this process: one of its own, or a clone of another, as in a worker of a class."""
    base = sandbox.Base() if request.param == "a clone" else None
    with cloning(base):
        yield
    if base is not None:
        assert base.alive(), "an attack ended the base"
        base.close()


@pytest.mark.full
@pytest.mark.usefixtures("_server")
def test_no_attack_reaches_the_server_or_a_kernel_beside_it_or_outlives_its_kernel() -> None:
    limits = Limits(cell_seconds=5)
    neighbor = kernels.start(limits, sandboxed=True)
    try:
        said(neighbor, "import torch; x = torch.arange(3.0)")
        server, before = sandbox.current(), inside(sandbox.current())
        for attack in ON_THE_SERVER:
            hostile = kernels.start(limits, sandboxed=True)
            try:
                with contextlib.suppress(Fatal):  # it hurts itself
                    said(hostile, source(attack))
                assert said(neighbor, "print(torch.softmax(x * 0, 0).sum().item(), 0)") == "1.0 0\n", attack
            finally:
                hostile.stop()
            assert sandbox.current() is server, f"{attack} ended the server"
            assert inside(server) == before, f"{attack} left a process"
            fresh = kernels.start(limits, sandboxed=True)
            try:
                assert (
                    said(fresh, f"{SHARES}\nimport torch\nprint(shares(torch.ones(4))[0].item())") == "0.25\n"
                )
            finally:
                fresh.stop()
    finally:
        neighbor.stop()


def test_a_kernel_has_nothing_writable_in_common_with_the_server() -> None:
    link = kernels.start(Limits(), sandboxed=True)
    try:
        look = "print([line for line in open('/proc/self/maps') if line.split()[1][1::2] == 'ws'])"
        assert said(link, look) == "[]\n"
        found = said(
            link,
            "import os; print([os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd')[:3]])",
        )
        assert found == "['/dev/null', '/dev/null', '/dev/null']\n"
    finally:
        link.stop()


@pytest.mark.full
@pytest.mark.timeout(90)  # it took the two minutes that imports may take until a server that hangs was missed
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP], ids=lambda n: n.name)
def test_a_server_that_dies_or_hangs_is_replaced_and_the_run_goes_on(
    number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.check_sandbox()
    first, landed = sandbox.current(), []

    def hurt(result: object) -> None:
        landed.append(result)
        if len(landed) == 2:
            monkeypatch.setattr(warm, "FORK_SECONDS", 5)  # for one that hangs; else it is 20 s
            for pid, name in inside(first).items():
                if name.startswith("python"):
                    os.kill(pid, number)

    jobs = [job(*shares(), *half(), student=f"s{n}") for n in range(4)]
    results = list(run.run_notebooks(jobs, seed=b"a seed", landed=hurt))
    assert [r.student for r in results] == ["s0", "s1", "s2", "s3"]
    assert all(e.status == "right" for r in results for e in r.exercises), results
    assert sandbox.current() is not first
    assert not first.alive()

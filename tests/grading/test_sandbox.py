"""What a student's code can see and do inside, asked of a real kernel; and what is left behind: nothing."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from course_utils.grading import kernels, sandbox
from course_utils.grading.link import Fatal, Link
from course_utils.grading.record import Event, Limits
from course_utils.grading.sandbox import launch
from tests.grading.running import needs_sandbox, said

pytestmark = needs_sandbox
LIMITS = Limits(cell_seconds=15)


@pytest.fixture(scope="module")
def kernel() -> Iterator[Link]:
    link = kernels.start(LIMITS, sandboxed=True)
    yield link
    link.stop()


@pytest.fixture
def own_kernel() -> Iterator[Link]:
    link = kernels.start(LIMITS, sandboxed=True)
    yield link
    link.stop()


def test_torch_is_there_and_the_student_is_nobody(kernel: Link):
    assert said(kernel, "import torch, os; print(float(torch.ones(3).sum()), os.getuid())") == "3.0 1000\n"
    status = said(kernel, "print(open('/proc/self/status').read())")
    wanted = {"CapInh": 0, "CapPrm": 0, "CapEff": 0, "CapBnd": 0, "CapAmb": 0, "NoNewPrivs": 1, "Seccomp": 2}
    found = dict(line.split(":\t") for line in status.splitlines() if ":\t" in line)
    assert {name: int(found[name], 16) for name in wanted} == wanted


def test_outside_the_kernel_belongs_to_a_plain_user(own_kernel: Link):
    process = own_kernel._process
    pid = process.connection["ip"].split("/")[2]
    uids = next(
        line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("Uid")
    )
    assert "0" not in uids.split()[1:]


def test_no_other_process_no_home_no_submission_and_no_secret_is_visible(kernel: Link, tmp_path: Path):
    (tmp_path / "another.ipynb").write_text("{}")
    course = Path(__file__).resolve().parents[2]
    assert said(kernel, "import os; print([p for p in os.listdir('/proc') if p.isdigit()])") == "['1']\n"
    hidden = [str(tmp_path), str(Path.home() / ".ssh"), "/etc/shadow", "/var", "/sys", "/mnt", "/etc/passwd"]
    hidden += [str(course / name) for name in ("solutions", "tests", "notebooks", ".git")]
    assert said(kernel, f"print([p for p in {hidden!r} if os.path.exists(p)])") == "[]\n"
    names = set(eval(said(kernel, "print(sorted(os.environ))"), {}))
    by_jupyter = {"PWD", "JPY_PARENT_PID", "JPY_SESSION_NAME", "TERM", "CLICOLOR", "CLICOLOR_FORCE"}
    by_jupyter |= {"PAGER", "GIT_PAGER", "FORCE_COLOR", "KMP_DUPLICATE_LIB_OK", "KMP_INIT_AT_FORK"}
    assert names - set(launch._ENVIRONMENT) <= by_jupyter


def test_the_only_open_files_are_its_own(kernel: Link):
    opened = said(
        kernel,
        "print({os.readlink(f'/proc/self/fd/{f}').split(':')[0] for f in os.listdir('/proc/self/fd')"
        " if os.path.lexists(f'/proc/self/fd/{f}')})",
    )
    assert eval(opened, {}) <= {"/dev/null", "socket", "anon_inode", "pipe", "/proc/1/fd"}


@pytest.mark.parametrize(
    "source",
    [
        "os.fork()",
        "import subprocess; subprocess.run(['/bin/true'])",
        "os.execv('/bin/true', ['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.memfd_create('x')",
        "import multiprocessing as m; p = m.Process(target=print); p.start()",
        "import ctypes; assert ctypes.CDLL(None, use_errno=True).ptrace(0, 0, 0, 0) == 0, 'refused'",
        "import ctypes; assert ctypes.CDLL(None).unshare(0x10000000) == 0, 'refused'",
        "import ctypes; assert ctypes.CDLL(None).shmget(0, 4096, 0o1600) >= 0, 'refused'",
        "import ctypes; assert ctypes.CDLL(None).prctl(1, 0, 0, 0, 0) == 0, 'refused'",
        "import socket; socket.socket(socket.AF_INET)",
        "import socket; socket.create_connection(('127.0.0.1', 80), timeout=2)",
        "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
        "import fcntl; fcntl.flock(open(os.__file__), fcntl.LOCK_SH)",
        "open('/usr/x', 'w')",
        "open('/x', 'w')",
        "open('/dev/x', 'w')",
        "open('/proc/sys/kernel/core_pattern', 'w')",
        "os.remove(os.__file__)",
        "os.chmod(os.__file__, 0o777)",
        "os.mkdir('/run/x')",
        "os.mknod('/home/student/x', 0o20600, 0x0103)",
    ],
)
def test_it_cannot(kernel: Link, source: str):
    ending = said(kernel, f"import os\n{source}").partition(":")[0]
    allowed = (
        "PermissionError",
        "BlockingIOError",
        "OSError",
        "AssertionError",
        "FileNotFoundError",
        "ValueError",
    )
    assert ending in (*allowed, "ProcessLookupError")
    assert said(kernel, "print('here')") == "here\n"


def test_its_disks_are_small_and_its_own(kernel: Link):
    fill = (
        "def fill(folder):\n"
        "    try:\n"
        "        for n in range(10_000):\n"
        "            with open(f'{folder}/f{n}', 'wb') as f: f.write(bytes(1 << 20))\n"
        "    except OSError as e: return n\n"
    )
    said(kernel, f"import os\n{fill}")
    sizes = eval(said(kernel, "print([fill(p) for p in ('/home/student', '/dev/shm', '/run/kernel')])"), {})
    assert sizes[0] <= 64
    assert sizes[1] <= 16
    assert sizes[2] == 0
    other = kernels.start(LIMITS, sandboxed=True)
    try:
        assert said(other, "import os; print(os.path.exists('/home/student/f0'))") == "False\n"
    finally:
        other.stop()
    said(kernel, "for f in os.listdir('/home/student'):\n    if f[0] == 'f': os.remove(f'/home/student/{f}')")


def test_memory_ends_before_the_machines_does_and_the_kernel_lives(own_kernel: Link):
    assert "MemoryError" in said(own_kernel, "x = bytearray(3 << 30)")
    assert "RuntimeError" in said(own_kernel, "import torch; x = torch.empty(3 << 30, dtype=torch.uint8)")
    assert "Error" in said(own_kernel, "import mmap; x = mmap.mmap(-1, 3 << 30)")
    assert said(own_kernel, "print(1)") == "1\n"


def test_a_thread_bomb_stops_and_stops_nobody_else(own_kernel: Link, kernel: Link):
    bomb = (
        "import threading, time\nn = 0\nnap = dict(target=time.sleep, args=(60,), daemon=True)\n"
        "try:\n    while n < 1000:\n        threading.Thread(**nap).start(); n += 1\n"
        "except RuntimeError: print(n)"
    )
    assert int(said(own_kernel, bomb)) < 64
    assert (
        said(kernel, "import threading; t = threading.Thread(target=print, args=(2,)); t.start(); t.join()")
        == "2\n"
    )


@pytest.mark.parametrize(
    ("source", "event", "told"),
    [
        ("import os; os._exit(3)", Event.KILLED, "exit 3"),
        ("import os; os.kill(os.getpid(), 9); import ctypes; ctypes.string_at(0)", Event.KILLED, "SIGSEGV"),
        ("while True: print('x' * 1000)", Event.OUTPUT, "more than"),
        (
            "from IPython.display import display\ndisplay({'text/plain': 'x' * (5 << 20)}, raw=True)",
            Event.OUTPUT,
            "more",
        ),
        ("while True: pass", Event.TIMED_OUT, "went over 2 s"),
        (
            "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
            Event.TIMED_OUT,
            "went over 2 s",
        ),
    ],
)
def test_a_fatal_cell_is_told_in_bounded_time(source: str, event: Event, told: str):
    link = kernels.start(Limits(cell_seconds=2), sandboxed=True)
    try:
        began = time.monotonic()
        with pytest.raises(Fatal) as fatal:
            said(link, source)
        assert time.monotonic() - began < 8
        assert fatal.value.event is event
        assert told in fatal.value.told
        assert fatal.value.usable == link.is_alive()
    finally:
        link.stop()


def test_a_dead_kernel_is_noticed_at_once(own_kernel: Link):
    message = own_kernel.execute_cell_input("import time; time.sleep(30)")
    own_kernel._process.signal(signal.SIGKILL)
    began = time.monotonic()
    with pytest.raises(Fatal, match="SIGKILL"):
        own_kernel.await_reply(message)
    assert time.monotonic() - began < 0.2


def test_an_interrupted_cell_leaves_the_kernel_usable():
    link = kernels.start(Limits(cell_seconds=1), sandboxed=True)
    try:
        said(link, "x = 7")
        with pytest.raises(Fatal) as fatal:
            said(link, "while True: pass")
        assert fatal.value.usable
        assert said(link, "print(x)") == "7\n"
    finally:
        link.stop()


def test_two_kernels_start_alike_and_share_nothing():
    links = [kernels.start(LIMITS, sandboxed=True) for _ in range(2)]
    try:
        draws = (
            "import random, numpy, torch; "
            "print(random.random(), numpy.random.rand(), torch.rand(1), hash('a'))"
        )
        assert said(links[0], draws) == said(links[1], draws)
        said(links[0], "import torch; torch.softmax = None; open('note', 'w').write('x')")
        assert (
            said(links[1], "import torch, os; print(torch.softmax is None, os.path.exists('note'))")
            == "False False\n"
        )
    finally:
        for link in links:
            link.stop()


def test_a_warm_server_that_dies_is_replaced_and_its_kernels_die_with_it():
    link = kernels.start(LIMITS, sandboxed=True)
    before = sandbox.current()
    os.kill(before.pid, signal.SIGKILL)
    try:
        assert link._process.wait(5)
        fresh = kernels.start(LIMITS, sandboxed=True)
        try:
            assert sandbox.current() is not before
            assert said(fresh, "print(1)") == "1\n"
        finally:
            fresh.stop()
    finally:
        link.stop()


GRADER = """
import sys, time
from course_utils.grading import kernels
from course_utils.grading.record import Limits
link = kernels.start(Limits(), True)
link.execute_cell_input("while True: pass")
print(link._process.connection["ip"].split("/")[2], kernels.sandbox.current().pid, flush=True)
time.sleep(60)
"""


def _mounts() -> int:
    return len(Path("/proc/self/mounts").read_text().splitlines())


def test_nothing_is_left_of_a_grader_that_is_killed():
    mounts = _mounts()
    grader = subprocess.Popen([sys.executable, "-c", GRADER], stdout=subprocess.PIPE, text=True)
    assert grader.stdout is not None
    pids = [int(pid) for pid in grader.stdout.readline().split()]
    assert len(pids) == 2
    grader.kill()
    grader.wait()
    deadline = time.monotonic() + 5
    while any(_runs(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not [pid for pid in pids if _runs(pid)]
    assert _mounts() == mounts


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.full
def test_a_forked_kernel_is_many_times_faster_than_a_cold_one():
    first = "import torch; print(torch.softmax(torch.ones(2), 0)[0].item())"

    def seconds(sandboxed: bool) -> float:
        began = time.monotonic()
        link = kernels.start(LIMITS, sandboxed)
        try:
            assert said(link, first) == "0.5\n"
            return time.monotonic() - began
        finally:
            link.stop()

    seconds(True)
    forked = statistics.median(seconds(True) for _ in range(5))
    assert forked < seconds(False) / 5


def test_without_bubblewrap_it_refuses_and_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("shutil.which", lambda *args, **kwargs: None)
    with pytest.raises(sandbox.Unavailable, match="apt install bubblewrap"):
        sandbox.bubblewrap()

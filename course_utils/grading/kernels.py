"""Where grading's kernels come from: the warm server in the sandbox, or (unprotected) a process each."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Sequence
from typing import Any

from course_utils.checking import Exercise
from course_utils.grading import sandbox
from course_utils.grading.link import Fatal, Link
from course_utils.grading.record import Limits
from course_utils.lessons import LESSONS, exercises_of, load

START_SECONDS = 120.0
"""How long a cold kernel's imports may take."""


@functools.cache
def exercises() -> dict[str, Exercise]:
    """Every exercise of the course, by id."""
    return {exercise.id: exercise for lesson in LESSONS for exercise in exercises_of(load(lesson))}


def start(limits: Limits, sandboxed: bool, lessons: Sequence[str] | None = None) -> Link:
    """A kernel, ready. `lessons`: numbers of those that it is for (None: any).

    Raises sandbox.Unavailable, or Fatal if it does not start (three tries).
    """
    for attempt in range(3):
        if sandboxed:
            # Wall time is limited by the cell; this is for what goes on after a cell has answered.
            cpu_seconds = int(4 * limits.notebook_seconds) + 60
            process: Any = sandbox.fork(limits.memory_bytes, cpu_seconds, lessons=lessons)
        else:
            process = ColdKernel()
        link = Link(process, limits)
        try:
            link.await_ready()
            return link
        except Fatal:
            link.stop()
            if attempt == 2:
                raise
    raise AssertionError("unreachable")


class ColdKernel:
    """The same kernel without any protection, in a process of its own, with its imports before it."""

    def __init__(self) -> None:
        self._home = tempfile.mkdtemp(prefix="softmax-course-")
        names = ("shell", "iopub", "stdin", "hb", "control")
        if sys.platform == "win32":
            where: dict[str, Any] = {"transport": "tcp", "ip": "127.0.0.1"} | _free_ports(names)
        else:
            where = {"transport": "ipc", "ip": f"{self._home}/k"}
            where |= {f"{name}_port": n for n, name in enumerate(names, 1)}
        self.connection: dict[str, Any] = where | {"key": uuid.uuid4().hex, "signature_scheme": "hmac-sha256"}
        secrets = ("SEED", "TOKEN", "KEY", "SECRET", "PASSWORD")
        environment = {k: v for k, v in os.environ.items() if not any(word in k.upper() for word in secrets)}
        self._process = subprocess.Popen(
            [sys.executable, "-s", "-P", "-m", "course_utils.grading.kernel"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._home,
            env=environment | {"MPLBACKEND": "agg", "COURSE_DEVICE": "cpu", "PYTHONHASHSEED": "0"},
            start_new_session=True,
        )
        assert self._process.stdin is not None
        with self._process.stdin as stdin:
            stdin.write(json.dumps(self.connection).encode() + b"\n")
        self.pidfd = os.pidfd_open(self._process.pid)
        assert self._process.stdout is not None
        with self._process.stdout as stdout:
            select.select([stdout], [], [], START_SECONDS)  # its sockets are there, or it has ended

    def ended(self) -> bool:
        """Whether the process has ended."""
        return self._process.poll() is not None

    def wait(self, seconds: float) -> bool:
        """Wait for its end; False if it did not come in time."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def signal(self, number: int) -> None:
        """Send it a signal."""
        if not self.ended():
            self._process.send_signal(number)

    def exit_code(self) -> int | None:
        """How it ended."""
        return self._process.poll()

    def kill(self) -> None:
        """End it, with what it started, and remove its folder."""
        if self.pidfd < 0:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        os.close(self.pidfd)
        self.pidfd = -1
        shutil.rmtree(self._home, ignore_errors=True)


def _free_ports(names: tuple[str, ...]) -> dict[str, int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in names]
    ports = {f"{name}_port": s.getsockname()[1] for name, s in zip(names, sockets, strict=True)}
    for s in sockets:
        s.close()
    return ports

"""The grader's side of the warm server: start it, ask it for kernels, replace it when it dies.

Processes that grade side by side need a server each, but not the seconds of imports: their parent starts one
(`Base`), and each of them (`inherit`) asks it for a clone.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import socket
import sys
import time
import uuid
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from course_utils.grading.sandbox import launch
from course_utils.grading.sandbox.launch import SOCKETS, Unavailable

START_SECONDS = 120.0
"""How long imports in the warm server may take: seconds, but minutes on a loaded or cold machine."""
FORK_SECONDS = 20.0
NOTHING: Mapping[str, str] = MappingProxyType({})


class Lost(RuntimeError):
    """The warm server, or a kernel on its way, is gone."""


class ForkedKernel:
    """One kernel in its own namespaces. `connection` says how to reach it from here."""

    def __init__(self, warm: Warm, pid: int, pidfd: int, connection: dict[str, Any]) -> None:
        self._warm, self._pid, self._code = warm, pid, None
        self.pidfd = pidfd
        self.connection = connection
        self._closed = False

    def ended(self) -> bool:
        """Whether the process has ended, as of now."""
        return self._closed or bool(select.select([self.pidfd], [], [], 0)[0])

    def wait(self, seconds: float) -> bool:
        """Wait for the end; False if it did not come in time."""
        return self._closed or bool(select.select([self.pidfd], [], [], seconds)[0])

    def signal(self, number: int) -> None:
        """Send a signal to the kernel's process; nothing happens if it has ended."""
        if not self._closed:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.pidfd, number)

    def exit_code(self) -> int | None:
        """The exit code (minus the signal's number if one ended it); None while it runs or if unknown."""
        if self._code is None and self.ended() and not self._closed:
            self._code = self._warm.exit_code(self._pid)
        return self._code

    def kill(self) -> None:
        """End the process now, wait until it is gone, and let go of it. May be called again."""
        if self._closed:
            return
        self.signal(signal.SIGKILL)
        if self.wait(FORK_SECONDS):
            self.exit_code()  # so that the server reaps it
        self._closed = True
        os.close(self.pidfd)


class Base:
    """A server that others are cloned from. Start it from the main thread: it dies with the thread.

    Its imports go on while the caller does something else. Raises Unavailable.
    """

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            python = [sys.executable, "-s", "-P", "-B", "-m", "course_utils.grading.sandbox.server"]
            try:
                self.process = launch.start([*python, str(theirs.fileno())], theirs.fileno())
            except BaseException:
                self.control.close()
                raise

    def alive(self) -> bool:
        """Whether the server runs."""
        return self.process.poll() is None

    def close(self) -> None:
        """End the server, its clones and all their kernels."""
        self.control.close()
        if self.alive():
            self.process.kill()  # everything inside dies with it
        self.process.wait()
        if self.process.stderr is not None:
            self.process.stderr.close()

    def last_words(self) -> str:
        """End it; what it had said before it was ready."""
        self.process.kill()
        said = self.process.stderr.read(4000) if self.process.stderr is not None else b""
        self.close()
        return said.decode("utf-8", "replace").strip() or "nothing"


class Warm:
    """A warm server in the sandbox. Start it from the main thread, and use it from one thread at a time.

    `base`: the control socket of a `Base`, to clone the server from, which takes milliseconds once that is
    ready; None: one of its own. Raises Unavailable, or Lost if the base makes none.
    """

    def __init__(self, base: socket.socket | None = None) -> None:
        self._own: Base | None = None
        self._pidfd = -1
        self._loaded: set[str | None] = set()
        if base is None:
            self._own = Base()
            self._control = self._own.control
        else:
            self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                try:
                    socket.send_fds(base, [json.dumps({"do": "clone"}).encode()], [theirs.fileno()])
                except OSError as reason:
                    self._control.close()
                    raise Lost(f"the server to clone is gone ({reason})") from None
        self._await_ready()

    def _await_ready(self) -> None:
        self._control.settimeout(START_SECONDS)
        try:
            packet, received, _, _ = socket.recv_fds(self._control, 1 << 16, 1)
        except OSError:
            packet, received = b"", []
        if not packet:
            self._control.close()
            if self._own is None:
                raise Lost("the server to clone made no clone")
            raise Unavailable(f"The sandbox did not start. It said: {self._own.last_words()}")
        (self._pidfd,) = received
        self.address_space: int = json.loads(packet)["address_space"]

    @property
    def pid(self) -> int:
        """The process id that everything else dies with: bubblewrap's, or the clone's own."""
        return self._own.process.pid if self._own is not None else _host_pid(self._pidfd)

    def alive(self) -> bool:
        """Whether the server runs."""
        if self._own is not None:
            return self._own.alive()
        return self._pidfd >= 0 and not select.select([self._pidfd], [], [], 0)[0]

    def _ask(
        self, request: dict[str, Any], descriptors: int = 0, seconds: float = FORK_SECONDS
    ) -> tuple[dict[str, Any], list[int]]:
        try:
            self._control.settimeout(seconds)
            self._control.send(json.dumps(request).encode())
            packet, received, _, _ = socket.recv_fds(self._control, 1 << 16, descriptors)
        except OSError as reason:
            packet, received, why = b"", [], f"does not answer ({reason})"
        else:
            why = "has ended"
        if not packet:
            # For good: an answer that came late would be taken for the answer to the next question.
            self.close()
            raise Lost(f"the warm server {why}")
        return json.loads(packet), received

    def fork(
        self,
        memory_bytes: int,
        cpu_seconds: int,
        environment: Mapping[str, str],
        lessons: Sequence[str] | None,
    ) -> ForkedKernel:
        """A new kernel, its sockets bound. Raises Lost."""
        key = uuid.uuid4().hex
        inside = {
            "transport": "ipc",
            "ip": f"{SOCKETS}/k",
            "key": key,
            "signature_scheme": "hmac-sha256",
            **{f"{name}_port": n for n, name in enumerate(("shell", "iopub", "stdin", "hb", "control"), 1)},
        }
        request = {
            "do": "fork",
            "connection": inside,
            "memory_bytes": memory_bytes,
            "cpu_seconds": cpu_seconds,
            "environment": dict(environment),
            "lessons": lessons if lessons is None else list(lessons),
        }
        # What only some lessons need is imported with the first kernel for them; later ones fork at once.
        for_whom = {None} if lessons is None else set(lessons)
        seconds = FORK_SECONDS if None in self._loaded or for_whom <= self._loaded else START_SECONDS
        reply, descriptors = self._ask(request, descriptors=2, seconds=seconds)
        self._loaded |= for_whom
        pidfd, status = descriptors
        kernel = ForkedKernel(self, reply["pid"], pidfd, inside)
        try:
            _await_byte(status)
            # Through the kernel's own root: its socket folder exists in no other process's view.
            kernel.connection = inside | {"ip": f"/proc/{_host_pid(pidfd)}/root{SOCKETS}/k"}
        except Lost as reason:
            kernel.kill()
            raise Lost(f"{reason} (exit code {kernel.exit_code()})") from None
        except BaseException:
            kernel.kill()
            raise
        finally:
            os.close(status)
        return kernel

    def exit_code(self, pid: int) -> int | None:
        """The exit code of a kernel that has ended; None if the server is gone too."""
        try:
            return self._ask({"do": "code", "pid": pid, "wait": True})[0]["code"]
        except Lost:
            return None

    def close(self) -> None:
        """End the server and every kernel."""
        self._control.close()
        if self._own is not None:
            self._own.close()
        if self._pidfd >= 0:
            if self._own is None:  # the first of its namespace of processes: the others die with it
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
                select.select([self._pidfd], [], [], FORK_SECONDS)
            os.close(self._pidfd)
            self._pidfd = -1


def _await_byte(status: int) -> None:
    """Wait until a kernel says that it is ready. Raises Lost with what it says instead."""
    deadline, said = time.monotonic() + FORK_SECONDS, b""
    while (left := deadline - time.monotonic()) > 0:
        if not select.select([status], [], [], left)[0]:
            break
        piece = os.read(status, 4096)
        said += piece
        if said.startswith(b"R"):
            return
        if not piece:
            break
    raise Lost(f"a kernel did not start: {said[1:].decode('utf-8', 'replace') or 'it said nothing'}")


def _host_pid(pidfd: int) -> int:
    """The kernel's process id as this process sees it."""
    with open(f"/proc/self/fdinfo/{pidfd}") as file:
        for line in file:
            if line.startswith("Pid:"):
                pid = int(line.split()[1])
                if pid > 0:
                    return pid
    raise Lost("a kernel ended before it was reached")


_current: Warm | None = None
_base: socket.socket | None = None


def inherit(base: socket.socket) -> None:
    """From now on this process's warm servers are clones, as long as the base (its control) makes any.

    A server that this process has, or has from a fork, is left to whoever started it.
    """
    global _base, _current
    _base, _current = base, None


def current() -> Warm:
    """This process's warm server: started on first use, replaced if it has died. Raises Unavailable."""
    global _current
    if _current is not None and not _current.alive():
        close()
    if _current is None:
        _current = _clone() or Warm()
        atexit.register(close)
    return _current


def _clone() -> Warm | None:
    global _base
    if _base is not None:
        try:
            return Warm(_base)
        except Lost:  # for good
            _base.close()
            _base = None
    return None


def fork(
    memory_bytes: int = 2 << 30,
    cpu_seconds: int = 600,
    environment: Mapping[str, str] = NOTHING,
    lessons: Sequence[str] | None = None,
) -> ForkedKernel:
    """A kernel from this process's warm server, which is replaced if it is lost. Raises Lost, Unavailable.

    `environment`: variables that the kernel has beside the sandbox's own. `lessons`: numbers, such as
    "05", of those whose late imports it finds loaded; None for all.
    """
    for _ in range(2):
        with contextlib.suppress(Lost):
            return current().fork(memory_bytes, cpu_seconds, environment, lessons)
    close()  # twice in a row: if the server is not dead, it is not well either
    return current().fork(memory_bytes, cpu_seconds, environment, lessons)


def close() -> None:
    """End this process's warm server, if there is one."""
    global _current
    atexit.unregister(close)
    if _current is not None:
        _current.close()
        _current = None


__all__ = ["Base", "ForkedKernel", "Lost", "Unavailable", "Warm", "close", "current", "fork", "inherit"]

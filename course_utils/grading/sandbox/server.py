"""The warm server: it has everything imported, and forks one kernel per request.

It runs inside bubblewrap, has one thread and nothing that a fork would break (`unclean`), and never runs a
line of a student's. It is asked over one socket (SOCK_SEQPACKET, one JSON object a packet), and hands back a
pidfd and the reading end of a status pipe. Asked for a clone, it forks itself into one that serves the socket
which came with the request, and answers nothing.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Sequence
from typing import Any

from course_utils.grading.sandbox import linux, lockdown

_PRELOAD = (
    "numpy",
    "numpy.random",
    "torch",
    "torch.func",
    "torch._subclasses.schema_check_mode",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib_inline.backend_inline",
    "ipywidgets",
    "IPython",
    # What a check imports when it notes its progress, and whatever reads a package's own files.
    "filelock",
    "importlib.readers",
    # What a kernel imports while it starts.
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "tornado.platform.asyncio",
    "tornado.queues",
    "course_utils.figures",
    "course_utils.live",
    "course_utils.derivation",
    "course_utils.derivation.view",
)


def preload() -> None:
    """Import what every notebook imports, and use it once, so that a forked kernel finds it warm."""
    # The collector would look through all this again and again while it grows, and then move, and so copy in
    # each kernel, what every kernel shares. A kernel's own collector runs.
    gc.disable()
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # 60 ms a kernel, and no use here
    for name in _PRELOAD:
        importlib.import_module(name)
    import torch

    torch.set_num_threads(1)
    x = torch.ones(2, 3, requires_grad=True)
    torch.softmax(x, -1).log().sum().backward()
    from course_utils.grading import kernel

    kernel.preload()
    gc.freeze()


def preload_late(numbers: Sequence[str] | None) -> None:
    """Import what only some lessons need (`Lesson.late_imports`), before the first kernel for such a one.

    `numbers`: of the lessons, such as "05"; None for all.
    """
    from course_utils.lessons import LESSONS

    wanted = {
        name
        for lesson in LESSONS
        if numbers is None or lesson.number in numbers
        for name in lesson.late_imports
    }
    for name in sorted(wanted - set(sys.modules)):
        importlib.import_module(name)
        os.environ.pop("TORCHINDUCTOR_CACHE_DIR", None)  # torch._dynamo sets it; it names the user
        gc.freeze()


def unclean() -> str:
    """What a fork of this process would inherit and must not, in words; "" if nothing.

    A fork copies one thread only: a lock that another one holds stays shut for ever in the copy. What waits
    on descriptors of its own (an event loop, a ZeroMQ context) would be shared with the parent and every
    sibling, and a CUDA context does not work in a child at all.
    """
    found = []
    if (threads := len(os.listdir("/proc/self/task"))) != 1:
        found.append(f"{threads} threads")
    if waits := sorted({_kind(descriptor) for descriptor in os.listdir("/proc/self/fd")} & _WAITS):
        found.append(f"descriptors of an event loop or of ZeroMQ ({', '.join(waits)})")
    if (torch := sys.modules.get("torch")) is not None and torch.cuda.is_initialized():
        found.append("a CUDA context")
    return " and ".join(found)


_WAITS = frozenset(f"anon_inode:[{kind}]" for kind in ("eventpoll", "eventfd", "inotify", "io_uring"))


def _kind(descriptor: str) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        return ""  # the one that listed the folder


def _address_space() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


class Server:
    """Forks kernels and reaps them."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
        self._clones: list[int] = []

    def serve(self) -> None:
        """Say that it is ready, and who it is (a pidfd); then answer until the other side hangs up."""
        me = os.pidfd_open(os.getpid())
        try:
            self._answer({"ready": True, "address_space": _address_space()}, [me])
        finally:
            os.close(me)
        while (came := socket.recv_fds(self._control, 1 << 16, 1))[0]:
            request, received = json.loads(came[0]), came[1]
            if request["do"] == "clone":
                self._clone(*received)
            elif request["do"] == "fork":
                self._fork(request)
            else:
                self._answer({"code": self._code(request["pid"], request["wait"])})

    def _clone(self, descriptor: int) -> None:
        """The clone is the first of a namespace of processes: when it ends, none of its kernels stays."""
        self._clones = [pid for pid in self._clones if self._code(pid, wait=False) is None]
        pid = self._forked()
        if pid == 0:
            _become_server(descriptor, self._control, self._own_pids)
        os.close(descriptor)
        self._clones.append(pid)

    def _forked(self) -> int:
        """Like os.fork; the child is the first process of a namespace."""
        if told := unclean():
            sys.exit(f"the warm server has {told}: it would not fork cleanly")  # and is replaced
        linux.unshare(linux.NEWPID)
        if pid := os.fork():
            linux.setns(self._own_pids, linux.NEWPID)
        return pid

    def _answer(self, reply: dict[str, Any], descriptors: list[int] | None = None) -> None:
        socket.send_fds(self._control, [json.dumps(reply).encode()], descriptors or [])

    def _fork(self, request: dict[str, Any]) -> None:
        preload_late(request["lessons"])
        reading, writing = os.pipe2(os.O_CLOEXEC)
        pid = self._forked()
        if pid == 0:
            _become_kernel(request, writing)
        os.close(writing)
        descriptor = os.pidfd_open(pid)
        self._answer({"pid": pid}, [descriptor, reading])
        os.close(descriptor)
        os.close(reading)

    def _code(self, pid: int, wait: bool) -> int | None:
        """The exit code of an ended kernel (minus the signal, as in subprocess), None while it runs."""
        try:
            found, status = os.waitpid(pid, 0 if wait else os.WNOHANG)
        except ChildProcessError:
            return 0
        return os.waitstatus_to_exitcode(status) if found else None


def _become_server(descriptor: int, control: socket.socket, pids: int) -> None:
    """In the fork: serve the socket `descriptor` in place of the one before, never return."""
    try:
        control.close()
        os.close(pids)
        control = socket.socket(fileno=descriptor)
        control.set_inheritable(False)
        Server(control).serve()
    finally:
        os._exit(0)


def _become_kernel(request: dict[str, Any], status: int) -> None:
    """In the fork: lock down, become a kernel, never return."""
    code = 70
    gc.enable()
    try:
        allowance = lockdown.Allowance(_address_space() + request["memory_bytes"], request["cpu_seconds"])
        lockdown.apply(allowance, status)
        os.environ.update(request["environment"])
        from course_utils.grading import kernel

        kernel.serve(request["connection"], ready=lambda: os.write(status, b"R") and os.close(status))
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.write(status, f"E{type(error).__name__}: {error}".encode()[:4000])
    finally:
        os._exit(code)


def main(descriptor: int) -> None:
    """Preload, say how it went, then serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grader, which then hangs up
    control = socket.socket(fileno=descriptor)
    control.set_inheritable(False)
    preload()
    if told := unclean():
        sys.exit(f"the warm server has {told}: it would not fork cleanly")
    os.dup2(0, 2)  # /dev/null, as the other two
    Server(control).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))

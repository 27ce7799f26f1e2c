"""The warm server: it has everything imported, and forks one kernel per request.

It runs inside bubblewrap, has one thread, and never runs a line of a student's. It is asked over one socket
(SOCK_SEQPACKET, one JSON object a packet), and hands back a pidfd and the reading end of a status pipe.
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
from typing import Any

from course_utils.grading.sandbox import linux, lockdown

_PRELOAD = (
    "numpy",
    "torch",
    "torch.func",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib_inline.backend_inline",
    "sklearn.datasets",
    "ipywidgets",
    "IPython",
    "course_utils.figures",
    "course_utils.live",
    "course_utils.derivation",
)


def preload() -> None:
    """Import what notebooks import, and use it once, so that a forked kernel finds it warm."""
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # 60 ms a kernel, and no use here
    for name in _PRELOAD:
        importlib.import_module(name)
    import torch

    torch.set_num_threads(1)
    x = torch.ones(2, 3, requires_grad=True)
    torch.softmax(x, -1).log().sum().backward()
    from course_utils.grading import kernel

    kernel.preload()
    gc.collect()
    gc.freeze()  # the collector need not touch, and so copy, what every kernel shares


def _threads() -> int:
    return len(os.listdir("/proc/self/task"))


def _address_space() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


class Server:
    """Forks kernels and reaps them."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
        self._ended: dict[int, int] = {}

    def serve(self) -> None:
        """Answer requests until the other side hangs up."""
        while packet := self._control.recv(1 << 16):
            request = json.loads(packet)
            if request["do"] == "fork":
                self._fork(request)
            else:
                self._answer({"code": self._code(request["pid"], request["wait"])})

    def _answer(self, reply: dict[str, Any], descriptors: list[int] | None = None) -> None:
        socket.send_fds(self._control, [json.dumps(reply).encode()], descriptors or [])

    def _fork(self, request: dict[str, Any]) -> None:
        reading, writing = os.pipe2(os.O_CLOEXEC)
        linux.unshare(linux.NEWPID)
        pid = os.fork()
        if pid == 0:
            _become_kernel(request, writing)
        linux.setns(self._own_pids, linux.NEWPID)
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


def _become_kernel(request: dict[str, Any], status: int) -> None:
    """In the fork: lock down, become a kernel, never return."""
    code = 70
    try:
        allowance = lockdown.Allowance(_address_space() + request["memory_bytes"], request["cpu_seconds"])
        lockdown.apply(allowance, status)
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
    if _threads() != 1:
        sys.exit(f"the warm server has {_threads()} threads: it would not fork cleanly")
    os.dup2(os.open("/dev/null", os.O_RDWR), 2)
    control.send(json.dumps({"ready": True, "address_space": _address_space()}).encode())
    Server(control).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""A grading process on a cluster's machine: requests in, replies out, one line of JSON each, over one socket.

It is a process of its own because a cluster's worker runs tasks in threads, and grading wants a main thread:
the judge's time limit is an alarm, and the sandbox dies with the thread that started it. It ends when whoever
started it ends or hangs up, and when nothing was asked for a while.
"""

from __future__ import annotations

import functools
import json
import os
import platform
import queue
import shutil
import signal
import socket
import sys
import tempfile
import threading
from dataclasses import asdict
from importlib import import_module, metadata
from typing import Any

from course_utils.grading import lean, release, worker
from course_utils.grading.pool import kill_below
from course_utils.grading.record import Limits
from course_utils.grading.worker import Settings

IDLE_SECONDS = 120.0
"""After so long without a request it ends: the grader that it worked for may have been killed."""


@functools.cache
def identity() -> dict[str, str]:
    """What must be the same everywhere, so that a result does not depend on where it came from."""
    versions = {name: metadata.version(name).partition("+")[0] for name in ("torch", "numpy", "sympy")}
    return {
        "release of the course": release.code_id(),
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **versions,
    }


def _differences(wanted: dict[str, str]) -> list[str]:
    here = identity()
    return [name for name in wanted if here.get(name) != wanted[name]]


def settings_as_data(settings: Settings) -> dict[str, Any]:
    """Settings, so that JSON can carry them; `run`, which tests set, by its name."""
    run = settings.run
    return {
        "seed": settings.seed.hex(),
        "limits": asdict(settings.limits),
        "sandbox": settings.sandbox,
        "run": None if run is None else [run.__module__, run.__qualname__],  # type: ignore[attr-defined]
    }


def _settings(data: dict[str, Any]) -> Settings:
    run = None
    if data["run"] is not None:
        module, name = data["run"]
        run = getattr(import_module(module), name)
    return Settings(bytes.fromhex(data["seed"]), Limits(**data["limits"]), data["sandbox"], run)


class _Answering:
    """Answers requests; the first one shows whether this process is fit to grade."""

    def __init__(self) -> None:
        self._fit = False

    def reply(self, request: dict[str, Any]) -> dict[str, Any]:
        """{"results", "seconds", "error"}, or {"unfit": why}."""
        # First of all: what another release would make of the rest of a request is anybody's guess.
        if not self._fit and (other := _differences(request["identity"])):
            return {"unfit": f"it has another {other[0]}"}
        settings = _settings(request["settings"])
        if not self._fit:
            if why := worker.prepare(settings):
                return {"unfit": why}
            self._fit = True
        return asdict(worker.grade(tuple(request["batch"]), settings))


def main(descriptor: int, folder: str) -> None:
    """Serve requests. `folder`: where temporary files go, ours to remove."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = folder
    lean.imports()
    line = socket.socket(fileno=descriptor)
    line.set_inheritable(False)
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(line, requests, folder), daemon=True).start()
    answering = _Answering()
    while True:
        try:
            request = requests.get(timeout=IDLE_SECONDS)
        except queue.Empty:
            _leave(folder)
        reply = answering.reply(json.loads(request))
        line.sendall(json.dumps(reply).encode() + b"\n")


def _listen(line: socket.socket, requests: queue.SimpleQueue[bytes], folder: str) -> None:
    with line.makefile("rb") as lines:
        for request in lines:
            requests.put(request)
    _leave(folder)


def _leave(folder: str) -> None:
    """At once, whatever the main thread is doing; what it started ends too."""
    kill_below(os.getpid())
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])

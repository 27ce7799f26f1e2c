"""What runs in a cluster's worker: hands requests to grading processes, and ends those.

Text in, text out: a worker needs this package and bubblewrap, and no folder of the instructor's. A grading
process that dies takes its batch with it and not the worker, so the cluster does not think that a machine was
lost and start the batch again elsewhere.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

from distributed import get_worker

from course_utils.grading.pool import kill_below

_FRESH_SECONDS = 60.0
"""A process that has been idle for longer is not asked again: it may be about to end by itself."""
_LEAVE_SECONDS = 2.0


class GraderLost(RuntimeError):
    """A grading process ended before it replied."""


class Grader:
    """One grading process. `owner` is the grading run that it belongs to."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.used = time.monotonic()
        self._folder = tempfile.mkdtemp(prefix="softmax-course-")
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "course_utils.grading.remote_process"]
            self._process = subprocess.Popen(
                [*command, str(theirs.fileno()), self._folder],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        self._line = ours
        self._replies = ours.makefile("rb")

    def ask(self, request: str) -> str:
        """Its reply. Raises GraderLost."""
        try:
            self._line.sendall(request.encode() + b"\n")
            reply = self._replies.readline()
        except OSError:
            reply = b""
        if not reply.endswith(b"\n"):
            raise GraderLost
        self.used = time.monotonic()
        return reply.decode()

    def end(self) -> None:
        """End it and everything below it. May be called from another thread than the one that asks."""
        try:
            self._line.shutdown(socket.SHUT_RDWR)
            self._process.wait(_LEAVE_SECONDS)
        except (OSError, subprocess.TimeoutExpired):
            kill_below(self._process.pid)
            self._process.kill()
            self._process.wait()
        self._line.close()
        shutil.rmtree(self._folder, ignore_errors=True)


class _Graders:
    """The grading processes of one worker: as many as its threads ask at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[Grader] = []
        self._busy: list[Grader] = []

    def ask(self, owner: str, request: str) -> str:
        """A reply from a process of this owner's. Raises GraderLost."""
        grader = self._take(owner)
        try:
            reply = grader.ask(request)
        except BaseException:
            self._drop(grader)
            raise
        with self._lock:
            if grader in self._busy:
                self._busy.remove(grader)
                self._idle.append(grader)
        return reply

    def close(self, owner: str) -> None:
        """End the processes of an owner, or of all whose name begins so."""
        with self._lock:
            ended = [g for g in (*self._idle, *self._busy) if g.owner.startswith(owner)]
            self._idle = [g for g in self._idle if g not in ended]
            self._busy = [g for g in self._busy if g not in ended]
        for grader in ended:
            grader.end()

    def _take(self, owner: str) -> Grader:
        with self._lock:
            old = [g for g in self._idle if time.monotonic() - g.used > _FRESH_SECONDS]
            self._idle = [g for g in self._idle if g not in old]
            mine = next((g for g in self._idle if g.owner == owner), None)
            if mine is not None:
                self._idle.remove(mine)
                self._busy.append(mine)
        for grader in old:
            grader.end()
        if mine is None:
            mine = Grader(owner)
            with self._lock:
                self._busy.append(mine)
        return mine

    def _drop(self, grader: Grader) -> None:
        with self._lock:
            if grader not in self._busy:
                return  # `close` has it
            self._busy.remove(grader)
        grader.end()


_GRADERS = _Graders()
"""This process's. A worker has one for all its threads, since each call comes as a function of its own."""


def call(owner: str, request: str) -> str:
    """One request, answered by a grading process of this machine: JSON both ways, see `remote_process`."""
    try:
        reply = json.loads(_GRADERS.ask(owner, request))
    except GraderLost:
        reply = {"results": [], "seconds": 0.0, "error": "its worker was lost"}
    return json.dumps(reply | {"worker": get_worker().address})


def close(owner: str) -> None:
    """End every grading process whose owner's name begins so."""
    _GRADERS.close(owner)

"""Where batches run: a `concurrent.futures` executor, behind the few things the line asks of it.

Local workers are forked from this process, once it has imported what they need: that takes two seconds, and
every worker would take them again. A process that cannot be forked cleanly (it has threads) spawns them. The
workers of a cluster are behind the same few methods (`cluster.ClusterPool`).
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, Protocol

import psutil

from course_utils.grading import worker
from course_utils.grading.sandbox import Base, Unavailable
from course_utils.grading.sandbox.server import unclean
from course_utils.grading.worker import Settings

_LOADED = (
    "course_utils.grading.run",
    # Not for the workers, but here is a second to spare: the servers' imports take longer.
    "course_utils.grading.reports",
    "matplotlib.figure",
    "matplotlib.backends.backend_svg",
)
_SECONDS_TO_END = 2.0
"""How long the threads that served ended workers may take to end too."""


class WorkersFail(Exception):
    """The workers cannot do anything at all; the message says why, for a person."""


class Pool(Protocol):
    """Runs functions of data in other processes."""

    def size(self) -> int:
        """How many batches can run at the same time."""
        ...

    def broken(self) -> bool:
        """Whether what was asked may never be answered. Raises `WorkersFail` if nothing will be any more."""
        ...

    def submit(self, function: Callable[..., Any], *args: object) -> Future[Any]:
        """Like `Executor.submit`. A worker that dies ends the futures it had with an exception."""
        ...

    def restart(self, workers: int) -> None:
        """Fresh workers, so many; whatever still ran is gone."""
        ...

    def stop(self) -> None:
        """Ends at once, and leaves no process behind."""
        ...


class LocalPool:
    """Worker processes on this machine. Start it from the main thread: the workers die with the thread."""

    def __init__(self, workers: int, temporary: str, settings: Settings | None = None) -> None:
        """`temporary`: the folder for the workers' temporary files.

        `settings`: what they will grade with, so that all that this needs is loaded before they start;
        None: nothing is.
        """
        self._temporary = temporary
        self._size = workers
        self._loads = settings is not None and settings.run is None
        self._sandbox = settings is not None and settings.sandbox
        self._base: Base | None = None
        try:
            self._executor = self._made(workers)
        except BaseException:  # such as Ctrl-C, in seconds of imports
            self._end_base()
            raise

    def size(self) -> int:
        """See `Pool`."""
        return self._size

    def broken(self) -> bool:
        """See `Pool`: a process that dies ends its futures, so nothing is ever waited for in vain."""
        return False

    def submit(self, function: Callable[..., Any], *args: object) -> Future[Any]:
        """See `Pool`. Call it from the main thread."""
        return self._executor.submit(function, *args)

    def restart(self, workers: int) -> None:
        """See `Pool`."""
        self._end_workers()
        self._executor = self._made(workers, _SECONDS_TO_END)

    def stop(self) -> None:
        """Kills the workers and everything below them."""
        self._end_workers()
        self._end_base()

    def _end_workers(self) -> None:
        started = multiprocessing.active_children()
        for process in _descendants([child.pid for child in started if child.pid]):
            _kill(process)
        for child in started:
            child.join(timeout=5)
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _made(self, workers: int, patience: float = 0.0) -> ProcessPoolExecutor:
        if self._loads and self._sandbox:
            self._start_base()
        forks = self._loads and _can_fork(patience)
        if forks:
            with contextlib.suppress(ImportError):  # a worker says what is missing
                for name in _LOADED:
                    importlib.import_module(name)
            forks = _can_fork()
            gc.freeze()  # a collector would write to what all share, and so copy it
        return ProcessPoolExecutor(
            workers,
            mp_context=multiprocessing.get_context("fork" if forks else "spawn"),
            initializer=worker.start,
            initargs=(os.getpid(), self._temporary, self._base and self._base.control),
        )

    def _start_base(self) -> None:
        if self._base is not None and not self._base.alive():
            self._end_base()
        if self._base is None:
            with contextlib.suppress(Unavailable):  # a worker says why
                self._base = Base()

    def _end_base(self) -> None:
        if self._base is not None:
            self._base.close()
            self._base = None


def _can_fork(patience: float = 0.0) -> bool:
    """Whether a fork of this process is a clean one, or is within so many seconds."""
    if sys.platform != "linux":
        return False
    end = time.monotonic() + patience
    while unclean():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def kill_below(pid: int) -> None:
    """Kills every process that a process has started, and those that they have."""
    for process in _descendants([pid]):
        if process.pid != pid:
            _kill(process)


def _descendants(pids: list[int]) -> list[psutil.Process]:
    found = []
    for pid in pids:
        try:
            process = psutil.Process(pid)
            found += [process, *process.children(recursive=True)]
        except psutil.NoSuchProcess:
            continue
    return found


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return

"""Where batches run: a `concurrent.futures` executor, behind the few things the line asks of it.

Local workers are processes that were spawned, not forked: the line may hold threads, and a worker must be
clean when it imports torch. The workers of a cluster are behind the same few methods (`cluster.ClusterPool`).
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, ClassVar, Protocol

import psutil

from course_utils.grading import worker


class WorkersFail(Exception):
    """The workers cannot do anything at all; the message says why, for a person."""


class Pool(Protocol):
    """Runs functions of data in other processes."""

    HERE: ClassVar[bool]
    """Whether those are on this machine, and see its files."""

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
    """Worker processes on this machine."""

    HERE = True

    def __init__(self, workers: int, temporary: str) -> None:
        """`temporary`: the folder for the workers' temporary files."""
        self._temporary = temporary
        self._size = workers
        self._executor = self._made(workers)

    def size(self) -> int:
        """See `Pool`."""
        return self._size

    def broken(self) -> bool:
        """See `Pool`: a process that dies ends its futures, so nothing is ever waited for in vain."""
        return False

    def submit(self, function: Callable[..., Any], *args: object) -> Future[Any]:
        """See `Pool`. Call it from the main thread: a worker dies with the thread that started it."""
        return self._executor.submit(function, *args)

    def restart(self, workers: int) -> None:
        """See `Pool`."""
        self.stop()
        self._executor = self._made(workers)

    def stop(self) -> None:
        """Kills the workers and everything below them."""
        started = multiprocessing.active_children()
        for process in _descendants([child.pid for child in started if child.pid]):
            _kill(process)
        for child in started:
            child.join(timeout=5)
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _made(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=worker.start,
            initargs=(os.getpid(), self._temporary),
        )


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

"""Where batches run: a `concurrent.futures` executor, behind the few things the line asks of it.

Local workers are processes that were spawned, not forked: the line may hold threads, and a worker must be
clean when it imports torch. A cluster's executor fits behind the same three methods.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, Protocol

import psutil

from course_utils.grading import worker


class Pool(Protocol):
    """Runs functions of data in other processes."""

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

    def __init__(self, workers: int, temporary: str) -> None:
        """`temporary`: the folder for the workers' temporary files."""
        self._temporary = temporary
        self._executor = self._made(workers)

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

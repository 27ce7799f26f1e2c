"""Newest value wins: however fast a hand moves, at most one frame is being made and one is wanted."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable

__all__ = ["Newest"]


class Newest:
    """Turns many requests into few calls of `work`; the last request is always followed by a call.

    A kernel handles messages one after another, so the slider events that arrive while a frame is drawn wait
    in its queue, and drawing each of them would fall ever further behind. Here a request only leaves a note,
    and the drawing waits its turn on the kernel's event loop, behind the messages that are already there.

    Args:
        work: makes one frame, from whatever is newest when it is called.
        settle: seconds to let queued messages in before drawing. A message needs well under a millisecond to
            cross from the socket's thread to the kernel's.
        patience: seconds after which a frame is drawn although requests keep coming: the picture must move.
    """

    def __init__(self, work: Callable[[], None], *, settle: float = 0.001, patience: float = 0.008) -> None:
        self._work = work
        self._settle = settle
        self._patience = patience
        self._lock = threading.Lock()
        self._waiting = False
        self.requests = 0
        self.calls = 0

    def request(self) -> None:
        """Ask for a call of `work`: soon on the running event loop, or at once where there is none."""
        with self._lock:
            self.requests += 1
            if self._waiting:
                return
            try:
                loop = asyncio.get_running_loop()
            except RuntimeError:
                loop = None
            self._waiting = loop is not None
            seen = self.requests
        if loop is None:
            self._call()
        else:
            loop.call_later(self._settle, self._look, loop, seen, time.monotonic() + self._patience)

    def _look(self, loop: asyncio.AbstractEventLoop, seen: int, deadline: float) -> None:
        with self._lock:
            newest = self.requests
            more = newest != seen and time.monotonic() < deadline
            self._waiting = more
        if more:
            loop.call_later(self._settle, self._look, loop, newest, deadline)
        else:
            self._call()

    def _call(self) -> None:
        self.calls += 1
        self._work()

"""A Dask cluster as the place where batches run: `grade --scheduler tcp://...`.

Everything travels as text (JSON), so workers share no folder with the instructor. Dask gives the batch of a
lost machine to another one, and gives up on a batch that was there when several machines were lost. A batch
that only ends its grading process (see `remote`) is the dispatch's to ask for again, as on one machine.
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from distributed import Client
from distributed import Future as Task

from course_utils.grading import remote, remote_process, worker
from course_utils.grading.pool import WorkersFail
from course_utils.grading.worker import Done, Settings

CONNECT_SECONDS = 20.0
GRACE_SECONDS = 30.0
"""How long a cluster may be without any worker before grading stops."""
_LOOK_EVERY = 2.0


@dataclass(eq=False)
class _Asked:
    """A request on its way. `where`: the only workers that may answer it; None: any."""

    request: str
    read: Callable[[dict[str, Any]], Any]
    answer: Future[Any]
    task: Task | None = None
    where: frozenset[str] | None = None


class ClusterPool:
    """The workers of a Dask scheduler; see `pool.Pool`. Workers may come and go."""

    def __init__(self, address: str, at_most: int | None = None) -> None:
        """Connect. Raises `WorkersFail` if there is no scheduler at `address`."""
        self._address, self._at_most = address, at_most
        try:
            self._client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError, ImportError) as error:
            raise WorkersFail(f"there is no Dask scheduler at {address} ({error}).") from error
        self._run, self._tries = uuid.uuid4().hex, 0
        self._lock = threading.Lock()
        self._asked: set[_Asked] = set()
        self._unfit: dict[str, str] = {}
        self._seen = self._looked = time.monotonic()
        self._threads = sum(self._workers().values())

    def size(self) -> int:
        """See `pool.Pool`: the threads of all workers."""
        return max(1, min(self._threads, self._at_most or self._threads))

    def submit(self, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """See `pool.Pool`. Only `worker.prepare` and `worker.grade` travel, by what they are asked."""
        settings: Settings = args[-1]
        if function is worker.grade:
            batch, read = args[0], _done
        elif function is worker.prepare:
            batch, read = (), _nothing_wrong
        else:
            raise ValueError(f"a cluster prepares and grades; it does not run {function!r}")
        request = {
            "batch": batch,
            "settings": remote_process.settings_as_data(settings),
            "identity": remote_process.identity(),
        }
        asked = _Asked(json.dumps(request), read, Future())
        with self._lock:
            self._asked.add(asked)
        self._send(asked)
        return asked.answer

    def broken(self) -> bool:
        """See `pool.Pool`."""
        now = time.monotonic()
        if now - self._looked < _LOOK_EVERY:
            return False
        self._looked = now
        workers = self._workers()
        fit = set(workers) - set(self._unfit)
        self._threads = sum(workers[address] for address in fit)
        if fit:
            self._seen = now
            self._send_again(fit)
        elif now - self._seen > GRACE_SECONDS:
            raise WorkersFail(
                f"the cluster at {self._address} has had no worker that can grade for {GRACE_SECONDS:.0f} s"
                f"{self._told()}. What was graded is kept: the same command goes on from there."
            )
        return False

    def restart(self, workers: int) -> None:
        """See `pool.Pool`. The workers stay; their grading processes are replaced."""
        self._drop()
        self._tries += 1
        self._seen = time.monotonic()

    def stop(self) -> None:
        """See `pool.Pool`."""
        self._drop()
        self._soon(lambda: self._client.close(timeout=1))

    # Asking

    def _send(self, asked: _Asked) -> None:
        fit = frozenset(self._workers()) - set(self._unfit) if self._unfit else None
        if fit is not None and not fit:
            self._settle(asked, error=WorkersFail(f"no worker of the cluster can grade{self._told()}."))
            return
        asked.where = fit
        # Not pure: the same batch, asked again, has to run again.
        task = self._client.submit(
            remote.call,
            f"{self._run}-{self._tries}",
            asked.request,
            pure=False,
            workers=None if fit is None else sorted(fit),
        )
        asked.task = task
        task.add_done_callback(lambda _: self._heard(asked, task))

    def _send_again(self, fit: set[str]) -> None:
        """What only workers may answer that have left is asked of the others."""
        with self._lock:
            stranded = [a for a in self._asked if a.where is not None and not a.where & fit]
        for asked in stranded:
            task, asked.task = asked.task, None
            if task is not None:
                task.cancel()
            self._send(asked)

    def _heard(self, asked: _Asked, task: Task) -> None:
        """Runs in a thread of Dask's."""
        if asked.task is not task:
            return
        try:
            reply = json.loads(task.result(timeout=CONNECT_SECONDS))
            if "unfit" in reply:
                self._unfit[reply["worker"]] = reply["unfit"]
                self._send(asked)
            else:
                self._settle(asked, result=asked.read(reply))
        except BaseException as error:  # KilledWorker, CancelledError, a reply that is none
            self._settle(asked, error=WorkerGone(f"{type(error).__name__}: {error}"))

    def _settle(self, asked: _Asked, result: Any = None, error: Exception | None = None) -> None:
        with self._lock:
            if asked not in self._asked:
                return
            self._asked.remove(asked)
        if error is not None:
            asked.answer.set_exception(error)
        else:
            asked.answer.set_result(result)

    def _drop(self) -> None:
        """Nothing of what was asked is wanted any more; the processes that worked for it end."""
        with self._lock:
            dropped, self._asked = self._asked, set()
        for asked in dropped:
            task, asked.task = asked.task, None
            if task is not None and self._client.status == "running":
                task.cancel()
            asked.answer.cancel()
        self._soon(lambda: self._client.run(remote.close, self._run, on_error="ignore"))

    def _soon(self, act: Callable[[], object]) -> None:
        """Do it, but do not wait for a machine that does not answer."""
        if self._client.status == "running":
            thread = threading.Thread(target=_quietly, args=(act,), daemon=True)
            thread.start()
            thread.join(timeout=3)

    # The workers

    def _workers(self) -> dict[str, int]:
        """The threads of each worker, by address. Raises WorkersFail."""
        if self._client.status != "running":
            raise WorkersFail(
                f"the Dask scheduler at {self._address} is gone. What was graded is kept: the same command "
                "goes on from there."
            )
        return dict(self._client.nthreads())

    def _told(self) -> str:
        whys = sorted(set(self._unfit.values()))
        return f" ({'; '.join(whys)})" if whys else ""


class WorkerGone(RuntimeError):
    """A batch came to nothing, because of its worker; the message says what Dask says."""


def _done(reply: dict[str, Any]) -> Done:
    return Done(tuple(map(str, reply["results"])), float(reply["seconds"]), str(reply["error"]))


def _nothing_wrong(reply: dict[str, Any]) -> str:
    return str(reply["error"])


def _quietly(act: Callable[[], object]) -> None:
    try:
        act()
    except Exception:
        return

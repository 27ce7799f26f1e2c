"""A run stage of two lines, for tests of the line: what an answer's text says is what happens."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from course_utils.grading.record import ExerciseResult, Job, Limits, NotebookResult


def fake_run(
    jobs: Iterable[Job],
    *,
    seed: bytes,
    limits: Limits,
    sandbox: bool,
    landed: Callable[[NotebookResult], None],
) -> Iterator[NotebookResult]:
    """An exercise is right if its answer's text says RIGHT; EXIT ends the worker, RAISE fails, SLEEP hangs.

    MACHINE takes the process down that this one was started by.
    ONCE:path ends the worker unless `path` exists, and makes it. The seed shows in the results.
    """
    for job in jobs:
        cells = json.loads(job.notebook)["cells"]
        whole = "\n".join(cell["source"] for cell in cells)
        if "EXIT" in whole:
            os._exit(7)
        if "MACHINE" in whole:
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(600)
        if "RAISE" in whole:
            raise RuntimeError("the run stage has a bug")
        if "SLEEP" in whole:
            time.sleep(600)
        if "ONCE:" in whole:
            path = Path(whole.partition("ONCE:")[2].split()[0])
            if not path.exists():
                path.touch()
                os._exit(7)
        mark = sha256(seed).hexdigest()[:8]
        right = {
            cell["metadata"]["grading"]["exercise"]
            for cell in cells
            if cell["metadata"]["grading"]["role"] == "answer" and "RIGHT" in cell["source"]
        }
        exercises = tuple(
            ExerciseResult(
                id_, id_, 1, "right" if id_ in right else "wrong", float(id_ in right), False, (mark,)
            )
            for cell in cells
            if cell["metadata"]["grading"]["role"] == "check"
            for id_ in [cell["metadata"]["grading"]["exercise"]]
        )
        result = NotebookResult(
            job.student, job.lesson, job.source, job.content, job.release, "", job.notes, sandbox, exercises
        )
        landed(result)
        yield result

"""Kernels and transplanted notebooks for the tests of the run stage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from queue import Empty

import pytest

from course_utils.grading import sandbox
from course_utils.grading.link import Link
from course_utils.grading.record import ExerciseResult, Job, Limits
from course_utils.grading.run import run_notebooks
from course_utils.grading.sandbox import Base, warm


def _why_not() -> str:
    try:
        sandbox.bubblewrap()
    except sandbox.Unavailable as reason:
        return str(reason)
    return ""


needs_sandbox = pytest.mark.skipif(bool(_why_not()), reason=_why_not() or "bubblewrap is here")

SEED = b"a seed of the tests"
SETUP = "import torch\nfrom course_utils.lessons import welcome as ex"
SHARES = "def shares(z, dim=-1):\n    return z / z.sum(dim, keepdim=True)"
HALF = "half = 10.0"
BREAK = "breaker = torch.tensor([2.0, -1.0])"


@contextmanager
def cloning(base: Base | None) -> Iterator[None]:
    """Meanwhile this process's warm servers are clones of `base`, as in a worker; None: its own as ever."""
    sandbox.close()
    before, warm._base = warm._base, None
    if base is not None:
        sandbox.inherit(base.control)
    try:
        yield
    finally:
        sandbox.close()
        warm._base = before


def said(link: Link, source: str) -> str:
    """What a cell prints, or the error it ends with. Raises Fatal."""
    message = link.execute_cell_input(source, allow_stdin=False)
    link.await_reply(message)
    text = ""
    while True:
        try:
            output = link.get_message("iopub", timeout=5)
        except Empty:
            break
        if output["parent_header"].get("msg_id") != message:
            continue
        content = output["content"]
        text += content.get("text", "")
        if content.get("execution_state") == "idle":
            break
    return text + (link.error["ename"] + ": " + link.error["evalue"] if link.error else "")


def job(*cells: tuple[str, str, str], student: str = "ada") -> Job:
    """A job from (role, exercise, source); the setup cell comes first by itself."""
    every = [("setup", "", SETUP), *cells]
    notebook = {
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell-{n}",
                "execution_count": None,
                "outputs": [],
                "source": source,
                "metadata": {"grading": {"role": role, "exercise": exercise, "from": n}},
            }
            for n, (role, exercise, source) in enumerate(every)
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    text = json.dumps(notebook)
    return Job(student, "00_welcome", "00.ipynb", sha256(text.encode()).hexdigest(), "test", (), text)


def shares(source: str = SHARES) -> tuple[tuple[str, str, str], ...]:
    """The answer and check cells of 00.shares."""
    return ("answer", "00.shares", source), ("check", "00.shares", "ex.shares.check(shares)")


def half(source: str = HALF) -> tuple[tuple[str, str, str], ...]:
    """The answer and check cells of 00.half_of_it."""
    return ("answer", "00.half_of_it", source), ("check", "00.half_of_it", "ex.half_of_it.check(half)")


def why(source: str) -> tuple[tuple[str, str, str], ...]:
    """The answer and check cells of the free text."""
    return (
        ("answer", "00.why_not_shares", source),
        ("check", "00.why_not_shares", "ex.why_not_shares.check(why)"),
    )


def added(source: str) -> tuple[str, str, str]:
    """A cell of the student's own."""
    return ("added", "", source)


def grade(*cells: tuple[str, str, str], **limits: float) -> dict[str, ExerciseResult]:
    """The results of one notebook by exercise id, run in the sandbox."""
    (result,) = run_notebooks([job(*cells)], seed=SEED, limits=Limits(**limits))  # type: ignore[arg-type]
    return {exercise.exercise: exercise for exercise in result.exercises}

"""Nothing that takes time is left for each kernel to import: the warm server has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from course_utils.grading import intake, kernels, release, sandbox
from course_utils.grading.record import Job, Limits
from tests.conftest import ROOT
from tests.grading.classroom import all_right, hand_in, lesson_files
from tests.grading.running import cloning, needs_sandbox, said

pytestmark = [needs_sandbox, pytest.mark.full]
LOADED = "import sys; print(*sorted(sys.modules))"
PACKAGES = ("course_utils", "torch", "sympy", "mpmath", "numpy", "sklearn", "matplotlib", "filelock")


@pytest.fixture(scope="module")
def base() -> Iterator[sandbox.Base]:
    server = sandbox.Base()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def _fresh_server(base: sandbox.Base) -> Iterator[None]:
    """One that has loaded nothing for another lesson: a clone of one that never loads anything for any."""
    with cloning(base):
        yield


@pytest.mark.parametrize("lesson", lesson_files())
def test_a_right_notebook_imports_nothing_of_a_package_that_the_server_could_have(
    lesson: str, tmp_path: Path
) -> None:
    hand_in([all_right(lesson)], tmp_path)
    with intake.opened(tmp_path, release.read(ROOT)) as handed_in:
        (job,) = (job for job in handed_in if isinstance(job, Job))
    link = kernels.start(Limits(), sandboxed=True, lessons=[lesson[:2]])
    try:
        before = said(link, LOADED).split()
        for cell in json.loads(job.notebook)["cells"]:
            if cell["cell_type"] == "code":
                link.await_reply(link.execute_cell_input(cell["source"], allow_stdin=False))
        late = set(said(link, LOADED).split()) - set(before)
    finally:
        link.stop()
    assert not {name for name in late if name.partition(".")[0] in PACKAGES}

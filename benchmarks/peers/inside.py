"""Inside the jail, in a peer's environment: run the peer as an instructor would, and say each point.

Started with one argument, JSON: {"peer", "say": file descriptor, "names": notebooks in the order graded,
"seconds": limit of a cell}. The folder /handed holds what `hostile_peers.py` prepared. Says one line for each
exercise: [notebook, exercise, points]. Only the standard library and the peer are imported here.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HANDED = Path("/handed")


def nbval(request: dict[str, Any], say: Any) -> None:
    """`pytest --nbval-lax`: a check cell that passes is worth its exercise's points."""
    import pytest

    class Scores:
        @pytest.hookimpl(hookwrapper=True)
        def pytest_runtest_makereport(self, item: Any, call: Any) -> Any:
            report = (yield).get_result()
            about = getattr(item, "cell", {"metadata": {}})["metadata"]
            if report.when == "call" and about.get("role") == "check":
                say([item.path.stem, about["exercise"], int(report.passed)])

    files = [shutil.copy(HANDED / f"{name}.ipynb", ".") for name in request["names"]]
    limit = f"--nbval-cell-timeout={request['seconds']}"
    pytest.main(["--nbval-lax", limit, "-p", "no:cacheprovider", "-q", *files], plugins=[Scores()])


def nbgrader(request: dict[str, Any], say: Any) -> None:
    """`nbgrader autograde`, a student for each notebook; then what its gradebook says."""
    shutil.copytree(HANDED / "course", "course")
    os.chdir("course")
    limit = f"--Execute.timeout={int(request['seconds'])}"
    for name in request["names"]:
        folder = Path("submitted", name, "welcome")
        folder.mkdir(parents=True)
        shutil.copy(HANDED / f"{name}.ipynb", folder / "00_welcome.ipynb")
        # One student after another, as `autograde` without --student does, but each with its own exit.
        run = [sys.executable, "-m", "nbgrader", "autograde", "welcome", f"--student={name}", limit]
        subprocess.run(run)
        _from_gradebook(name, say)


def _from_gradebook(name: str, say: Any) -> None:
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook("sqlite:///gradebook.db") as gradebook:
        try:
            book = gradebook.find_submission_notebook("00_welcome", "welcome", name)
        except MissingEntry:
            return
        for grade in book.grades:
            say([name, grade.cell.name.replace("-", ".", 1), grade.auto_score or 0])


def otter(request: dict[str, Any], say: Any) -> None:
    """`otter run`, once for each notebook."""
    for name in request["names"]:
        # The file's name is the student's to choose; the results' is Otter's.
        out = Path("out", name)
        out.mkdir(parents=True)
        shutil.copy(HANDED / f"{name}.ipynb", "00_welcome.ipynb")
        run = [sys.executable, "-m", "otter", "run", "00_welcome.ipynb", "-a", str(HANDED / "autograder.zip")]
        subprocess.run([*run, "-o", str(out), "--no-logo"])
        if (results := out / "results.json").exists():
            for test in json.loads(results.read_text())["tests"]:
                exercise = "00." + test["name"].split()[0]
                if "score" in test and exercise in request["exercises"]:
                    say([name, exercise, test["score"]])


def main() -> None:
    """Limits, then the peer."""
    request = json.loads(sys.argv[1])
    pipe = os.fdopen(request["say"], "w")
    os.set_inheritable(pipe.fileno(), False)  # no kernel gets it

    def say(value: Any) -> None:
        pipe.write(json.dumps(value) + "\n")
        pipe.flush()

    for what, limit in (
        (resource.RLIMIT_AS, 8 << 30),
        (resource.RLIMIT_NPROC, 150),
        (resource.RLIMIT_FSIZE, 256 << 20),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))
    {"nbval": nbval, "nbgrader": nbgrader, "otter": otter}[request["peer"]](request, say)


if __name__ == "__main__":
    main()

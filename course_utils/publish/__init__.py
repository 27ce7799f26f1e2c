"""One source to two notebooks: `solutions/NN_title.py` to the executed solution and the student's copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import nbformat

from course_utils.publish import execute, notebook, rules
from course_utils.publish.errors import PublishError
from course_utils.publish.source import Source, read

__all__ = ["PublishError", "check", "publish", "sources"]


def sources(root: Path, only: Iterable[str] = ()) -> list[Source]:
    """The lessons under `root/solutions`, in order, each held to every rule; `only`: numbers such as "01".

    Raises `PublishError` if a source breaks a rule, or `only` names a lesson that is not there.
    """
    found = [read(path) for path in sorted((root / "solutions").glob("[0-9][0-9]_*.py"))]
    if not found:
        raise PublishError(f"no lesson found: {root / 'solutions'} holds no NN_title.py.")
    for number in only:
        if number not in {source.number for source in found}:
            raise PublishError(f"no lesson {number!r}; there are {', '.join(s.number for s in found)}.")
    chosen = [source for source in found if not only or source.number in only]
    for source in chosen:
        rules.obey(source)
        rules.no_leak(source, ((cell, notebook.student_text(cell)) for cell in source.cells))
    return chosen


def publish(
    root: Path, only: Iterable[str] = (), tell: Callable[[str], None] = lambda line: None
) -> list[Path]:
    """Writes `solutions/NN.ipynb` (run) and `notebooks/NN.ipynb` (for students); returns what it wrote.

    All rules are checked before the first cell runs. A lesson whose run fails keeps its old notebooks.
    `tell` gets a line for each lesson. Raises `PublishError`.
    """
    written = []
    for source in sources(root, tuple(only)):
        tell(f"{source.path.stem}: running {len(source.cells)} cells")
        solved = notebook.solution(source)
        execute.run(source, solved)
        for made, path in (
            (solved, _solution_path(root, source)),
            (notebook.student(source), _student_path(root, source)),
        ):
            notebook.write(made, path)
            written.append(path)
    return written


def check(root: Path, only: Iterable[str] = ()) -> list[str]:
    """What is out of step with the sources, a sentence each; an empty list if nothing is.

    Runs nothing: the outputs of solutions are strict nbval's to compare. Raises `PublishError`.
    """
    chosen = sources(root, tuple(only))
    complaints = []
    for source in chosen:
        student = notebook.as_text(notebook.student(source))
        complaints += _compare(_student_path(root, source), student, bare=False)
        complaints += _compare(
            _solution_path(root, source), notebook.as_text(notebook.solution(source)), bare=True
        )
    if not only:
        known = {source.path.stem for source in chosen}
        strays = [p for room in ("notebooks", "solutions") for p in sorted((root / room).glob("*.ipynb"))]
        complaints += [
            f"{p.parent.name}/{p.name} has no source; delete it." for p in strays if p.stem not in known
        ]
    return complaints


def _compare(path: Path, expected: str, bare: bool) -> list[str]:
    name = f"{path.parent.name}/{path.name}"
    if not path.exists():
        return [f"{name} is missing; run: make notebooks"]
    text = path.read_text(encoding="utf-8")
    if bare:
        stored = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
        ran = all(cell.execution_count is not None for cell in stored.cells if cell.cell_type == "code")
        if not ran:
            return [f"{name} holds a cell that was never run; run: make notebooks"]
        text = notebook.as_text(notebook.without_outputs(stored))
    if text != expected:
        return [
            f"{name} differs from what its source gives; run: make notebooks (it overwrites the notebook)"
        ]
    return []


def _solution_path(root: Path, source: Source) -> Path:
    return root / "solutions" / f"{source.path.stem}.ipynb"


def _student_path(root: Path, source: Source) -> Path:
    return root / "notebooks" / f"{source.path.stem}.ipynb"

"""The release that a class is graded against: our own notebooks, as students open them, and their ids.

The notebooks come from the course's folder (`--course`, by default the current one), beside which every
instructor has the package; the wheel carries no second copy that could be out of step with what students got.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import course_utils

ANSWER, CHECK, SETUP, OURS, LEFT_OUT = "answer", "check", "setup", "ours", "left out"
NOT_RUN = frozenset({"demo", "figure", "long"})
"""Tags of the cells that grading leaves out: nothing that earns a point depends on them."""


class ReleaseError(Exception):
    """The course's own notebooks cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Cell:
    """A code cell of ours. `role`: "answer", "check", "setup", "ours", or "left out"."""

    id: str
    source: str
    role: str
    exercise: str


@dataclass(frozen=True)
class Pristine:
    """One notebook as students get it: its lesson's name, its release id, its code cells in order."""

    lesson: str
    release: str
    cells: tuple[Cell, ...]

    @property
    def number(self) -> str:
        """The lesson's number, such as "02"."""
        return self.lesson[:2]

    @property
    def exercises(self) -> tuple[str, ...]:
        """The ids of the exercises, in notebook order."""
        return tuple(cell.exercise for cell in self.cells if cell.role == CHECK)

    def stub(self, exercise: str) -> str:
        """What stands in the answer cell of a student who has not begun."""
        return next(c.source for c in self.cells if c.role == ANSWER and c.exercise == exercise)

    def answer_name(self, exercise: str) -> str:
        """The name that our check line passes to the exercise."""
        check = next(c for c in self.cells if c.role == CHECK and c.exercise == exercise)
        call = ast.parse(check.source).body[0].value  # type: ignore[attr-defined]
        return str(call.args[0].id)


@dataclass(frozen=True)
class Declared:
    """What a gradebook needs to know of an exercise that nobody ran."""

    exercise: str
    title: str
    possible: int


def read(course: Path, only: tuple[str, ...] = ()) -> Mapping[str, Pristine]:
    """The pristine notebooks of the course in `course`, by lesson; `only`: numbers such as "02".

    Raises `ReleaseError` if there are none, or `only` names one that is missing.
    """
    paths = sorted((course / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    if not paths:
        raise ReleaseError(
            f"no notebooks in {course / 'notebooks'}. Run this in the course's folder, or name that folder "
            "with --course."
        )
    code = _package_hash()
    found = {path.stem: pristine(path, path.read_bytes(), code) for path in paths}
    for number in only:
        if not any(lesson.startswith(f"{number}_") for lesson in found):
            raise ReleaseError(f"no lesson {number!r}; there are {', '.join(sorted(n[:2] for n in found))}.")
    return found


def declared(lesson: str) -> tuple[Declared, ...]:
    """The exercises of a lesson with their titles and points. Imports the lesson, and torch with it."""
    from course_utils.lessons import LESSONS, exercises_of, load

    known = next(entry for entry in LESSONS if entry.notebook == lesson)
    return tuple(Declared(e.id, e.title, e.points) for e in exercises_of(load(known)))


def pristine(path: Path, content: bytes, code: str = "") -> Pristine:
    """One notebook of a release, whose file at `path` holds `content`. Raises `ReleaseError`."""
    try:
        cells = tuple(_cell(cell) for cell in json.loads(content)["cells"] if cell["cell_type"] == "code")
    except (ValueError, KeyError, TypeError) as error:
        raise ReleaseError(
            f"{path} is not a notebook of this course ({error}); run: make notebooks"
        ) from error
    identity = sha256(f"{course_utils.__version__}\n{code}\n{path.stem}\n".encode() + content)
    return Pristine(path.stem, identity.hexdigest(), cells)


def _cell(cell: Mapping[str, Any]) -> Cell:
    metadata = cell["metadata"]
    tags = set(metadata.get("tags", ()))
    role = metadata.get("role") or (SETUP if SETUP in tags else LEFT_OUT if tags & NOT_RUN else OURS)
    return Cell(cell.get("id", ""), "".join(cell["source"]), role, metadata.get("exercise", ""))


def code_id() -> str:
    """What the package's code is: the same on two machines exactly if their code is the same."""
    return _package_hash()


def _package_hash() -> str:
    """The package's own code: a judge mended since makes another release, whatever its version says."""
    root = Path(course_utils.__file__).parent
    whole = sha256()
    for path in sorted(root.rglob("*.py")):
        whole.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()

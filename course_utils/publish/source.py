"""Reads a lesson's source, `solutions/NN_title.py` in py:percent form, into cells."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import jupytext

from course_utils.publish.errors import refuse

ANSWER = "answer"
CHECK = "check"
ROLES = (ANSWER, CHECK)


@dataclass(frozen=True)
class Cell:
    """One cell of a source. `number` counts from 1, as an author counts."""

    number: int
    kind: str
    """"code", "markdown" or "raw"."""
    source: str
    metadata: dict[str, Any]
    id: str

    @property
    def exercise(self) -> str | None:
        """The exercise id in the cell's metadata, for example "02.stable_softmax"."""
        return self.metadata.get("exercise")

    @property
    def role(self) -> str | None:
        """ "answer", "check" or None."""
        return self.metadata.get("role")

    @property
    def name(self) -> str:
        """How errors call this cell: its number, and its exercise or its first words."""
        if self.exercise:
            return f"cell {self.number} ({self.exercise}, {self.role})"
        first = next((line.strip() for line in self.source.splitlines() if line.strip()), "empty")
        return f"cell {self.number} ({first[:40]!r})"


@dataclass(frozen=True)
class Source:
    """A lesson's source: its path, its number ("02") and its cells in order."""

    path: Path
    number: str
    cells: tuple[Cell, ...]

    def by_role(self, role: str) -> tuple[Cell, ...]:
        """The cells that have this role, in order."""
        return tuple(cell for cell in self.cells if cell.role == role)


def read(path: Path) -> Source:
    """Reads `path`. Raises `PublishError` if its name or its text is not a lesson's."""
    named = re.fullmatch(r"(\d\d)_[a-z0-9_]+", path.stem)
    if not named:
        raise refuse(path, "", "a lesson's source is called NN_title.py, as in 02_overflow.py.")
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    plain = [(cell.cell_type, cell.source, _authored(cell.metadata)) for cell in notebook.cells]
    if not plain:
        raise refuse(path, "", "no cells. A cell starts with a line `# %%`.")
    ids = _cell_ids(plain)
    cells = tuple(
        Cell(number, kind, source, metadata, id_)
        for number, ((kind, source, metadata), id_) in enumerate(zip(plain, ids, strict=True), start=1)
    )
    return Source(path, named[1], cells)


def _authored(metadata: dict[str, Any]) -> dict[str, Any]:
    """What the author wrote on the `# %%` line, without jupytext's notes on blank lines."""
    return {key: value for key, value in metadata.items() if not key.startswith("lines_to_")}


def _cell_ids(cells: list[tuple[str, str, dict[str, Any]]]) -> list[str]:
    """Ids that depend only on the text: of an exercise's cell its exercise and role, else of its content.

    nbformat 4.5 allows letters, digits, "-" and "_", at most 64 of them. Two equal cells get a counter.
    """
    seen: Counter[str] = Counter()
    ids = []
    for kind, source, metadata in cells:
        exercise, role = metadata.get("exercise"), metadata.get("role")
        if exercise and role:
            base = re.sub(r"[^A-Za-z0-9_-]", "-", f"{exercise}-{role}")[:56]
        else:
            base = f"{kind}-{sha256(source.encode()).hexdigest()[:12]}"
        seen[base] += 1
        ids.append(base if seen[base] == 1 else f"{base}-{seen[base]}")
    return ids


def lesson_module(source: Source) -> str | None:
    """The module that the source imports as `ex`, for example "course_utils.lessons.overflow", or None."""
    for cell in source.cells:
        if cell.kind != "code" or " as ex" not in cell.source:
            continue
        for node in ast.walk(parse(source, cell)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                for alias in node.names:
                    if alias.asname == "ex":
                        package = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
                        return f"{package}{alias.name}"
    return None


def parse(source: Source, cell: Cell) -> ast.Module:
    """The cell as Python. Raises `PublishError` if it is none."""
    try:
        return ast.parse(cell.source)
    except SyntaxError as error:
        raise refuse(
            source.path, cell.name, f"not Python: {error.msg} in its line {error.lineno}."
        ) from error

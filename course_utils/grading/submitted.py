"""One notebook as it was handed in: bytes to cells, or a sentence that says why not.

Nothing but what grading uses is kept: text and a few labels of each cell, no outputs. nbformat's schema is
not asked: it refuses honest files (a cell without an id, a field of some extension) and passes hostile ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from course_utils.grading import python_cells
from course_utils.grading.files import Unreadable
from course_utils.grading.release import Pristine

MAX_CELLS = 2_000
MAX_CODE = 2_000_000
"""Characters of code in one notebook: nobody types so many, and every one of them is parsed."""


@dataclass(frozen=True)
class Cell:
    """One cell; the text of cells without code is left out.

    `number` counts all cells from 0; `order` is its execution count, 0 if it never ran.
    """

    number: int
    kind: str
    source: str
    id: str
    exercise: str
    role: str
    tags: frozenset[str]
    order: int

    @property
    def name(self) -> str:
        """How notes call it; people count cells from 1."""
        return f"cell {self.number + 1}"


@dataclass(frozen=True)
class Submitted:
    """The cells of a notebook that was handed in, the kernel it names, and the language of that kernel."""

    cells: tuple[Cell, ...]
    kernel: str
    language: str

    @property
    def code(self) -> tuple[Cell, ...]:
        """The code cells, in order."""
        return tuple(cell for cell in self.cells if cell.kind == "code")


def read(content: bytes) -> Submitted:
    """Reads a notebook. Raises `Unreadable`, whose message ends the sentence "refused: ..."."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("its bytes are not UTF-8 text") from None
    try:
        data = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except RecursionError:
        raise Unreadable("it is nested too deeply") from None
    except ValueError as error:
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        empty = not text.strip()
        raise Unreadable("the file is empty" if empty else f"it is not JSON{where}") from None
    if not isinstance(data, dict) or not isinstance(data.get("nbformat"), int):
        raise Unreadable("it is JSON, but not a notebook")
    if data["nbformat"] != 4:
        raise Unreadable(
            f"its format is nbformat {str(data['nbformat'])[:20]}, not 4: open it in JupyterLab, save it "
            "and hand it in again"
        )
    cells = data.get("cells")
    if not isinstance(cells, list):
        raise Unreadable("it is a notebook without a list of cells")
    if len(cells) > MAX_CELLS:
        raise Unreadable(f"it has {len(cells):,} cells; at most {MAX_CELLS:,} are read")
    read_cells = tuple(_cell(number, cell) for number, cell in enumerate(cells))
    if sum(len(cell.source) for cell in read_cells if cell.kind == "code") > MAX_CODE:
        raise Unreadable(f"it has more than {MAX_CODE:,} characters of code")
    metadata = _mapping(data.get("metadata"))
    kernel = _mapping(metadata.get("kernelspec"))
    language = _text(kernel.get("language")) or _text(_mapping(metadata.get("language_info")).get("name"))
    return Submitted(read_cells, _text(kernel.get("name"))[:60], language[:60].lower())


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("a key stands twice in one of its JSON objects")
    return found


def _constant(name: str) -> None:
    raise Unreadable(f"it holds {name}, which is not JSON")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _cell(number: int, cell: object) -> Cell:
    data = _mapping(cell)
    kind, source = data.get("cell_type"), data.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(kind, str) or not isinstance(source, str):
        raise Unreadable(f"cell {number + 1} is not a notebook's cell")
    if kind == "code" and re.search("[\ud800-\udfff]", source):
        raise Unreadable(f"cell {number + 1} holds half a character (a lone surrogate)")
    metadata = _mapping(data.get("metadata"))
    tags = metadata.get("tags")
    order = data.get("execution_count")
    return Cell(
        number,
        kind[:20],
        source.replace("\r\n", "\n").replace("\r", "\n") if kind == "code" else "",
        _text(data.get("id"))[:100],
        _text(metadata.get("exercise"))[:100],
        _text(metadata.get("role"))[:20],
        frozenset(tag[:60] for tag in tags if isinstance(tag, str))
        if isinstance(tags, list)
        else frozenset(),
        order if type(order) is int and 0 < order < 10**9 else 0,
    )


def lesson_named(file: str, releases: Mapping[str, Pristine]) -> str:
    """The lesson whose number a file's name carries, or ""."""
    return next((name for name in releases if re.search(rf"(?<!\d){name[:2]}(?!\d)", file)), "")


def lesson_of(notebook: Submitted, releases: Mapping[str, Pristine], file: str) -> str:
    """Which lesson a notebook is: by what its cells say, its file name only where they do not decide.

    "" if it is none of the course. Looks at exercise ids in metadata, then ids of cells, then check lines,
    then answers defined by name.
    """
    named = lesson_named(file, releases)
    labels = {cell.exercise for cell in notebook.code if cell.exercise}
    ids = {cell.id for cell in notebook.cells if cell.id}
    checks = {python_cells.checked(cell.source) for cell in notebook.code} - {None}
    signs = (
        lambda release: len(labels & set(release.exercises)),
        lambda release: len(ids & {cell.id for cell in release.cells}),
        lambda release: len(checks & {exercise[3:] for exercise in release.exercises}),
        lambda release: sum(label.startswith(f"{release.number}.") for label in labels),
    )
    for sign in signs:
        counts = {name: sign(release) for name, release in releases.items()}
        best = max(counts.values(), default=0)
        if best:
            winners = [name for name, count in counts.items() if count == best]
            return named if named in winners else winners[0]
    bound = {name for cell in notebook.code for name in python_cells.binds(cell.source)}
    if named and bound & {releases[named].answer_name(e) for e in releases[named].exercises}:
        return named
    return ""

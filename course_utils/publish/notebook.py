"""Source to notebook: the same text gives the same bytes on any machine."""

from __future__ import annotations

import os
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from course_utils.publish import links, regions
from course_utils.publish.slideshow import slide_type
from course_utils.publish.source import ANSWER, Cell, Source

# No versions: they would change with every machine, and nothing here depends on them.
_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def student_text(cell: Cell) -> str:
    """What a student gets for this cell: an answer without its solution, anything else as it is."""
    return regions.student_version(cell.source) if cell.role == ANSWER else cell.source


def solution(source: Source) -> NotebookNode:
    """The notebook with solutions, not yet run."""
    return _notebook(source, [cell.source for cell in source.cells])


def student(source: Source) -> NotebookNode:
    """The notebook that a student opens: no solutions, no outputs."""
    return _notebook(source, [student_text(cell) for cell in source.cells])


def _notebook(source: Source, texts: list[str]) -> NotebookNode:
    cells = [
        _cell(cell, links.by_cell_id(source, cell, text))
        for cell, text in zip(source.cells, texts, strict=True)
    ]
    notebook = nbformat.from_dict(
        {"cells": cells, "metadata": deepcopy(_METADATA), "nbformat": 4, "nbformat_minor": 5}
    )
    nbformat.validate(notebook)
    return notebook


def _cell(cell: Cell, text: str) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "cell_type": cell.kind,
        "id": cell.id,
        "metadata": deepcopy(cell.metadata) | _slideshow(cell),
        "source": text,
    }
    if cell.kind == "code":
        plain |= {"execution_count": None, "outputs": []}
    return plain


def _slideshow(cell: Cell) -> dict[str, Any]:
    """What slides in JupyterLab and nbconvert go by; nothing where a cell goes on with the slide before."""
    kind = slide_type(cell.kind, cell.metadata, cell.source)
    return {"slideshow": {"slide_type": kind}} if kind else {}


def without_outputs(notebook: NotebookNode) -> NotebookNode:
    """A copy as it was before it ran."""
    bare = deepcopy(notebook)
    for cell in bare.cells:
        if cell.cell_type == "code":
            cell.execution_count, cell.outputs = None, []
    return bare


def as_text(notebook: NotebookNode) -> str:
    """The notebook as its file holds it: keys sorted, one space of indent, a newline at the end."""
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"


def write(notebook: NotebookNode, path: Path) -> None:
    """Writes the whole file or nothing: a killed run leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(as_text(notebook), encoding="utf-8", newline="\n")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)

"""Grading leaves out demos, figures and what takes long; what it runs must not need them."""

from __future__ import annotations

import symtable
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from course_utils.grading import python_cells
from course_utils.grading.release import NOT_RUN
from tests.conftest import ROOT


def global_names(scope: symtable.SymbolTable) -> Iterator[str]:
    """The names of the notebook that a cell reads, also inside its functions."""
    whole = scope.get_type() == "module"
    yield from (s.get_name() for s in scope.get_symbols() if s.is_referenced() and (whole or s.is_global()))
    for inner in scope.get_children():
        yield from global_names(inner)


def needs_what_is_left_out(cells: list[nbformat.NotebookNode]) -> list[str]:
    """The names that a cell reads although only cells that grading leaves out have bound them before."""
    kept: set[str] = set()
    left: set[str] = set()
    found = []
    for cell in cells:
        bound = python_cells.binds(cell.source)
        if NOT_RUN & set(cell.metadata.get("tags", ())):
            left |= bound
            continue
        read = set(global_names(symtable.symtable(cell.source, "cell", "exec")))
        found += sorted((read & left) - kept - bound)
        kept |= bound
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "solutions").glob("*.ipynb")), ids=lambda path: path.stem)
def test_no_cell_that_grading_runs_needs_one_that_it_leaves_out(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    assert needs_what_is_left_out([cell for cell in cells if cell.cell_type == "code"]) == []


def test_such_a_cell_would_be_found() -> None:
    long = nbformat.v4.new_code_cell("net = 1", metadata={"tags": ["long"]})
    assert needs_what_is_left_out([long, nbformat.v4.new_code_cell("print(net)")]) == ["net"]
    assert needs_what_is_left_out([long, nbformat.v4.new_code_cell("net = 2\nprint(net)")]) == []

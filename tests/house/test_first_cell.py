"""A notebook opened in a kernel without the course says in its first cell what to run."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def test_there_is_a_notebook_for_every_source() -> None:
    sources = sorted((ROOT / "solutions").glob("[0-9][0-9]_*.py"))
    assert [path.stem for path in NOTEBOOKS] == [path.stem for path in sources]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_first_cell_says_what_to_run(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = nbformat.read(notebook, as_version=4).cells
    first = next(cell.source for cell in cells if cell.cell_type == "code")
    monkeypatch.setitem(sys.modules, "course_utils", None)  # as if it were not installed
    with pytest.raises(ModuleNotFoundError, match=r"not installed in this kernel.*run: make lab$") as caught:
        exec(compile(first, notebook.name, "exec"), {})
    assert caught.value.__suppress_context__, "one sentence, not the import's traceback before it"

"""From one source to two notebooks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from course_utils.publish import PublishError, check, publish
from tests.publish.conftest import SOURCE, Course

# A figure, a widget, a warning held back, the kernel's settings: what outputs are made of.
SHOWING = (
    SOURCE
    + """
# %%
import os
import ipywidgets
import matplotlib.pyplot as plt
with open("seen.txt", "a") as file:
    print(*(os.environ.get(k) for k in ("COURSE_STRICT", "PYTHONHASHSEED", "COURSE_DEVICE")), file=file)
figure, axes = plt.subplots()
display(ipywidgets.IntSlider(), figure, metadata={"image/png": {"alt": "a line"}})
plt.close(figure)

# %%
double(21)
"""
)


def strict_nbval(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "-q",
        "-p",
        "no:cacheprovider",
        str(folder / "solutions"),
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_publishing_is_deterministic_and_strict_nbval_agrees(course: Course, tmp_path: Path) -> None:
    folder = course(SHOWING)
    written = publish(folder)
    assert [path.relative_to(folder).as_posix() for path in written] == [
        "solutions/00_toy.ipynb",
        "notebooks/00_toy.ipynb",
    ]
    first = [path.read_bytes() for path in written]
    assert check(folder) == []
    publish(folder)
    assert [path.read_bytes() for path in written] == first

    solution, student = (nbformat.read(path, as_version=nbformat.NO_CONVERT) for path in written)
    for notebook in (solution, student):
        nbformat.validate(notebook)
        assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
        assert set(notebook.metadata) == {"kernelspec", "language_info"}
        assert notebook.metadata.language_info == {"name": "python"}
    assert [cell.id for cell in solution.cells] == [cell.id for cell in student.cells]

    # Students: no outputs, no solutions, metadata kept.
    code = [cell for cell in student.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    answer = next(cell for cell in code if cell.metadata.get("exercise") == "00.double")
    assert dict(answer.metadata) == {"exercise": "00.double", "role": "answer"}
    assert answer.source.endswith('    # one line is enough\n    raise NotImplementedError("your turn")')
    assert "SOLUTION" not in written[1].read_text()

    # Solutions: run on CPU as grading runs them, nothing stored that changes from run to run.
    ran = [cell for cell in solution.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in ran] == list(range(1, len(ran) + 1))
    assert (folder / "solutions/seen.txt").read_text() == "1 0 cpu\n" * 2
    shown = ran[-2].outputs
    assert [sorted(output.data) for output in shown] == [["text/plain"], ["image/png", "text/plain"]]
    assert shown[1].metadata["image/png"]["alt"] == "a line"
    assert ran[-1].outputs[0].data == {"text/plain": "42"}

    compared = strict_nbval(folder)
    assert compared.returncode == 0, compared.stdout
    path = written[0]
    path.write_text(path.read_text().replace('"42"', '"43"'))
    assert "mismatch 'text/plain'" in strict_nbval(folder).stdout


def test_check_names_what_is_out_of_step_and_writes_nothing(course: Course) -> None:
    folder = course()
    publish(folder)
    student, solution = folder / "notebooks/00_toy.ipynb", folder / "solutions/00_toy.ipynb"

    student.write_text(student.read_text().replace("It doubles", "It triples"))
    assert [line.partition(" ")[0] for line in check(folder)] == ["notebooks/00_toy.ipynb"]
    assert "It triples" in student.read_text()

    solution.write_text(solution.read_text().replace('"execution_count": 3', '"execution_count": null'))
    student.unlink()
    (folder / "notebooks/09_old.ipynb").write_text("{}")
    assert check(folder) == [
        "notebooks/00_toy.ipynb is missing; run: make notebooks",
        "solutions/00_toy.ipynb holds a cell that was never run; run: make notebooks",
        "notebooks/09_old.ipynb has no source; delete it.",
    ]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("x = 1\nraise ValueError('no digits here')", "it fails with ValueError: no digits here"),
        ("x = 2\nos = __import__('os'); os._exit(1)", "the kernel died in this cell"),
        ("x = 3\nprint(object())", "a memory address"),
        ("x = 4\nimport sys; print('careful', file=sys.stderr)", "it writes to stderr: careful"),
        ("x = 5\nimport os; print(os.path.dirname(os.getcwd()))", "names a folder of this machine"),
        (
            "x = 6\nprint(__import__('inspect').currentframe().f_code.co_filename)",
            "the path of a running kernel",
        ),
    ],
)
def test_a_cell_that_cannot_be_stored_stops_publishing(course: Course, code: str, says: str) -> None:
    folder = course(SOURCE + f"\n# %%\n{code}\n\n# %%\nprint('never reached')\n")
    with pytest.raises(PublishError) as refusal:
        publish(folder)
    assert says in str(refusal.value)
    assert f"solutions/00_toy.py, cell 7 ('{code.splitlines()[0]}')" in str(refusal.value)
    assert not (folder / "notebooks").exists()


def test_a_failing_lesson_keeps_its_old_notebooks(course: Course) -> None:
    folder = course()
    before = [path.read_bytes() for path in publish(folder)]
    course(SOURCE + "\n# %%\n1 / 0\n")
    with pytest.raises(PublishError, match="ZeroDivisionError"):
        publish(folder)
    assert [(folder / room / "00_toy.ipynb").read_bytes() for room in ("solutions", "notebooks")] == before


def test_only_the_chosen_lesson_is_published(course: Course) -> None:
    folder = course()
    course("# %% [markdown]\n# # Another\n", name="01_other.py")
    assert [path.stem for path in publish(folder, only=["01"])] == ["01_other", "01_other"]


def test_the_command_says_what_is_wrong_without_a_traceback(course: Course) -> None:
    folder = course(SOURCE + "\n# %%\n### BEGIN SOLUTION\n")
    command = [sys.executable, "-m", "course_utils", "publish", "--root", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"COLUMNS": "80"})
    assert done.returncode == 1
    assert done.stderr.startswith("publish: solutions/00_toy.py, cell 7 (")
    assert "Traceback" not in done.stderr

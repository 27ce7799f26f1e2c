"""pytest plugin: `pytest -p course_utils.grading.plugin --softmax-grade one.ipynb --softmax-seed HEX`.

nbval's own collector and items, subclassed: nbval collects a transplanted notebook's cells and runs each; a
check cell becomes a probe of the kernel, judged here. A check cell passes or fails by its verdict. The
student's other cells never fail: what they did is told in their section of the report.
"""

from __future__ import annotations

import ast
import hashlib
import hmac
from collections.abc import Callable, Generator, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError

from course_utils.checking import Exercise
from course_utils.grading import kernels
from course_utils.grading.link import Fatal, Link
from course_utils.grading.look import Look
from course_utils.grading.notebook_run import Cell, NotebookRun
from course_utils.grading.record import Event, ExerciseResult, Limits
from course_utils.grading.sandbox import Lost

ROLES = ("setup", "answer", "added", "check", "ours")


class Malformed(ValueError):
    """The file is not a transplanted notebook."""


def exercise_seed(class_seed: bytes, exercise: str) -> int:
    """The seed of one exercise: the same for a whole class, so that what it is judged against is shared."""
    return int.from_bytes(hmac.digest(class_seed, exercise.encode(), hashlib.sha256)[:7], "big")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of grading."""
    group = parser.getgroup("softmax-course", "grading")
    group.addoption("--softmax-grade", action="store_true", help="Grade transplanted notebooks.")
    group.addoption("--softmax-seed", metavar="HEX", help="The secret seed of the class.")
    group.addoption("--softmax-no-sandbox", action="store_true", help="Run students' code unprotected.")
    for limit in fields(Limits):
        name = f"--softmax-{limit.name.replace('_', '-')}"
        kind: Any = int if isinstance(limit.default, int) and "bytes" in limit.name else float
        group.addoption(name, type=kind, default=limit.default, help=f"Default {limit.default}.")


def pytest_configure(config: pytest.Config) -> None:
    """Read the seed. Raises UsageError if it is missing."""
    if config.option.softmax_grade:
        try:
            seed = bytes.fromhex(config.option.softmax_seed or "")
        except ValueError:
            seed = b""
        if not seed:
            raise pytest.UsageError("--softmax-grade needs --softmax-seed, in hexadecimal")
        limits = Limits(**{f.name: getattr(config.option, f"softmax_{f.name}") for f in fields(Limits)})
        settings = Settings(seed, limits, not config.option.softmax_no_sandbox)
        config.pluginmanager.register(Grading(settings), "softmax-course-grading")


class Settings:
    """How a session grades, and who hears of each notebook's results."""

    def __init__(
        self,
        seed: bytes,
        limits: Limits,
        sandbox: bool,
        landed: Callable[[Path, tuple[ExerciseResult, ...]], None] = lambda path, results: None,
    ) -> None:
        self.seed, self.limits, self.sandbox, self.landed = seed, limits, sandbox, landed


class Grading:
    """The plugin at work: collects notebooks in nbval's place."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def pytest_configure(self, config: pytest.Config) -> None:
        """nbval reads an option of pytest's terminal, which a run without a terminal does not have."""
        if not hasattr(config.option, "color"):
            config.option.color = "no"

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> Generator[None, list[Any], list[Any]]:
        """Ours in the place of nbval's collector (the hook asks every plugin, and keeps all answers)."""
        found = [c for c in (yield) if not isinstance(c, IPyNbFile)]
        if file_path.suffix == ".ipynb":
            file = GradedFile.from_parent(parent, path=file_path)
            file.settings = self._settings
            found.append(file)
        return found


class GradedFile(IPyNbFile):
    """One transplanted notebook."""

    settings: Settings
    run: NotebookRun

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.compare_outputs = False

    def collect(self) -> Iterator[GradedCell]:
        """nbval's cells, each with its part in the grading. Raises Malformed."""
        for item in super().collect():
            cell = _read(item.cell, item.cell_num)
            told = f"{item.name} ({cell.role}{' ' if cell.exercise else ''}{cell.exercise})"
            graded = GradedCell.from_parent(
                self,
                name=told,
                cell_num=item.cell_num,
                cell=item.cell,
                options={"check": False, "skip": False},
            )
            # Tags and comments are the student's: no option of nbval's is read from them.
            graded.options["check_exception"] = False
            graded.graded = cell
            yield graded

    def setup(self) -> None:
        """Prepare the run; its first cell starts the kernel."""
        self.setup_sanitize_files()
        items = {item.graded.position: item for item in self.session.items if item.parent is self}
        cells = [item.graded for item in items.values()]
        exercises = _exercises(cells)
        settings = self.settings
        lessons = tuple({name.partition(".")[0]: None for name in exercises})

        def start() -> Link:
            return kernels.start(settings.limits, settings.sandbox, lessons)

        def execute(cell: Cell, link: Link) -> None:
            items[cell.position].run_in(link)

        seeds = {name: exercise_seed(settings.seed, name) for name in exercises}
        self.run = NotebookRun(cells, exercises, seeds, settings.limits, start, execute)

    def teardown(self) -> None:
        """End the kernel, and hand the results on if every check was run."""
        self.run.close()
        if set(self.run.looks) == set(self.run.exercises):
            results = tuple(self.run.looks[name].result() for name in self.run.exercises)
            self.settings.landed(self.path, results)


class NotRight(Exception):
    """A check cell's verdict does not pass."""


class GradedCell(IPyNbCell):
    """One cell: run by nbval, or probed and judged."""

    graded: Cell
    parent: GradedFile

    def setup(self) -> None:
        """Nothing: a cell that ran too long says nothing about the next."""

    def run_in(self, link: Link) -> None:
        """Run this cell as nbval does. Raises Fatal; an error of the cell's own stays in `link.error`."""
        self.parent.kernel, self.parent.timed_out = link, False
        try:
            super().runtest()
        except Lost:
            raise
        except NbCellError as error:
            # A cell's own error leaves the kernel running; nbval stops one that never says it is done.
            if not link.is_alive():
                raise Fatal(Event.PROTOCOL, "silenced its kernel") from error
        except RuntimeError as error:
            # nbval's word for a kernel that has died since its last cell.
            if link.is_alive():
                raise
            raise Fatal(Event.KILLED, "its kernel was gone") from error
        finally:
            link.rest()
            self.parent.kernel = None
            self.test_outputs = None

    def runtest(self) -> None:
        """Run the cell, or look at its exercise. Raises NotRight if the verdict does not pass."""
        run = self.parent.run
        if self.graded.role != "check":
            if told := run.cell(self.graded):
                self.add_report_section("call", "cell", told)
            return
        found: Look = run.check(self.graded)
        if not found.passes:
            # On a terminal: nothing that a student wrote may move the cursor or change colors.
            text = found.verdict.to_text()
            raise NotRight(
                "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)
            )

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:
        """The verdict alone."""
        return str(excinfo.value) if isinstance(excinfo.value, NotRight) else super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the cell is."""
        return self.path, 0, self.name


def _read(cell: Any, position: int) -> Cell:
    about = cell.metadata.get("grading")
    if not isinstance(about, dict) or about.get("role") not in ROLES:
        raise Malformed(f"cell {position}: no role in grading; only transplanted notebooks are graded")
    role, exercise = about["role"], str(about.get("exercise", ""))
    return Cell(position, role, exercise, cell.source, _checked_name(cell.source) if role == "check" else "")


def _checked_name(source: str) -> str:
    """The name in `ex.exercise.check(name)`. Raises Malformed if the cell is no such line."""
    try:
        (line,) = ast.parse(source).body
        call = line.value  # type: ignore[attr-defined]
        (argument,) = call.args
        if call.func.attr == "check" and isinstance(argument, ast.Name):
            return argument.id
    except (SyntaxError, ValueError, AttributeError):
        pass
    raise Malformed(f"not a check of one name: {source[:60]!r}")


def _exercises(cells: list[Cell]) -> dict[str, Exercise]:
    """The exercises that the cells check, in order. Raises Malformed."""
    declared = kernels.exercises()
    wanted = [cell.exercise for cell in cells if cell.role == "check"]
    if unknown := [name for name in wanted if name not in declared]:
        raise Malformed(f"no lesson declares {unknown[0]!r}")
    return {name: declared[name] for name in wanted}

"""What a source must keep to before anything is written. Each refusal names the file and the cell."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterable
from typing import Any

from course_utils.publish import regions
from course_utils.publish.errors import PublishError, refuse
from course_utils.publish.source import ANSWER, CHECK, ROLES, Cell, Source, lesson_module, parse


def obey(source: Source) -> None:
    """Raises `PublishError` at the first rule that `source` breaks."""
    for cell in source.cells:
        _labels(source, cell)
        _marks(source, cell)
    checks = _one_check_each(source)
    for check in checks.values():
        _one_line(source, check)
        _answered_before(source, check)
    for answer in source.by_role(ANSWER):
        if answer.exercise not in checks:
            raise refuse(source.path, answer.name, "this answer has no check cell after it.")
        if answer.number > checks[answer.exercise].number:
            raise refuse(source.path, answer.name, "this answer stands after its check; move it before.")
    _same_as_declared(source, checks)


def _labels(source: Source, cell: Cell) -> None:
    if cell.role is None and cell.exercise is None:
        return
    if cell.role is None:
        raise refuse(source.path, cell.name, 'it has an exercise id but no role="answer" or role="check".')
    if cell.role not in ROLES:
        raise refuse(source.path, cell.name, f'role="{cell.role}" is unknown; it is "answer" or "check".')
    if not cell.exercise:
        raise refuse(
            source.path, cell.name, f'this {cell.role} cell has no exercise id (exercise="NN.name").'
        )
    number, _, name = str(cell.exercise).partition(".")
    if number != source.number or not name.isidentifier():
        raise refuse(
            source.path,
            cell.name,
            f'an exercise id here reads "{source.number}.name", with a Python name after the dot.',
        )
    if cell.kind != "code":
        raise refuse(source.path, cell.name, f"a cell with an exercise is a code cell, not {cell.kind}.")


def _marks(source: Source, cell: Cell) -> None:
    if cell.role != ANSWER:
        if regions.has_marks(cell.source):
            raise refuse(source.path, cell.name, 'a solution mark stands outside a cell with role="answer".')
        return
    try:
        found = regions.find(cell.source)
        if not found:
            raise refuse(source.path, cell.name, f"no solution to take out: mark it with `{regions.BEGIN}`.")
        parse(source, cell)
        stub = regions.student_version(cell.source)
    except regions.RegionError as error:
        raise refuse(source.path, cell.name, str(error)) from error
    try:
        ast.parse(stub)
    except SyntaxError as error:
        raise refuse(
            source.path, cell.name, f"without its solution the cell is not Python any more: {error.msg}."
        ) from error


def _one_check_each(source: Source) -> dict[str, Cell]:
    checks: dict[str, Cell] = {}
    for cell in source.by_role(CHECK):
        assert cell.exercise is not None
        if cell.exercise in checks:
            raise refuse(
                source.path,
                cell.name,
                f"duplicate exercise id: {checks[cell.exercise].name} checks it already.",
            )
        checks[cell.exercise] = cell
    return checks


def _one_line(source: Source, check: Cell) -> None:
    """A check cell is one line, `ex.NAME.check(ARG[, ARG...])`, so that grading can trust its form."""
    assert check.exercise is not None
    name = check.exercise.partition(".")[2]
    form = f"a check cell is the one line `ex.{name}.check(ANSWER)`"
    if len(check.source.strip().splitlines()) != 1:
        raise refuse(source.path, check.name, f"{form}; this one has more or fewer lines.")
    body = parse(source, check).body
    call = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
    if not isinstance(call, ast.Call) or ast.unparse(call.func) != f"ex.{name}.check":
        raise refuse(source.path, check.name, f"{form}, not `{check.source.strip()}`.")
    if not call.args or call.keywords or not all(isinstance(arg, ast.Name) for arg in call.args):
        raise refuse(source.path, check.name, f"{form}, and what it checks is given by name.")


def _answered_before(source: Source, check: Cell) -> None:
    answers = [c for c in source.by_role(ANSWER) if c.exercise == check.exercise and c.number < check.number]
    if not answers:
        raise refuse(source.path, check.name, "a check without an answer cell before it.")
    defined = {name for cell in answers for name in _defined(parse(source, cell).body)}
    call = parse(source, check).body[0].value  # type: ignore[attr-defined]
    for arg in call.args:
        if arg.id not in defined:
            raise refuse(source.path, check.name, f"`{arg.id}` is not defined in the answer cell above.")


def _defined(body: Iterable[ast.stmt]) -> set[str]:
    """The names that top-level statements bind by def, class or assignment."""
    names = set()
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        else:
            names |= {
                n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
            }
    return names


def declared_in(module: str) -> dict[str, str]:
    """Attribute name to exercise id, for every exercise that the lesson `module` declares.

    An exercise is known by its two sides that publishing relies on: a string `id` and a method `check`.
    """
    lesson = importlib.import_module(module)
    return {
        name: value.id
        for name, value in vars(lesson).items()
        if not isinstance(value, type) and isinstance(getattr(value, "id", None), str) and _checks(value)
    }


def _checks(value: Any) -> bool:
    return callable(getattr(value, "check", None))


def _same_as_declared(source: Source, checks: dict[str, Cell]) -> None:
    module = lesson_module(source)
    if module is None:
        if checks:
            first = min(checks.values(), key=lambda cell: cell.number)
            raise refuse(source.path, first.name, "no cell imports the lesson as `ex`.")
        return
    try:
        declared = declared_in(module)
    except Exception as error:
        raise PublishError(
            f"{source.path.name}: its lesson `{module}` cannot be imported: {type(error).__name__}: {error}"
        ) from error
    for name, id_ in declared.items():
        if id_.partition(".")[2] != name:
            raise refuse(
                source.path,
                "",
                f"`{module}.{name}` has the id {id_!r}; the part after the dot must be {name!r}.",
            )
    for id_, cell in checks.items():
        if id_ not in declared.values():
            raise refuse(source.path, cell.name, f"`{module}` declares no exercise {id_!r}.")
    for id_ in sorted(set(declared.values()) - set(checks)):
        raise refuse(source.path, "", f"exercise {id_!r}, declared in `{module}`, has no check cell here.")


def no_leak(source: Source, student_cells: Iterable[tuple[Cell, str]]) -> None:
    """Raises `PublishError` if a line of a solution can be read in the student's cells.

    `student_cells`: each source cell with the text that the student gets for it. Spacing is not
    compared: a solution typed with other blanks is a leak all the same.
    """
    shown = [(cell, squeeze(text)) for cell, text in student_cells]
    for answer in source.by_role(ANSWER):
        for region in regions.find(answer.source):
            stub = squeeze("\n".join(regions.stub_of(region)))
            for line in region.telling_lines():
                if squeeze(line) in stub:
                    continue  # given away on purpose, such as `bet = dict(`
                for cell, text in shown:
                    if squeeze(line) in text:
                        raise refuse(
                            source.path, cell.name, f"the solution of {answer.exercise} leaks here: `{line}`."
                        )


def squeeze(text: str) -> str:
    """`text` without any blanks: how lines are compared."""
    return "".join(text.split())

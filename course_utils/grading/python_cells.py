"""What a student's cell says, read and never run: what it binds, whether it differs from ours.

A cell need not be Python (magics, mistakes), and a hostile one may be deep or long: then the text decides.
"""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Iterable
from typing import NamedTuple

MAX_PARSED = 100_000
"""Longer cells are not parsed: nobody types them, and a parser's memory grows with them."""

_MAGIC = re.compile(r"^(\s*)[%!].*$", re.MULTILINE)
_BINDING = re.compile(r"^(?:(?:async\s+)?def|class)\s+(\w+)|^(\w+)\s*=[^=]", re.MULTILINE)
_NBVAL = re.compile(r"^(\s*#+\s*)(NBVAL_|PYTEST_VALIDATE_)", re.MULTILINE)


def parse(source: str) -> ast.Module | None:
    """The cell as Python, its magics left out, or None."""
    if len(source) > MAX_PARSED:
        return None
    try:
        return ast.parse(_MAGIC.sub(r"\1pass", source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def same(one: str, other: str) -> bool:
    """Whether two cells say the same, but for comments, blanks and quotes."""
    if one.split() == other.split():
        return True
    trees = parse(one), parse(other)
    if trees[0] is None or trees[1] is None:
        return False
    try:
        return ast.dump(trees[0]) == ast.dump(trees[1])
    except RecursionError:
        return False


class Imported(NamedTuple):
    """One name: ("", "torch", "t") of `import torch as t`, ("math", "exp", "") of `from math import exp`."""

    module: str
    name: str
    alias: str

    @property
    def bound(self) -> str:
        """The name that it gives to the notebook."""
        return self.alias or self.name.partition(".")[0]


_BLACKBOARD = re.compile(r"course_utils\.(derivation|lessons\.\w+\.\w+)")


def of_the_blackboard(one: Imported) -> bool:
    """Whether it is a name that proofs are written with, under its own name: to import it changes nothing."""
    return not one.alias and bool(_BLACKBOARD.fullmatch(one.module))


def imported(node: ast.AST) -> frozenset[Imported]:
    """What an import statement imports; nothing for any other node."""
    if isinstance(node, ast.Import):
        return frozenset(Imported("", one.name, one.asname or "") for one in node.names)
    if isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        return frozenset(Imported(module, one.name, one.asname or "") for one in node.names)
    return frozenset()


def imports(source: str) -> frozenset[Imported]:
    """What a cell imports, wherever in it."""
    tree = parse(source)
    return frozenset().union(*map(imported, ast.walk(tree))) if tree is not None else frozenset()


def binds(source: str, but: frozenset[Imported] = frozenset()) -> frozenset[str]:
    """The names that a cell defines or assigns at its top level (also within its `if`, `with` and so on).

    What it imports as in `but` is left out.
    """
    tree = parse(source)
    if tree is None:
        return frozenset(one or other for one, other in _BINDING.findall(source))
    try:
        return frozenset(_bound(tree.body, but))
    except RecursionError:
        return frozenset()


def _bound(body: Iterable[ast.AST], but: frozenset[Imported]) -> set[str]:
    names: set[str] = set()
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            taken = [one for one in imported(node) - but if not of_the_blackboard(one)]
            names |= {one.bound for one in taken}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif not isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            names |= _bound(ast.iter_child_nodes(node), but)
    return names


def reads(source: str) -> frozenset[str] | None:
    """The names of the notebook's that a cell reads, also when a function of its runs; None if it is no
    Python. A function's own names (its parameters, what it assigns) are not the notebook's."""
    tree = parse(source)
    if tree is None:
        return None
    try:
        table = symtable.symtable(_MAGIC.sub(r"\1pass", source), "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    # `x += 1` reads x, and a table of symbols does not say so.
    changed = [node.target for node in ast.walk(tree) if isinstance(node, ast.AugAssign)]
    return frozenset(_read(table).union(name.id for name in changed if isinstance(name, ast.Name)))


def _read(table: symtable.SymbolTable) -> set[str]:
    in_function = table.get_type() == "function"
    names = {
        s.get_name() for s in table.get_symbols() if s.is_referenced() and (s.is_global() or not in_function)
    }
    return names.union(*map(_read, table.get_children()))


def checked(source: str) -> str | None:
    """The exercise's name if the cell is one line `ex.NAME.check(...)` and nothing else, or None."""
    tree = parse(source)
    if tree is None or len(tree.body) != 1:
        return None
    call = _check_call(tree.body[0])
    return call[0] if call else None


def without_check(source: str, name: str, answer: str) -> str:
    """An edited check cell without its check: what else it holds, and which answer it passes.

    `ex.NAME.check(mine)` becomes `ANSWER = mine`, so that our own check line looks at what the student's did.
    A cell that is not Python comes back as it is.
    """
    tree = parse(source)
    if tree is None:
        return source
    text = _Text(source)
    kept = []
    for statement in tree.body:
        call = _check_call(statement)
        if call is None:
            kept.append(text.of(statement))
        elif call[0] == name and call[1] is not None:
            argument = call[1]
            if not (isinstance(argument, ast.Name) and argument.id == answer):
                kept.append(f"{answer} = ({text.of(argument)}\n)")
    return "\n".join(kept).strip()


class _Text:
    """Pieces of a cell's text. `ast.get_source_segment` splits the whole cell again for each piece."""

    def __init__(self, source: str) -> None:
        """Over the lines that `parse` saw: magics are `pass` there too."""
        self._lines = _MAGIC.sub(r"\1pass", source).encode().splitlines(keepends=True)

    def of(self, node: ast.stmt | ast.expr) -> str:
        """The text of one statement or expression, as written, decorators included."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        decorators = getattr(node, "decorator_list", None) or [node]
        first, start = min(node.lineno, decorators[0].lineno) - 1, node.col_offset
        lines = self._lines[first : node.end_lineno]
        lines[-1] = lines[-1][: node.end_col_offset]
        lines[0] = lines[0][start:]
        return b"".join(lines).decode()


def _check_call(statement: ast.stmt) -> tuple[str, ast.expr | None] | None:
    """For `ex.NAME.check(ARGUMENT)`: its name and its argument (None if there are none or several)."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    if (
        not isinstance(call, ast.Call)
        or not isinstance(call.func, ast.Attribute)
        or call.func.attr != "check"
    ):
        return None
    exercise = call.func.value
    if not isinstance(exercise, ast.Attribute) or not isinstance(exercise.value, ast.Name):
        return None
    if exercise.value.id != "ex":
        return None
    single = len(call.args) == 1 and not call.keywords and not isinstance(call.args[0], ast.Starred)
    return exercise.attr, call.args[0] if single else None


def without_nbval_comments(source: str) -> str:
    """The cell with comments such as `# NBVAL_SKIP` made plain comments, which nbval does not obey."""
    return _NBVAL.sub(r"\1(not obeyed) \2", source)

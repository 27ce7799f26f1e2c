"""Solution regions: what stands between the marks, and what a student sees in its place.

The marks are those that nbgrader and Otter users know, each alone on its line::

    ### BEGIN SOLUTION
    ### END SOLUTION

A comment in a region that starts with `#:` speaks to the student and stays. So does the start of a
proof, `name = derive(`, if the expression it starts from stands on lines of its own.
"""

from __future__ import annotations

import ast
import io
import re
import textwrap
import tokenize
from dataclasses import dataclass

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
YOUR_TURN = 'raise NotImplementedError("your turn")'
_LOOKS_LIKE_A_MARK = re.compile(r"#+\s*(begin|end)[ _-]*solution", re.IGNORECASE)
_BARE_RETURN = re.compile(r"return \w+")
_BARE_DERIVE = re.compile(r"\w+ = derive\(")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SHORT = 12
_WIDE = 88


class RegionError(ValueError):
    """A region that cannot be published; the message says why."""


@dataclass(frozen=True)
class Region:
    """Lines `first` to `last` of a cell, marks included, counted from 0."""

    first: int
    last: int
    indent: str
    lines: tuple[str, ...]

    def telling_lines(self) -> tuple[str, ...]:
        """The stripped lines that would give the solution away if they stood elsewhere.

        Left out: lines under 12 characters, a bare `return x` or `x = derive(`, and what the student sees
        anyway (`#:`, and where a proof starts).
        """
        code = textwrap.dedent("\n".join(self.lines))
        seen = {line.strip() for given in _given_starts(code) for line in given}
        stripped = (line.strip() for line in self.lines)
        return tuple(
            line
            for line in stripped
            if len(line) >= _SHORT
            and not _BARE_RETURN.fullmatch(line)
            and not line.startswith("#:")
            and line not in seen
            and not _BARE_DERIVE.fullmatch(line)
        )


def has_marks(text: str) -> bool:
    """Whether a line of `text` is a solution mark, or nearly one."""
    return any(_LOOKS_LIKE_A_MARK.fullmatch(line.strip()) for line in text.splitlines())


def find(code: str) -> tuple[Region, ...]:
    """The regions of a cell, in order. Raises `RegionError` on marks that do not pair up."""
    regions: list[Region] = []
    lines = code.splitlines()
    begin: int | None = None
    for number, line in enumerate(lines):
        mark = line.strip()
        if not _LOOKS_LIKE_A_MARK.fullmatch(mark):
            continue
        if mark == BEGIN:
            if begin is not None:
                raise RegionError(f"nested mark: line {number + 1} begins a solution inside a solution.")
            begin = number
        elif mark == END:
            if begin is None:
                raise RegionError(f"unbalanced mark: line {number + 1} ends a solution that did not begin.")
            indent = lines[begin][: len(lines[begin]) - len(lines[begin].lstrip())]
            regions.append(Region(begin, number, indent, tuple(lines[begin + 1 : number])))
            begin = None
        else:
            raise RegionError(f"line {number + 1} is `{mark}`; the marks are `{BEGIN}` and `{END}`.")
    if begin is not None:
        raise RegionError(f"unbalanced mark: the solution that begins in line {begin + 1} never ends.")
    return tuple(regions)


def student_version(code: str) -> str:
    """`code` (valid Python) with every region replaced by what the student sees. Raises `RegionError`."""
    lines = code.splitlines()
    functions = [node for node in ast.walk(ast.parse(code)) if isinstance(node, _FUNCTIONS)]
    for region in reversed(find(code)):
        if not any(line.strip() and not line.strip().startswith("#") for line in region.lines):
            raise RegionError(f"the solution that begins in line {region.first + 1} is empty.")
        inside = any(f.lineno <= region.first + 1 and region.last <= (f.end_lineno or 0) for f in functions)
        if region.indent and not inside:
            raise RegionError(f"the indented solution in line {region.first + 1} is not inside a function.")
        lines[region.first : region.last + 1] = stub_of(region)
    return "\n".join(lines)


def stub_of(region: Region) -> list[str]:
    """The lines that a student sees in a region's place. Raises `RegionError`."""
    return _inside_a_block(region) if region.indent else _at_top_level(region)


def _inside_a_block(region: Region) -> list[str]:
    kept = [text for _, text in _instructions(textwrap.dedent("\n".join(region.lines)))]
    return [region.indent + line for line in (*kept, YOUR_TURN)]


def _at_top_level(region: Region) -> list[str]:
    code = "\n".join(region.lines)
    try:
        statements = ast.parse(code).body
    except SyntaxError as error:
        raise RegionError(f"the solution at top level is not whole statements: {error.msg}.") from error
    # Instructions go before the statement that they stand in or above.
    instructions = _instructions(code)
    stub: list[str] = []
    assigned = False
    for statement in statements:
        end = statement.end_lineno or statement.lineno
        given = _given_start(statement, code)
        # What is said inside a proof stays inside it, below the line it starts from.
        above = statement.lineno if given else end
        stub += [text for line, text in instructions if line <= above]
        inside = [text for line, text in instructions if above < line <= end]
        instructions = [(line, text) for line, text in instructions if line > end]
        if isinstance(statement, ast.Import | ast.ImportFrom):
            continue
        for name in _assigned_names(statement):
            if given:
                stub += [f"{name} = derive(", *given, *(f"    {text}" for text in inside), ")"]
            else:
                stub += _placeholder(name, statement)
            assigned = True
    if not assigned:
        raise RegionError(
            "a solution at top level assigns nothing, so nothing is left for the student to fill in."
        )
    return stub + [text for _, text in instructions]


def _assigned_names(statement: ast.stmt) -> list[str]:
    """The plain names that an assignment binds. Raises `RegionError` for any other statement."""
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        targets = [statement.target]
    flat = [
        part for target in targets for part in (target.elts if isinstance(target, ast.Tuple) else [target])
    ]
    names = [part.id for part in flat if isinstance(part, ast.Name)]
    if not names or len(names) != len(flat):
        raise RegionError(
            "a solution at top level may hold only assignments to names, imports and comments, "
            f"not `{ast.unparse(statement).splitlines()[0]}`."
        )
    return names


def _placeholder(name: str, statement: ast.stmt) -> list[str]:
    value = getattr(statement, "value", None)
    is_dict = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "dict"
    keys = [keyword.arg for keyword in value.keywords if keyword.arg] if is_dict and not value.args else []
    if not keys or len(keys) != len(value.keywords):
        return [f"{name} = ..."]
    one_line = f"{name} = dict({', '.join(f'{key}=...' for key in keys)})"
    if len(one_line) <= _WIDE:
        return [one_line]
    return [f"{name} = dict(", *(f"    {key}=...," for key in keys), ")"]


def _given_starts(code: str) -> list[list[str]]:
    """The lines of every start of a proof in `code` that the student is given."""
    try:
        statements = ast.parse(code).body
    except SyntaxError:
        return []
    return [_given_start(statement, code) for statement in statements]


def _given_start(statement: ast.stmt, code: str) -> list[str]:
    """The lines of the expression that a proof starts from, if they hold nothing else; otherwise none.

    In `name = derive(START, (LINE, "rule"), ...)` the student writes the lines; START is the exercise.
    """
    call = getattr(statement, "value", None)
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "derive"):
        return []
    if len(call.args) < 2 or isinstance(call.args[0], ast.Starred):
        return []
    start, first_line = call.args[0], call.args[1]
    last = start.end_lineno or start.lineno
    if start.lineno == call.lineno or last == first_line.lineno:
        return []
    return code.splitlines()[start.lineno - 1 : last]


def _instructions(code: str) -> list[tuple[int, str]]:
    """The `#:` comments of `code` as (line, comment without its colon).

    Tokens, not lines: a `#:` inside a string is no comment.
    """
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError) as error:
        raise RegionError("a solution holds whole statements; this one begins or ends inside one.") from error
    return [
        (token.start[0], "#" + token.string[2:])
        for token in tokens
        if token.type == tokenize.COMMENT and token.string.startswith("#:")
    ]

"""A proof as the student hands it in: lines, or two case proofs joined into one conclusion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from course_utils.derivation.definitions import Condition, same
from course_utils.derivation.errors import NotationError
from course_utils.derivation.notation import Substitution
from course_utils.derivation.tree import Expr, as_scalar

MAX_LINES = 60
MAX_RULE_NAME = 60


@dataclass(frozen=True, eq=False)
class Line:
    """One line: the expression and the rule that leads to it from the line above.

    `change` is the new variable of a substitution, as (new variable, the old variable it is written in).
    """

    expr: Expr
    rule: str
    change: tuple[Expr, Expr] | None = None


@dataclass(frozen=True, eq=False)
class LineProof:
    """A chain of equalities: `start` and the lines below it."""

    start: Expr
    lines: tuple[Line, ...]

    def __repr__(self) -> str:
        rows = [f"  {self.start}"]
        rows += [f"= {line.expr}    [{line.rule}]" for line in self.lines]
        return "\n".join(rows)


@dataclass(frozen=True, eq=False)
class CaseProof:
    """Two proofs, for i = j and for i ≠ j, and the one conclusion that covers both: `start` equals
    `conclusion`.
    """

    start: Expr
    conclusion: Expr
    split: Condition
    equal: LineProof
    different: LineProof

    def __repr__(self) -> str:
        i, j = self.split.left, self.split.right
        parts = (f"case {i} = {j}:", repr(self.equal), f"case {i} ≠ {j}:", repr(self.different))
        return "\n".join((*parts, f"together: {self.start} = {self.conclusion}"))


Proof = LineProof | CaseProof


def derive(start: Any, *lines: Any) -> LineProof:
    """A proof, line by line: `derive(start, (expression, "rule"), (expression, "rule"), ...)`.

    Only the notation is checked here; whether it holds is for the exercise's check.
    Raises NotationError with one sentence for what cannot be read.
    """
    if len(lines) > MAX_LINES:
        raise NotationError(f"A proof has at most {MAX_LINES} lines.")
    return LineProof(_closed(as_scalar(start), 0), tuple(_line(line, n) for n, line in enumerate(lines, 1)))


def cases(
    start: Any, conclusion: Any, split: tuple[Any, Any], equal: LineProof, different: LineProof
) -> CaseProof:
    """Join two proofs: `cases(D(p[i], z[j]), p[i]*(delta(i, j) - p[j]), (i, j), equal=derive(...),
    different=derive(...))`.
    """
    if not (isinstance(split, tuple) and len(split) == 2):
        raise NotationError("Say which two indices the cases split: cases(start, conclusion, (i, j), ...).")
    if not (isinstance(equal, LineProof) and isinstance(different, LineProof)):
        raise NotationError("Each case is a proof of its own: equal=derive(...), different=derive(...).")
    condition = same(*split)
    if condition.left.head != "sym" or condition.right.head != "sym":
        raise NotationError("The cases split two index symbols, such as (i, j).")
    return CaseProof(
        _closed(as_scalar(start), 0), _closed(as_scalar(conclusion), 0), condition, equal, different
    )


def _line(line: Any, number: int) -> Line:
    if isinstance(line, Expr):
        raise NotationError(f'Line {number} names no rule. Write (expression, "rule").')
    if not isinstance(line, tuple) or len(line) != 2:
        raise NotationError(
            f'Line {number} is not a pair. Write (expression, "rule") with a comma between lines.'
        )
    expr, rule = line
    if isinstance(rule, Substitution):
        return Line(_closed(as_scalar(expr), number), "substitution", (rule.new, rule.old))
    if not isinstance(rule, str) or not rule.strip():
        raise NotationError(f'The rule of line {number} must be a name in quotes, such as "cancel".')
    if len(rule) > MAX_RULE_NAME:
        raise NotationError(f"The rule of line {number} is too long for a name.")
    return Line(_closed(as_scalar(expr), number), rule)


def _closed(node: Expr, number: int) -> Expr:
    """Refuse a bound variable outside its sum (the builtin `sum`, or an index kept from another line)."""
    if node.free:
        where = f"Line {number}" if number else "The first line"
        name = _loose_name(node)
        raise NotationError(
            f"{where} uses {name} outside of its Sum. Write Sum(... for {name} in K) with a capital S; "
            "Python's own sum does not know K."
        )
    return node


def _loose_name(node: Expr) -> str:
    if node.head == "bound":
        return node.data[1]
    return next(_loose_name(a) for a in node.args if a.free & node.free)

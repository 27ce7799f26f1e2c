"""The course's proofs as data: our solution, other right proofs, and broken ones with the line that must
be refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from course_utils.derivation import CaseProof, Expr, LineProof, Proof, Statement, derive
from course_utils.derivation.proofs import Line


@dataclass(frozen=True, eq=False)
class Broken:
    """A broken proof. `line`: label of the first line that must be refused; None when no single line is
    to blame.

    `false`: whether that line is false (a 30-digit evaluation must bear it out) or true but not by its rule.
    """

    proof: Proof
    line: str | None
    false: bool = False


@dataclass(frozen=True, eq=False)
class Exercise:
    """A proof exercise with everything its check is tested against."""

    name: str
    statement: Statement
    solution: Proof
    others: tuple[Proof, ...]
    broken: dict[str, Broken] = field(default_factory=dict)


def pairs(proof: LineProof) -> list[Line]:
    return list(proof.lines)


def rebuilt(proof: LineProof, lines: list[Line]) -> LineProof:
    return LineProof(proof.start, tuple(lines))


def swap(proof: LineProof, n: int, expr: object, rule: str | None = None) -> LineProof:
    """Line n (from 1) with another expression, and another rule if given."""
    ((_, new),) = enumerate(derive(proof.start, (expr, rule or proof.lines[n - 1].rule)).lines)
    if rule is None:
        new = Line(new.expr, proof.lines[n - 1].rule, proof.lines[n - 1].change)
    return rebuilt(proof, [*proof.lines[: n - 1], new, *proof.lines[n:]])


def without(proof: LineProof, *numbers: int) -> LineProof:
    """Without these lines."""
    return rebuilt(proof, [line for n, line in enumerate(proof.lines, 1) if n not in numbers])


def renamed(proof: LineProof, n: int, rule: str) -> LineProof:
    """Line n under another rule's name."""
    return rebuilt(proof, [Line(x.expr, rule) if k == n else x for k, x in enumerate(proof.lines, 1)])


def inserted(proof: LineProof, n: int, expr: Expr, rule: str) -> LineProof:
    """With a line put before line n."""
    return rebuilt(proof, [*proof.lines[: n - 1], Line(expr, rule), *proof.lines[n - 1 :]])


def common(solution: LineProof, skip: int, wrong_name: tuple[int, str], middle: int) -> dict[str, Broken]:
    """Ways to break any chain: `skip` is a line no single rule bridges, `wrong_name` a line and a name
    that is no synonym, `middle` a line to falsify."""
    lines = solution.lines
    first, last = lines[0], lines[-1]
    n, name = wrong_name
    back = inserted(solution, 3, first.expr, lines[1].rule) if len(lines) > 1 else solution
    return {
        "sign flipped in the first line": Broken(swap(solution, 1, -first.expr), "1", True),
        "sign flipped in the middle": Broken(
            swap(solution, middle, -lines[middle - 1].expr), str(middle), True
        ),
        "right ends, a false middle": Broken(
            swap(solution, middle, 2 * lines[middle - 1].expr), str(middle), True
        ),
        "one too many in the middle": Broken(
            swap(solution, middle, lines[middle - 1].expr + 1), str(middle), True
        ),
        "a line skipped": Broken(without(solution, skip), str(skip)),
        "a rule's name that is no synonym": Broken(renamed(solution, n, name), str(n)),
        "a rule that does not exist": Broken(renamed(solution, n, "magic"), str(n)),
        "comes back to an earlier line": Broken(back, "3"),
        "comes back to the start": Broken(inserted(solution, 2, solution.start, first.rule), "2"),
        "the same line twice": Broken(inserted(solution, 2, first.expr, first.rule), "2"),
        "jumps to the goal": Broken(rebuilt(solution, [Line(last.expr, first.rule)]), "1"),
        "stops before the goal": Broken(rebuilt(solution, list(lines[:-1])), None),
        "starts somewhere else": Broken(LineProof(solution.start + 1, lines), None),
    }


def in_case(proof: CaseProof, which: str, chain: LineProof) -> CaseProof:
    """A proof by cases with one of its chains exchanged; `which` is "equal" or "different"."""
    equal, different = (chain, proof.different) if which == "equal" else (proof.equal, chain)
    return CaseProof(proof.start, proof.conclusion, proof.split, equal, different)

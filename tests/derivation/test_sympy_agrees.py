"""What "follows" is borne out by SymPy, an independent peer, with K instantiated and one symbol per entry."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
import sympy as sp

from course_utils.derivation import CaseProof, Expr, LineProof, Statement
from course_utils.derivation.walk import subtrees
from tests.derivation.proofs import Exercise
from tests.derivation.proofs.every import EXERCISES

POSITIVE = {"positive", "unit", "posvector", "distribution"}


class Instance:
    """A statement with K classes: indices are numbers, each vector entry is a SymPy symbol."""

    def __init__(self, statement: Statement, classes: int, indices: dict[str, int]) -> None:
        self.classes, self.indices = classes, indices
        self.definitions = {d.name: d for d in statement.definitions}

    def symbol(self, name: str, sort: str, k: int | None = None) -> Any:
        if sort == "distribution" and k == self.classes:
            # the entries sum to one
            return 1 - sum(self.symbol(name, sort, m) for m in range(1, k))
        tag = name if k is None else f"{name}_{k}"
        return sp.Symbol(tag, positive=True) if sort in POSITIVE else sp.Symbol(tag, real=True)

    def read(self, node: Expr, bound: dict[int, Any], values: dict[tuple[str, str], Any]) -> Any:
        def at(child: Expr) -> Any:
            return self.read(child, bound, values)

        args = node.args
        match node.head:
            case "num":
                return sp.Rational(node.data.numerator, node.data.denominator)
            case "lit":
                return node.data
            case "K":
                return sp.Integer(self.classes)
            case "sym":
                if node.data in values:
                    return values[node.data]
                name, sort = node.data
                if sort == "index":
                    return self.indices[name]
                if node.kind == "vector":
                    return [self.symbol(name, sort, k) for k in range(1, self.classes + 1)]
                return self.symbol(name, sort)
            case "bound":
                return bound[node.data[0]]
            case "at":
                return at(args[0])[at(args[1]) - 1]
            case "delta":
                return sp.Integer(at(args[0]) == at(args[1]))
            case "sum" | "prod":
                out = {at(e) for e in args[1:]}
                terms = [
                    self.read(args[0], {**bound, node.data[0]: k}, values)
                    for k in range(1, self.classes + 1)
                    if k not in out
                ]
                return sp.Add(*terms) if node.head == "sum" else sp.Mul(*terms)
            case "D":
                return sp.diff(at(args[0]), at(args[1]))
            case "fn":
                return self.call(node, [at(e) for e in args])
        return self.operate(node.head, [at(e) for e in args])

    def call(self, node: Expr, arguments: list[Any]) -> Any:
        definition = self.definitions[node.data[0]]
        inner = {p.data: x for p, x in zip(definition.params, arguments, strict=True)}
        if definition.index is None:
            return self.read(definition.body, {}, inner)
        name = definition.index.data
        return [self.read(definition.body, {}, {**inner, name: k}) for k in range(1, self.classes + 1)]

    def operate(self, head: str, parts: list[Any]) -> Any:
        if any(isinstance(p, list) for p in parts):
            wide = [p if isinstance(p, list) else [p] * self.classes for p in parts]
            return [self.operate(head, list(entries)) for entries in zip(*wide, strict=True)]
        x, y = parts[0], parts[-1]
        table = {
            "add": lambda: x + y,
            "sub": lambda: x - y,
            "mul": lambda: x * y,
            "div": lambda: x / y,
            "neg": lambda: -x,
            "exp": lambda: sp.exp(x),
            "log": lambda: sp.log(x),
            "pow": lambda: x**y,
        }
        return table[head]()


def is_zero(difference: Any) -> bool:
    """Exactly zero for SymPy; failing that, zero to 30 digits at random rational points."""
    if difference == 0:
        return True
    flat = sp.expand_log(sp.powsimp(sp.expand(difference), force=True), force=True)
    if flat == 0 or sp.cancel(sp.together(sp.expand(flat, power_exp=True))) == 0:
        return True
    symbols = sorted(difference.free_symbols, key=str)
    for shift in (3, 5):
        point = {s: sp.Rational(2 * n + shift, 37) for n, s in enumerate(symbols)}
        if abs(sp.N(difference.subs(point), 40, maxn=400)) > sp.Float("1e-30"):
            return False
    return True


def chains(proof: LineProof | CaseProof) -> list[tuple[str, LineProof]]:
    if isinstance(proof, CaseProof):
        return [("equal", proof.equal), ("different", proof.different)]
    return [("", proof)]


def index_patterns(statement: Statement, classes: int, case: str) -> list[dict[str, int]]:
    names = sorted(n for n, sort in statement.symbols.items() if sort == "index")
    found = []
    for values in itertools.product(range(1, min(classes, 2) + 1), repeat=len(names)):
        chosen = dict(zip(names, values, strict=True))
        apart = [c for c in statement.conditions if not c.equal]
        if any(chosen[str(c.left)] == chosen[str(c.right)] for c in apart):
            continue
        if case and len(names) == 2 and (values[0] == values[1]) != (case == "equal"):
            continue
        if values and values[0] == 1:
            found.append(chosen)
    return found or [{}]


def check_with_sympy(exercise: Exercise, classes: int) -> int:
    compared = 0
    for proof in (exercise.solution, *exercise.others):
        for case, chain in chains(proof):
            lines = [chain.start, *(line.expr for line in chain.lines)]
            if any(n.head == "int" for line in lines for n in subtrees(line)):
                continue  # SymPy does not do these integrals over symbols; mpmath does (test_course_proofs)
            for chosen in index_patterns(exercise.statement, classes, case):
                instance = Instance(exercise.statement, classes, chosen)
                values = [instance.read(line, {}, {}) for line in lines]
                for n, (above, below) in enumerate(itertools.pairwise(values), 1):
                    assert is_zero(above - below), (exercise.name, case, n, json.dumps(chosen), str(lines[n]))
                    compared += 1
    return compared


def test_each_accepted_step_of_the_solutions_is_an_identity_for_sympy_with_two_classes() -> None:
    compared = sum(check_with_sympy(exercise, exercise.statement.classes or 2) for exercise in EXERCISES)
    assert compared > 250


@pytest.mark.full
def test_each_accepted_step_of_the_solutions_is_an_identity_for_sympy_with_three_classes() -> None:
    compared = sum(check_with_sympy(exercise, exercise.statement.classes or 3) for exercise in EXERCISES)
    assert compared > 250

"""Random expressions, and values of the normaliser turned back into expressions."""

from __future__ import annotations

import random
from fractions import Fraction

from course_utils.derivation import (
    LSE,
    D,
    Int,
    K,
    Prod,
    Sum,
    between,
    delta,
    distributions,
    exp,
    indices,
    log,
    num,
    oo,
    positive_vectors,
    positives,
    reals,
    sigmoid,
    softmax,
    units,
    vectors,
)
from course_utils.derivation.notation import BoundIndex
from course_utils.derivation.polynomial import Atom, Value, bound_name
from course_utils.derivation.tree import Expr, bound_variable

i, j = indices("i j")
c, d = reals("c d")
a, b = positives("a b")
u = units("u")
z, w = vectors("z w")
v = positive_vectors("v")
y = distributions("y")
DEFINITIONS = (softmax, LSE, sigmoid)
SYMBOLS = (i, j, c, d, a, b, u, z, w, v, y)


class Trees:
    """Random scalar expressions over the symbols above; `calculus` allows derivatives and integrals."""

    def __init__(self, rng: random.Random, calculus: bool = True) -> None:
        self.rng, self.calculus = rng, calculus

    def index(self, scope: tuple[Expr, ...]) -> Expr:
        bound = [x for x in scope if x.kind == "index"]
        return self.rng.choice([i, j, *bound, *bound])

    def leaf(self, scope: tuple[Expr, ...]) -> Expr:
        rng = self.rng
        real = [x for x in scope if x.kind == "scalar"]
        if real and rng.random() < 0.5:
            return rng.choice(real)
        pick = rng.randrange(10)
        if pick < 2:
            return num(rng.choice([1, 2, 3, Fraction(1, 2)]))
        if pick < 4:
            return rng.choice([c, d, a, b, u])
        if pick == 4:
            return delta(self.index(scope), self.index(scope))
        if pick == 5:
            return softmax(rng.choice([z, w, z + w, z + c, 2 * z]))[self.index(scope)]
        if pick == 6:
            return rng.choice([LSE(z), sigmoid(c), K * num(1), a])
        return rng.choice([z, w, v, y])[self.index(scope)]

    def scalar(self, depth: int, scope: tuple[Expr, ...] = ()) -> Expr:
        rng = self.rng
        if depth <= 0:
            return self.leaf(scope)
        pick = rng.randrange(24 if self.calculus else 21)

        def sub() -> Expr:
            return self.scalar(depth - 1 - (rng.random() < 0.3), scope)

        if pick < 3:
            return sub() + sub()
        if pick < 5:
            return sub() - sub()
        if pick < 9:
            return sub() * sub()
        if pick < 11:
            return sub() / sub()
        if pick == 11:
            return -sub()
        if pick < 14:
            return exp(sub())
        if pick == 14:
            return log(exp(sub())) if rng.random() < 0.5 else log(self.positive(depth - 1, scope))
        if pick == 15:
            return sub() ** rng.choice([2, 3, -1])
        if pick == 16:
            return self.positive(depth - 1, scope) ** rng.choice([c, num(1) / 2, a, d + 1])
        if pick < 20:
            return self.big("sum", depth, scope)
        if pick == 20:
            return self.big("prod", depth, scope)
        if pick < 23:
            var = rng.choice([z[j], z[i], w[j], c, a])
            return D(self.scalar(min(depth - 1, 2), scope), var)
        return self.integral(depth, scope)

    def positive(self, depth: int, scope: tuple[Expr, ...]) -> Expr:
        rng = self.rng
        pick = rng.randrange(8)
        if depth <= 0 or pick < 2:
            return rng.choice([a, b, u, v[self.index(scope)], y[self.index(scope)], exp(c)])
        if pick < 4:
            return exp(self.scalar(depth - 1, scope))
        if pick < 6:
            return self.positive(depth - 1, scope) * self.positive(depth - 1, scope)
        if pick == 6:
            return self.positive(depth - 1, scope) / self.positive(depth - 1, scope)
        k = BoundIndex(bound_variable("k", "index").data[0], "k")
        return Expr("sum", (self.positive(depth - 1, (*scope, k)),), (k.data[0], "k"))

    def big(self, head: str, depth: int, scope: tuple[Expr, ...]) -> Expr:
        k = bound_variable("k", "index")
        body = self.scalar(depth - 1, (*scope, k))
        out = (self.index(scope),) if self.rng.random() < 0.25 else ()
        return Expr(head, (body, *out), (k.data[0], "k"))

    def integral(self, depth: int, scope: tuple[Expr, ...]) -> Expr:
        """An integral that converges: over a finite range, or with a factor that falls fast enough."""
        rng = self.rng
        x = bound_variable("x", "real")
        inner = Trees(rng, calculus=False)
        index_scope = tuple(s for s in scope if s.kind == "index")
        factor = inner.scalar(1, index_scope)
        rate = rng.choice([a, a + b, Sum(exp(z[k]) for k in K), num(2), v[i]])
        shape = rng.randrange(5)
        if shape == 0:
            body, ends = factor * x ** rng.choice([1, 2]) + inner.scalar(1, index_scope), (num(0), num(1))
        elif shape == 1:
            body, ends = factor * exp(-rate * x), (num(0), oo)
        elif shape == 2:
            body, ends = exp(c * x + d) * factor, (num(0), rng.choice([num(1), a, num(2)]))
        elif shape == 3:
            body, ends = exp(-x) * exp(-rate * exp(-x)) * factor, (-oo, oo)
        else:
            body, ends = (exp(-rate * x) + factor * exp(-2 * x)) * 3, (num(0), oo)
        return Expr("int", (body, *ends), (x.data[0], "x"))


_SORT_OF = {"i": i, "j": j}
_BY_NAME = {s.data[0]: s for s in SYMBOLS}


def back_to_tree(value: Value, scope: dict[str, Expr] | None = None) -> Expr:
    """An expression with this value; `scope` maps names of opened binders to bound variables."""
    scope = scope or {}
    terms = []
    for mono, k in value.terms.items():
        top, below = num(k), None
        for atom, n, m in mono:
            part = _atom(atom, scope)
            for _ in range(n):
                top = top * part
            for _ in range(m):
                below = part if below is None else below * part
        terms.append(top if below is None else top / below)
    total = terms[0] if terms else num(0)
    for term in terms[1:]:
        total = total + term
    return total


def _index(name: str, scope: dict[str, Expr]) -> Expr:
    if name.isdigit():
        return Expr("lit", (), int(name))
    return scope[name] if name in scope else _BY_NAME[name]


def _binder(body: Value, scope: dict[str, Expr], sort: str) -> tuple[Expr, dict[str, Expr]]:
    variable = bound_variable("k" if sort == "index" else "x", sort)
    return variable, {**scope, bound_name(body): variable}


def _atom(atom: Atom, scope: dict[str, Expr]) -> Expr:
    head, parts = atom.head, atom.parts
    if head == "K":
        return Expr("K")
    if head == "sym":
        return scope[parts[0]] if parts[0] in scope else _BY_NAME[parts[0]]
    if head == "at":
        return _BY_NAME[parts[0]][_index(parts[2], scope)]
    if head == "delta":
        return delta(_index(parts[0], scope), _index(parts[1], scope))
    if head == "P":
        return back_to_tree(parts[0], scope)
    if head in ("exp", "log"):
        return Expr(head, (back_to_tree(parts[0], scope),))
    if head == "pow":
        return back_to_tree(parts[0], scope) ** back_to_tree(parts[1], scope)
    if head in ("sum", "prod"):
        variable, inner = _binder(parts[0], scope, "index")
        out = tuple(_index(e, scope) for e in parts[1:])
        return Expr(head, (back_to_tree(parts[0], inner), *out), (variable.data[0], "k"))
    if head == "int":
        variable, inner = _binder(parts[0], scope, "real")
        ends = tuple(
            (oo if p == "oo" else -oo) if isinstance(p, str) else back_to_tree(p, scope) for p in parts[1:]
        )
        return Expr("int", (back_to_tree(parts[0], inner), *ends), (variable.data[0], "x"))
    if head == "D":
        return D(back_to_tree(parts[0], scope), _atom(parts[1], scope))
    if head == "fn":
        return _call(atom, scope)
    raise AssertionError(head)


def _call(atom: Atom, scope: dict[str, Expr]) -> Expr:
    """A defined function again. A vector argument is rebuilt by trying the vectors that give its entries."""
    name, index = atom.parts[:2]
    definition = next(x for x in DEFINITIONS if x.name == name)
    args = []
    for part in atom.parts[2:]:
        if isinstance(part, Atom):
            args.append(_vector(part.parts[0], scope))
        else:
            args.append(back_to_tree(part, scope))
    node = definition(*args)
    return node[_index(index, scope)] if index else node


def _vector(body: Value, scope: dict[str, Expr]) -> Expr:
    """A vector expression whose entry at the bound name is `body` (arithmetic lifted to vectors)."""
    name = bound_name(body)

    def lift(value: Value) -> Expr:
        terms = []
        for mono, k in value.terms.items():
            term = num(k)
            for atom, n, m in mono:
                part = (
                    _BY_NAME[atom.parts[0]]
                    if atom.head == "at" and atom.parts[2] == name
                    else _atom(atom, scope)
                )
                for _ in range(n):
                    term = term * part
                for _ in range(m):
                    term = term / part
            terms.append(term)
        total = terms[0] if terms else num(0)
        for term in terms[1:]:
            total = total + term
        return total

    return lift(body)


__all__ = ["DEFINITIONS", "SYMBOLS", "Int", "Prod", "Trees", "back_to_tree", "between"]

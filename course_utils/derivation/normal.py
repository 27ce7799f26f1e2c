"""The normaliser: one canonical value for a tree, under a set of primitive laws.

Without any law the value is the *tidying* that is always free: order, signs, numerals, like terms,
compound fractions, bound names. It neither cancels nor distributes. Each law is switched on by its name
(a `flag`) and is oriented one way, so that any set of laws ends. Two lines are one step apart by a rule
when their values under its laws agree.

Every law is an equality wherever the left side has a value; `tests/derivation/test_soundness.py` fuzzes
unions of laws against numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from course_utils.derivation import calculus, sums
from course_utils.derivation.context import Context
from course_utils.derivation.definitions import unfold
from course_utils.derivation.errors import NotNormal
from course_utils.derivation.laws import FLAGS
from course_utils.derivation.polynomial import (
    ONE,
    ZERO,
    Atom,
    Factors,
    Value,
    add,
    as_constant,
    as_factor,
    atom_value,
    close,
    constant,
    factors_of,
    make_mono,
    merge,
    only_term,
    scale,
    take_contents,
)
from course_utils.derivation.signs import sign
from course_utils.derivation.tree import MAX_EXPONENT, Expr
from course_utils.derivation.work import Work

_MAX_BITS = 2048
_MAX_TERMS = 400


class Normaliser:
    """Computes values under `flags`. Raises OutOfWork when the budget ends, NotNormal at 1/0 and the like."""

    def __init__(self, flags: frozenset[str], context: Context, work: Work) -> None:
        self.flags, self.context, self.work = flags, context, work
        self._opened = 0
        for flag in flags:
            if flag not in FLAGS:
                raise ValueError(f"unknown law {flag!r}")

    def on(self, flag: str) -> bool:
        return flag in self.flags

    def fresh(self) -> str:
        """A name for an opened binder."""
        self._opened += 1
        return f"~{self._opened}"

    # Trees --------------------------------------------------------------------------------------
    def tree(self, node: Expr, env: Mapping[int, str] | None = None) -> Value:
        """The value of a scalar tree; `env` names the bound variables in scope."""
        env = env or {}
        self.work.spend(12)
        head, args = node.head, node.args
        if head == "num":
            return constant(node.data)
        if head == "sym":
            return atom_value(Atom("sym", node.data))
        if head == "K":
            return constant(self.context.classes) if self.context.classes and self.on("write_out") else _K
        if head == "bound":
            return atom_value(Atom("sym", (env[node.data[0]], "real")))
        if head == "at":
            return self.entry(args[0], self.index(args[1], env), env, node)
        if head in ("sum", "prod", "int"):
            return self._binder(node, env)
        if head == "delta":
            return self.delta(self.index(args[0], env), self.index(args[1], env))
        if head == "D":
            ((mono, _),) = self.tree(args[1], env).terms.items()
            return calculus.derivative(self, self.tree(args[0], env), mono[0][0])
        if head == "fn":
            return self._call(node, node, env, "")
        return self._operate(node, [self.tree(a, env) for a in args])

    def _operate(self, node: Expr, values: list[Value]) -> Value:
        head, x, y = node.head, values[0], values[-1]
        if head == "add":
            return add((x, y))
        if head == "sub":
            return add((x, scale(y, -1)))
        if head == "neg":
            return scale(x, -1)
        if head == "mul":
            return self.multiply(x, y)
        if head == "div":
            return self.divide(x, y)
        if head == "exp":
            return self.exp(x)
        if head == "log":
            return self.log(x)
        return self.power(x, y)

    def index(self, node: Expr, env: Mapping[int, str]) -> str:
        """The name of an index: its symbol, `1`, `2`, ..., or the name of its binder."""
        if node.head == "bound":
            return env[node.data[0]]
        name = str(node.data) if node.head == "lit" else node.data[0]
        return self.context.merged.get(name, name) if self.on("case") else name

    def entry(self, node: Expr, index: str, env: Mapping[int, str], at: Expr | None = None) -> Value:
        """Entry `index` of a vector-valued tree: arithmetic on vectors is entry by entry."""
        self.work.spend(8)
        if node.kind == "scalar":
            return self.tree(node, env)
        if node.head == "sym":
            return atom_value(Atom("at", (*node.data, index)))
        if node.head == "fn":
            return self._call(node, at, env, index)
        return self._operate(node, [self.entry(a, index, env) for a in node.args])

    def _call(self, node: Expr, whole: Expr | None, env: Mapping[int, str], index: str) -> Value:
        """A defined function: unfolded under `definition`, else an atom over its normalised arguments."""
        if self.on("definition"):
            if whole is None:
                # The entry was reached through vector arithmetic: name its index by a bound variable.
                at = Expr("at", (node, Expr("bound", (), (0, "k", "index"))))
                return self.tree(_unfolded(at, self), {**env, 0: index})
            return self.tree(_unfolded(whole, self), env)
        parts: list[str | Atom | Value] = []
        for arg in node.args:
            if arg.kind == "index":
                parts.append(self.index(arg, env))
            elif arg.kind == "scalar":
                parts.append(self.tree(arg, env))
            else:
                name = self.fresh()
                parts.append(Atom("lam", (close(self.entry(arg, name, env), name),)))
        return atom_value(Atom("fn", (node.data[0], index, *parts)))

    def _binder(self, node: Expr, env: Mapping[int, str]) -> Value:
        name = self.fresh()
        body = self.tree(node.args[0], {**env, node.data[0]: name})
        if node.head == "int":
            ends = tuple(self._end(a, env) for a in node.args[1:])
            return calculus.integral(self, name, body, *ends)
        excluded = tuple(sorted({self.index(a, env) for a in node.args[1:]}))
        return (sums.total if node.head == "sum" else sums.product)(self, name, body, excluded)

    def _end(self, node: Expr, env: Mapping[int, str]) -> Value | str:
        if node.head == "oo":
            return "oo"
        if node.head == "neg" and node.args[0].head == "oo":
            return "-oo"
        return self.tree(node, env)

    # Arithmetic ---------------------------------------------------------------------------------
    def multiply(self, x: Value, y: Value) -> Value:
        if self.on("expand") and (len(x.terms) > 1 or len(y.terms) > 1):
            self._bound_terms(len(x.terms) * len(y.terms))
            return add(
                self.product(c * d, merge(factors_of(m), factors_of(n)))
                for m, c in x.terms.items()
                for n, d in y.terms.items()
            )
        (c, left), (d, right) = as_factor(x), as_factor(y)
        return self.product(c * d, merge(left, right))

    def divide(self, x: Value, y: Value) -> Value:
        c, below = as_factor(y)
        if c == 0:
            raise NotNormal("division by zero")
        if self.on("as_typed") and any(d for _, d in below.values()):
            below = {Atom("P", (Value({make_mono(below): Fraction(1)}),)): (1, 0)}
        inverse = {a: (d, n) for a, (n, d) in below.items()}
        if self.on("expand") and len(x.terms) > 1:
            self._bound_terms(len(x.terms))
            return add(self.product(k / c, merge(factors_of(m), inverse)) for m, k in x.terms.items())
        d, above = as_factor(x)
        return self.product(d / c, merge(above, inverse))

    def whole_power(self, x: Value, n: int) -> Value:
        """x to a whole power, which may be negative."""
        if n == 0:
            return ONE
        if self.on("expand") and len(x.terms) > 1 and n > 0:
            result = x
            for _ in range(n - 1):
                result = self.multiply(result, x)
            return result
        c, factors = as_factor(x)
        if c == 0:
            if n < 0:
                raise NotNormal("division by zero")
            return ZERO
        if (c.numerator.bit_length() + c.denominator.bit_length()) * abs(n) > _MAX_BITS:
            raise NotNormal("a number too large")
        m = abs(n)
        if n > 0:
            return self.product(c**m, {a: (p * m, q * m) for a, (p, q) in factors.items()})
        return self.product(1 / c**m, {a: (q * m, p * m) for a, (p, q) in factors.items()})

    def _bound_terms(self, count: int) -> None:
        self.work.spend(6 * count)
        if count > _MAX_TERMS:
            raise NotNormal("too many terms")

    def product(self, c: Fraction, factors: Factors) -> Value:
        """A monomial, with the laws on products applied."""
        self.work.spend(3)
        if c == 0:
            return ZERO
        if c.numerator.bit_length() + c.denominator.bit_length() > _MAX_BITS:
            raise NotNormal("a number too large")
        if self.on("cancel") or self.on("exp_sum"):
            every = self.on("cancel")
            factors = {
                a: (n - min(n, d), d - min(n, d)) if every or a.head == "exp" else (n, d)
                for a, (n, d) in factors.items()
            }
        if self.on("cancel"):
            c, factors = take_contents(c, factors)
        if self.on("delta"):
            done = sums.apply_deltas(self, c, factors)
            if done is not None:
                return done
        factors = {a: nd for a, nd in factors.items() if nd != (0, 0)}
        if self.on("expand"):
            for atom, (n, d) in factors.items():
                if atom.head == "P" and n:
                    rest = self.product(c, {**factors, atom: (0, d)})
                    return self.multiply(rest, self.whole_power(atom.parts[0], n))
            if self.on("expand_below"):
                factors = self._multiply_out_below(factors)
        if len(factors) == 1 and (c in (1, -1) or self.on("expand")):
            ((atom, counts),) = factors.items()
            if atom.head == "P" and counts == (1, 0):
                return scale(atom.parts[0], c)
        return Value({make_mono(factors): c})

    def _multiply_out_below(self, factors: Factors) -> Factors:
        below = {a: d for a, (_, d) in factors.items() if d}
        if not any(a.head == "P" for a in below) or sum(below.values()) < 2:
            return factors
        out = ONE
        for atom, d in below.items():
            base = atom.parts[0] if atom.head == "P" else atom_value(atom)
            out = self.multiply(out, self.whole_power(base, d))
        above = {a: (n, 0) for a, (n, _) in factors.items() if n}
        c, whole = as_factor(out)
        if c != 1:  # a sign or number: keep the shape, it is found by the other laws
            return factors
        return merge(above, {a: (d, n) for a, (n, d) in whole.items()})

    # Functions ----------------------------------------------------------------------------------
    def exp(self, x: Value) -> Value:
        if not x.terms:
            return ONE
        if self.on("exp_sum"):
            result = ONE
            for mono, c in x.terms.items():
                whole = Fraction(c.numerator if abs(c.numerator) <= MAX_EXPONENT else 1)
                one = self._exp_term(Value({mono: c / whole}))
                result = self.multiply(result, self.whole_power(one, int(whole)))
            return result
        return self._exp_term(x)

    def _exp_term(self, x: Value) -> Value:
        single = only_term(x)
        if single and self.on("exp_log"):
            c, factors = single
            logs = [a for a, nd in factors.items() if a.head == "log" and nd == (1, 0)]
            if len(factors) == 1 and logs and c.denominator == 1 and abs(c) <= MAX_EXPONENT:
                return self.whole_power(logs[0].parts[0], int(c))
        return atom_value(Atom("exp", (x,)))

    def log(self, x: Value) -> Value:
        if x == ONE:
            return ZERO
        if not x.terms:
            raise NotNormal("the logarithm of 0")
        single = only_term(x)
        if single is not None:
            c, factors = single
            if self.on("exp_log") and c == 1 and len(factors) == 1:
                ((atom, (n, d)),) = factors.items()
                if atom.head == "exp" and n * d == 0:
                    return scale(atom.parts[0], n - d)
            if self.on("log_prod"):
                return self._log_of_product(x, c, factors)
        return atom_value(Atom("log", (x,)))

    def _log_of_product(self, x: Value, c: Fraction, factors: Factors) -> Value:
        """log of a product as a sum of logs, when all factors but one are known to be positive."""
        doubtful = [a for a in factors if self.sign_of(atom_value(a)) != 1]
        if c < 0:
            minus = [a for a in factors if self.sign_of(atom_value(a)) == -1]
            if (
                len(factors) > 1
                or not minus
                or abs(factors[minus[0]][0] - factors[minus[0]][1]) != 1
                or c == -1
            ):
                return atom_value(Atom("log", (x,)))
            rest = self.log(Value({make_mono(factors): Fraction(-1)}))
            return add((self._log_number(-c), rest))
        if len(doubtful) > 1 or any(abs(factors[a][0] - factors[a][1]) != 1 for a in doubtful):
            return atom_value(Atom("log", (x,)))
        parts = [self._log_number(c)]
        for atom, (n, d) in factors.items():
            if n and d:
                parts.append(scale(self._log_atom(atom), n))
                parts.append(scale(self._log_atom(atom), -d))
            else:
                parts.append(scale(self._log_atom(atom), n - d))
        return add(parts)

    def _log_number(self, c: Fraction) -> Value:
        parts = []
        for number, s in ((c.numerator, 1), (c.denominator, -1)):
            if number != 1:
                parts.append(scale(atom_value(Atom("log", (constant(number),))), s))
        return add(parts)

    def _log_atom(self, atom: Atom) -> Value:
        if atom.head == "P":
            return atom_value(Atom("log", (atom.parts[0],)))
        if atom.head == "exp" and self.on("exp_log"):
            return atom.parts[0]
        if atom.head == "pow":
            return self.multiply(atom.parts[1], self.log(atom.parts[0]))
        if atom.head == "prod":
            name, body, excluded = sums.open_big(self, atom)
            if self.sign_of(body) == 1:
                return sums.total(self, name, self.log(body), excluded)
        return atom_value(Atom("log", (atom_value(atom),)))

    def power(self, x: Value, y: Value) -> Value:
        n = as_constant(y)
        if n is not None and n.denominator == 1 and abs(n) <= MAX_EXPONENT:
            return self.whole_power(x, int(n))
        if x == ONE:
            return ONE
        if self.on("power_def") and self.sign_of(x) == 1:
            return self.exp(self.multiply(y, self.log(x)))
        return atom_value(Atom("pow", (x, y)))

    def delta(self, i: str, j: str) -> Value:
        """Kronecker's delta of two index names."""
        if self.flags & {"delta", "case"}:
            if i == j:
                return ONE
            # Under `delta` alone, known conditions are left for the rule "case" to use.
            if self.context.differ(i, j) and (self.on("case") or (i.isdigit() and j.isdigit())):
                return ZERO
        return atom_value(Atom("delta", tuple(sorted((i, j)))))

    def sign_of(self, x: Value) -> int | None:
        """1, -1, 0 for a value of known sign, else None."""
        return sign(x, self.context, self.work)


_K = atom_value(Atom("K", ()))


def _unfolded(node: Expr, normaliser: Normaliser) -> Expr:
    body = unfold(node, dict(normaliser.context.definitions))
    if body is None:
        raise NotNormal("an unknown definition")
    normaliser.work.spend(body.size)
    return body

"""The notation of a proof line, so that Python reads like the blackboard.

    softmax(z + c)[i]
    exp(z[i]) / Sum(exp(z[k]) for k in K)
    Int(exp(-x) for x in between(0, oo))
    D(p[i], z[j])

`for k in K` yields one fresh index, whatever K is; `Sum` reads the name `k` from the generator for printing.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from types import FunctionType, GeneratorType
from typing import Any

from course_utils.derivation.errors import NotationError
from course_utils.derivation.tree import Expr, as_expr, as_index, as_scalar, bound_variable, fresh_uid


class BoundIndex(Expr):
    """The index of a sum while its body is being read. `k != i` notes that the sum leaves i out."""

    __slots__ = ("excluded",)

    def __init__(self, uid: int, name: str) -> None:
        super().__init__("bound", (), (uid, name, "index"))
        object.__setattr__(self, "excluded", [])

    def __ne__(self, other: object) -> Any:
        if isinstance(other, BoundIndex) and other.data[0] > self.data[0]:
            other.excluded.append(self)
        else:
            self.excluded.append(as_index(other))
        return True

    __hash__ = Expr.__hash__


class Classes(Expr):
    """The set of classes {1, ..., K}; in an expression, their number."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("K")

    def __iter__(self) -> Iterator[Any]:
        yield BoundIndex(fresh_uid(), "k")


class Interval:
    """The range of an integral: `between(0, oo)`."""

    def __init__(self, low: Any, high: Any) -> None:
        self.low, self.high = as_scalar(low), as_scalar(high)

    def __iter__(self) -> Iterator[Expr]:
        yield _IntervalBound(self)


class _IntervalBound(Expr):
    __slots__ = ("interval",)

    def __init__(self, interval: Interval) -> None:
        super().__init__("bound", (), (fresh_uid(), "x", "real"))
        object.__setattr__(self, "interval", interval)


K = Classes()
oo = Expr("oo")


def num(value: Any) -> Expr:
    """A number as an expression: `num(1)/10` stays exact where `1/10` is rounded by Python."""
    return as_scalar(value)


def _symbols(names: str, sort: str) -> Any:
    made = tuple(Expr("sym", (), (name, sort)) for name in names.replace(",", " ").split())
    if not made:
        raise NotationError('Give the names, separated by spaces: vectors("z g").')
    return made[0] if len(made) == 1 else made


def indices(names: str) -> Any:
    """Index symbols: `i, j = indices("i j")`. One name gives one symbol, several a tuple (as for all
    makers below).
    """
    return _symbols(names, "index")


def reals(names: str) -> Any:
    """Real numbers."""
    return _symbols(names, "real")


def positives(names: str) -> Any:
    """Positive numbers."""
    return _symbols(names, "positive")


def units(names: str) -> Any:
    """Numbers strictly between 0 and 1."""
    return _symbols(names, "unit")


def vectors(names: str) -> Any:
    """Vectors of K real numbers."""
    return _symbols(names, "vector")


def positive_vectors(names: str) -> Any:
    """Vectors of K positive numbers."""
    return _symbols(names, "posvector")


def distributions(names: str) -> Any:
    """Vectors of K positive numbers that sum to one."""
    return _symbols(names, "distribution")


def exp(x: Any) -> Expr:
    """e to the x; of a vector, entry by entry."""
    return Expr("exp", (as_expr(x),))


def log(x: Any) -> Expr:
    """The natural logarithm; of a vector, entry by entry."""
    return Expr("log", (as_expr(x),))


def delta(i: Any, j: Any) -> Expr:
    """Kronecker's delta: 1 when i = j, else 0."""
    return Expr("delta", (as_index(i), as_index(j)))


def D(f: Any, x: Any) -> Expr:
    """The derivative of f by x, where x is a symbol (`beta`) or an entry of a vector (`z[j]`)."""
    return Expr("D", (as_scalar(f), as_expr(x)))


def between(low: Any, high: Any) -> Interval:
    """The range of an integral, as in `Int(exp(-x) for x in between(0, oo))`."""
    return Interval(low, high)


def Sum(terms: Generator[Any, None, None]) -> Expr:
    """The sum over the classes: `Sum(exp(z[k]) for k in K)`, `Sum(z[k] for k in K if k != i)`."""
    return _big("sum", "Sum", terms)


def Prod(terms: Generator[Any, None, None]) -> Expr:
    """The product over the classes: `Prod(exp(z[k]) for k in K)`."""
    return _big("prod", "Prod", terms)


def Int(terms: Generator[Any, None, None]) -> Expr:
    """The integral: `Int(exp(-x) for x in between(0, oo))`."""
    return _big("int", "Int", terms)


def _big(head: str, word: str, terms: Any) -> Expr:
    body, bounds = _read_generator(word, terms)
    node = as_scalar(body)
    for name, bound in reversed(bounds):
        interval = isinstance(bound, _IntervalBound)
        if interval != (head == "int"):
            fix = (
                "Int(... for x in between(a, b))"
                if interval
                else f"{'Sum' if head == 'int' else word}(... for k in K)"
            )
            raise NotationError(f"{word} does not run over this range. Write {fix}.")
        rest = (bound.interval.low, bound.interval.high) if interval else tuple(bound.excluded)
        node = Expr(head, (node, *rest), (bound.data[0], name))
    return node


def _read_generator(word: str, terms: Any) -> tuple[Any, list[tuple[str, Any]]]:
    """The body of `... for k in K` and its loop variables (name, bound), outermost first."""
    example = "Int(exp(-x) for x in between(0, oo))" if word == "Int" else f"{word}(exp(z[k]) for k in K)"
    if not isinstance(terms, GeneratorType):
        raise NotationError(f"{word} needs its loop inside: {example}.")
    try:
        body = next(terms)
    except StopIteration:
        raise NotationError(
            f"This {word} has no terms. Write {example}; only `if k != i` may follow."
        ) from None
    code, found = terms.gi_code, terms.gi_frame.f_locals
    own = [n for n in (*code.co_varnames, *code.co_cellvars) if n not in code.co_freevars]
    bounds = {
        found[n].data[0]: (n, found[n]) for n in own if isinstance(found.get(n), BoundIndex | _IntervalBound)
    }
    loops = sum(1 for n in own if n != ".0" and not n.startswith("."))
    terms.close()
    if not bounds or len(bounds) != loops:
        raise NotationError(
            f"A {word} in a proof holds for every number of classes, so it loops over K: {example}."
        )
    return body, [bounds[uid] for uid in sorted(bounds)]


def integral(function: Callable[[Any], Any], low: Any, high: Any) -> Expr:
    """The integral of `function` (a lambda) from low to high, for code that builds integrals."""
    bound = _IntervalBound(between(low, high))
    name = function.__code__.co_varnames[0]
    return Expr(
        "int", (as_scalar(function(bound)), bound.interval.low, bound.interval.high), (bound.data[0], name)
    )


class Substitution:
    """The rule "substitution" with the new variable spelled out; made by `substitution`."""

    __slots__ = ("new", "old")

    def __init__(self, new: Expr, old: Expr) -> None:
        self.new, self.old = new, old


def substitution(rule: Callable[[Any], Any]) -> Substitution:
    """Name the rule of a line that changes an integral's variable.

    `substitution(lambda x: exp(-x))` says: the new variable is exp(-x), where x is the variable of the
    line above.
    """
    if not isinstance(rule, FunctionType) or rule.__code__.co_argcount != 1:
        raise NotationError(
            "Write the new variable as a function of the old one: substitution(lambda x: exp(-x))."
        )
    old = bound_variable(rule.__code__.co_varnames[0], "real")
    new = as_scalar(rule(old))
    if old.data[0] not in new.free:
        raise NotationError("The new variable must depend on the old one: substitution(lambda x: exp(-x)).")
    return Substitution(new, old)

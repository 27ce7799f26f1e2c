"""The typed tree: what a student typed, kept as typed.

One immutable node class over a closed table of heads. Nothing is simplified when a tree is built, so
`exp(c)*a/(exp(c)*b)` prints as it was written. Size, depth and sorts are checked *in the constructor*: a
tree that exists is small and well sorted, and a doubling tree (`x = x + x`, 60 times) is refused after
nine doublings.

Three kinds of value: `scalar`, `index` (a class, 1..K) and `vector` (one number per class; arithmetic on
vectors is elementwise, a scalar is broadcast).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NoReturn

from course_utils.derivation import slips
from course_utils.derivation.errors import NotationError

MAX_NODES = 400
MAX_DEPTH = 40
MAX_EXPONENT = 64
MAX_NUMERAL = 10**9
#: How deep each kind of binder may nest. A nested integral or derivative costs a factor per level.
MAX_NEST = {"sum": 4, "int": 1, "D": 3, "tower": 2}

SCALAR_SORTS = ("real", "positive", "unit")
VECTOR_SORTS = ("vector", "posvector", "distribution")
SORT_WORDS = {
    "real": "a real number",
    "positive": "a positive number",
    "unit": "a number between 0 and 1",
    "vector": "a vector of real numbers",
    "posvector": "a vector of positive numbers",
    "distribution": "a vector of positive numbers that sums to one",
    "index": "an index (a class)",
}
#: Heads whose kind follows from their arguments: scalar, or vector when one of them is a vector.
ELEMENTWISE = {"add": 2, "sub": 2, "mul": 2, "div": 2, "neg": 1, "exp": 1, "log": 1, "pow": 2}
BINDERS = ("sum", "prod", "int")
HEADS = ("num", "sym", "K", "oo", "bound", "lit", "at", *ELEMENTWISE, *BINDERS, "delta", "D", "fn")

_NAME = re.compile(r"[A-Za-zα-ωΑ-Ω][A-Za-z0-9_α-ωΑ-Ω]{0,15}\Z")
_NO_BOUND: frozenset[int] = frozenset()
_uids = itertools.count(1)


def fresh_uid() -> int:
    """A number for a bound variable that no other bound variable has."""
    return next(_uids)


def check_name(name: str) -> str:
    """Return `name` when it is a plain identifier of at most 16 characters, else raise NotationError."""
    if not isinstance(name, str) or not _NAME.match(name):
        raise NotationError(
            f"{str(name)[:40]!r} is not a name for a symbol: use a letter, then letters or digits."
        )
    return name


class Expr:
    """One node: `head`, `args` (nodes), `data` (plain values).

    `kind` is scalar, index or vector; `free` the ids of bound variables that no binder in the tree binds;
    `size` counts nodes, `depth` levels, `nest` the nesting of (sum or prod, int, D,
    powers in exponents).
    """

    __slots__ = ("args", "data", "depth", "free", "head", "kind", "nest", "size")

    def __init__(self, head: str, args: tuple[Expr, ...] = (), data: Any = None) -> None:
        size, depth, free = 1, 0, _NO_BOUND
        sums = ints = ds = tower = 0
        for arg in args:
            size += arg.size
            depth = max(depth, arg.depth)
            free |= arg.free
            below = arg.nest
            sums, ints = max(sums, below[0]), max(ints, below[1])
            ds, tower = max(ds, below[2]), max(tower, below[3])
        if size > MAX_NODES:
            raise NotationError(f"This expression is too large: more than {MAX_NODES} symbols in one line.")
        if depth + 1 > MAX_DEPTH:
            raise NotationError(f"This expression is nested too deeply: more than {MAX_DEPTH} levels.")
        if head in BINDERS:
            free -= {data[0]}
            sums, ints = sums + (head != "int"), ints + (head == "int")
        elif head == "bound":
            free = frozenset((data[0],))
        ds += head == "D"
        if head == "pow" and len(args) == 2 and args[1].head != "num":
            tower = max(tower, args[1].nest[3] + 1)
            if tower > MAX_NEST["tower"]:
                raise NotationError("This is a tower of powers: powers in the exponents of powers.")
        if sums > MAX_NEST["sum"] or ints > MAX_NEST["int"] or ds > MAX_NEST["D"]:
            raise NotationError(
                f"Too many sums, integrals or derivatives inside each other (at most {MAX_NEST['sum']}, "
                f"{MAX_NEST['int']} and {MAX_NEST['D']} deep)."
            )
        put = object.__setattr__
        put(self, "head", head)
        put(self, "args", args)
        put(self, "data", data)
        put(self, "size", size)
        put(self, "depth", depth + 1)
        put(self, "free", free)
        put(self, "nest", (sums, ints, ds, tower))
        put(self, "kind", _kind(head, args, data))

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise NotationError("An expression cannot be changed. Write a new one.")

    def __copy__(self) -> Expr:
        return self

    def __deepcopy__(self, memo: Any) -> Expr:
        return self

    def __reduce__(self) -> NoReturn:
        raise NotationError("Expressions are not pickled. Use `encode` and `decode`.")

    # What a student writes -----------------------------------------------------------------------
    def __add__(self, other: Any) -> Expr:
        return _binary("add", self, other)

    def __radd__(self, other: Any) -> Expr:
        return _binary("add", other, self)

    def __sub__(self, other: Any) -> Expr:
        return _binary("sub", self, other)

    def __rsub__(self, other: Any) -> Expr:
        return _binary("sub", other, self)

    def __mul__(self, other: Any) -> Expr:
        return _binary("mul", self, other)

    def __rmul__(self, other: Any) -> Expr:
        return _binary("mul", other, self)

    def __truediv__(self, other: Any) -> Expr:
        return _binary("div", self, other)

    def __rtruediv__(self, other: Any) -> Expr:
        return _binary("div", other, self)

    def __pow__(self, other: Any) -> Expr:
        return _binary("pow", self, other)

    def __rpow__(self, other: Any) -> Expr:
        return _binary("pow", other, self)

    def __neg__(self) -> Expr:
        return Expr("neg", (self,))

    def __pos__(self) -> Expr:
        return self

    def __getitem__(self, index: Any) -> Expr:
        if self.kind != "vector":
            raise NotationError(
                f"`{self}` is one number, not a vector: it has no entries to pick with [...]."
            )
        return Expr("at", (self, as_index(index)))

    # What a student should not write, with the sentence that helps ---------------------------------
    def __eq__(self, other: object) -> Any:
        raise slips.compared(str(self), str(other)[:20], self.kind, self.head == "bound")

    def __ne__(self, other: object) -> Any:
        # `for k in K if i != k`: a bound index on the right answers (it records the exclusion).
        if isinstance(other, Expr) and other.head == "bound":
            return NotImplemented
        raise NotationError(
            "`!=` is only written inside a sum: `for k in K if k != i`. For a condition use distinct(i, j)."
        )

    __hash__ = object.__hash__

    def _no_order(self, other: Any) -> NoReturn:
        raise NotationError(
            "Symbols have no order: `<` and `>` (and max, min, sorted) cannot be used in a proof line."
        )

    __lt__ = __le__ = __gt__ = __ge__ = _no_order

    def __bool__(self) -> NoReturn:
        raise NotationError(
            "An expression is neither true nor false: it cannot stand in `if`, `and`, `or` or `assert`."
        )

    def __iter__(self) -> Iterator[Any]:
        raise NotationError(
            "A sum runs over the classes: write `for k in K`, then use the entry, as in z[k]."
        )

    def _no_operator(self, other: Any = None) -> NoReturn:
        raise NotationError(slips.NO_OPERATOR)

    __matmul__ = __rmatmul__ = __mod__ = __floordiv__ = __xor__ = __abs__ = _no_operator

    def __getattr__(self, name: str) -> NoReturn:
        if (
            name.startswith("_") or name in Expr.__slots__
        ):  # Python and notebooks asking what this object can do
            raise AttributeError(name)
        entry = str(Expr("at", (self, _SOME_CLASS))) if self.kind == "vector" else "z[k]"
        raise slips.no_such_method(name, str(self), entry)

    def __len__(self) -> NoReturn:
        raise NotationError("Proofs hold for every number of classes: write K, not len(...).")

    def _no_number(self) -> NoReturn:
        raise NotationError(
            "A symbol has no value yet. Use exp, log and Sum of this notation, not those of math or torch."
        )

    __float__ = __int__ = __complex__ = _no_number

    def __index__(self) -> NoReturn:
        raise NotationError("Do not use range(K): a sum runs over the classes, `for k in K`.")

    def __array_ufunc__(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotationError(
            "NumPy cannot work on symbols. Use exp, log and Sum of this notation, and plain whole numbers."
        )

    @classmethod
    def __torch_function__(cls, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotationError(
            "Torch cannot work on symbols. Use exp, log and Sum of this notation, not those of torch."
        )

    def __array__(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotationError("A symbol is not an array. Use exp, log and Sum of this notation.")

    # Display ------------------------------------------------------------------------------------
    def __repr__(self) -> str:
        from course_utils.derivation.printing import to_text

        return to_text(self)

    def _repr_latex_(self) -> str:
        from course_utils.derivation.printing import to_latex

        return f"$\\displaystyle {to_latex(self)}$"


def _kind(head: str, args: tuple[Expr, ...], data: Any) -> str:
    """The kind of a node; raises NotationError when its arguments do not fit its head."""
    kinds = [a.kind for a in args]
    if head in ELEMENTWISE:
        if len(args) != ELEMENTWISE[head]:
            raise NotationError(f"`{head}` takes {ELEMENTWISE[head]} argument(s), not {len(args)}.")
        for arg in args:
            if arg.kind == "index":
                raise NotationError(f"`{arg}` is an index: it goes between brackets, as in z[{arg}].")
            if is_infinite(arg) and (head != "neg" or arg.head != "oo"):
                raise NotationError("oo (infinity) is only the end of an integral: between(0, oo).")
        if head == "pow" and args[1].kind == "vector":
            raise NotationError("A vector cannot be an exponent: pick one entry of it, as in z[i].")
        if head == "pow" and args[1].head == "num" and abs(args[1].data) > MAX_EXPONENT:
            raise NotationError(f"This exponent is too large (at most {MAX_EXPONENT}).")
        return "vector" if "vector" in kinds else "scalar"
    if head == "num":
        if not isinstance(data, Fraction) or max(abs(data.numerator), data.denominator) > MAX_NUMERAL:
            raise NotationError(f"Numbers in a proof are whole numbers or fractions up to {MAX_NUMERAL}.")
        return "scalar"
    if head == "sym":
        check_name(data[0])
        if data[1] in SCALAR_SORTS:
            return "scalar"
        if data[1] in VECTOR_SORTS:
            return "vector"
        if data[1] == "index":
            return "index"
        raise NotationError(f"{data[1]!r} is not a sort of symbol.")
    if head in ("K", "oo"):
        return "scalar"
    if head == "bound":
        check_name(data[1])
        return "index" if data[2] == "index" else "scalar"
    if head == "lit":
        return "index"
    if head == "at":
        if kinds != ["vector", "index"]:
            raise NotationError("Brackets pick one entry of a vector by an index, as in z[i].")
        return "scalar"
    if head in ("sum", "prod"):
        check_name(data[1])
        if not args or kinds[0] != "scalar" or any(k != "index" for k in kinds[1:]) or len(args) > 4:
            raise NotationError("A Sum or Prod adds up numbers: Sum(exp(z[k]) for k in K).")
        _no_infinity(args[:1])
        if any(data[0] in a.free for a in args[1:]):
            raise NotationError("In `for k in K if k != i`, i must be another index than k.")
        return "scalar"
    if head == "int":
        check_name(data[1])
        if kinds != ["scalar", "scalar", "scalar"] or any(data[0] in a.free for a in args[1:]):
            raise NotationError("An integral is written Int(f(x) for x in between(a, b)).")
        _no_infinity(args[:1])
        return "scalar"
    if head == "delta":
        if kinds != ["index", "index"]:
            raise NotationError("delta takes two indices: delta(i, j).")
        return "scalar"
    if head == "D":
        if len(args) != 2 or kinds != ["scalar", "scalar"]:
            raise NotationError("D takes a number and what to differentiate by: D(p[i], z[j]).")
        _no_infinity(args)
        var = args[1]
        if not (var.head in ("sym", "bound") or (var.head == "at" and var.args[0].head == "sym")):
            raise NotationError(
                f"D differentiates by a symbol or an entry of a vector, such as z[j], not by `{var}`."
            )
        return "scalar"
    if head == "fn":
        check_name(data[0])
        _no_infinity(args)
        if data[1] not in ("scalar", "vector") or not 1 <= len(args) <= 6:
            raise NotationError("A defined function has one to six arguments and gives a number or a vector.")
        return data[1]
    raise NotationError(f"{str(head)[:40]!r} is not part of this notation.")


def is_infinite(node: Expr) -> bool:
    """True for oo and -oo, which are not numbers but ends of an integral."""
    return node.head == "oo" or (node.head == "neg" and node.args[0].head == "oo")


def _no_infinity(args: tuple[Expr, ...]) -> None:
    if any(is_infinite(a) for a in args):
        raise NotationError("oo (infinity) is only the end of an integral: between(0, oo).")


def as_expr(value: Any) -> Expr:
    """`value` as an expression: an expression itself, a whole number, a Fraction, or a float that is exact
    (1/2).
    """
    if isinstance(value, Expr):
        return value
    if isinstance(value, bool):
        raise NotationError("True and False are not numbers in a proof.")
    if isinstance(value, int | Fraction):
        return Expr("num", (), Fraction(value))
    if isinstance(value, float):
        exact = Fraction(value) if value == value and abs(value) != float("inf") else None
        if exact is None or exact.denominator > 1024:
            raise slips.not_exact(value)
        return Expr("num", (), exact)
    raise slips.no_expression(value)


#: Indices for examples in messages.
_SOME = Expr("sym", (), ("i", "index"))
_SOME_CLASS = Expr("sym", (), ("k", "index"))


def as_scalar(value: Any) -> Expr:
    """`value` as a number-valued expression; a vector or an index is refused with a sentence."""
    node = as_expr(value)
    if node.kind == "vector":
        raise NotationError(
            f"`{node}` is a whole vector here: pick one entry, as in {Expr('at', (node, _SOME))}."
        )
    if node.kind == "index":
        raise NotationError(f"`{node}` is an index: it goes between brackets, as in z[{node}].")
    return node


def as_index(value: Any) -> Expr:
    """`value` as an index: an index symbol, a bound index, or a class number from 1."""
    if isinstance(value, Expr):
        if value.kind != "index":
            raise NotationError(f"`{value}` is not an index: write an index such as i, as in z[i].")
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        if not 1 <= value <= 64:
            raise slips.no_class(value)
        return Expr("lit", (), value)
    raise slips.no_index(value)


def _binary(head: str, left: Any, right: Any) -> Expr:
    return Expr(head, (as_expr(left), as_expr(right)))


def bound_variable(name: str, sort: str) -> Expr:
    """A fresh bound variable; `sort` is index or real."""
    return Expr("bound", (), (fresh_uid(), name, sort))

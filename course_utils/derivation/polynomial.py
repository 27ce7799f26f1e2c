"""Values of the normaliser: sums of monomials with exact coefficients over atoms.

A monomial is a product of atoms with separate counts in numerator and denominator: nothing cancels unless
a rule says so. An atom is what the arithmetic cannot see into (exp, log, a sum, a derivative, ...); `P`
is a sum that stands undistributed as a factor. Bound names are `#h`, h being the height of the body they
are bound in, so that two bodies that differ only in bound names are the same value; an opened binder uses
a fresh `~n`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from hashlib import blake2b
from math import gcd, lcm
from typing import Any

Mono = tuple[tuple["Atom", int, int], ...]
Factors = dict["Atom", tuple[int, int]]
_NONE: frozenset[str] = frozenset()


@cache
def _word(text: str) -> int:
    """A number for a string, the same in every process (Python's own hash of strings is not)."""
    return int.from_bytes(blake2b(text.encode(), digest_size=7).digest(), "big")


class Atom:
    """`head` and `parts` (values and names). `key` orders and hashes, `names` are the free names, `height`
    nests.
    """

    __slots__ = ("head", "height", "key", "names", "parts")

    def __init__(self, head: str, parts: tuple[Any, ...]) -> None:
        self.head, self.parts = head, parts
        names, height, keys = _NONE, 0, [_word(head)]
        for part in parts:
            if isinstance(part, str):
                keys.append(_word(part))
                names |= {part}
            else:
                keys.append(part.key)
                names |= part.names
                height = max(height, part.height)
        if head in BINDING:
            body = parts[0]
            names -= {bound_name(body)}
            height = max(height, body.height + 1)
        self.key, self.names, self.height = hash(tuple(keys)), names, height

    def __hash__(self) -> int:
        return self.key

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return (
            isinstance(other, Atom)
            and self.key == other.key
            and self.head == other.head
            and self.parts == other.parts
        )

    def __repr__(self) -> str:
        return f"{self.head}{self.parts}"


#: Atoms whose first part is a body with a bound name. `lam` is a vector written as a function of its index.
BINDING = frozenset(("sum", "prod", "int", "lam"))


class Value:
    """A sum of monomials; `terms` maps each monomial to its coefficient (never 0). Immutable by
    convention.
    """

    __slots__ = ("height", "key", "names", "terms")

    def __init__(self, terms: dict[Mono, Fraction]) -> None:
        self.terms = terms
        names, height = _NONE, 0
        keys = []
        for mono, c in terms.items():
            for atom, _, _ in mono:
                names |= atom.names
                height = max(height, atom.height)
            keys.append((mono_key(mono), c.numerator, c.denominator))
        self.key, self.names, self.height = hash(frozenset(keys)), names, height

    def __hash__(self) -> int:
        return self.key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and self.key == other.key and self.terms == other.terms

    def __repr__(self) -> str:
        return " + ".join(f"{c}*{m}" for m, c in self.terms.items()) or "0"


def mono_key(mono: Mono) -> int:
    return hash(tuple((a.key, n, d) for a, n, d in mono))


ZERO = Value({})
ONE = Value({(): Fraction(1)})


def constant(c: Fraction | int) -> Value:
    return Value({(): Fraction(c)}) if c else ZERO


def atom_value(atom: Atom) -> Value:
    return Value({((atom, 1, 0),): Fraction(1)})


def add(values: Iterable[Value]) -> Value:
    """The sum, like terms collected."""
    terms: dict[Mono, Fraction] = {}
    for value in values:
        for mono, c in value.terms.items():
            total = terms.get(mono, 0) + c
            if total:
                terms[mono] = Fraction(total)
            else:
                terms.pop(mono, None)
    return Value(terms)


def scale(value: Value, c: Fraction | int) -> Value:
    if c == 1:
        return value
    return Value({m: k * c for m, k in value.terms.items()}) if c else ZERO


def make_mono(factors: Factors) -> Mono:
    return tuple(sorted(((a, n, d) for a, (n, d) in factors.items() if n or d), key=lambda f: f[0].key))


def merge(*many: Mapping[Atom, tuple[int, int]]) -> Factors:
    """The product of monomials, nothing cancelled."""
    out: Factors = {}
    for factors in many:
        for atom, (n, d) in factors.items():
            before = out.get(atom, (0, 0))
            out[atom] = (before[0] + n, before[1] + d)
    return out


def factors_of(mono: Mono) -> Factors:
    return {a: (n, d) for a, n, d in mono}


def only_term(value: Value) -> tuple[Fraction, Factors] | None:
    """Coefficient and factors of a value with exactly one term; None for another."""
    if len(value.terms) != 1:
        return None
    ((mono, c),) = value.terms.items()
    return c, factors_of(mono)


def as_constant(value: Value) -> Fraction | None:
    """The number a value is, or None."""
    if not value.terms:
        return Fraction(0)
    return value.terms.get(()) if len(value.terms) == 1 else None


def leading_sign(value: Value) -> int:
    """The sign of the first term in canonical order, by which `P` and sums choose between v and -v."""
    mono = min(value.terms, key=mono_key)
    return 1 if value.terms[mono] > 0 else -1


def as_factor(value: Value) -> tuple[Fraction, Factors]:
    """A value as coefficient and factors; a sum becomes one `P` atom with its sign taken out."""
    single = only_term(value)
    if single is not None:
        return single
    if not value.terms:
        return Fraction(0), {}
    sign = leading_sign(value)
    return Fraction(sign), {Atom("P", (scale(value, sign),)): (1, 0)}


def take_contents(c: Fraction, factors: Factors) -> tuple[Fraction, Factors]:
    """Take out of each undistributed sum its number and the atoms that stand on the other side of the
    fraction.
    """
    out = dict(factors)
    for atom, (n, d) in factors.items():
        if atom.head != "P" or (n, d) == (0, 0):
            continue
        inner: Value = atom.parts[0]
        number = Fraction(gcd(*(k.numerator for k in inner.terms.values())))
        number /= lcm(*(k.denominator for k in inner.terms.values()))
        common: Factors | None = None
        for mono in inner.terms:
            here = {a: p for a, p, q in mono if p and not q}
            common = (
                {a: (p, 0) for a, p in here.items()}
                if common is None
                else {a: (min(p[0], here[a]), 0) for a, p in common.items() if a in here}
            )
        usable = {a: p for a, p in (common or {}).items() if out.get(a, (0, 0))[1 if n else 0]}
        if number == 1 and not usable:
            continue
        reduced = Value(
            {
                make_mono({a: (p - usable.get(a, (0, 0))[0], q) for a, p, q in mono}): k / number
                for mono, k in inner.terms.items()
            }
        )
        c *= number ** (n - d)
        m, rest = as_factor(reduced)
        c *= m ** abs(n - d)
        out = merge(
            {a: v for a, v in out.items() if a is not atom},
            {a: (p * n + q * d, q * n + p * d) for a, (p, q) in rest.items()},
        )
        out = merge(out, {a: (p[0] * n, p[0] * d) for a, p in usable.items()})
        out = {a: (p - min(p, q), q - min(p, q)) for a, (p, q) in out.items()}
    return c, out


def bound_name(body: Value) -> str:
    """The name a body is bound by."""
    return f"#{body.height + 1}"


def rename(value: Value, old: str, new: str) -> Value:
    """Another name for a free name. `new` does not occur in the value, so nothing is captured or merged."""
    if old not in value.names:
        return value
    terms: dict[Mono, Fraction] = {}
    for mono, c in value.terms.items():
        factors: Factors = {}
        for atom, n, d in mono:
            sign, atom = _rename_atom(atom, old, new)
            if sign < 0 and (n - d) % 2:
                c = -c
            factors[atom] = (n, d)
        terms[make_mono(factors)] = c
    return Value(terms)


def _rename_atom(atom: Atom, old: str, new: str) -> tuple[int, Atom]:
    if old not in atom.names:
        return 1, atom
    parts = tuple(
        (new if part == old else part) if isinstance(part, str) else rename_part(part, old, new)
        for part in atom.parts
    )
    if atom.head == "P":
        sign = leading_sign(parts[0])
        return sign, Atom("P", (scale(parts[0], sign),))
    if atom.head == "delta":
        parts = tuple(sorted(parts))
    elif atom.head in ("sum", "prod"):
        parts = (parts[0], *sorted(parts[1:]))
    return 1, Atom(atom.head, parts)


def rename_part(part: Any, old: str, new: str) -> Any:
    """Rename inside a part of an atom: a value, or another atom (the variable of a derivative)."""
    return rename(part, old, new) if isinstance(part, Value) else _rename_atom(part, old, new)[1]


def close(body: Value, name: str) -> Value:
    """Bind `name` in the body: it becomes `#h`."""
    return rename(body, name, bound_name(body))

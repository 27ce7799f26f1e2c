"""Laws of sums, products and Kronecker deltas, and putting something for a name in a value.

The functions take the normaliser that calls them; which laws hold is its business (`normaliser.on(flag)`).
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING, Any

from course_utils.derivation import calculus
from course_utils.derivation.errors import NotNormal
from course_utils.derivation.polynomial import (
    ONE,
    ZERO,
    Atom,
    Factors,
    Value,
    add,
    atom_value,
    bound_name,
    close,
    constant,
    factors_of,
    leading_sign,
    make_mono,
    merge,
    only_term,
    rename,
    scale,
)

if TYPE_CHECKING:
    from course_utils.derivation.normal import Normaliser


def open_big(nz: Normaliser, atom: Atom) -> tuple[str, Value, tuple[str, ...]]:
    """A sum or product opened: a fresh name, its body over that name, the excluded indices."""
    name = nz.fresh()
    body = atom.parts[0]
    return name, rename(body, bound_name(body), name), atom.parts[1:]


# Sums -------------------------------------------------------------------------------------------
def total(nz: Normaliser, name: str, body: Value, excluded: tuple[str, ...]) -> Value:
    """The sum of `body` over `name`, leaving out the `excluded` classes."""
    nz.work.spend(4)
    if not body.terms:
        return ZERO
    classes = nz.context.classes
    if nz.on("write_out") and classes and all(e.isdigit() for e in excluded):
        return add(put(nz, body, name, str(k)) for k in range(1, classes + 1) if str(k) not in excluded)
    parts: list[Value] = []
    if nz.on("sift"):
        rest = {}
        for mono, c in body.terms.items():
            picked = _pick(nz, name, mono, c, excluded)
            if picked is None:
                rest[mono] = c
            else:
                parts.append(picked)
        if parts:
            body = Value(rest)
    if nz.on("sum_lin") and len(body.terms) > 1:
        parts += [_one_sum(nz, name, Value({m: c}), excluded) for m, c in body.terms.items()]
    elif body.terms:
        parts.append(_one_sum(nz, name, body, excluded))
    return parts[0] if len(parts) == 1 else add(parts)


def _pick(nz: Normaliser, name: str, mono: Any, c: Fraction, excluded: tuple[str, ...]) -> Value | None:
    """A term with delta(name, i) gives its value at i, if i is not left out; None for another term."""
    for atom, n, d in mono:
        if atom.head != "delta" or name not in atom.parts or not n or d or atom.parts[0] == atom.parts[1]:
            continue
        other = atom.parts[1] if atom.parts[0] == name else atom.parts[0]
        rest = Value({make_mono({a: (p, q) for a, p, q in mono if a is not atom}): c})
        value = put(nz, rest, name, other)
        for e in excluded:
            if e == other:
                return ZERO
            if not nz.context.differ(e, other):
                value = nz.multiply(value, add((ONE, scale(nz.delta(e, other), -1))))
        return value
    return None


def _apart(nz: Normaliser, names: tuple[str, ...]) -> bool:
    """True when the excluded classes are known to be different ones."""
    return all(nz.context.differ(a, b) for n, a in enumerate(names) for b in names[n + 1 :])


def _one_sum(nz: Normaliser, name: str, body: Value, excluded: tuple[str, ...]) -> Value:
    c, outside = Fraction(1), {}
    if nz.on("sum_const"):
        c, outside, body = take_out(body, name)
    if nz.on("split") and excluded and _apart(nz, excluded):
        inner = add((_one_sum(nz, name, body, ()), *(scale(put(nz, body, name, e), -1) for e in excluded)))
    elif nz.on("sum_const") and body == ONE and _apart(nz, excluded):
        inner = add((atom_value(Atom("K", ())), constant(-len(excluded))))
    elif nz.on("facts") and not excluded and _is_distribution(body, name):
        inner = ONE
    else:
        inner = _ordered(nz, name, body, excluded) if nz.on("sum_swap") else None
        if inner is None:
            closed = close(body, name)
            if nz.on("sum_const") or nz.on("sign"):
                sign = leading_sign(closed)
                c, closed = c * sign, scale(closed, sign)
            inner = atom_value(Atom("sum", (closed, *excluded)))
    if c == 1 and not outside:
        return inner
    return nz.multiply(nz.product(c, outside), inner)


def take_out(body: Value, name: str) -> tuple[Fraction, Factors, Value]:
    """The number and the atoms free of `name` that all terms of the body share, and what is left."""
    number = Fraction(gcd(*(k.numerator for k in body.terms.values())))
    number /= lcm(*(k.denominator for k in body.terms.values()))
    common: Factors | None = None
    for mono in body.terms:
        here = {a: (n, d) for a, n, d in mono if name not in a.names}
        if common is None:
            common = here
        else:
            common = {
                a: (min(n, here[a][0]), min(d, here[a][1])) for a, (n, d) in common.items() if a in here
            }
    common = {a: nd for a, nd in (common or {}).items() if nd != (0, 0)}
    terms = {}
    for mono, c in body.terms.items():
        left = {}
        for a, n, d in mono:
            p, q = common.get(a, (0, 0))
            left[a] = (n - p, d - q)
        terms[make_mono(left)] = c / number
    rest = Value(terms)
    single = only_term(rest)
    if single is not None and single[0] < 0:
        number, rest = -number, scale(rest, -1)
    return number, common, rest


def _is_distribution(body: Value, name: str) -> bool:
    single = only_term(body)
    if single is None or single[0] != 1 or len(single[1]) != 1:
        return False
    ((atom, counts),) = single[1].items()
    return counts == (1, 0) and atom.head == "at" and atom.parts[1:] == ("distribution", name)


def _ordered(nz: Normaliser, name: str, body: Value, excluded: tuple[str, ...]) -> Value | None:
    """A double sum with its two indices in canonical order; None when the body is not a sum."""
    single = only_term(body)
    if single is None:
        return None
    c, factors = single
    inner = [a for a, nd in factors.items() if a.head == "sum" and nd == (1, 0) and name not in a.parts[1:]]
    if len(inner) != 1:
        return None
    other, deep, left_out = open_big(nz, inner[0])
    rest = Value({make_mono({a: nd for a, nd in factors.items() if a is not inner[0]}): c})
    whole = nz.multiply(rest, deep)
    both = []
    for (x, ex), (y, ey) in (((name, excluded), (other, left_out)), ((other, left_out), (name, excluded))):
        middle = atom_value(Atom("sum", (close(whole, y), *ey)))
        both.append(Atom("sum", (close(middle, x), *ex)))
    return atom_value(min(both, key=lambda a: a.key))


# Products ---------------------------------------------------------------------------------------
def product(nz: Normaliser, name: str, body: Value, excluded: tuple[str, ...]) -> Value:
    """The product of `body` over `name`, leaving out the `excluded` classes."""
    nz.work.spend(4)
    if body == ONE:
        return ONE
    classes = nz.context.classes
    if nz.on("write_out") and classes and all(e.isdigit() for e in excluded):
        result = ONE
        for k in range(1, classes + 1):
            if str(k) not in excluded:
                result = nz.multiply(result, put(nz, body, name, str(k)))
        return result
    if nz.on("split") and excluded and _apart(nz, excluded):
        result = product(nz, name, body, ())
        for e in excluded:
            result = nz.divide(result, put(nz, body, name, e))
        return result
    single = only_term(body)
    if (
        single is not None
        and nz.on("prod_exp")
        and single[0] == 1
        and all(a.head == "exp" for a in single[1])
    ):
        exponent = add(scale(a.parts[0], n - d) for a, (n, d) in single[1].items())
        return nz.exp(total(nz, name, exponent, excluded))
    if single is not None and nz.on("prod_lin") and _apart(nz, excluded):
        return _factor_by_factor(nz, name, *single, excluded)
    return atom_value(Atom("prod", (close(body, name), *excluded)))


def _factor_by_factor(
    nz: Normaliser, name: str, c: Fraction, factors: Factors, excluded: tuple[str, ...]
) -> Value:
    count = add((atom_value(Atom("K", ())), constant(-len(excluded))))
    result = ONE if c == 1 else nz.power(constant(c), count)
    for atom, (n, d) in factors.items():
        base = atom.parts[0] if atom.head == "P" else atom_value(atom)
        if name in atom.names:
            one = atom_value(Atom("prod", (close(base, name), *excluded)))
        else:
            one = nz.power(base, count)
        if n:
            result = nz.multiply(result, nz.whole_power(one, n))
        if d:
            result = nz.divide(result, nz.whole_power(one, d))
    return result


# Deltas -----------------------------------------------------------------------------------------
def apply_deltas(nz: Normaliser, c: Fraction, factors: Factors) -> Value | None:
    """delta(i, j)·f(j) = delta(i, j)·f(i), and delta² = delta. None when nothing changes."""
    for atom, (n, d) in factors.items():
        if atom.head != "delta" or not n or d:
            continue
        if n > 1:
            return nz.product(c, {**factors, atom: (1, 0)})
        keep, drop = sorted(atom.parts, key=lambda x: (x[0] in "~#", x))
        if keep == drop or not any(drop in other.names for other in factors if other is not atom):
            continue
        rest = Value({make_mono({a: nd for a, nd in factors.items() if a is not atom}): c})
        return nz.multiply(atom_value(atom), put(nz, rest, drop, keep))
    return None


# Putting something for a name -------------------------------------------------------------------
def put(nz: Normaliser, value: Value, old: str, new: str | Value) -> Value:
    """The value with an index name `new` (or, for a real variable, a value) put for the free name `old`.

    Everything is rebuilt through the normaliser, so the laws that are on apply to the result.
    """
    if old not in value.names:
        return value
    out = []
    for mono, c in value.terms.items():
        nz.work.spend(6)
        result = nz.product(c, {a: (n, d) for a, n, d in mono if old not in a.names})
        for atom, n, d in mono:
            if old in atom.names:
                one = _put_atom(nz, atom, old, new)
                if n:
                    result = nz.multiply(result, nz.whole_power(one, n))
                if d:
                    result = nz.divide(result, nz.whole_power(one, d))
        out.append(result)
    return add(out)


def _put_atom(nz: Normaliser, atom: Atom, old: str, new: str | Value) -> Value:
    head, parts = atom.head, atom.parts

    def inside(part: Value) -> Value:
        return put(nz, part, old, new)

    def index(name: str) -> str:
        if name != old:
            return name
        if not isinstance(new, str):
            raise NotNormal("a number in the place of an index")
        return new

    if head == "sym":
        return atom_value(Atom("sym", (index(parts[0]), parts[1]))) if isinstance(new, str) else new
    if head == "at":
        return atom_value(Atom("at", (*parts[:2], index(parts[2]))))
    if head == "delta":
        return nz.delta(index(parts[0]), index(parts[1]))
    if head == "P":
        return inside(parts[0])
    if head == "exp":
        return nz.exp(inside(parts[0]))
    if head == "log":
        return nz.log(inside(parts[0]))
    if head == "pow":
        return nz.power(inside(parts[0]), inside(parts[1]))
    if head in ("sum", "prod"):
        name, body, excluded = open_big(nz, atom)
        left_out = tuple(sorted({index(e) for e in excluded}))
        return (total if head == "sum" else product)(nz, name, inside(body), left_out)
    if head == "int":
        name = nz.fresh()
        body = rename(parts[0], bound_name(parts[0]), name)
        ends = [p if isinstance(p, str) else inside(p) for p in parts[1:]]
        return calculus.integral(nz, name, inside(body), ends[0], ends[1])
    if head == "D":
        body, var = parts
        if old in var.names and not isinstance(new, str):
            raise NotNormal("a derivative by what is no longer a variable")
        new_var = only_term(_put_atom(nz, var, old, new)) if old in var.names else (1, {var: (1, 0)})
        (variable,) = new_var[1]  # type: ignore[index]
        return calculus.derivative(nz, inside(body), variable)
    if head == "fn":
        return atom_value(
            Atom(
                "fn", (parts[0], index(parts[1]), *(_put_argument(nz, p, old, new, index) for p in parts[2:]))
            )
        )
    raise NotNormal(f"nothing can be put into {head}")


def _put_argument(nz: Normaliser, part: Any, old: str, new: str | Value, index: Any) -> Any:
    if isinstance(part, str):
        return index(part)
    if isinstance(part, Value):
        return put(nz, part, old, new)
    name = nz.fresh()
    body = rename(part.parts[0], bound_name(part.parts[0]), name)
    return Atom("lam", (close(put(nz, body, old, new), name),))


def terms_of(value: Value) -> list[tuple[Fraction, Factors]]:
    """Coefficient and factors of each term."""
    return [(c, factors_of(m)) for m, c in value.terms.items()]


__all__ = ["apply_deltas", "merge", "open_big", "product", "put", "take_out", "terms_of", "total"]

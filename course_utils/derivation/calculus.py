"""Laws of derivatives and integrals."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from course_utils.derivation import sums
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
    leading_sign,
    make_mono,
    only_term,
    rename,
    scale,
)

if TYPE_CHECKING:
    from course_utils.derivation.normal import Normaliser

End = Value | str
_DERIVATIVE_LAWS = frozenset(("d_lin", "d_var", "d_prod", "d_quot", "d_exp", "d_log", "d_pow", "d_inv"))


# Derivatives ------------------------------------------------------------------------------------
def derivative(nz: Normaliser, value: Value, var: Atom) -> Value:
    """d value / d var, as far as the laws that are on can take it."""
    nz.work.spend(6)
    if not nz.flags & _DERIVATIVE_LAWS:
        return _unevaluated(value, var)
    if not value.terms or _independent(nz, value, var):
        return ZERO
    if len(value.terms) > 1:
        if nz.on("d_lin"):
            return add(derivative(nz, Value({m: c}), var) for m, c in value.terms.items())
        return _unevaluated(value, var)
    ((mono, c),) = value.terms.items()
    outside: Factors = {}
    rest: Factors = {}
    for atom, n, d in mono:
        (outside if _independent_atom(nz, atom, var) else rest)[atom] = (n, d)
    if (outside or c != 1) and nz.on("d_lin"):
        return nz.multiply(nz.product(c, outside), _of_term(nz, rest, var))
    if c != 1:
        return _unevaluated(value, var)
    return _of_term(nz, {**outside, **rest}, var)


def _unevaluated(value: Value, var: Atom) -> Value:
    return atom_value(Atom("D", (value, var)))


def _independent(nz: Normaliser, value: Value, var: Atom) -> bool:
    return all(_independent_atom(nz, a, var) for mono in value.terms for a, _, _ in mono)


def _independent_atom(nz: Normaliser, atom: Atom, var: Atom) -> bool:
    """True when the atom certainly does not depend on the variable."""
    if var.head == "sym":
        return var.parts[0] not in atom.names
    vector, index = var.parts[0], var.parts[2]
    if atom.head == "at" and atom.parts[0] == vector:
        known = nz.on("case") or (atom.parts[2].isdigit() and index.isdigit())
        return known and nz.context.differ(atom.parts[2], index)
    if vector not in atom.names:
        return True
    # exp(z[i]) does not depend on z[j] when i and j are known to differ.
    return atom.head in ("exp", "log", "pow", "P") and all(_independent(nz, part, var) for part in atom.parts)


def _monomial(factors: Factors) -> Value:
    return Value({make_mono(factors): Fraction(1)})


def _of_term(nz: Normaliser, factors: Factors, var: Atom) -> Value:
    above = {a: (n, 0) for a, (n, d) in factors.items() if n}
    below = {a: (d, 0) for a, (n, d) in factors.items() if d}
    whole = _monomial(factors)
    if below:
        return _of_fraction(nz, above, below, var, whole)
    if len(above) > 1:
        if not nz.on("d_prod"):
            return _unevaluated(whole, var)
        parts = []
        for atom, (n, _) in above.items():
            others = {a: nd for a, nd in above.items() if a is not atom}
            parts.append(nz.multiply(_monomial(others), _of_term(nz, {atom: (n, 0)}, var)))
        return add(parts)
    ((atom, (n, _)),) = above.items()
    base = atom.parts[0] if atom.head == "P" else atom_value(atom)
    if n == 1:
        return _of_atom(nz, atom, var)
    if nz.on("d_pow") or nz.on("d_prod"):
        return nz.multiply(scale(nz.whole_power(base, n - 1), n), derivative(nz, base, var))
    return _unevaluated(whole, var)


def _of_fraction(nz: Normaliser, above: Factors, below: Factors, var: Atom, whole: Value) -> Value:
    u, v = nz.product(Fraction(1), above), nz.product(Fraction(1), below)
    if nz.on("d_quot"):
        top = add((nz.multiply(derivative(nz, u, var), v), scale(nz.multiply(u, derivative(nz, v, var)), -1)))
        return nz.divide(top, nz.multiply(v, v))
    if above and nz.on("d_prod"):
        w = nz.divide(ONE, v)
        return add((nz.multiply(derivative(nz, u, var), w), nz.multiply(u, derivative(nz, w, var))))
    if not above and nz.on("d_inv"):
        return scale(nz.divide(derivative(nz, v, var), nz.multiply(v, v)), -1)
    return _unevaluated(whole, var)


def _of_atom(nz: Normaliser, atom: Atom, var: Atom) -> Value:
    head, parts = atom.head, atom.parts
    if head == "P":
        return derivative(nz, parts[0], var)
    if nz.on("d_var"):
        if atom == var:
            return ONE  # also for an entry: delta(j, j)
        if head == "at" and var.head == "at" and parts[0] == var.parts[0]:
            return nz.delta(parts[2], var.parts[2])
    if head == "exp" and nz.on("d_exp"):
        return nz.multiply(atom_value(atom), derivative(nz, parts[0], var))
    if head == "log" and nz.on("d_log"):
        return nz.divide(derivative(nz, parts[0], var), parts[0])
    if head == "pow" and nz.on("d_pow"):
        return _of_power(nz, atom, var)
    if head == "sum" and nz.on("d_lin"):
        name, body, excluded = sums.open_big(nz, atom)
        return sums.total(nz, name, derivative(nz, body, var), excluded)
    if (
        head == "int"
        and nz.on("d_lin")
        and all(isinstance(p, str) or _independent(nz, p, var) for p in parts[1:])
    ):
        name = nz.fresh()
        body = rename(parts[0], bound_name(parts[0]), name)
        return integral(nz, name, derivative(nz, body, var), parts[1], parts[2])
    return _unevaluated(atom_value(atom), var)


def _of_power(nz: Normaliser, atom: Atom, var: Atom) -> Value:
    base, exponent = atom.parts
    whole = atom_value(atom)
    if _independent(nz, exponent, var):
        lower = nz.power(base, add((exponent, constant(-1))))
        return nz.multiply(nz.multiply(exponent, lower), derivative(nz, base, var))
    if _independent(nz, base, var):
        return nz.multiply(nz.multiply(whole, nz.log(base)), derivative(nz, exponent, var))
    return _unevaluated(whole, var)


# Integrals --------------------------------------------------------------------------------------
def integral(nz: Normaliser, name: str, body: Value, low: End, high: End) -> Value:
    """The integral of `body` over the real variable `name`; an end is a value, "oo" or "-oo"."""
    nz.work.spend(4)
    if not body.terms or low == high:
        return ZERO
    if nz.on("int_add") and len(body.terms) > 1:
        return add(_one_integral(nz, name, Value({m: c}), low, high) for m, c in body.terms.items())
    return _one_integral(nz, name, body, low, high)


def _one_integral(nz: Normaliser, name: str, body: Value, low: End, high: End) -> Value:
    c, outside = Fraction(1), {}
    if nz.on("int_lin"):
        c, outside, body = sums.take_out(body, name)
    done = None
    if nz.on("int_exp"):
        done = _of_exponential(nz, name, body, low, high)
    if done is None and nz.on("int_pow"):
        done = _of_whole_power(nz, name, body, low, high)
    if done is None:
        closed = close(body, name)
        if nz.on("int_lin") or nz.on("sign"):
            sign = leading_sign(closed)
            c, closed = c * sign, scale(closed, sign)
        done = atom_value(Atom("int", (closed, low, high)))
    if c == 1 and not outside:
        return done
    return nz.multiply(nz.product(c, outside), done)


def linear_in(nz: Normaliser, value: Value, name: str) -> tuple[Value, Value] | None:
    """(a, b) when the value is a·x + b with a and b free of the variable x called `name`; else None."""
    x = Atom("sym", (name, "real"))
    slope, rest = [], []
    for mono, c in value.terms.items():
        if not any(name in a.names for a, _, _ in mono):
            rest.append(Value({mono: c}))
            continue
        factors = {a: (n, d) for a, n, d in mono}
        if factors.pop(x, None) == (1, 0) and not any(name in a.names for a in factors):
            slope.append(Value({make_mono(factors): c}))
            continue
        if len(mono) == 1 or not any(a.head == "P" and name in a.names for a in factors):
            return None
        wide = _expanded(nz, Value({mono: c}))
        inner = linear_in(nz, wide, name) if wide != Value({mono: c}) else None
        if inner is None:
            return None
        slope.append(inner[0])
        rest.append(inner[1])
    return add(slope), add(rest)


def _expanded(nz: Normaliser, value: Value) -> Value:
    out = []
    for c, factors in sums.terms_of(value):
        sum_atoms = [a for a, (n, d) in factors.items() if a.head == "P" and n == 1 and not d]
        if not sum_atoms:
            out.append(Value({make_mono(factors): c}))
            continue
        rest = {a: nd for a, nd in factors.items() if a is not sum_atoms[0]}
        for k, inner in sums.terms_of(sum_atoms[0].parts[0]):
            out.append(nz.product(c * k, sums.merge(rest, inner)))
    return add(out)


def _of_exponential(nz: Normaliser, name: str, body: Value, low: End, high: End) -> Value | None:
    """∫ c·exp(a x + b) dx = c·(exp(a·high + b) - exp(a·low + b))/a; at an infinite end the sign of a must
    be known.
    """
    single = only_term(body)
    if single is None:
        return None
    c, factors = single
    exponents = []
    outside: Factors = {}
    for atom, (n, d) in factors.items():
        if name not in atom.names:
            outside[atom] = (n, d)
        elif atom.head == "exp":
            exponents.append(scale(atom.parts[0], n - d))
        else:
            return None
    line = linear_in(nz, add(exponents), name) if exponents else None
    if line is None or not line[0].terms:
        return None
    slope, offset = line
    parts = []
    for end, s in ((high, 1), (low, -1)):
        if isinstance(end, str):
            sign = nz.sign_of(slope)
            if sign is None or sign * (1 if end == "oo" else -1) > 0:
                return None
        else:
            parts.append(scale(nz.exp(add((nz.multiply(slope, end), offset))), s))
    return nz.multiply(nz.product(c, outside), nz.divide(add(parts), slope))


def _of_whole_power(nz: Normaliser, name: str, body: Value, low: End, high: End) -> Value | None:
    """∫ c·x^n dx = c·(high^(n+1) - low^(n+1))/(n+1) for n ≥ 0 between finite ends."""
    single = only_term(body)
    if single is None or isinstance(low, str) or isinstance(high, str):
        return None
    c, factors = single
    n, d = factors.pop(Atom("sym", (name, "real")), (0, 0))
    if d or any(name in a.names for a in factors):
        return None
    ends = add((nz.whole_power(high, n + 1), scale(nz.whole_power(low, n + 1), -1)))
    return nz.multiply(nz.product(c / (n + 1), factors), ends)


# Limits, for substitution -----------------------------------------------------------------------
def limit(nz: Normaliser, value: Value, name: str, end: str) -> End:
    """The limit of `value` as the variable goes to "oo" or "-oo": a value, "oo" or "-oo". NotNormal when
    not known.
    """
    if name not in value.names:
        return value
    side = 1 if end == "oo" else -1
    line = linear_in(nz, value, name)
    if line is not None:
        sign = nz.sign_of(line[0])
        if sign in (1, -1):
            return "oo" if sign * side > 0 else "-oo"
        raise NotNormal("a limit that depends on a sign we do not know")
    single = only_term(value)
    if single is None:
        constants = {m: c for m, c in value.terms.items() if not any(name in a.names for a, _, _ in m)}
        moving = Value({m: c for m, c in value.terms.items() if m not in constants})
        if constants and len(moving.terms) == 1:
            inner = limit(nz, moving, name, end)
            return inner if isinstance(inner, str) else add((inner, Value(constants)))
        raise NotNormal("a limit we cannot take")
    return _limit_of_term(nz, *single, name, end)


def _limit_of_term(nz: Normaliser, c: Fraction, factors: Factors, name: str, end: str) -> End:
    moving = [(a, nd) for a, nd in factors.items() if name in a.names]
    if len(moving) != 1 or moving[0][1] not in ((1, 0), (0, 1)):
        raise NotNormal("a limit we cannot take")
    atom, counts = moving[0]
    rest = nz.product(c, {a: nd for a, nd in factors.items() if a is not atom})
    inner = limit(nz, atom.parts[0], name, end) if atom.head in ("exp", "log", "P") else None
    if atom.head == "sym":  # the variable itself
        goes: End = end
    elif atom.head == "exp" and isinstance(inner, str):
        goes = "oo" if inner == "oo" else ZERO
    elif atom.head == "log" and inner == "oo":
        goes = "oo"
    elif atom.head == "P" and inner is not None:
        goes = inner
    else:
        raise NotNormal("a limit we cannot take")
    if counts == (0, 1):
        if isinstance(goes, str):
            goes = ZERO
        elif atom.head == "exp" and not goes.terms:
            goes = "oo"
        else:
            raise NotNormal("a limit we cannot take")
    if not isinstance(goes, str):
        return nz.multiply(rest, goes)
    sign = nz.sign_of(rest)
    if sign not in (1, -1):
        raise NotNormal("a limit that depends on a sign we do not know")
    return goes if sign == 1 else ("-oo" if goes == "oo" else "oo")


def limit_at_zero_of_log(nz: Normaliser, value: Value, name: str, end: Value) -> End:
    """The limit of c·log(h(x)) + b where h(end) = 0: it is "oo" or "-oo", by the sign of c."""
    moving = [(m, c) for m, c in value.terms.items() if any(name in a.names for a, _, _ in m)]
    if len(moving) == 1:
        mono, c = moving[0]
        logs = [a for a, n, d in mono if a.head == "log" and name in a.names and (n, d) == (1, 0)]
        rest = Value({make_mono({a: (n, d) for a, n, d in mono if a not in logs}): c})
        if len(logs) == 1 and name not in rest.names and not sums.put(nz, logs[0].parts[0], name, end).terms:
            sign = nz.sign_of(rest)
            if sign in (1, -1):
                return "-oo" if sign == 1 else "oo"
    raise NotNormal("a limit we cannot take")

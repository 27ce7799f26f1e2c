"""Integrals by the trapezoid rule after a double-exponential change of variable, with an error estimate.

Everything in this notation is built from exp, log and arithmetic, so integrands are smooth inside their
range and, far out, monotone (they lie in a Hardy field). That is what the test for an infinite integral
leans on.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from course_utils.derivation.tree import Expr
from course_utils.derivation.values import DigitsField, Dual, NoValue, Unknown, digits_field, primal

if TYPE_CHECKING:
    from course_utils.derivation.evaluate import Env, Evaluator

#: Range of the variable t for the shapes of integral: both ends infinite, one, none. "slow": one infinite end
#: toward which the integrand falls like a power only, as 1/x**2 does.
_RANGES = {"line": (-6.5, 6.5), "half": (-4.2, 7.0), "slow": (-4.0, 4.0), "finite": (-3.2, 3.2)}
#: What a term at an end of the range may weigh, beside the largest.
_END = 1e-9
#: Inside an integral exp may be taken of numbers this large: exp(-exp(x)) far out is a proper 0.
_WIDE = 1e300
_FAR = (20.0, 40.0, 80.0, 160.0, 1e3, 1e4, 1e5, 1e6)


def integrate(evaluator: Evaluator, node: Expr, env: Env) -> Any:
    """The integral `node` at `env`. Raises NoValue when it is infinite, Unknown when the sum does not
    settle.
    """
    _, low, high = node.args
    a, b = _end(evaluator, low, env), _end(evaluator, high, env)
    if isinstance(a, Dual) or isinstance(b, Dual):
        raise Unknown("a derivative by the end of an integral")
    if a == b:
        return 0.0
    if a > b:
        return -_between(evaluator, node, env, b, a)
    return _between(evaluator, node, env, a, b)


def _end(evaluator: Evaluator, node: Expr, env: Env) -> Any:
    if node.head == "oo":
        return math.inf
    if node.head == "neg" and node.args[0].head == "oo":
        return -math.inf
    value = evaluator.scalar(node, env)
    return value if isinstance(value, Dual) or isinstance(evaluator.field, DigitsField) else float(value)


def _between(evaluator: Evaluator, node: Expr, env: Env, a: float, b: float) -> Any:
    body, uid = node.args[0], node.data[0]
    before = env.bound.get(uid)
    try:
        for sign in (1.0, -1.0):
            if math.isinf(b if sign > 0 else a):
                _refuse_divergence(evaluator, body, uid, env, sign)
        if isinstance(evaluator.field, DigitsField):
            return _in_digits(evaluator, evaluator.field, node, env, a, b)
        *others, last = _shapes(a, b)
        for shape in others:
            try:
                return _with_nodes(evaluator, body, uid, env, _nodes(shape, a, b, evaluator.nodes))
            except Unknown:
                continue
        return _with_nodes(evaluator, body, uid, env, _nodes(last, a, b, evaluator.nodes))
    finally:
        env.bound[uid] = before


def _with_nodes(evaluator: Evaluator, body: Expr, uid: int, env: Env, nodes: tuple[Any, Any]) -> Any:
    import numpy as np

    x, weight = nodes
    env.bound[uid] = x
    with np.errstate(all="ignore"):
        f = evaluator.scalar(body, env)
    return _settle(f, weight)


def _shapes(a: float, b: float) -> tuple[str, ...]:
    """The shapes to try for these ends, the usual one first."""
    if math.isinf(a) and math.isinf(b):
        return ("line",)
    return ("half", "slow") if math.isinf(a) or math.isinf(b) else ("finite",)


def _in_digits(evaluator: Evaluator, field: DigitsField, node: Expr, env: Env, a: float, b: float) -> Any:
    """The same sum, node by node in many digits: what rounds in float64 does not round here."""
    body, uid = node.args[0], node.data[0]
    limit = field.exp_limit
    terms: list[Any] = []
    field.exp_limit = _WIDE
    try:
        for shape in _shapes(a, b):
            terms = []
            for x, weight in _digits_nodes(field, shape, a, b, evaluator.nodes):
                env.bound[uid] = x
                terms.append(evaluator.scalar(body, env) * weight)
            size = max(abs(primal(term)) for term in terms)
            if abs(primal(terms[0])) + abs(primal(terms[-1])) <= _END * size:
                break
    finally:
        field.exp_limit = limit
    return sum(terms, start=field.mp.mpf(0))


def _digits_nodes(field: DigitsField, shape: str, a: float, b: float, count: int) -> list[tuple[Any, Any]]:
    """Nodes and weights as in `_nodes`, in the digits of the field."""
    mp = field.mp
    left, right = _RANGES[shape]
    h = (mp.mpf(right) - mp.mpf(left)) / (count - 1)
    found = []
    for n in range(count):
        t = left + n * h
        if shape == "line":
            found.append((mp.sinh(t), mp.cosh(t) * h))
        elif shape == "half":
            x = mp.exp(t - mp.exp(-t))
            found.append((a + x if math.isinf(b) else b - x, x * (1 + mp.exp(-t)) * h))
        elif shape == "slow":
            x = mp.exp(mp.pi / 2 * mp.sinh(t))
            found.append((a + x if math.isinf(b) else b - x, x * mp.pi / 2 * mp.cosh(t) * h))
        else:
            v = mp.pi / 2 * mp.sinh(t)
            weight = (mp.mpf(b) - a) * mp.pi / 4 * mp.cosh(t) / mp.cosh(v) ** 2 * h
            found.append((a + (mp.mpf(b) - a) * (1 + mp.tanh(v)) / 2, weight))
    return found


def _settle(f: Any, weight: Any) -> Any:
    """The weighted sum, for each part of a dual number; Unknown when halving the nodes changes it."""
    import numpy as np

    if isinstance(f, Dual):
        return Dual(f.tag, _settle(f.a, weight), _settle(f.b, weight))
    with np.errstate(all="ignore"):
        terms = np.asarray(f * weight, dtype=float)
    if terms.shape != weight.shape:
        terms = np.broadcast_to(terms, weight.shape)
    known = np.isfinite(terms)
    size = float(np.abs(terms[known]).max(initial=0.0))
    if not known.all():
        terms = _without_far_ends(terms, known, size)
    if size == 0.0:
        return 0.0
    fine, coarse = float(terms.sum()), 2.0 * float(terms[::2].sum())
    ends = abs(float(terms[0])) + abs(float(terms[-1]))
    if abs(fine - coarse) > 1e-8 * abs(fine) or ends > _END * size:
        raise Unknown("an integral that does not settle")
    return fine


def _without_far_ends(terms: Any, known: Any, size: float) -> Any:
    """Terms that overflow (inf times 0) at either end count as 0 when the next ones inward are negligible."""
    import numpy as np

    inside = np.flatnonzero(known)
    if inside.size == 0:
        raise Unknown("an integrand too large to compute with")
    first, last = int(inside[0]), int(inside[-1])
    if not known[first : last + 1].all():
        raise Unknown("an integrand too large to compute with")
    for end, cut in ((first, first > 0), (last, last < terms.size - 1)):
        if cut and abs(float(terms[end])) > 1e-12 * size:
            raise Unknown("an integrand too large to compute with")
    return np.where(known, terms, 0.0)


def _refuse_divergence(evaluator: Evaluator, body: Expr, uid: int, env: Env, sign: float) -> None:
    """Raise NoValue when |x f(x)| never falls on the way out: then the integral is infinite.

    Where float64 overflows (which says nothing: 1/exp(x) overflows on its way to 0) many digits decide.
    """
    verdict = _grows(evaluator, body, uid, env, sign)
    if verdict is None:
        field = digits_field(20)
        limit, field.exp_limit = field.exp_limit, _WIDE
        try:
            # A cache of its own: numbers of one arithmetic must not turn up in the other.
            verdict = _grows(evaluator.with_field(field), body, uid, replace(env, cache={}), sign)
        finally:
            field.exp_limit = limit
    if verdict:
        raise NoValue("an infinite integral", True)


def _grows(evaluator: Evaluator, body: Expr, uid: int, env: Env, sign: float) -> bool | None:
    """Does |x f(x)| never fall? None when a number became too large to tell."""
    last: Any = 0.0
    for seen, x in enumerate(_FAR):
        env.bound[uid] = sign * x
        try:
            size = abs(primal(evaluator.scalar(body, env))) * x
        except Unknown as unknown:
            if not unknown.overflow:
                return False
            return True if seen >= 4 and last > 1e100 and evaluator.cost > 1 else None
        except OverflowError:
            return None
        except (NoValue, TypeError):
            return False
        if not size >= last or size == 0:
            return False
        last = size
    return True


@cache
def _unit_nodes(shape: str, count: int) -> tuple[Any, Any]:
    """Nodes and weights in t for the shapes of range; an odd count so that halving keeps both ends."""
    import numpy as np

    count += 1 - count % 2
    left, right = _RANGES[shape]
    t = np.linspace(left, right, count)
    h = (right - left) / (count - 1)
    if shape == "line":
        return np.sinh(t), np.cosh(t) * h
    if shape == "half":
        x = np.exp(t - np.exp(-t))
        return x, x * (1.0 + np.exp(-t)) * h
    if shape == "slow":
        x = np.exp(0.5 * math.pi * np.sinh(t))
        return x, x * 0.5 * math.pi * np.cosh(t) * h
    u = 0.5 * math.pi * np.sinh(t)
    return 0.5 * (1.0 + np.tanh(u)), 0.25 * math.pi * np.cosh(t) / np.cosh(u) ** 2 * h


def _nodes(shape: str, a: float, b: float, count: int) -> tuple[Any, Any]:
    x, w = _unit_nodes(shape, count)
    if shape == "line":
        return x, w
    if shape == "finite":
        return a + (b - a) * x, (b - a) * w
    return (a + x, w) if math.isinf(b) else (b - x, w)

"""Integrals by the trapezoid rule after a double-exponential change of variable, with an error estimate.

Everything in this notation is built from exp, log and arithmetic, so integrands are smooth inside their range and,
far out, monotone (they lie in a Hardy field). That is what the test for an infinite integral leans on.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any

from course_utils.derivation.tree import Expr
from course_utils.derivation.values import Dual, NoValue, Unknown, primal

if TYPE_CHECKING:
    from course_utils.derivation.evaluate import Env, Evaluator

_FAR = (20.0, 40.0, 80.0, 160.0, 1e3, 1e4, 1e5, 1e6)


def integrate(evaluator: Evaluator, node: Expr, env: Env) -> Any:
    """The integral `node` at `env`. Raises NoValue when it is infinite, Unknown when the sum does not settle."""
    body, low, high = node.args
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
    return value if isinstance(value, Dual) else float(value)


def _between(evaluator: Evaluator, node: Expr, env: Env, a: float, b: float) -> Any:
    import numpy as np

    if evaluator.cost != 1:
        raise Unknown("integrals are computed in float64")
    x, weight = _nodes(a, b, evaluator.nodes)
    body, uid = node.args[0], node.data[0]
    before = env.bound.get(uid)
    try:
        for sign in (1.0, -1.0):
            if math.isinf(b if sign > 0 else a):
                _refuse_divergence(evaluator, body, uid, env, sign)
        env.bound[uid] = x
        with np.errstate(all="ignore"):
            f = evaluator.scalar(body, env)
    finally:
        env.bound[uid] = before
    return _settle(f, weight)


def _settle(f: Any, weight: Any) -> Any:
    """The weighted sum, for each part of a dual number; Unknown when halving the nodes changes it."""
    import numpy as np

    if isinstance(f, Dual):
        return Dual(f.tag, _settle(f.a, weight), _settle(f.b, weight))
    with np.errstate(all="ignore"):
        terms = np.asarray(f * weight, dtype=float)
    if terms.shape != weight.shape:
        terms = np.broadcast_to(terms, weight.shape)
    if not np.isfinite(terms).all():
        raise Unknown("an integrand too large to compute with")
    size = float(np.abs(terms).max(initial=0.0))
    if size == 0.0:
        return 0.0
    fine, coarse = float(terms.sum()), 2.0 * float(terms[::2].sum())
    ends = abs(float(terms[0])) + abs(float(terms[-1]))
    if abs(fine - coarse) > 1e-8 * abs(fine) or ends > 1e-9 * size:
        raise Unknown("an integral that does not settle")
    return fine


def _refuse_divergence(evaluator: Evaluator, body: Expr, uid: int, env: Env, sign: float) -> None:
    """Raise NoValue when |x f(x)| never falls on the way out: then the integral is infinite."""
    last = 0.0
    seen = 0
    for x in _FAR:
        env.bound[uid] = sign * x
        try:
            size = abs(float(primal(evaluator.scalar(body, env)))) * x
        except Unknown as unknown:
            if unknown.overflow and seen >= 3:
                break
            return
        except (NoValue, OverflowError, TypeError):
            return
        if not math.isfinite(size) or size < last or size == 0.0:
            return
        last, seen = size, seen + 1
    raise NoValue("an infinite integral", True)


@cache
def _unit_nodes(shape: str, count: int) -> tuple[Any, Any]:
    """Nodes and weights in t for the three shapes of range; an odd count so that halving keeps both ends."""
    import numpy as np

    count += 1 - count % 2
    left, right = {"line": (-6.5, 6.5), "half": (-4.2, 7.0), "finite": (-3.2, 3.2)}[shape]
    t = np.linspace(left, right, count)
    h = (right - left) / (count - 1)
    if shape == "line":
        return np.sinh(t), np.cosh(t) * h
    if shape == "half":
        x = np.exp(t - np.exp(-t))
        return x, x * (1.0 + np.exp(-t)) * h
    u = 0.5 * math.pi * np.sinh(t)
    return 0.5 * (1.0 + np.tanh(u)), 0.25 * math.pi * np.cosh(t) / np.cosh(u) ** 2 * h


def _nodes(a: float, b: float, count: int) -> tuple[Any, Any]:
    if math.isinf(a) and math.isinf(b):
        return _unit_nodes("line", count)
    if math.isinf(b):
        x, w = _unit_nodes("half", count)
        return a + x, w
    if math.isinf(a):
        x, w = _unit_nodes("half", count)
        return b - x, w
    x, w = _unit_nodes("finite", count)
    return a + (b - a) * x, (b - a) * w

"""Arithmetic for the numeric half: floats, 30-digit numbers and arrays of nodes, each with exact derivatives.

Derivatives are forward-mode automatic differentiation (tagged dual numbers), so that no step size enters and
nothing is shared with the symbolic rules for D.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from typing import Any

#: Beyond this, exp is not evaluated: the point says nothing.
_EXP_LIMIT = 600.0


class NoValue(Exception):
    """The expression has no value at this point. `robust`: still none when the point moves a little."""

    def __init__(self, reason: str, robust: bool) -> None:
        super().__init__(reason)
        self.reason, self.robust = reason, robust


class Unknown(Exception):
    """We could not compute the value (too large, quadrature not settled). Says nothing about the
    expression.
    """

    def __init__(self, reason: str, overflow: bool = False) -> None:
        super().__init__(reason)
        self.overflow = overflow


class Dual:
    """a + b·ε with ε² = 0, for the derivative numbered `tag`. The greater tag is the outer one."""

    __slots__ = ("a", "b", "tag")
    __array_ufunc__ = None

    def __init__(self, tag: int, a: Any, b: Any) -> None:
        self.tag, self.a, self.b = tag, a, b

    def _parts(self, other: Any) -> tuple[int, Any, Any, Any, Any]:
        if not isinstance(other, Dual) or other.tag < self.tag:
            return self.tag, self.a, self.b, other, 0
        if other.tag > self.tag:
            return other.tag, self, 0, other.a, other.b
        return self.tag, self.a, self.b, other.a, other.b

    def __add__(self, other: Any) -> Dual:
        tag, a, b, c, d = self._parts(other)
        return Dual(tag, a + c, b + d)

    __radd__ = __add__

    def __neg__(self) -> Dual:
        return Dual(self.tag, -self.a, -self.b)

    def __sub__(self, other: Any) -> Dual:
        return self + (-other)

    def __rsub__(self, other: Any) -> Dual:
        return (-self) + other

    def __mul__(self, other: Any) -> Dual:
        tag, a, b, c, d = self._parts(other)
        return Dual(tag, a * c, a * d + b * c)

    __rmul__ = __mul__


def primal(x: Any) -> Any:
    """The value itself, with derivatives taken off."""
    while isinstance(x, Dual):
        x = x.a
    return x


class FloatField:
    """float64, and arrays of float64 inside an integral."""

    cost = 1

    def number(self, value: Fraction) -> float:
        return value.numerator / value.denominator

    def is_array(self, x: Any) -> bool:
        return not isinstance(x, float | int)

    def exp_plain(self, x: Any) -> Any:
        if self.is_array(x):
            import numpy as np

            return np.exp(x)  # may be inf far out; the quadrature sees to it
        if x > _EXP_LIMIT:
            raise Unknown("a number too large to compute with", overflow=True)
        if x < -_EXP_LIMIT:
            raise Unknown("a number too small to compute with")
        return math.exp(x)

    def log_plain(self, x: Any) -> Any:
        if self.is_array(x):
            import numpy as np

            if (x < 0).all():
                raise NoValue("the logarithm of a negative number", True)
            return np.log(x)
        if x <= 0:
            raise NoValue(
                "the logarithm of 0" if x == 0 else "the logarithm of a negative number", x < -1e-12
            )
        return math.log(x)

    def is_zero(self, x: Any) -> bool:
        return not self.is_array(x) and x == 0

    def finite(self, x: Any) -> bool:
        return math.isfinite(x)


class DigitsField:
    """Numbers of `digits` decimal digits (mpmath), in a context of its own."""

    cost = 5

    def __init__(self, digits: int) -> None:
        from mpmath import MPContext

        self.mp = MPContext()
        self.mp.dps = digits
        self.exp_limit = _EXP_LIMIT

    def number(self, value: Fraction) -> Any:
        return self.mp.mpf(value.numerator) / value.denominator

    def is_array(self, x: Any) -> bool:
        return False

    def exp_plain(self, x: Any) -> Any:
        if abs(x) > self.exp_limit:
            raise Unknown("a number too large to compute with", overflow=x > 0)
        return self.mp.exp(x)

    def log_plain(self, x: Any) -> Any:
        if x <= 0:
            raise NoValue(
                "the logarithm of 0" if x == 0 else "the logarithm of a negative number", x < -1e-20
            )
        return self.mp.log(x)

    def is_zero(self, x: Any) -> bool:
        return x == 0

    def finite(self, x: Any) -> bool:
        return bool(self.mp.isfinite(x))


@cache
def digits_field(digits: int) -> DigitsField:
    """The arithmetic of `digits` digits (kept, since a context takes a moment to build)."""
    return DigitsField(digits)


Field = FloatField | DigitsField


def exp(field: Field, x: Any) -> Any:
    """e to the x."""
    if isinstance(x, Dual):
        value = exp(field, x.a)
        return Dual(x.tag, value, value * x.b)
    return field.exp_plain(x)


def log(field: Field, x: Any) -> Any:
    """The natural logarithm; raises NoValue at or below 0."""
    if isinstance(x, Dual):
        return Dual(x.tag, log(field, x.a), divide(field, x.b, x.a))
    return field.log_plain(x)


def divide(field: Field, x: Any, y: Any) -> Any:
    """x / y; raises NoValue when y is 0."""
    if isinstance(y, Dual):
        inverse = divide(field, 1, y.a)
        return x * Dual(y.tag, inverse, -(y.b * inverse * inverse))
    if field.is_zero(y):
        raise NoValue("a division by 0", False)
    if isinstance(x, Dual):
        return Dual(x.tag, divide(field, x.a, y), divide(field, x.b, y))
    return x / y


def power(field: Field, x: Any, y: Any) -> Any:
    """x to the y. A base that is not positive needs a whole exponent."""
    plain = primal(y)
    whole = (
        not isinstance(y, Dual) and not field.is_array(plain) and plain == int(plain)
        if _small(field, plain)
        else False
    )
    if whole:
        n = int(plain)
        result: Any = 1
        for _ in range(abs(n)):
            result = result * x
        return result if n >= 0 else divide(field, 1, result)
    base = primal(x)
    if not field.is_array(base) and base <= 0:
        raise NoValue("a power of a number that is not positive", base < -1e-12)
    return exp(field, y * log(field, x))


def _small(field: Field, plain: Any) -> bool:
    return not field.is_array(plain) and abs(plain) <= 200

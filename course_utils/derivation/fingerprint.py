"""Identity of rational functions by exact evaluation modulo two 61-bit primes, atoms being opaque.

Two values that are equal as elements of the field of rational functions in their atoms get equal
fingerprints; two that are not get different ones but for a chance of about 10^-34 per test (Schwartz,
Zippel). It takes about 0.1 ms.
"""

from __future__ import annotations

from typing import Any

from course_utils.derivation.errors import NotNormal
from course_utils.derivation.polynomial import Atom, Value, _word

PRIMES = (2**61 - 1, 2**61 - 31)
_SALTS = (_word("first"), _word("second"))
Print = tuple[int, int]


def fingerprint(value: Value, memo: dict[Any, Print] | None = None) -> Print:
    """The value modulo both primes at the point that the atoms' names determine."""
    memo = {} if memo is None else memo
    first, second = (_evaluate(value, which, memo) for which in (0, 1))
    return first, second


def _evaluate(value: Value, which: int, memo: dict[Any, Any]) -> int:
    key = (value, which)
    if key in memo:
        return memo[key]
    p, total = PRIMES[which], 0
    for mono, c in value.terms.items():
        term, below = c.numerator % p, c.denominator % p
        for atom, n, d in mono:
            x = _atom(atom, which, memo)
            if n:
                term = term * pow(x, n, p) % p
            if d:
                below = below * pow(x, d, p) % p
        if below == 0:
            raise NotNormal("division by zero")
        total += term * pow(below, -1, p) if below != 1 else term
    memo[key] = total % p
    return memo[key]


def _atom(atom: Atom, which: int, memo: dict[Any, Any]) -> int:
    if atom.head == "P":
        return _evaluate(atom.parts[0], which, memo)
    key = (atom, which)
    if key not in memo:
        parts = [_SALTS[which], _word(atom.head)]
        for part in atom.parts:
            if isinstance(part, str):
                parts.append(_word(part))
            elif isinstance(part, Value):
                parts.append(_evaluate(part, which, memo))
            else:
                parts.append(_atom(part, which, memo))
        memo[key] = _mix(parts) % PRIMES[which]
    return memo[key]


def _mix(parts: list[int]) -> int:
    """A well-spread number from some numbers (multiply and xor-shift, 128 bits wide)."""
    mask = (1 << 128) - 1
    state = 0x9E3779B97F4A7C15F39CC0605CEDC835
    for part in parts:
        state = ((state ^ part) * 0xDA942042E4DD58B5D6E8FEB86659FD93 + 0x2545F4914F6CDD1D) & mask
        state ^= state >> 59
    return (state * 0xDA942042E4DD58B5D6E8FEB86659FD93 & mask) >> 32

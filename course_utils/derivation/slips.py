"""What to say to Python that is no mathematics in this notation: methods of tensors, other types of value."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from course_utils.derivation.errors import NoSuchMethod, NotationError

#: Methods of a tensor, and how the same is written here; `{x}` is the expression, `{entry}` its entry k.
_WRITTEN = {
    "exp": "exp({x})",
    "log": "log({x})",
    "softmax": "softmax({x})",
    "log_softmax": "log(softmax(z)[i])",
    "sigmoid": "sigmoid({x})",
    "logsumexp": "log(Sum(exp(z[k]) for k in K))",
    "sum": "Sum({entry} for k in K)",
    "mean": "Sum({entry} for k in K)/K",
    "prod": "Prod({entry} for k in K)",
    "sqrt": "x**(1/2)",
    "square": "x**2",
    "pow": "x**2",
    "reciprocal": "1/x",
    "grad": "D(p[i], z[j])",
    "backward": "D(p[i], z[j])",
}
_LONG = 40
NO_OPERATOR = (
    "A proof line has only + - * / and **: a power is x**2, a product of vectors Sum(z[k]*w[k] for k in K)."
)


def no_such_method(name: str, text: str, entry: str) -> NoSuchMethod:
    """The error for `x.name`, where x prints as `text` and its entry k as `entry`."""
    if name not in _WRITTEN:
        return NoSuchMethod(
            f"An expression has no `.{name[:30]}`. A proof line is made with + - * / **, exp, log, Sum and "
            "the names of the lesson."
        )
    text, entry = (text, entry) if len(text) <= _LONG else ("x", "z[k]")
    written = _WRITTEN[name].format(x=text, entry=entry)
    return NoSuchMethod(f"A proof line has no methods like `.{name}(...)`. Write {written}.")


def compared(left: str, right: str, kind: str, in_sum: bool) -> NotationError:
    """The error for `left == right`."""
    if in_sum:
        return NotationError(
            "A sum may leave a class out (`if k != i`), but not keep only one with `==`: that is z[i] alone."
        )
    if kind == "index":
        return NotationError(
            f"`==` compares in Python. Write delta({left}, {right}), which is 1 when they are the same class "
            "and else 0."
        )
    return NotationError(
        '`==` compares in Python. A step of a proof is a line of its own: (expression, "rule").'
    )


def not_exact(value: float) -> NotationError:
    """The error for a float that is rounded, such as 0.1."""
    finite = value == value and abs(value) != float("inf")
    near = Fraction(value).limit_denominator(1000) if finite else Fraction(1, 10)
    meant = f"num({near.numerator})/{near.denominator}"
    return NotationError(
        f"{value} is rounded in Python, so it is not exact. Write a fraction, such as {meant}."
    )


def no_expression(value: Any) -> NotationError:
    """The error for a value of another type where an expression should stand."""
    kind = type(value).__name__
    if kind == "generator":
        return NotationError("`... for k in K` needs Sum around it: Sum(exp(z[k]) for k in K).")
    if isinstance(value, list | tuple | set | dict):
        return NotationError(f"A {kind} is not an expression. For a sum write Sum(exp(z[k]) for k in K).")
    if callable(value):
        return NotationError("This is a function without its arguments: write, for example, softmax(z)[i].")
    return NotationError(
        f"A {kind} cannot stand in a proof: use the symbols of the lesson and whole numbers."
    )


def no_class(value: int) -> NotationError:
    """The error for a class number below 1, or far too large."""
    return NotationError(
        f"There is no class {value}: classes are counted 1, 2, ..., K, not from 0 as in torch. Inside a sum "
        "write `for k in K`, not range(...): a proof holds for every K."
    )


def no_index(value: Any) -> NotationError:
    """The error for what is neither an index nor a class between brackets."""
    if isinstance(value, slice) or value is Ellipsis or value is None:
        return NotationError("Slices are for tensors. Between brackets goes one index such as i: z[i].")
    if isinstance(value, tuple):
        return NotationError(
            "Between brackets goes one index, not several: z[i]. A matrix has no symbol here."
        )
    return NotationError("Between brackets goes an index such as i: z[i].")

"""Printing a tree: as the Python a student would type (copyable), and as LaTeX.

Both print what was typed. A bound name that would hide another one gets a prime (LaTeX) or an underscore
(text).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from course_utils.derivation.tree import BINDERS, Expr
from course_utils.derivation.walk import subtrees

_GREEK = {
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu", "nu", "xi",
    "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi",
    "Pi", "Sigma", "Phi", "Psi", "Omega",
}  # fmt: skip
#: How tightly an operator binds. What is put inside a tighter place gets parentheses.
_LEVEL = {"add": 1, "sub": 1, "neg": 2, "mul": 3, "div": 3, "pow": 5}
_ATOM = 6
Names = Mapping[int, str]
Sizes = tuple[str, str]
#: A fraction within a fraction is set full size, so that it can be read; in an exponent all stay small.
_OPEN, _SMALL = ("\\frac", "\\dfrac"), ("\\frac", "\\frac")


def to_text(node: Expr) -> str:
    """The expression as Python in this notation. Typed again, it is the same expression."""
    return _text(node, {}, _taken(node))


def to_latex(node: Expr) -> str:
    """The expression as LaTeX (without dollar signs)."""
    return _latex(node, {}, _taken(node))


def _taken(node: Expr) -> frozenset[str]:
    """Names of free symbols: a binder must not print the same name."""
    return frozenset(n.data[0] for n in subtrees(node) if n.head == "sym") | {"K"}


def _bind(node: Expr, names: Names, taken: frozenset[str]) -> tuple[str, dict[int, str]]:
    uid, wanted = node.data
    used = taken | set(names.values())
    name = wanted
    while name in used:
        name += "_"
    return name, {**names, uid: name}


def _number(value: Fraction) -> tuple[str, int]:
    if value.denominator != 1:
        exact_in_python = value.denominator & (value.denominator - 1) == 0
        above = str(value.numerator) if exact_in_python else f"num({value.numerator})"
        return f"{above}/{value.denominator}", 3 if value >= 0 else 2
    return str(value), _ATOM if value >= 0 else 2


def _level(node: Expr) -> int:
    if node.head == "num":
        return _number(node.data)[1]
    return _LEVEL.get(node.head, _ATOM)


def _text(node: Expr, names: Names, taken: frozenset[str]) -> str:
    def at(arg: Expr, level: int) -> str:
        text = _text(arg, names, taken)
        return text if _level(arg) >= level else f"({text})"

    head, args = node.head, node.args
    if head == "num":
        return _number(node.data)[0]
    if head == "lit":
        return str(node.data)
    if head == "sym":
        return node.data[0]
    if head in ("K", "oo"):
        return head
    if head == "bound":
        return names.get(node.data[0], node.data[1])
    if head == "at":
        return f"{at(args[0], _ATOM)}[{_text(args[1], names, taken)}]"
    if head in ("add", "sub"):
        return f"{at(args[0], 1)} {'+' if head == 'add' else '-'} {at(args[1], 3)}"
    if head == "div" and args[0].head == args[1].head == "num" and args[0].data.denominator == 1:
        return f"num({args[0].data})/{at(args[1], 4)}"  # 1/3 would be rounded when typed again
    if head in ("mul", "div"):
        left = at(args[0], 2 if args[0].head == "neg" else 3)
        return f"{left}{'*' if head == 'mul' else '/'}{at(args[1], 4)}"
    if head == "neg":
        return f"-{at(args[0], 5)}"
    if head == "pow":
        return f"{at(args[0], _ATOM)}**{at(args[1], 5)}"
    if head in BINDERS:
        name, inner = _bind(node, names, taken)
        body = _text(args[0], inner, taken)
        if head == "int":
            low, high = (_text(a, names, taken) for a in args[1:])
            return f"Int({body} for {name} in between({low}, {high}))"
        rest = " and ".join(f"{name} != {_text(a, names, taken)}" for a in args[1:])
        return f"{head.capitalize()}({body} for {name} in K{' if ' + rest if rest else ''})"
    word = node.data[0] if head == "fn" else head
    return f"{word}({', '.join(_text(a, names, taken) for a in args)})"


def latex_name(name: str) -> str:
    """A symbol's name in LaTeX: Greek words become letters, a trailing number or underscore a subscript or
    prime.
    """
    bare = name.rstrip("_")
    primes = "'" * (len(name) - len(bare))
    letters = bare.rstrip("0123456789")
    digits = bare[len(letters) :]
    letters = letters.rstrip("_") or letters
    first, _, rest = letters.partition("_")
    parts = [p for p in (rest, digits) if p]
    if first in _GREEK:
        core = "\\" + first
    elif len(first) == 1:
        core = first
    else:
        core = f"\\mathrm{{{first}}}"
    sub = ",".join(p if len(p) == 1 or p.isdigit() else f"\\mathrm{{{p}}}" for p in parts).replace("_", "\\_")
    return core + (f"_{{{sub}}}" if sub else "") + primes


def _parens(latex: str) -> str:
    return f"\\left({latex}\\right)"


def _latex(node: Expr, names: Names, taken: frozenset[str], sizes: Sizes = _OPEN) -> str:
    """`sizes`: the command for a fraction here, and for one within it."""

    def at(arg: Expr, level: int) -> str:
        text = _latex(arg, names, taken, sizes)
        low = _LATEX_LEVEL.get(arg.head, _level(arg))
        return text if low >= level else _parens(text)

    head, args = node.head, node.args
    if head == "num":
        value = node.data
        if value.denominator == 1:
            return str(value)
        return f"{'-' if value < 0 else ''}\\tfrac{{{abs(value.numerator)}}}{{{value.denominator}}}"
    if head == "lit":
        return str(node.data)
    if head == "sym":
        return latex_name(node.data[0])
    if head == "K":
        return "K"
    if head == "oo":
        return "\\infty"
    if head == "bound":
        return latex_name(names.get(node.data[0], node.data[1]))
    if head == "at":
        inner = _latex(args[0], names, taken, sizes)
        tight = args[0].head in ("sym", "fn")
        return f"{inner if tight else _parens(inner)}_{{{_latex(args[1], names, taken)}}}"
    if head in ("add", "sub"):
        return f"{at(args[0], 1)} {'+' if head == 'add' else '-'} {at(args[1], 3)}"
    if head == "mul":
        right = at(args[1], 4 if args[1].head not in ("div", "mul") else 3)
        dot = " \\cdot " if args[1].head in ("num", "div") or right[:1].isdigit() else " \\, "
        return f"{at(args[0], 2 if args[0].head == 'neg' else 3)}{dot}{right}"
    if head == "div":
        above, below = (_latex(a, names, taken, (sizes[1], sizes[1])) for a in args)
        return f"{sizes[0]}{{{above}}}{{{below}}}"
    if head == "neg":
        return f"-{at(args[0], 3)}"
    if head == "pow":
        plain = args[0].head in ("sym", "K", "bound", "at") or (
            args[0].head == "num" and _level(args[0]) == _ATOM
        )
        base = _latex(args[0], names, taken, sizes)
        return f"{base if plain else _parens(base)}^{{{_latex(args[1], names, taken, _SMALL)}}}"
    if head == "exp":
        return f"e^{{{_latex(args[0], names, taken, _SMALL)}}}"
    if head == "delta":
        return f"\\delta_{{{_latex(args[0], names, taken)}{_latex(args[1], names, taken)}}}"
    if head == "D":
        return f"{sizes[0]}{{\\partial}}{{\\partial {_latex(args[1], names, taken)}}} {at(args[0], 3)}"
    if head in BINDERS:
        name, inner = _bind(node, names, taken)
        body = _latex(args[0], inner, taken, sizes)
        if _LATEX_LEVEL.get(args[0].head, _level(args[0])) < 2:
            body = f"\\left({body}\\right)"
        var = latex_name(name)
        if head == "int":
            low, high = (_latex(a, names, taken) for a in args[1:])
            return f"\\int_{{{low}}}^{{{high}}} {body} \\, d{var}"
        rest = "".join(f", {var} \\neq {_latex(a, names, taken)}" for a in args[1:])
        return f"\\{head}_{{{var}{rest}}} {body}"
    word = "\\log" if head == "log" else "\\operatorname{" + node.data[0].replace("_", "\\_") + "}"
    return f"{word}\\left({', '.join(_latex(a, names, taken, sizes) for a in args)}\\right)"


#: In LaTeX a fraction needs no parentheses as a factor, while a sum sign or derivative swallows what follows.
_LATEX_LEVEL = {"div": 4, "sum": 2, "prod": 2, "int": 2, "D": 2, "exp": 6, "log": 6}

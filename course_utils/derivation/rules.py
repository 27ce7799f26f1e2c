"""The named rules a line may cite: few, named as a teacher would name them.

A rule is data: its name, the law in words, and one or more *uses*. A use has the laws that must be needed
(`main`) and laws that may help along (`help`). A line follows by a use when both lines have the same
value with all of them, and not with the help alone: so a rule name that does no work is not accepted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from course_utils.derivation.errors import StatementError
from course_utils.derivation.names import closest

_DIFFERENTIATE = "d_lin d_var d_exp d_log d_pow sift delta ="


@dataclass(frozen=True)
class Use:
    """Laws by their flags (see `normal.FLAGS`; `=` compares as rational functions over the atoms)."""

    main: frozenset[str]
    help: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        return self.main | self.help


@dataclass(frozen=True)
class Rule:
    """A named rule. `law` is the sentence shown to a student. `any_tidying`: a mere rearrangement may
    cite it too.

    `fractions`: so may one that turns compound fractions into plain ones or back.
    `by_cases`: the line may also be checked for i = j and i ≠ j apart, for the indices in its deltas.
    """

    name: str
    law: str
    uses: tuple[Use, ...]
    any_tidying: bool = False
    fractions: bool = False
    by_cases: bool = False


def use(main: str, helping: str = "") -> Use:
    """A use from flags separated by spaces."""
    return Use(frozenset(main.split()), frozenset(helping.split()))


def _derivative(main: str, *helping: str) -> tuple[Use, ...]:
    """Uses of a rule of differentiation; each also with known conditions (i ≠ j) put in at once."""
    plain = [use(main, laws) for laws in helping]
    return (*plain, *(use(main, f"{laws} case") for laws in helping))


_ALL = (
    Rule(
        "rearrange", "the order of terms and factors, signs and numbers may be tidied", (), any_tidying=True
    ),
    Rule(
        "definition",
        "a defined name stands for its definition, and the other way round",
        (use("definition"),),
    ),
    Rule(
        "exp of a sum",
        "exp(a + b) = exp(a)·exp(b), and exp(-a) = 1/exp(a)",
        (use("exp_sum"), use("exp_sum", "expand")),
    ),
    Rule(
        "constant out of a sum", "Sum(c·x[k]) = c·Sum(x[k]) when c does not depend on k", (use("sum_const"),)
    ),
    Rule(
        "split the sum",
        "Sum(x[k] + y[k]) = Sum(x[k]) + Sum(y[k])",
        (use("sum_lin", "sum_const"), use("sum_lin", "sum_const expand")),
    ),
    Rule("swap the sums", "Sum over k of Sum over m = Sum over m of Sum over k", (use("sum_swap"),)),
    Rule("cancel", "c·a/(c·b) = a/b, and a/a = 1", (use("cancel"),), fractions=True),
    Rule(
        "expand",
        "a·(b + c) = a·b + a·c, and (a + b)/c = a/c + b/c",
        (use("expand"), use("expand expand_below")),
    ),
    Rule(
        "factor",
        "a·b + a·c = a·(b + c), and a/c + b/c = (a + b)/c, also for what all terms of a sum share",
        (use("expand"), use("expand expand_below"), use("sum_const")),
    ),
    Rule(
        "common denominator",
        "a/b = (a·c)/(b·c), and a/b + c/d = (a·d + c·b)/(b·d)",
        (use("cancel expand ="),),
        fractions=True,
    ),
    Rule(
        "algebra",
        "the four operations: cancel, expand, factor, common denominators",
        (use("cancel delta ="),),
        True,
    ),
    Rule("exp and log undo each other", "exp(log(a)) = a and log(exp(a)) = a", (use("exp_log"),)),
    Rule(
        "log of a product",
        "log(a·b) = log(a) + log(b) and log(a/b) = log(a) - log(b), for positive a and b",
        (use("log_prod"), use("log_prod", "exp_log")),
    ),
    Rule(
        "powers",
        "a**b = exp(b·log(a)) for positive a, so a**b·a**c = a**(b + c) and (a**b)**c = a**(b·c)",
        (
            use("power_def exp_log", "exp_sum expand"),
            use("power_def exp_log", "exp_sum expand log_prod cancel"),
        ),
    ),
    Rule(
        "quotient rule", "D(u/v) = (D(u)·v - u·D(v))/v**2", _derivative("d_quot", "d_lin =", _DIFFERENTIATE)
    ),
    Rule(
        "product rule",
        "D(u·v) = D(u)·v + u·D(v)",
        _derivative("d_prod", "d_lin =", "d_lin d_var d_exp sift delta ="),
    ),
    Rule(
        "chain rule",
        "D(f(u)) = f'(u)·D(u): D(exp(u)) = exp(u)·D(u), D(log(u)) = D(u)/u, D(u**n) = n·u**(n-1)·D(u)",
        _derivative("d_exp d_log d_pow d_inv", "=", "d_lin d_var sift delta ="),
    ),
    Rule(
        "derivative of exp", "D(exp(u)) = exp(u)·D(u)", _derivative("d_exp", "=", "d_lin d_var sift delta =")
    ),
    Rule("derivative of log", "D(log(u)) = D(u)/u", _derivative("d_log", "=", _DIFFERENTIATE)),
    Rule(
        "derivative of a sum",
        "D(u + v) = D(u) + D(v), D(c·u) = c·D(u) and D(c) = 0 for a constant c",
        _derivative("d_lin", "=", "d_var d_exp d_log d_pow sift delta ="),
    ),
    Rule(
        "derivative of a variable",
        "D(z[i], z[j]) = delta(i, j), and D(x, x) = 1",
        _derivative("d_var", "delta =", "d_lin sift delta ="),
    ),
    Rule(
        "differentiate",
        "all rules of differentiation at once",
        _derivative("d_prod d_quot d_lin d_var d_exp d_log d_pow d_inv", "sift delta ="),
    ),
    Rule(
        "delta picks one term",
        "Sum(delta(k, i)·x[k]) = x[i], since all other terms are 0",
        (use("sift", "delta"), use("sift", "delta sum_lin sum_const")),
    ),
    Rule(
        "collect with delta",
        "delta(i, j) is 1 when i = j, else 0, so delta(i, j)·x[j] = delta(i, j)·x[i]: one line does for both",
        (use("delta cancel expand ="),),
        by_cases=True,
    ),
    Rule(
        "case",
        "the indices are the same (i = j), or they differ (i ≠ j) and delta(i, j) = 0",
        (use("case", "delta"),),
    ),
    Rule("write out the sum", "with K = 2 classes, Sum(x[k]) = x[1] + x[2]", (use("write_out"),)),
    Rule(
        "split off a term",
        "Sum(x[k]) = x[i] + Sum(x[k] for k != i), and Prod(x[k]) = x[i]·Prod(x[k] for k != i)",
        (use("split"), use("split", "cancel")),
    ),
    Rule(
        "sums to one", "the entries of a distribution sum to one", (use("facts"), use("facts", "sum_const"))
    ),
    Rule(
        "product of exponentials",
        "Prod(exp(x[k])) = exp(Sum(x[k]))",
        (use("prod_exp"), use("prod_exp", "sum_const")),
    ),
    Rule("split the product", "Prod(x[k]·y[k]) = Prod(x[k])·Prod(y[k])", (use("prod_lin"),)),
    Rule(
        "constant out of an integral",
        "Int(c·f(x)) = c·Int(f(x)) when c does not depend on x",
        (use("int_lin"),),
    ),
    Rule("split the integral", "Int(f(x) + g(x)) = Int(f(x)) + Int(g(x))", (use("int_add", "int_lin"),)),
    Rule(
        "integral of an exponential",
        "Int(exp(a·x) for x in between(s, t)) = (exp(a·t) - exp(a·s))/a",
        (use("int_exp", "int_lin"), use("int_exp", "int_lin =")),
    ),
    Rule(
        "integral of a power",
        "Int(x**n for x in between(s, t)) = (t**(n+1) - s**(n+1))/(n+1)",
        (use("int_pow", "int_lin"), use("int_pow", "int_add int_lin =")),
    ),
    Rule("substitution", "with u = g(x): Int(f(g(x))·g'(x) dx) = Int(f(u) du), the ends changed too", ()),
)

RULES: dict[str, Rule] = {rule.name: rule for rule in _ALL}


def find_rules(names: Iterable[str | Rule]) -> tuple[Rule, ...]:
    """Rules by name (a Rule stands for itself). Raises StatementError for a name we do not have."""
    found = []
    for name in names:
        rule = name if isinstance(name, Rule) else RULES.get(name)
        if rule is None:
            close = closest(str(name), RULES)
            raise StatementError(
                f"There is no rule {name!r}." + (f" Did you mean {close!r}?" if close else "")
            )
        if rule not in found:
            found.append(rule)
    return tuple(found)

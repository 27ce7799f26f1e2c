"""The laws the normaliser knows: the name of each flag, what it does and which way it is oriented."""

from __future__ import annotations

LAWS: dict[str, str] = {
    "=": "not a law but a way to compare: as rational functions over the atoms (fingerprints)",
    "as_typed": "not a law: a fraction below the line stays one, so that 1/(b/a) is not yet a/b",
    "sign": "Sum(-x) becomes -Sum(x), and integrals alike",
    "definition": "a defined name becomes its definition",
    "exp_sum": "exp(a + b) becomes exp(a)·exp(b); equal exps above and below cancel",
    "exp_log": "exp(n·log(a)) becomes a**n, log(exp(a)) becomes a",
    "log_prod": "log(a·b) becomes log(a) + log(b) when all factors but one are positive",
    "power_def": "a**b becomes exp(b·log(a)) for positive a",
    "cancel": "equal factors above and below cancel; a sum gives up its common number and factors",
    "expand": "a·(b + c) becomes a·b + a·c",
    "expand_below": "products are multiplied out below the line as well",
    "delta": "delta(i, j)·f(j) becomes delta(i, j)·f(i), delta(i, i) becomes 1",
    "case": "known conditions are put in: j becomes i when i = j, delta(i, j) becomes 0 when i ≠ j",
    "sum_const": "Sum(c·x) becomes c·Sum(x)",
    "sum_lin": "Sum(x + y) becomes Sum(x) + Sum(y)",
    "sum_swap": "a double sum takes its indices in canonical order",
    "sift": "Sum(delta(k, i)·x[k]) becomes x[i]",
    "split": "a sum or product that leaves out i becomes the whole one without its term i",
    "write_out": "with K fixed, a sum becomes its terms",
    "facts": "the sum of a distribution becomes 1",
    "prod_exp": "Prod(exp(x)) becomes exp(Sum(x))",
    "prod_lin": "Prod(x·y) becomes Prod(x)·Prod(y), Prod(c) becomes c**K",
    "int_lin": "Int(c·f) becomes c·Int(f)",
    "int_add": "Int(f + g) becomes Int(f) + Int(g)",
    "int_exp": "the integral of exp(a·x + b) becomes its value",
    "int_pow": "the integral of x**n becomes its value",
    "d_lin": "derivatives pass sums and constants",
    "d_var": "D(z[i], z[j]) becomes delta(i, j)",
    "d_prod": "D(u·v) becomes D(u)·v + u·D(v)",
    "d_quot": "D(u/v) becomes (D(u)·v - u·D(v))/v**2",
    "d_exp": "D(exp(u)) becomes exp(u)·D(u)",
    "d_log": "D(log(u)) becomes D(u)/u",
    "d_pow": "D(u**n) becomes n·u**(n-1)·D(u)",
    "d_inv": "D(1/u) becomes -D(u)/u**2",
}

FLAGS = frozenset(LAWS)

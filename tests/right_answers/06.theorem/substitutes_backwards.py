"""Substitutes x = -log t."""

from course_utils.derivation import D, Int, K, Prod, Sum, between, derive, exp, log, oo, softmax, substitution
from course_utils.lessons.gumbel_max.blackboard import F, Q, Z, beta, i, mu, p, u, x, z

theorem = derive(
    Int(exp(-(x - z[i])) * exp(-exp(-(x - z[i]))) * Prod(exp(-exp(-(x - z[k]))) for k in K if k != i) for x in between(-oo, oo)),
    (Int(exp(z[i] - x) * Prod(exp(-exp(z[k] - x)) for k in K) for x in between(-oo, oo)), "split off a term"),
    (Int(exp(z[i] - x) * exp(-Sum(exp(z[k] - x) for k in K)) for x in between(-oo, oo)), "product of exponentials"),
    (Int(exp(z[i]) / exp(x) * exp(-Sum(exp(z[k]) / exp(x) for k in K)) for x in between(-oo, oo)), "exp of a sum"),
    (Int(exp(z[i]) / exp(x) * exp(-Z / exp(x)) for x in between(-oo, oo)), "constant out of a sum"),
    (Int(exp(z[i]) * exp(-Z * t) for t in between(0, oo)), substitution(lambda t: -log(t))),
    (exp(z[i]) / Z, "integral of an exponential"),
    (p[i], "definition"),
)

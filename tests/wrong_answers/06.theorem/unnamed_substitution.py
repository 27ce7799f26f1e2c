"""Substitutes and does not say what."""
# says: Line 6 does not follow by its rule
# says: Say what the new variable is

from course_utils.derivation import D, Int, K, Prod, Sum, between, derive, exp, log, oo, softmax, substitution
from course_utils.lessons.gumbel_max.blackboard import F, Q, Z, beta, i, mu, p, u, x, z

theorem = derive(
    Int(exp(-(x - z[i])) * exp(-exp(-(x - z[i]))) * Prod(exp(-exp(-(x - z[k]))) for k in K if k != i) for x in between(-oo, oo)),
    (Int(exp(-(x - z[i])) * Prod(exp(-exp(-(x - z[k]))) for k in K) for x in between(-oo, oo)), "split off a term"),
    (Int(exp(-(x - z[i])) * exp(-Sum(exp(-(x - z[k])) for k in K)) for x in between(-oo, oo)), "product of exponentials"),
    (Int(exp(-x) * exp(z[i]) * exp(-Sum(exp(-x) * exp(z[k]) for k in K)) for x in between(-oo, oo)), "exp of a sum"),
    (Int(exp(-x) * exp(z[i]) * exp(-exp(-x) * Z) for x in between(-oo, oo)), "constant out of a sum"),
    (exp(z[i]) * Int(exp(-x) * exp(-exp(-x) * Z) for x in between(-oo, oo)), "constant out of an integral"),
    (exp(z[i]) * Int(exp(-t * Z) for t in between(0, oo)), "substitution"),
    (exp(z[i]) / Z, "integral of an exponential"),
    (p[i], "definition"),
)

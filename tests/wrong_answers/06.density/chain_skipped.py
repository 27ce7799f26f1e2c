"""Leaves out the chain rule."""
# says: Line 2 does not follow by its rule

from course_utils.derivation import D, Int, K, Prod, Sum, between, derive, exp, log, oo, softmax, substitution
from course_utils.lessons.gumbel_max.blackboard import F, Q, Z, beta, i, mu, p, u, x, z

density = derive(
    D(F(x, mu, beta), x),
    (D(exp(-exp(-((x - mu) / beta))), x), "definition"),
    (exp(-((x - mu) / beta) - exp(-((x - mu) / beta))) / beta, "exp of a sum"),
)

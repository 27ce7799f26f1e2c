"""From start to goal in one line."""
# says: Line 1 does not follow by its rule

from course_utils.derivation import D, Int, K, Prod, Sum, between, derive, exp, log, oo, softmax, substitution
from course_utils.lessons.gumbel_max.blackboard import F, Q, Z, beta, i, mu, p, u, x, z

theorem = derive(
    Int(exp(-(x - z[i])) * exp(-exp(-(x - z[i]))) * Prod(exp(-exp(-(x - z[k]))) for k in K if k != i) for x in between(-oo, oo)),
    (p[i], "definition"),
)

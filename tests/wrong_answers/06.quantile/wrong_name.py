"""Names another rule."""
# says: Line 2 does not follow by its rule

from course_utils.derivation import D, Int, K, Prod, Sum, between, derive, exp, log, oo, softmax, substitution
from course_utils.lessons.gumbel_max.blackboard import F, Q, Z, beta, i, mu, p, u, x, z

quantile = derive(
    F(Q(u, mu, beta), mu, beta),
    (exp(-exp(-((mu - beta * log(-log(u)) - mu) / beta))), "definition"),
    (exp(-exp(log(-log(u)))), "definition"),
    (exp(log(u)), "exp and log undo each other"),
    (u, "exp and log undo each other"),
)

"""One over an exp."""

from course_utils.derivation import D, Int, K, Prod, Sum, between, derive, exp, log, oo, softmax, substitution
from course_utils.lessons.gumbel_max.blackboard import F, Q, Z, beta, i, mu, p, u, x, z

quantile = derive(
    F(Q(u, mu, beta), mu, beta),
    (exp(-exp(-((mu - beta * log(-log(u)) - mu) / beta))), "definition"),
    (1 / exp(exp(-((mu - beta * log(-log(u)) - mu) / beta))), "exp of a sum"),
    (1 / exp(exp(log(-log(u)))), "cancel"),
    (1 / exp(-log(u)), "exp and log undo each other"),
    (u, "exp and log undo each other"),
)

"""Undoes both pairs in one line."""

from course_utils.derivation import D, Int, K, Prod, Sum, between, derive, exp, log, oo, softmax, substitution
from course_utils.lessons.gumbel_max.blackboard import F, Q, Z, beta, i, mu, p, u, x, z

quantile = derive(
    F(Q(u, mu, beta), mu, beta),
    (exp(-exp(-((mu - beta * log(-log(u)) - mu) / beta))), "definition"),
    (exp(-exp(beta * log(-log(u)) / beta)), "rearrange"),
    (exp(-exp(log(-log(u)))), "cancel"),
    (u, "exp and log undo each other"),
)

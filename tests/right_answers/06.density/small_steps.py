"""One derivative at a time."""

from course_utils.derivation import D, Int, K, Prod, Sum, between, derive, exp, log, oo, softmax, substitution
from course_utils.lessons.gumbel_max.blackboard import F, Q, Z, beta, i, mu, p, u, x, z

density = derive(
    D(F(x, mu, beta), x),
    (D(exp(-exp(-((x - mu) / beta))), x), "definition"),
    (exp(-exp(-((x - mu) / beta))) * (-D(exp(-((x - mu) / beta)), x)), "chain rule"),
    (exp(-exp(-((x - mu) / beta))) * (-exp(-((x - mu) / beta)) * D(-((x - mu) / beta), x)), "derivative of exp"),
    (exp(-exp(-((x - mu) / beta))) * exp(-((x - mu) / beta)) * (1 / beta), "derivative of a sum"),
    (1 / beta * exp(-((x - mu) / beta) - exp(-((x - mu) / beta))), "exp of a sum"),
)

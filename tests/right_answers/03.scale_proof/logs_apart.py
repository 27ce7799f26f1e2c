"""Takes the logs apart first, so that the logs of the two totals cancel."""

from course_utils.derivation import K, Sum, derive, exp, log, softmax
from course_utils.lessons.invariance.blackboard import c, i, j, z

p, q = softmax(z), softmax(c * z)
S = Sum(exp(c * z[k]) for k in K)
scale_proof = derive(
    log(q[i] / q[j]),
    (log(q[i]) - log(q[j]), "log of a product"),
    (log(exp(c * z[i]) / S) - log(exp(c * z[j]) / S), "definition"),
    (log(exp(c * z[i])) - log(S) - (log(exp(c * z[j])) - log(S)), "log of a product"),
    (log(exp(c * z[i])) - log(exp(c * z[j])), "rearrange"),
    (c * z[i] - c * z[j], "exp and log undo each other"),
    (c * (z[i] - z[j]), "factor"),
    (c * log(exp(z[i] - z[j])), "exp and log undo each other"),
    (c * log(p[i] / p[j]), "ratio of two shares"),
)

"""Splits the log before it cites the theorem, and joins it after."""

from course_utils.derivation import derive, exp, log, softmax
from course_utils.lessons.invariance.blackboard import c, i, j, z

scale_proof = derive(
    log(softmax(c * z)[i] / softmax(c * z)[j]),
    (log(exp(c * z[i] - c * z[j])), "ratio of two shares"),
    (c * z[i] - c * z[j], "exp and log undo each other"),
    (c * log(exp(z[i])) - c * log(exp(z[j])), "exp and log undo each other"),
    (c * (log(exp(z[i])) - log(exp(z[j]))), "factor"),
    (c * log(exp(z[i]) / exp(z[j])), "log of a product"),
    (c * log(exp(z[i] - z[j])), "exp of a sum"),
    (c * log(softmax(z)[i] / softmax(z)[j]), "ratio of two shares"),
)

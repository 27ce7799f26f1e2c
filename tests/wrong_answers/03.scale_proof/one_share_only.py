"""Cites the theorem for a single share."""

# says: Line 1 is false

from course_utils.derivation import derive, exp, log, softmax
from course_utils.lessons.invariance.blackboard import c, i, j, z

scale_proof = derive(
    log(softmax(c * z)[i] / softmax(c * z)[j]),
    (log(exp(c * z[i])), "ratio of two shares"),
    (c * z[i], "exp and log undo each other"),
    (c * (z[i] - z[j]), "factor"),
    (c * log(softmax(z)[i] / softmax(z)[j]), "ratio of two shares"),
)

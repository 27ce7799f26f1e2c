"""Comes back to an earlier line."""

# says: Line 4 does not follow by its rule
# says: This is line 2 again

from course_utils.derivation import derive, exp, log, softmax
from course_utils.lessons.invariance.blackboard import c, i, j, z

scale_proof = derive(
    log(softmax(c * z)[i] / softmax(c * z)[j]),
    (log(exp(c * z[i] - c * z[j])), "ratio of two shares"),
    (c * z[i] - c * z[j], "exp and log undo each other"),
    (c * (z[i] - z[j]), "factor"),
    (c * z[i] - c * z[j], "expand"),
    (c * (z[i] - z[j]), "factor"),
    (c * log(exp(z[i] - z[j])), "exp and log undo each other"),
    (c * log(softmax(z)[i] / softmax(z)[j]), "ratio of two shares"),
)

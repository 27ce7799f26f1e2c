"""Peels log and exp and takes c out at once."""

# says: Line 2 does not follow by its rule

from course_utils.derivation import derive, exp, log, softmax
from course_utils.lessons.invariance.blackboard import c, i, j, z

scale_proof = derive(
    log(softmax(c * z)[i] / softmax(c * z)[j]),
    (log(exp(c * z[i] - c * z[j])), "ratio of two shares"),
    (c * (z[i] - z[j]), "factor"),
    (c * log(exp(z[i] - z[j])), "exp and log undo each other"),
    (c * log(softmax(z)[i] / softmax(z)[j]), "ratio of two shares"),
)

"""Takes the log of a difference for a difference of logs."""

# says: Line 2 is false

from course_utils.derivation import derive, exp, log, softmax
from course_utils.lessons.invariance.blackboard import c, i, j, z

scale_proof = derive(
    log(softmax(c * z)[i] / softmax(c * z)[j]),
    (log(exp(c * z[i] - c * z[j])), "ratio of two shares"),
    (log(exp(c * z[i])) - log(c * z[j]), "log of a product"),
    (c * z[i] - c * z[j], "exp and log undo each other"),
    (c * (z[i] - z[j]), "factor"),
    (c * log(exp(z[i] - z[j])), "exp and log undo each other"),
    (c * log(softmax(z)[i] / softmax(z)[j]), "ratio of two shares"),
)

"""For classes 1 and 2 only."""

# says: Line 1 cannot be read
# says: Class 1 is one special class

from course_utils.derivation import derive, exp, log, softmax
from course_utils.lessons.invariance.blackboard import c, i, j, z

scale_proof = derive(
    log(softmax(c * z)[i] / softmax(c * z)[j]),
    (log(exp(c * z[1] - c * z[2])), "ratio of two shares"),
    (c * z[i] - c * z[j], "exp and log undo each other"),
    (c * (z[i] - z[j]), "factor"),
    (c * log(exp(z[i] - z[j])), "exp and log undo each other"),
    (c * log(softmax(z)[i] / softmax(z)[j]), "ratio of two shares"),
)

"""Thinks that a softmax of scaled scores is a scaled softmax."""

# says: Line 1 is false

from course_utils.derivation import derive, log, softmax
from course_utils.lessons.invariance.blackboard import c, i, j, z

scale_proof = derive(
    log(softmax(c * z)[i] / softmax(c * z)[j]),
    (log(c * softmax(z)[i] / (c * softmax(z)[j])), "definition"),
    (log(softmax(z)[i] / softmax(z)[j]), "cancel"),
    (c * log(softmax(z)[i] / softmax(z)[j]), "factor"),
)

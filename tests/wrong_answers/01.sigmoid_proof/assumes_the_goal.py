"""Writes the goal first and takes it apart."""

# says: Line 1 does not follow by its rule

from course_utils.derivation import derive, exp, sigmoid
from course_utils.lessons.softmax_basics.proofs import p, z

sigmoid_proof = derive(
    p[2],
    (sigmoid(z[2] - z[1]), "definition"),
    (1 / (1 + exp(-(z[2] - z[1]))), "definition"),
    (sigmoid(z[2] - z[1]), "definition"),
)

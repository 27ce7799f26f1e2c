"""Proves it of the first class."""

# says: The proof starts at

from course_utils.derivation import derive, exp, sigmoid
from course_utils.lessons.softmax_basics.proofs import p, total, z

sigmoid_proof = derive(
    p[1],
    (exp(z[1]) / total, "definition"),
    (exp(z[1]) / (exp(z[1]) + exp(z[2])), "write out the sum"),
    (1 / (1 + exp(z[2]) / exp(z[1])), "common denominator"),
    (1 / (1 + exp(z[2] - z[1])), "exp of a sum"),
    (sigmoid(z[1] - z[2]), "definition"),
)

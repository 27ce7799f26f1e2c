"""Writes out three terms."""

# says: Line 2 cannot be read
# says: There is no class 3

from course_utils.derivation import K, Sum, derive, exp, sigmoid
from course_utils.lessons.softmax_basics.proofs import p, z

sigmoid_proof = derive(
    p[2],
    (exp(z[2]) / Sum(exp(z[k]) for k in K), "definition"),
    (exp(z[2]) / (exp(z[1]) + exp(z[2]) + exp(z[3])), "write out the sum"),
    (1 / (exp(z[1]) / exp(z[2]) + 1), "common denominator"),
    (1 / (exp(z[1] - z[2]) + 1), "exp of a sum"),
    (sigmoid(z[2] - z[1]), "definition"),
)

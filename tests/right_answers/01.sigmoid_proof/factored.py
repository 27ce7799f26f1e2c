"""Takes exp(z[2]) out of the bottom, then cancels it."""

from course_utils.derivation import derive, exp, sigmoid
from course_utils.lessons.softmax_basics.proofs import p, total, z

sigmoid_proof = derive(
    p[2],
    (exp(z[2]) / total, "definition"),
    (exp(z[2]) / (exp(z[1]) + exp(z[2])), "write out the sum"),
    (exp(z[2]) / (exp(z[2]) * (exp(z[1]) / exp(z[2]) + 1)), "common denominator"),
    (1 / (exp(z[1]) / exp(z[2]) + 1), "cancel"),
    (1 / (exp(z[1] - z[2]) + 1), "exp of a sum"),
    (1 / (1 + exp(-(z[2] - z[1]))), "rearrange"),
    (sigmoid(z[2] - z[1]), "definition"),
)

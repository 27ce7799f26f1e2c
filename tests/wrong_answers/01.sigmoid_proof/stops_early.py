"""The sigmoid is not named."""

# says: The proof is not finished

from course_utils.derivation import K, Sum, derive, exp
from course_utils.lessons.softmax_basics.proofs import p, z

sigmoid_proof = derive(
    p[2],
    (exp(z[2]) / Sum(exp(z[k]) for k in K), "definition"),
    (exp(z[2]) / (exp(z[1]) + exp(z[2])), "write out the sum"),
    (1 / (exp(z[1]) / exp(z[2]) + 1), "common denominator"),
    (1 / (exp(z[1] - z[2]) + 1), "exp of a sum"),
)

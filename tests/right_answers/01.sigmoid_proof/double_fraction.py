"""One over one over it, and the fraction below taken apart."""

from course_utils.derivation import K, Sum, derive, exp, sigmoid
from course_utils.lessons.softmax_basics.proofs import p, z

sigmoid_proof = derive(
    p[2],
    (exp(z[2]) / Sum(exp(z[k]) for k in K), "definition"),
    (exp(z[2]) / (exp(z[2]) + exp(z[1])), "write out the sum"),
    (1 / ((exp(z[2]) + exp(z[1])) / exp(z[2])), "rearrange"),
    (1 / (exp(z[2]) / exp(z[2]) + exp(z[1]) / exp(z[2])), "common denominator"),
    (1 / (1 + exp(z[1]) / exp(z[2])), "cancel"),
    (1 / (1 + exp(-(z[2] - z[1]))), "exp of a sum"),
    (sigmoid(z[2] - z[1]), "definition"),
)

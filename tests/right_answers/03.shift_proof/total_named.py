"""The total gets a name, and the constant stands behind."""

from course_utils.derivation import K, Sum, derive, exp, softmax
from course_utils.lessons.invariance.blackboard import c, i, z

Z = Sum(exp(z[k]) for k in K)
shift_proof = derive(
    softmax(z + c)[i],
    (exp(z[i] + c) / Sum(exp(z[k] + c) for k in K), "definition"),
    (exp(z[i]) * exp(c) / Sum(exp(z[k]) * exp(c) for k in K), "exp of a sum"),
    (exp(z[i]) * exp(c) / (Z * exp(c)), "constant out of a sum"),
    (exp(z[i]) / Z, "cancel"),
    (softmax(z)[i], "definition"),
)

"""Numerator first, then the sum, each in a line of its own; other bound names."""

from course_utils.derivation import K, Sum, derive, exp, softmax
from course_utils.lessons.invariance.blackboard import c, i, z

shift_proof = derive(
    softmax(z + c)[i],
    (exp(z[i] + c) / Sum(exp(z[k] + c) for k in K), "definition"),
    (exp(z[i]) * exp(c) / Sum(exp(z[m] + c) for m in K), "exp of a sum"),
    (exp(z[i]) * exp(c) / Sum(exp(z[m]) * exp(c) for m in K), "exp of a sum"),
    (exp(c) * exp(z[i]) / Sum(exp(c) * exp(z[m]) for m in K), "rearrange"),
    (exp(c) * exp(z[i]) / (exp(c) * Sum(exp(z[m]) for m in K)), "constant out of a sum"),
    (exp(z[i]) / Sum(exp(z[m]) for m in K), "cancel"),
    (softmax(z)[i], "definition"),
)

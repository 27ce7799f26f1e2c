"""Forgets the shift in the sum."""

# says: Line 1 is false

from course_utils.derivation import K, Sum, derive, exp, softmax
from course_utils.lessons.invariance.blackboard import c, i, z

shift_proof = derive(
    softmax(z + c)[i],
    (exp(z[i] + c) / Sum(exp(z[k]) for k in K), "definition"),
    (exp(z[i]) * exp(c) / Sum(exp(z[k]) for k in K), "exp of a sum"),
    (exp(z[i]) / Sum(exp(z[k]) for k in K), "cancel"),
    (softmax(z)[i], "definition"),
)

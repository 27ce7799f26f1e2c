"""Cancels exp against exp, term by term."""

# says: Line 2 is false

from course_utils.derivation import K, Sum, derive, exp, softmax
from course_utils.lessons.invariance.blackboard import c, i, z

shift_proof = derive(
    softmax(z + c)[i],
    (exp(z[i] + c) / Sum(exp(z[k] + c) for k in K), "definition"),
    ((z[i] + c) / Sum(z[k] + c for k in K), "cancel"),
    (softmax(z)[i], "definition"),
)

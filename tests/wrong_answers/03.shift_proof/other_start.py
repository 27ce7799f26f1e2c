"""Starts from another expression."""

# says: The proof starts at softmax(z)[i]

from course_utils.derivation import K, Sum, derive, exp, softmax
from course_utils.lessons.invariance.blackboard import i, z

shift_proof = derive(
    softmax(z)[i],
    (exp(z[i]) / Sum(exp(z[k]) for k in K), "definition"),
    (softmax(z)[i], "definition"),
)

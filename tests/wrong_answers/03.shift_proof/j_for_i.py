"""Another class on the way."""

# says: Line 2 cannot be read

from course_utils.derivation import K, Sum, derive, exp, softmax
from course_utils.lessons.invariance.blackboard import c, i, j, z

shift_proof = derive(
    softmax(z + c)[i],
    (exp(z[i] + c) / Sum(exp(z[k] + c) for k in K), "definition"),
    (exp(z[j]) * exp(c) / Sum(exp(z[k]) * exp(c) for k in K), "exp of a sum"),
    (exp(c) * exp(z[i]) / (exp(c) * Sum(exp(z[k]) for k in K)), "constant out of a sum"),
    (exp(z[i]) / Sum(exp(z[k]) for k in K), "cancel"),
    (softmax(z)[i], "definition"),
)

"""Forgets the sum and goes on."""
# says: Line 2 is false

from course_utils.derivation import LSE, D, K, Sum, derive, exp, log, softmax
from course_utils.lessons.temperature.blackboard import T, b, beta, i, q, z

base_proof = derive(
    b**z[i] / Sum(b**z[k] for k in K),
    (exp(z[i] * log(b)) / Sum(b**z[k] for k in K), "powers"),
    (exp(z[i] * log(b)) / Sum(exp(z[k]) for k in K), "powers"),
    (softmax(z / (1 / log(b)))[i], "definition"),
)

"""Stops at a softmax of products."""
# says: not finished

from course_utils.derivation import LSE, D, K, Sum, derive, exp, log, softmax
from course_utils.lessons.temperature.blackboard import T, b, beta, i, q, z

base_proof = derive(
    b**z[i] / Sum(b**z[k] for k in K),
    (exp(z[i] * log(b)) / Sum(exp(z[k] * log(b)) for k in K), "powers"),
)

"""Cites the goal."""
# says: Line 1 does not follow

from course_utils.derivation import LSE, D, K, Sum, derive, exp, log, softmax
from course_utils.lessons.temperature.blackboard import T, b, beta, i, q, z

gap_proof = derive(
    T * LSE(z / T) - (Sum(q[k] * z[k] for k in K) - T * Sum(q[k] * log(q[k]) for k in K)),
    (T * Sum(q[k] * log(q[k] / softmax(z / T)[k]) for k in K), "algebra"),
)

"""Splits in two steps."""

from course_utils.derivation import LSE, D, K, Sum, derive, exp, log, softmax
from course_utils.lessons.temperature.blackboard import T, b, beta, i, q, z

gap_proof = derive(
    T * LSE(z / T) - (Sum(q[k] * z[k] for k in K) - T * Sum(q[k] * log(q[k]) for k in K)),
    (T * (LSE(z / T) - Sum(q[k] * z[k] for k in K) / T + Sum(q[k] * log(q[k]) for k in K)), "algebra"),
    (T * (Sum(q[k] for k in K) * LSE(z / T) - Sum(q[k] * z[k] for k in K) / T + Sum(q[k] * log(q[k]) for k in K)), "sums to one"),
    (T * (Sum(q[k] * LSE(z / T) - q[k] * z[k] / T for k in K) + Sum(q[k] * log(q[k]) for k in K)), "split the sum"),
    (T * Sum(q[k] * LSE(z / T) - q[k] * z[k] / T + q[k] * log(q[k]) for k in K), "split the sum"),
    (T * Sum(q[k] * (log(q[k]) - (z[k] / T - LSE(z / T))) for k in K), "factor"),
    (T * Sum(q[k] * (log(q[k]) - log(softmax(z / T)[k])) for k in K), "log of a share"),
    (T * Sum(q[k] * log(q[k] / softmax(z / T)[k]) for k in K), "log of a product"),
)

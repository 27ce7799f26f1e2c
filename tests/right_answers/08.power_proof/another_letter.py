"""The sum runs over m."""

from course_utils.derivation import K, Sum, derive, exp, log, softmax
from course_utils.lessons.sharpening.proofs import Z, alpha, i, p, v, z

power_proof = derive(
    v[i]**alpha / Sum(v[m]**alpha for m in K),
    (exp(alpha * log(v[i])) / Sum(exp(alpha * log(v[m])) for m in K), "powers"),
    (softmax(alpha * log(v))[i], "definition"),
)  # fmt: skip

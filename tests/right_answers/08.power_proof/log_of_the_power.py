"""First exp and log of the power, then the power comes down."""

from course_utils.derivation import K, Sum, derive, exp, log, softmax
from course_utils.lessons.sharpening.proofs import Z, alpha, i, p, v, z

power_proof = derive(
    v[i]**alpha / Sum(v[k]**alpha for k in K),
    (exp(log(v[i]**alpha)) / Sum(exp(log(v[k]**alpha)) for k in K), "exp and log undo each other"),
    (exp(alpha * log(v[i])) / Sum(exp(alpha * log(v[k])) for k in K), "powers"),
    (softmax(alpha * log(v))[i], "definition"),
)  # fmt: skip

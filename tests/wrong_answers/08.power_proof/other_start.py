"""Starts with the shares."""
# says: start

from course_utils.derivation import K, Sum, derive, exp, log, softmax
from course_utils.lessons.sharpening.proofs import Z, alpha, i, p, v, z

power_proof = derive(
    v[i] / Sum(v[k] for k in K),
    (exp(alpha * log(v[i])) / Sum(exp(alpha * log(v[k])) for k in K), "powers"),
    (softmax(alpha * log(v))[i], "definition"),
)  # fmt: skip

"""Raises the score to the power."""
# says: Line 2 is false

from course_utils.derivation import K, Sum, derive, exp, log, softmax
from course_utils.lessons.sharpening.proofs import Z, alpha, i, p, v, z

temperature_proof = derive(
    p[i]**alpha / Sum(p[k]**alpha for k in K),
    ((exp(z[i]) / Z)**alpha / Sum((exp(z[k]) / Z)**alpha for k in K), "definition"),
    (exp(z[i]**2) / Z**alpha / Sum(exp(z[k]**2) / Z**alpha for k in K), "powers"),
    (softmax(alpha * z)[i], "definition"),
)  # fmt: skip

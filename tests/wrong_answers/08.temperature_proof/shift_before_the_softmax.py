"""Cites the shift where no softmax stands yet."""
# says: Line 3 does not follow by its rule

from course_utils.derivation import LSE, K, Sum, derive, exp, log, softmax
from course_utils.lessons.sharpening.proofs import alpha, i, p, z

temperature_proof = derive(
    p[i]**alpha / Sum(p[k]**alpha for k in K),
    (exp(alpha * log(p[i])) / Sum(exp(alpha * log(p[k])) for k in K), "powers"),
    (exp(alpha * (z[i] - LSE(z))) / Sum(exp(alpha * (z[k] - LSE(z))) for k in K), "log of a share"),
    (exp(alpha * z[i]) / Sum(exp(alpha * z[k]) for k in K), "translation invariance"),
    (softmax(alpha * z)[i], "definition"),
)  # fmt: skip

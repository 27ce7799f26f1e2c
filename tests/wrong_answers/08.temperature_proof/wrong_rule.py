"""Names the wrong rule for the definition."""
# says: Line 1 does not follow by its rule

from course_utils.derivation import K, Sum, derive, exp, log, softmax
from course_utils.lessons.sharpening.proofs import Z, alpha, i, p, v, z

temperature_proof = derive(
    p[i]**alpha / Sum(p[k]**alpha for k in K),
    ((exp(z[i]) / Z)**alpha / Sum((exp(z[k]) / Z)**alpha for k in K), "cancel"),
    (exp(alpha * z[i]) / Z**alpha / Sum(exp(alpha * z[k]) / Z**alpha for k in K), "powers"),
    (exp(alpha * z[i]) / Z**alpha / (Sum(exp(alpha * z[k]) for k in K) / Z**alpha), "constant out of a sum"),
    (exp(alpha * z[i]) / Sum(exp(alpha * z[k]) for k in K), "cancel"),
    (softmax(alpha * z)[i], "definition"),
)  # fmt: skip

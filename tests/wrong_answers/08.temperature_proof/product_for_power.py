"""alpha times p for p to the power."""
# says: Line 1 is false

from course_utils.derivation import K, Sum, derive, exp, log, softmax
from course_utils.lessons.sharpening.proofs import Z, alpha, i, p, v, z

temperature_proof = derive(
    p[i]**alpha / Sum(p[k]**alpha for k in K),
    ((alpha * exp(z[i]) / Z) / Sum(alpha * exp(z[k]) / Z for k in K), "definition"),
    (softmax(alpha * z)[i], "definition"),
)  # fmt: skip

"""Three classes only."""
# says: Line 1

from course_utils.derivation import K, Sum, derive, exp, log, softmax
from course_utils.lessons.sharpening.proofs import Z, alpha, i, p, v, z

power_proof = derive(
    v[i]**alpha / Sum(v[k]**alpha for k in K),
    (exp(alpha * log(v[i])) / (exp(alpha * log(v[1])) + exp(alpha * log(v[2])) + exp(alpha * log(v[3]))), "powers"),
    (softmax(alpha * log(v))[i], "definition"),
)  # fmt: skip

"""From the start to the goal."""
# says: jumps from the start to the goal

from course_utils.derivation import K, Sum, derive, exp, log, softmax
from course_utils.lessons.sharpening.proofs import Z, alpha, i, p, v, z

temperature_proof = derive(
    p[i]**alpha / Sum(p[k]**alpha for k in K),
    (softmax(alpha * z)[i], "powers"),
)  # fmt: skip

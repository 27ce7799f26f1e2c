"""By the log of a share and the shift of 03."""

from course_utils.derivation import LSE, K, Sum, derive, exp, log, softmax
from course_utils.lessons.sharpening.proofs import alpha, i, p, z

temperature_proof = derive(
    p[i]**alpha / Sum(p[k]**alpha for k in K),
    (exp(alpha * log(p[i])) / Sum(exp(alpha * log(p[k])) for k in K), "powers"),
    (exp(alpha * (z[i] - LSE(z))) / Sum(exp(alpha * (z[k] - LSE(z))) for k in K), "log of a share"),
    (softmax(alpha * (z - LSE(z)))[i], "definition"),
    (softmax(alpha * z - alpha * LSE(z))[i], "expand"),
    (softmax(alpha * z)[i], "translation invariance"),
)  # fmt: skip

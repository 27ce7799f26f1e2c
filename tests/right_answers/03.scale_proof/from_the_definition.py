"""From the definition, without the theorem of 01."""

from course_utils.derivation import K, Sum, derive, exp, log, softmax
from course_utils.lessons.invariance.blackboard import c, i, j, z

scale_proof = derive(
    log(softmax(c * z)[i] / softmax(c * z)[j]),
    (
        log(
            (exp(c * z[i]) / Sum(exp(c * z[k]) for k in K)) / (exp(c * z[j]) / Sum(exp(c * z[k]) for k in K))
        ),
        "definition",
    ),
    (log(exp(c * z[i]) / exp(c * z[j])), "cancel"),
    (log(exp(c * z[i])) - log(exp(c * z[j])), "log of a product"),
    (c * z[i] - c * z[j], "exp and log undo each other"),
    (c * (z[i] - z[j]), "factor"),
    (c * (log(exp(z[i])) - log(exp(z[j]))), "exp and log undo each other"),
    (c * log(exp(z[i]) / exp(z[j])), "log of a product"),
    (c * log((exp(z[i]) / Sum(exp(z[k]) for k in K)) / (exp(z[j]) / Sum(exp(z[k]) for k in K))), "cancel"),
    (c * log(softmax(z)[i] / softmax(z)[j]), "definition"),
)

"""Names the softmax first, divides at the end."""

from course_utils.derivation import LSE, D, K, Sum, derive, exp, log, softmax
from course_utils.lessons.temperature.blackboard import T, b, beta, i, q, z

base_proof = derive(
    b**z[i] / Sum(b**z[k] for k in K),
    (exp(log(b) * z[i]) / Sum(exp(log(b) * z[k]) for k in K), "powers"),
    (softmax(log(b) * z)[i], "definition"),
    (softmax(z / (1 / log(b)))[i], "cancel"),
)

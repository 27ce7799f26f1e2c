"""e^(z + log b)."""
# says: Line 1 is false

from course_utils.derivation import LSE, D, K, Sum, derive, exp, log, softmax
from course_utils.lessons.temperature.blackboard import T, b, beta, i, q, z

base_proof = derive(
    b**z[i] / Sum(b**z[k] for k in K),
    (exp(z[i] + log(b)) / Sum(exp(z[k] + log(b)) for k in K), "powers"),
    (exp(z[i] / (1 / log(b))) / Sum(exp(z[k] / (1 / log(b))) for k in K), "cancel"),
    (softmax(z / (1 / log(b)))[i], "definition"),
)

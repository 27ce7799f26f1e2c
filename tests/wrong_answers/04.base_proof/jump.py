"""From start to goal in one line."""
# says: Line 1 does not follow

from course_utils.derivation import LSE, D, K, Sum, derive, exp, log, softmax
from course_utils.lessons.temperature.blackboard import T, b, beta, i, q, z

base_proof = derive(
    b**z[i] / Sum(b**z[k] for k in K),
    (softmax(z / (1 / log(b)))[i], "definition"),
)

"""From start to goal."""
# says: Line 1 does not follow

from course_utils.derivation import LSE, D, K, Sum, derive, exp, log, softmax
from course_utils.lessons.temperature.blackboard import T, b, beta, i, q, z

p = softmax(beta * z)
Z = Sum(exp(beta * z[k]) for k in K)

slope_proof = derive(
    D(p[i], beta),
    (p[i] * (z[i] - Sum(p[k] * z[k] for k in K)), "quotient rule"),
)

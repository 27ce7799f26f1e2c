"""From the definition, without citing the theorem."""

from course_utils.derivation import K, Sum, derive, exp, softmax
from course_utils.lessons.invariance.blackboard import a, b, i, s, t, x, y

weights_proof = derive(
    softmax((a + s) * x + (b + t) * y)[i],
    (
        exp((a[i] + s) * x + (b[i] + t) * y) / Sum(exp((a[k] + s) * x + (b[k] + t) * y) for k in K),
        "definition",
    ),
    (
        exp(a[i] * x + s * x + b[i] * y + t * y) / Sum(exp(a[k] * x + s * x + b[k] * y + t * y) for k in K),
        "expand",
    ),
    (
        exp(s * x + t * y)
        * exp(a[i] * x + b[i] * y)
        / Sum(exp(s * x + t * y) * exp(a[k] * x + b[k] * y) for k in K),
        "exp of a sum",
    ),
    (
        exp(s * x + t * y)
        * exp(a[i] * x + b[i] * y)
        / (exp(s * x + t * y) * Sum(exp(a[k] * x + b[k] * y) for k in K)),
        "constant out of a sum",
    ),
    (exp(a[i] * x + b[i] * y) / Sum(exp(a[k] * x + b[k] * y) for k in K), "cancel"),
    (softmax(a * x + b * y)[i], "definition"),
)

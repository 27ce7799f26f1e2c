"""The right line under the wrong rule."""

# says: Line 2 does not follow by its rule
# says: The rule that fits is "log of a product"

from course_utils.derivation import K, Sum, derive, exp, log
from course_utils.lessons.softmax_basics.proofs import Softmax, i, likelihood, prior

bayes_proof = derive(
    prior[i] * likelihood[i] / Sum(prior[k] * likelihood[k] for k in K),
    (
        exp(log(prior[i] * likelihood[i])) / Sum(exp(log(prior[k] * likelihood[k])) for k in K),
        "exp and log undo each other",
    ),
    (
        exp(log(prior[i]) + log(likelihood[i])) / Sum(exp(log(prior[k]) + log(likelihood[k])) for k in K),
        "definition",
    ),
    (Softmax(log(prior) + log(likelihood))[i], "definition"),
)

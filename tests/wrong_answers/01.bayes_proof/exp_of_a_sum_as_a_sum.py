"""Two exponentials added where they should be multiplied."""

# says: Line 1 is false

from course_utils.derivation import K, Sum, derive, exp, log
from course_utils.lessons.softmax_basics.proofs import Softmax, i, likelihood, prior

bayes_proof = derive(
    prior[i] * likelihood[i] / Sum(prior[k] * likelihood[k] for k in K),
    (
        (exp(log(prior[i])) + exp(log(likelihood[i]))) / Sum(exp(log(prior[k])) + exp(log(likelihood[k])) for k in K),
        "exp of a sum",
    ),
    (
        exp(log(prior[i]) + log(likelihood[i])) / Sum(exp(log(prior[k]) + log(likelihood[k])) for k in K),
        "log of a product",
    ),
    (Softmax(log(prior) + log(likelihood))[i], "definition"),
)

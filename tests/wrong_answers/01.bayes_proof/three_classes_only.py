"""A factor that is 1 for three classes only."""

# says: Line 2 is false
# says: a proof must hold for every K

from course_utils.derivation import K, Sum, derive, exp, log
from course_utils.lessons.softmax_basics.proofs import Softmax, i, likelihood, prior

bayes_proof = derive(
    prior[i] * likelihood[i] / Sum(prior[k] * likelihood[k] for k in K),
    (
        exp(log(prior[i] * likelihood[i])) / Sum(exp(log(prior[k] * likelihood[k])) for k in K),
        "exp and log undo each other",
    ),
    (
        3 * exp(log(prior[i]) + log(likelihood[i])) / (K * Sum(exp(log(prior[k]) + log(likelihood[k])) for k in K)),
        "log of a product",
    ),
    (Softmax(log(prior) + log(likelihood))[i], "definition"),
)

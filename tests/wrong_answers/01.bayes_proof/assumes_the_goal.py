"""Writes the goal first and unfolds it."""

# says: Line 1 does not follow by its rule

from course_utils.derivation import K, Sum, derive, exp, log
from course_utils.lessons.softmax_basics.proofs import Softmax, i, likelihood, prior

bayes_proof = derive(
    prior[i] * likelihood[i] / Sum(prior[k] * likelihood[k] for k in K),
    (Softmax(log(prior) + log(likelihood))[i], "exp and log undo each other"),
    (
        exp(log(prior[i]) + log(likelihood[i])) / Sum(exp(log(prior[k]) + log(likelihood[k])) for k in K),
        "definition",
    ),
    (Softmax(log(prior) + log(likelihood))[i], "definition"),
)

"""The top first, then the sum; the log of the product is taken apart inside the softmax."""

from course_utils.derivation import K, Sum, derive, exp, log
from course_utils.lessons.softmax_basics.proofs import Softmax, i, likelihood, prior

bayes_proof = derive(
    prior[i] * likelihood[i] / Sum(prior[k] * likelihood[k] for k in K),
    (
        exp(log(prior[i] * likelihood[i])) / Sum(prior[k] * likelihood[k] for k in K),
        "exp and log undo each other",
    ),
    (
        exp(log(prior[i] * likelihood[i])) / Sum(exp(log(prior[k] * likelihood[k])) for k in K),
        "exp and log undo each other",
    ),
    (Softmax(log(prior * likelihood))[i], "definition"),
    (Softmax(log(prior) + log(likelihood))[i], "log of a product"),
)

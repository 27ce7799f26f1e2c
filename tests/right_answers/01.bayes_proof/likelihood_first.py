"""Likelihood before prior, another letter in the sum."""

from course_utils.derivation import K, Sum, derive, exp, log
from course_utils.lessons.softmax_basics.proofs import Softmax, i, likelihood, prior

bayes_proof = derive(
    prior[i] * likelihood[i] / Sum(prior[k] * likelihood[k] for k in K),
    (
        exp(log(likelihood[i] * prior[i])) / Sum(exp(log(likelihood[m] * prior[m])) for m in K),
        "exp and log undo each other",
    ),
    (
        exp(log(likelihood[i]) + log(prior[i])) / Sum(exp(log(likelihood[m]) + log(prior[m])) for m in K),
        "logarithm of a product",
    ),
    (Softmax(log(likelihood) + log(prior))[i], "definition"),
)

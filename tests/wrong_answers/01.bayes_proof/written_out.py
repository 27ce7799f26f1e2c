"""Three classes, one by one."""

# says: Line 1 cannot be read
# says: Class 1 is one special class

from course_utils.derivation import K, Sum, derive, exp, log
from course_utils.lessons.softmax_basics.proofs import Softmax, i, likelihood, prior

bayes_proof = derive(
    prior[i] * likelihood[i] / Sum(prior[k] * likelihood[k] for k in K),
    (
        prior[i] * likelihood[i] / (prior[1] * likelihood[1] + prior[2] * likelihood[2] + prior[3] * likelihood[3]),
        "rearrange",
    ),
    (
        exp(log(prior[i] * likelihood[i])) / Sum(exp(log(prior[k] * likelihood[k])) for k in K),
        "exp and log undo each other",
    ),
    (
        exp(log(prior[i]) + log(likelihood[i])) / Sum(exp(log(prior[k]) + log(likelihood[k])) for k in K),
        "log of a product",
    ),
    (Softmax(log(prior) + log(likelihood))[i], "definition"),
)

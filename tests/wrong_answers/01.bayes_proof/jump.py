"""From the start to the goal."""

# says: Line 1 does not follow by its rule
# says: jumps from the start to the goal

from course_utils.derivation import K, Sum, derive, log
from course_utils.lessons.softmax_basics.proofs import Softmax, i, likelihood, prior

bayes_proof = derive(
    prior[i] * likelihood[i] / Sum(prior[k] * likelihood[k] for k in K),
    (Softmax(log(prior) + log(likelihood))[i], "definition"),
)

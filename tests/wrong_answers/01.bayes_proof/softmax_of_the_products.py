"""Takes the products themselves for the scores."""

# says: Line 1 is false

from course_utils.derivation import K, Sum, derive, log
from course_utils.lessons.softmax_basics.proofs import Softmax, i, likelihood, prior

bayes_proof = derive(
    prior[i] * likelihood[i] / Sum(prior[k] * likelihood[k] for k in K),
    (Softmax(prior * likelihood)[i], "definition"),
    (Softmax(log(prior) + log(likelihood))[i], "log of a product"),
)

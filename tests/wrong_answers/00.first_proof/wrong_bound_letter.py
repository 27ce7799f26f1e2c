"""The letter of the outer sum stands in the inner one: true, but no rule says so."""

# says: Line 1 does not follow by its rule

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (Sum(z[k] / Sum(z[k] for m in K) for k in K), "rearrange"),
    (Sum(z[k] for k in K) / total, "constant out of a sum"),
    (1, "cancel"),
)

"""The constant goes in front of the sum."""

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (1 / total * Sum(z[k] for k in K), "constant out of a sum"),
    (1, "cancel"),
)

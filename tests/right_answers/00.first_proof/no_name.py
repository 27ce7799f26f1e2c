"""The total written out each time, with other letters."""

from course_utils.derivation import K, Sum, derive
from course_utils.lessons.welcome.proofs import z

total = Sum(z[m] for m in K)

first_proof = derive(
    Sum(z[k] / total for k in K),
    (Sum(z[i] for i in K) * (1 / Sum(z[j] for j in K)), "pull out the constant"),
    (1, "cancel"),
)

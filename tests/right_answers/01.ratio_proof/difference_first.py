"""The difference first; the totals cancel last."""

from course_utils.derivation import derive, exp
from course_utils.lessons.softmax_basics.proofs import i, j, p, total, z

ratio_proof = derive(
    p[i] / p[j],
    ((exp(z[i]) / total) / (exp(z[j]) / total), "definition"),
    (exp(z[i] - z[j]) * total / total, "exp of a sum"),
    (exp(z[i] - z[j]), "cancel"),
)

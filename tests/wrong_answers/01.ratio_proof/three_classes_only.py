"""Three classes, one by one."""

# says: Line 1 cannot be read
# says: Class 1 is one special class

from course_utils.derivation import derive, exp
from course_utils.lessons.softmax_basics.proofs import i, j, p, total, z

ratio_proof = derive(
    p[i] / p[j],
    (exp(z[i]) / (exp(z[1]) + exp(z[2]) + exp(z[3])) / (exp(z[j]) / total), "definition"),
    (exp(z[i]) / exp(z[j]), "cancel"),
    (exp(z[i] - z[j]), "exp of a sum"),
)

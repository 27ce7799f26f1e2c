"""For three classes only."""

# says: Line 1 cannot be read
# says: Class 1 is one special class

from course_utils.derivation import derive, exp, softmax
from course_utils.lessons.invariance.blackboard import c, i, z

shift_proof = derive(
    softmax(z + c)[i],
    (exp(z[i] + c) / (exp(z[1] + c) + exp(z[2] + c) + exp(z[3] + c)), "definition"),
    (softmax(z)[i], "definition"),
)

"""From start to goal in one line."""
# says: Line 1 does not follow by its rule

from course_utils.derivation import D, K, LSE, Sum, cases, delta, derive, distributions, exp, indices, log, softmax, vectors

i, j = indices("i j")
z = vectors("z")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)

case_equal = derive(
    D(p[i], z[i]),
    (p[i] * (1 - p[i]), "quotient rule"),
)

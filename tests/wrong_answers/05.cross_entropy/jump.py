"""From start to goal in one line."""
# says: Line 1 does not follow by its rule

from course_utils.derivation import D, K, LSE, Sum, cases, delta, derive, distributions, exp, indices, log, softmax, vectors

i, j = indices("i j")
z = vectors("z")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)
y = distributions("y")
L = -Sum(y[k] * log(p[k]) for k in K)

cross_entropy = derive(
    D(L, z[j]),
    (p[j] - y[j], "Jacobian of softmax"),
)

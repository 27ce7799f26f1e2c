"""From LSE to softmax in one line."""
# says: Line 1 does not follow by its rule

from course_utils.derivation import D, K, LSE, Sum, cases, delta, derive, distributions, exp, indices, log, softmax, vectors

i, j = indices("i j")
z = vectors("z")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)

lse_hessian = derive(
    D(D(LSE(z), z[i]), z[j]),
    (D(p[i], z[j]), "definition"),
    (p[i] * (delta(i, j) - p[j]), "Jacobian of softmax"),
)

"""A rule name that is no synonym."""
# says: Line 2 does not follow by its rule

from course_utils.derivation import D, K, LSE, Sum, cases, delta, derive, distributions, exp, indices, log, softmax, vectors

i, j = indices("i j")
z = vectors("z")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)

lse_hessian = derive(
    D(D(LSE(z), z[i]), z[j]),
    (D(D(log(Z), z[i]), z[j]), "definition"),
    (D(D(Z, z[i]) / Z, z[j]), "quotient rule"),
    (D(exp(z[i]) / Z, z[j]), "derivative of a sum"),
    (D(p[i], z[j]), "definition"),
    (p[i] * (delta(i, j) - p[j]), "Jacobian of softmax"),
)

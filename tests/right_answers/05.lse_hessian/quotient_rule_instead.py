"""Without the lemma: the quotient rule once more."""

from course_utils.derivation import D, K, LSE, Sum, cases, delta, derive, distributions, exp, indices, log, softmax, vectors

i, j = indices("i j")
z = vectors("z")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)

lse_hessian = derive(
    D(D(LSE(z), z[i]), z[j]),
    (D(D(log(Z), z[i]), z[j]), "definition"),
    (D(D(Z, z[i]) / Z, z[j]), "chain rule"),
    (D(exp(z[i]) / Z, z[j]), "derivative of a sum"),
    ((D(exp(z[i]), z[j]) * Z - exp(z[i]) * D(Z, z[j])) / Z**2, "quotient rule"),
    ((delta(i, j) * exp(z[i]) * Z - exp(z[i]) * D(Z, z[j])) / Z**2, "derivative of exp"),
    ((delta(i, j) * exp(z[i]) * Z - exp(z[i]) * exp(z[j])) / Z**2, "derivative of a sum"),
    (exp(z[i]) / Z * (delta(i, j) - exp(z[j]) / Z), "algebra"),
    (p[i] * (delta(i, j) - p[j]), "definition"),
)

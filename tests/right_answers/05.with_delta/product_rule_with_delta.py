"""The product rule, and the delta to the end."""

from course_utils.derivation import D, K, LSE, Sum, cases, delta, derive, distributions, exp, indices, log, softmax, vectors

i, j = indices("i j")
z = vectors("z")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)

with_delta = derive(
    D(p[i], z[j]),
    (D(exp(z[i]) * (1 / Z), z[j]), "definition"),
    (D(exp(z[i]), z[j]) * (1 / Z) + exp(z[i]) * D(1 / Z, z[j]), "product rule"),
    (exp(z[i]) * delta(i, j) / Z + exp(z[i]) * D(1 / Z, z[j]), "derivative of exp"),
    (exp(z[i]) * delta(i, j) / Z - exp(z[i]) * D(Z, z[j]) / Z**2, "quotient rule"),
    (exp(z[i]) * delta(i, j) / Z - exp(z[i]) * exp(z[j]) / Z**2, "derivative of a sum"),
    (p[i] * delta(i, j) - p[i] * p[j], "definition"),
    (p[i] * (delta(i, j) - p[j]), "factor"),
)

"""The two products of the quotient rule swapped."""
# says: Line 2 is false

from course_utils.derivation import D, K, LSE, Sum, cases, delta, derive, distributions, exp, indices, log, softmax, vectors

i, j = indices("i j")
z = vectors("z")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)

case_equal = derive(
    D(p[i], z[i]),
    (D(exp(z[i]) / Z, z[i]), "definition"),
    ((exp(z[i]) * D(Z, z[i]) - D(exp(z[i]), z[i]) * Z) / Z**2, "quotient rule"),
    ((exp(z[i]) * Z - exp(z[i]) * D(Z, z[i])) / Z**2, "derivative of exp"),
    ((exp(z[i]) * Z - exp(z[i]) * exp(z[i])) / Z**2, "derivative of a sum"),
    (exp(z[i]) / Z * (1 - exp(z[i]) / Z), "algebra"),
    (p[i] * (1 - p[i]), "definition"),
)

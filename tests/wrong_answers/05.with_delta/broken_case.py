"""One of the two proofs has a false line."""
# says: Line i = j, 4 is false

from course_utils.derivation import D, K, LSE, Sum, cases, delta, derive, distributions, exp, indices, log, softmax, vectors

i, j = indices("i j")
z = vectors("z")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)

equal = derive(
    D(p[i], z[i]),
    (D(exp(z[i]) / Z, z[i]), "definition"),
    ((D(exp(z[i]), z[i]) * Z - exp(z[i]) * D(Z, z[i])) / Z**2, "quotient rule"),
    ((exp(z[i]) * Z - exp(z[i]) * D(Z, z[i])) / Z**2, "derivative of exp"),
    ((exp(z[i]) * Z - exp(z[i]) * Z) / Z**2, "derivative of a sum"),
    (exp(z[i]) / Z * (1 - exp(z[i]) / Z), "algebra"),
    (p[i] * (1 - p[i]), "definition"),
)
different = derive(
    D(p[i], z[j]),
    (D(exp(z[i]) / Z, z[j]), "definition"),
    ((D(exp(z[i]), z[j]) * Z - exp(z[i]) * D(Z, z[j])) / Z**2, "quotient rule"),
    (-exp(z[i]) * D(Z, z[j]) / Z**2, "derivative of exp"),
    (-exp(z[i]) * exp(z[j]) / Z**2, "derivative of a sum"),
    (-p[i] * p[j], "definition"),
)
with_delta = cases(D(p[i], z[j]), p[i] * (delta(i, j) - p[j]), (i, j), equal=equal, different=different)

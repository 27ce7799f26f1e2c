"""The sum is differentiated first, and the fraction split."""

from course_utils.derivation import D, K, LSE, Sum, cases, delta, derive, distributions, exp, indices, log, softmax, vectors

i, j = indices("i j")
z = vectors("z")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)

case_equal = derive(
    D(p[i], z[i]),
    (D(exp(z[i]) / Z, z[i]), "definition"),
    ((Z * D(exp(z[i]), z[i]) - D(Z, z[i]) * exp(z[i])) / (Z * Z), "quotient rule"),
    ((Z * D(exp(z[i]), z[i]) - exp(z[i]) * exp(z[i])) / (Z * Z), "derivative of a sum"),
    ((Z * exp(z[i]) - exp(z[i]) * exp(z[i])) / (Z * Z), "derivative of exp"),
    ((exp(z[i]) / Z) * ((Z - exp(z[i])) / Z), "algebra"),
    ((exp(z[i]) / Z) * (1 - exp(z[i]) / Z), "algebra"),
    (p[i] * (1 - p[i]), "definition"),
)

"""Takes the whole sum for its own derivative."""
# says: Line 4 is false

from course_utils.derivation import D, K, LSE, Sum, cases, delta, derive, distributions, exp, indices, log, softmax, vectors

i, j = indices("i j")
z = vectors("z")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)

case_different = derive(
    D(p[i], z[j]),
    (D(exp(z[i]) / Z, z[j]), "definition"),
    ((D(exp(z[i]), z[j]) * Z - exp(z[i]) * D(Z, z[j])) / Z**2, "quotient rule"),
    (-exp(z[i]) * D(Z, z[j]) / Z**2, "derivative of exp"),
    (-exp(z[i]) * Z / Z**2, "derivative of a sum"),
    (-p[i] * p[j], "definition"),
)

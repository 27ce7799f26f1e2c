"""The end without its minus, as if it were a square."""
# says: The proof is not finished

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
    (-exp(z[i]) * exp(z[j]) / Z**2, "derivative of a sum"),
)

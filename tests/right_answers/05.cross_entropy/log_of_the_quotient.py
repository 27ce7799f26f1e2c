"""Takes the logarithm apart first: no 1/p ever appears, and no lemma is cited."""

from course_utils.derivation import D, K, LSE, Sum, cases, delta, derive, distributions, exp, indices, log, softmax, vectors

i, j = indices("i j")
z = vectors("z")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)
y = distributions("y")
L = -Sum(y[k] * log(p[k]) for k in K)

cross_entropy = derive(
    D(L, z[j]),
    (D(-Sum(y[k] * log(exp(z[k]) / Z) for k in K), z[j]), "definition"),
    (D(-Sum(y[k] * (log(exp(z[k])) - log(Z)) for k in K), z[j]), "log of a product"),
    (D(-Sum(y[k] * (z[k] - log(Z)) for k in K), z[j]), "exp and log undo each other"),
    (-Sum(y[k] * (D(z[k], z[j]) - D(log(Z), z[j])) for k in K), "derivative of a sum"),
    (-Sum(y[k] * (delta(k, j) - D(log(Z), z[j])) for k in K), "derivative of a variable"),
    (-Sum(y[k] * (delta(k, j) - D(Z, z[j]) / Z) for k in K), "derivative of log"),
    (-Sum(y[k] * (delta(k, j) - exp(z[j]) / Z) for k in K), "derivative of a sum"),
    (-Sum(y[k] * (delta(k, j) - p[j]) for k in K), "definition"),
    (-(Sum(y[k] * delta(k, j) for k in K) - Sum(y[k] * p[j] for k in K)), "split the sum"),
    (-(y[j] - Sum(y[k] * p[j] for k in K)), "delta picks one term"),
    (-(y[j] - p[j] * Sum(y[k] for k in K)), "constant out of a sum"),
    (p[j] - y[j], "sums to one"),
)

"""The minus in front is lost."""
# says: Line 1 is false

from course_utils.derivation import D, K, LSE, Sum, cases, delta, derive, distributions, exp, indices, log, softmax, vectors

i, j = indices("i j")
z = vectors("z")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)
y = distributions("y")
L = -Sum(y[k] * log(p[k]) for k in K)

cross_entropy = derive(
    D(L, z[j]),
    (Sum(y[k] * D(log(p[k]), z[j]) for k in K), "derivative of a sum"),
    (-Sum(y[k] * D(p[k], z[j]) / p[k] for k in K), "derivative of log"),
    (-Sum(y[k] * p[k] * (delta(k, j) - p[j]) / p[k] for k in K), "Jacobian of softmax"),
    (-Sum(y[k] * (delta(k, j) - p[j]) for k in K), "cancel"),
    (-Sum(y[k] * delta(k, j) for k in K) + Sum(y[k] * p[j] for k in K), "split the sum"),
    (-y[j] + Sum(y[k] * p[j] for k in K), "delta picks one term"),
    (-y[j] + p[j] * Sum(y[k] for k in K), "constant out of a sum"),
    (p[j] - y[j], "sums to one"),
)

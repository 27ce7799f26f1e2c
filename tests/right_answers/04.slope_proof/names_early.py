"""Puts names in as early as it can."""

from course_utils.derivation import LSE, D, K, Sum, derive, exp, log, softmax
from course_utils.lessons.temperature.blackboard import T, b, beta, i, q, z

p = softmax(beta * z)
Z = Sum(exp(beta * z[k]) for k in K)

slope_proof = derive(
    D(p[i], beta),
    (D(exp(beta * z[i]) / Z, beta), "definition"),
    ((D(exp(beta * z[i]), beta) * Z - exp(beta * z[i]) * D(Z, beta)) / Z**2, "quotient rule"),
    ((z[i] * exp(beta * z[i]) * Z - exp(beta * z[i]) * D(Z, beta)) / Z**2, "derivative of exp"),
    ((z[i] * exp(beta * z[i]) * Z - exp(beta * z[i]) * Sum(z[k] * exp(beta * z[k]) for k in K)) / Z**2, "derivative of a sum"),
    (exp(beta * z[i]) / Z * (z[i] - Sum(z[k] * exp(beta * z[k]) for k in K) / Z), "algebra"),
    (p[i] * (z[i] - Sum(z[k] * exp(beta * z[k]) for k in K) / Z), "definition"),
    (p[i] * (z[i] - Sum(exp(beta * z[k]) / Z * z[k] for k in K)), "constant out of a sum"),
    (p[i] * (z[i] - Sum(p[k] * z[k] for k in K)), "definition"),
)

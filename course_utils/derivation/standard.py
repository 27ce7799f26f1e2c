"""Definitions most lessons use, written as any lesson would write its own."""

from __future__ import annotations

from course_utils.derivation.definitions import Definition
from course_utils.derivation.notation import K, Sum, exp, indices, log, reals, vectors

_z, _x, _i = vectors("z"), reals("x"), indices("i")

#: softmax(z)[i] := exp(z[i]) / Sum(exp(z[k]) for k in K)
softmax = Definition("softmax", (_z,), exp(_z[_i]) / Sum(exp(_z[k]) for k in K), index=_i)

#: LSE(z) := log(Sum(exp(z[k]) for k in K)), the soft maximum.
LSE = Definition("LSE", (_z,), log(Sum(exp(_z[k]) for k in K)))

#: sigmoid(x) := 1 / (1 + exp(-x))
sigmoid = Definition("sigmoid", (_x,), 1 / (1 + exp(-_x)))

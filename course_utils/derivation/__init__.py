"""Proofs that are checked line by line.

Students write `derive(start, (expression, "rule"), ...)` in the notation below. A lesson declares a
`Statement` with its definitions, lemmas and rules. `encode` and `decode` carry a proof as plain data;
`check_proof` judges it. Nothing here imports torch, NumPy or SymPy; NumPy and mpmath are loaded when an
integral or a false line needs them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from course_utils.derivation.definitions import Condition, Definition, Lemma, distinct, same
from course_utils.derivation.errors import EvidenceError, NotationError, StatementError
from course_utils.derivation.notation import (
    D,
    Int,
    K,
    Prod,
    Sum,
    between,
    delta,
    distributions,
    exp,
    indices,
    log,
    num,
    oo,
    positive_vectors,
    positives,
    reals,
    substitution,
    units,
    vectors,
)
from course_utils.derivation.proofs import CaseProof, LineProof, Proof, cases, derive
from course_utils.derivation.standard import LSE, sigmoid, softmax
from course_utils.derivation.tree import Expr
from course_utils.derivation.work import Budget

if TYPE_CHECKING:
    from course_utils.derivation.check import check_proof, validate
    from course_utils.derivation.report import LineReport, ProofReport
    from course_utils.derivation.rules import RULES, Rule, Use
    from course_utils.derivation.statement import Statement
    from course_utils.derivation.wire import decode, encode

#: Loaded when first asked for: writing a proof should not wait for the checker.
_LATER = {
    "check_proof": "check",
    "validate": "check",
    "LineReport": "report",
    "ProofReport": "report",
    "RULES": "rules",
    "Rule": "rules",
    "Use": "rules",
    "Statement": "statement",
    "decode": "wire",
    "encode": "wire",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


__all__ = [
    "LSE",
    "RULES",
    "Budget",
    "CaseProof",
    "Condition",
    "D",
    "Definition",
    "EvidenceError",
    "Expr",
    "Int",
    "K",
    "Lemma",
    "LineProof",
    "LineReport",
    "NotationError",
    "Prod",
    "Proof",
    "ProofReport",
    "Rule",
    "Statement",
    "StatementError",
    "Sum",
    "Use",
    "between",
    "cases",
    "check_proof",
    "decode",
    "delta",
    "derive",
    "distinct",
    "distributions",
    "encode",
    "exp",
    "indices",
    "log",
    "num",
    "oo",
    "positive_vectors",
    "positives",
    "reals",
    "same",
    "sigmoid",
    "softmax",
    "substitution",
    "units",
    "validate",
    "vectors",
]

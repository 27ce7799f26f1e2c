"""Exercises whose answer is a proof, checked line by line."""

from __future__ import annotations

from dataclasses import dataclass

from course_utils.checking import wire
from course_utils.checking.collect import NotAttempted, Unusable
from course_utils.checking.verdict import Status, Verdict
from course_utils.derivation import (
    CaseProof,
    EvidenceError,
    LineProof,
    Statement,
    check_proof,
    decode,
    encode,
)

_STATUS = {
    "right": Status.RIGHT,
    "wrong": Status.WRONG,
    "undecided": Status.UNDECIDED,
    "not_attempted": Status.NOT_ATTEMPTED,
}


@dataclass(frozen=True)
class Derivation:
    """A proof exercise: from the statement's start to its goal, by its rules and lemmas.

    The proof crosses as a JSON tree over a closed list of heads; the judge rebuilds it and checks every line.
    """

    statement: Statement

    def collect(self, answer: object, seed: int) -> wire.Json:
        """The proof as plain data."""
        if not isinstance(answer, LineProof | CaseProof):
            kind = type(answer).__name__
            raise Unusable(f'A proof is made by `derive(start, (line, "rule"), ...)`; this is a `{kind}`.')
        if isinstance(answer, LineProof) and not answer.lines:
            raise NotAttempted("There is no line below the first one yet.")
        return encode(answer)

    def judge(self, data: wire.Json, seed: int) -> Verdict:
        """Rebuild the proof and check it line by line."""
        try:
            proof = decode(data)
        except EvidenceError as reason:
            raise wire.Malformed(str(reason).rstrip(".")) from None
        report = check_proof(self.statement, proof)
        bad = report.lines[report.first_bad] if report.first_bad is not None else None
        return Verdict(
            _STATUS[report.overall],
            body=report.to_text(heading=False),
            body_html=report.to_html(heading=False),
            counterexample="" if bad is None or bad.counterexample is None else bad.message,
        )

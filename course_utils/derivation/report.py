"""The report on a proof: one verdict per line and one for the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from course_utils.derivation.printing import to_latex
from course_utils.derivation.tree import Expr
from course_utils.derivation.truth import Counterexample

FOLLOWS = "follows"
NOT_BY_RULE = "true but not by this rule"
FALSE = "false"
UNREADABLE = "cannot be read"
NOT_JUDGED = "not judged"
UNDECIDED = "undecided"
#: The verdicts on a line, each with the mark that goes with it.
MARKS = {FOLLOWS: "✓", NOT_BY_RULE: "✗", FALSE: "✗", UNREADABLE: "✗", NOT_JUDGED: "–", UNDECIDED: "?"}

RIGHT, WRONG, NOT_ATTEMPTED = "right", "wrong", "not_attempted"


@dataclass(frozen=True, eq=False)
class LineReport:
    """The verdict on one line. `label` is its number ("3"), in a proof by cases with the case before it
    ("i = j, 3").

    `why` explains the verdict, without the numbers of `counterexample`. `suggested`: one rule that fits, or
    two that fit one after the other.
    """

    label: str
    expr: Expr
    rule: str
    verdict: str
    why: str = ""
    counterexample: Counterexample | None = None
    suggested: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """All there is to say about the line, as one paragraph."""
        found = self.counterexample
        if found is None:
            return self.why
        numbers = f"At {found.point} the line above is {found.above}, and this one is {found.below}."
        return f"{numbers} {self.why}".strip()

    @property
    def text(self) -> str:
        return str(self.expr)

    @property
    def latex(self) -> str:
        return to_latex(self.expr)


@dataclass(frozen=True, eq=False)
class ProofReport:
    """The verdict on a proof: `overall` is right, wrong, undecided or not_attempted.

    `lines` are in reading order; `first_bad` is the position in `lines` of the first that does not
    follow, or None.
    `message` is the headline, the lines say why. `headers` names the start of each part: (position,
    label, start).
    """

    overall: str
    message: str
    lines: tuple[LineReport, ...] = ()
    first_bad: int | None = None
    headers: tuple[tuple[int, str, Expr], ...] = ()

    def to_text(self, heading: bool = True) -> str:
        """The report as plain text, copyable; `heading=False` leaves out "The proof holds." and its like."""
        from course_utils.derivation.view import as_text

        return as_text(self, heading)

    def to_html(self, heading: bool = True) -> str:
        """The report as HTML: LaTeX for MathJax, the same as text, verdicts in words."""
        from course_utils.derivation.view import as_html

        return as_html(self, heading)

    def _repr_html_(self) -> str:
        return self.to_html()

    def __repr__(self) -> str:
        return self.to_text()

    def to_data(self) -> dict[str, Any]:
        """The report as plain data (JSON)."""
        return {
            "overall": self.overall,
            "message": self.message,
            "first_bad": self.first_bad,
            "lines": [
                {
                    "label": line.label,
                    "text": line.text,
                    "rule": line.rule,
                    "verdict": line.verdict,
                    "message": line.message,
                    "suggested": list(line.suggested),
                    "counterexample": _counterexample_data(line.counterexample),
                }
                for line in self.lines
            ],
        }


def _counterexample_data(found: Counterexample | None) -> dict[str, Any] | None:
    if found is None:
        return None
    values = {name: _plain(value) for (name, _), value in found.point.values}
    return {"K": found.point.classes, "values": values, "above": found.above, "below": found.below}


def _plain(value: Any) -> Any:
    return [str(v) for v in value] if isinstance(value, tuple) else str(value)

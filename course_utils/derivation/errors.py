"""The errors that this package raises on purpose. Each carries one sentence for the person who meets it."""

from __future__ import annotations


class NotationError(TypeError):
    """Something was written that is not mathematics in this notation. The message says what to write."""

    def _render_traceback_(self) -> list[str]:
        """IPython shows this in place of a traceback through our modules."""
        return [f"This is not a line of a proof yet. {self}"]


class EvidenceError(ValueError):
    """A proof that crossed the wall is not one: unknown head, wrong sort, too large, too deep."""


class StatementError(ValueError):
    """An author's exercise is declared wrongly (unknown rule, wrong sort, or one rule bridges it)."""


class OutOfWork(Exception):
    """The work budget is used up. Always caught: the line becomes *undecided*."""


class NotNormal(Exception):
    """The normaliser met something without a normal form (such as 1/0). The rule then does not apply."""

"""The errors that this package raises on purpose. Each carries one sentence for the person who meets it."""

from __future__ import annotations

import linecache
import os
import traceback

_HERE = os.path.dirname(os.path.abspath(__file__))


class NotationError(TypeError):
    """Something was written that is not mathematics in this notation. The message says what to write."""

    def _render_traceback_(self) -> list[str]:
        """IPython shows this, not a traceback through our modules: the line, and the sentence."""
        number, line = 0, ""
        for frame, at in traceback.walk_tb(self.__traceback__):
            if not frame.f_code.co_filename.startswith(_HERE) and "IPython" not in frame.f_code.co_filename:
                number, line = at, linecache.getline(frame.f_code.co_filename, at).strip()
        where = [f"In line {number} of the cell:", f"    {line}"] if line else []
        return [*where, f"This can't be read as mathematics yet. {self}"]


class NoSuchMethod(NotationError, AttributeError):
    """A method that expressions do not have. An AttributeError too, so that hasattr, copy, pickle and the
    display of notebooks can ask for attributes as they do of any object.
    """


class EvidenceError(ValueError):
    """A proof that crossed the wall is not one: unknown head, wrong sort, too large, too deep."""


class StatementError(ValueError):
    """An author's exercise is declared wrongly (unknown rule, wrong sort, or one rule bridges it)."""


class OutOfWork(Exception):
    """The work budget is used up. Always caught: the line becomes *undecided*."""


class NotNormal(Exception):
    """The normaliser met something without a normal form (such as 1/0). The rule then does not apply."""

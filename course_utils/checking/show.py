"""Showing verdicts and hints, in a notebook or in a terminal."""

from __future__ import annotations

import linecache
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from course_utils.checking import progress
from course_utils.checking.verdict import Verdict, inline_html

if TYPE_CHECKING:
    from course_utils.checking.exercise import Exercise

_CHECK_LINE = re.compile(r"^\s*\w+\.\w+\.check\(")
_hints_shown: dict[str, int] = {}


class CheckFailed(AssertionError):
    """Raised under nbval when a check does not pass, so that its cell fails."""

    def _render_traceback_(self) -> list[str]:
        """IPython shows this in place of a traceback."""
        return [f"CheckFailed: {self}"]


def _shell() -> Any:
    """The running IPython shell if it is a notebook's, without importing IPython for its sake."""
    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython

    shell = get_ipython()
    return shell if shell is not None and hasattr(shell, "kernel") else None


def bundle(content: dict[str, str]) -> None:
    """Display a text/plain and text/html bundle, or print its text outside a notebook."""
    if _shell() is None:
        sys.stdout.write(content["text/plain"] + "\n")
        return
    from IPython.display import display

    display(content, raw=True)


def verdict(exercise: Exercise, found: Verdict) -> None:
    """Show a verdict and note it. Raises CheckFailed in a strict kernel if it does not pass."""
    state = progress.update(lambda p: p.note_verdict(exercise.id, found.status))
    if state.notice:
        found = replace(found, lines=(*found.lines, state.notice))
    bundle(found.mimebundle())
    if progress.strict() and not found.status.passes:
        raise CheckFailed(" ".join([exercise.id, found.status.value, *found.lines]))


def hint(exercise: Exercise, step: int | None) -> None:
    """Show hint `step` (from 1), or the one after the last shown; the last is repeated."""
    count = len(exercise.hints)
    if not count:
        text = "There is no hint here: any honest answer is a good one."
        bundle({"text/plain": text, "text/html": f"<p>{text}</p>"})
        return
    if step is None:
        step = min(_hints_shown.get(exercise.id, 0) + 1, count)
    if not 1 <= step <= count:
        raise ValueError(f"{exercise.id} has hints 1 to {count}, not {step}")
    _hints_shown[exercise.id] = step
    progress.update(lambda p: p.note_hint(exercise.id))
    text, head = exercise.hints[step - 1], f"Hint {step} of {count}."
    html = (
        "<div role='status' style='border-left:5px solid #8a6fb0;padding:.35em .9em;"
        "margin:.3em 0;max-width:60em'>"
        f"<strong>{head}</strong> {inline_html(text)}</div>"
    )
    bundle({"text/plain": f"{head} {text}", "text/html": html})


def help_with_missing_names() -> None:
    """In a notebook: a check run before the cell that defines its answer gets one sentence, no traceback.

    Python meets the missing name before the check is called, so only the shell can say it better.
    """
    shell = _shell()
    if shell is None or getattr(shell, "_softmax_course_helps", False):
        return

    def explain(
        shell: Any, kind: type, error: NameError, trace: Any, tb_offset: int | None = None
    ) -> list[str]:
        frame = trace
        while frame.tb_next is not None:
            frame = frame.tb_next
        if not _CHECK_LINE.match(linecache.getline(frame.tb_frame.f_code.co_filename, frame.tb_lineno)):
            shell.showtraceback((kind, error, trace), tb_offset=tb_offset, running_compiled_code=True)
            return []
        told = f"`{error.name}` is not defined yet. Run the cell above that defines it, then this one again."
        shell._showtraceback(kind, error, [told])
        return [told]

    shell.set_custom_exc((NameError,), explain)
    shell._softmax_course_helps = True

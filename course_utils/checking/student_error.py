"""A student's own exception, told in one sentence: what, where, and on which line of theirs."""

from __future__ import annotations

import linecache
import sysconfig
from types import TracebackType
from typing import Any

_NOT_THEIRS = (
    sysconfig.get_paths()["stdlib"],
    sysconfig.get_paths()["purelib"],
    __file__.rsplit("/checking/", 1)[0],
    "<frozen",
    "<string>",
)


def describe(error: BaseException) -> dict[str, Any]:
    """Plain data about an exception: its type, its message, and the student's line and function it came from.

    The line is the innermost frame that is neither Python's, nor a library's, nor ours.
    """
    line, number, function = "", 0, ""
    frame: TracebackType | None = error.__traceback__
    while frame is not None:
        code = frame.tb_frame.f_code
        if not code.co_filename.startswith(_NOT_THEIRS):
            number, function = frame.tb_lineno, code.co_qualname
            line = linecache.getline(code.co_filename, number, frame.tb_frame.f_globals).strip()
        frame = frame.tb_next
    try:
        message = str(error)
    except Exception:  # a student's own exception class may fail at this too
        message = ""
    return {
        "type": type(error).__name__[:80],
        "message": " ".join(message.split())[:300],
        "line": line[:160],
        "number": number,
        "function": function[:80],
    }


def missing(about: dict[str, Any], answer: object, name: str) -> str | None:
    """What is still to be written, if `about` tells of a cell's `raise NotImplementedError`; else None.

    "" if it is the answer itself, which the course calls `name`, or a part of it (a method, a function
    inside); otherwise a sentence about the function that it calls.
    """
    if about.get("type") != "NotImplementedError":
        return None
    raised_by = about.get("function", "")
    if not raised_by.isidentifier() or raised_by in (name, getattr(answer, "__name__", name)):
        return ""
    return f"`{raised_by}`, which your function calls, is not written yet. Its cell comes first."


def is_description(about: Any) -> bool:
    """Whether this is what `describe` writes."""
    return (
        isinstance(about, dict)
        and all(isinstance(about.get(key), str) for key in ("type", "message", "line", "function"))
        and type(about.get("number")) is int
    )


def tell(about: dict[str, Any]) -> str:
    """The sentence for what `describe` found."""
    where = f" at line {about['number']} of your cell, `{about['line']}`" if about["line"] else ""
    message = f": {about['message']}" if about["message"] else ""
    return f"Your code raised `{about['type']}`{where}{message}"

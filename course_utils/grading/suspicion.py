"""Whether a cell reaches for what could change the answers beside it.

This decides only whether an exercise that failed gets a second try in a kernel of its own. A false alarm
costs a moment; a miss costs the student's own other answers, never a point that was not earned.
"""

from __future__ import annotations

import ast
import functools

_WORDS = frozenset(
    (
        "gc",
        "sys",
        "os",
        "ctypes",
        "inspect",
        "importlib",
        "builtins",
        "threading",
        "_thread",
        "multiprocessing",
        "subprocess",
        "signal",
        "atexit",
        "asyncio",
        "course_utils",
        "IPython",
        "ipykernel",
        "get_ipython",
        "globals",
        "locals",
        "vars",
        "setattr",
        "delattr",
        "getattr",
        "exec",
        "eval",
        "compile",
        "exit",
        "quit",
        "breakpoint",
        "modules",
        "settrace",
        "setprofile",
        "set_default_dtype",
        "set_default_device",
        "set_grad_enabled",
        "set_num_threads",
        "use_deterministic_algorithms",
        "set_flush_denormal",
        "set_float32_matmul_precision",
        "backends",
        "warnings",
        "seterr",
        "attrgetter",
        "methodcaller",
        "torch_function",
        "library",
        "weakref",
        "frame",
        "traceback",
        "shell",
        "run_line_magic",
    )
)


@functools.lru_cache(maxsize=4096)
def of(source: str) -> bool:
    """Whether it deletes a name, or has one on a list or with two underscores, or is no plain Python."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True  # a magic, a shell line, or something odder
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Name):
            names = [node.id]
            if isinstance(node.ctx, ast.Del):
                return True
        elif isinstance(node, ast.Attribute):
            names = [node.attr]
            if not isinstance(node.ctx, ast.Load) and not _of_self(node):
                return True  # assigns to somebody's attribute
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names = [node.name]  # `__del__` runs when somebody else lets go of the object
        elif isinstance(node, ast.Import):
            names = [part for alias in node.names for part in alias.name.split(".")]
        elif isinstance(node, ast.ImportFrom):
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
        elif isinstance(node, ast.Global):
            return True
        if any(name in _WORDS or name.startswith("__") for name in names):
            return True
    return False


def _of_self(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "ctx")

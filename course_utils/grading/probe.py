"""Inside the kernel: look at one answer of the student's and write evidence.

The probe works with a copy of the checks and the lessons that no notebook can import: a student who patches
`course_utils.checking.collect`, or an exercise, changes the copy in their notebook, not this one. That makes
honest exercises robust beside hostile cells. It is no wall: code in this process can reach everything here.
The wall is outside, where evidence is judged on inputs that were secret until the probe came.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from course_utils.grading.mint import Mint

_OWN = ("course_utils.checking", "course_utils.lessons", "course_utils.grading.mint")


def _ours(name: str) -> bool:
    return name.startswith(_OWN) and not any(
        name[len(o) : len(o) + 1] not in ("", ".") for o in _OWN if name.startswith(o)
    )


class Probe:
    """Looks at answers with modules of its own."""

    def __init__(self, modules: Mapping[str, ModuleType]) -> None:
        self._modules = dict(modules)
        lessons, checking = modules["course_utils.lessons"], modules["course_utils.checking"]
        self._collect, self._dumps = checking.collect, json.dumps
        self._mint: Mint | None = None
        self._exercises = {
            exercise.id: exercise
            for lesson in lessons.LESSONS
            for exercise in lessons.exercises_of(modules[f"course_utils.lessons.{lesson.module}"])
        }

    def begin(self, namespace: dict[str, Any]) -> None:
        """Call it when everything of the kernel's own is running, and nothing of a student's yet."""
        self._mint = Mint(namespace)

    def answer(self, request: Mapping[str, Any], namespace: dict[str, Any]) -> str:
        """JSON: {"missing": name} or {"evidence": text} or {"failed": kind of error}, and "changed".

        `request` has "exercise", "name" (of the answer, in the student's namespace) and "seed".
        """
        changed = self._mint is None or self._mint.changed(namespace)
        return self._dumps({**self._look(request, namespace), "changed": changed})

    def _look(self, request: Mapping[str, Any], namespace: dict[str, Any]) -> dict[str, str]:
        name = request["name"]
        if name not in namespace:
            return {"missing": name}
        exercise, seed = self._exercises[request["exercise"]], int(request["seed"])
        # Modules that the checks import while they run are our copies too, for as long as they run.
        theirs = {name: sys.modules.get(name) for name in self._modules}
        sys.modules.update(self._modules)
        try:
            return {"evidence": self._collect(exercise, namespace[name], seed).to_json()}
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # an object of a student's can raise anything, anywhere
            return {"failed": type(error).__name__[:80]}
        finally:
            sys.modules.update({name: module for name, module in theirs.items() if module is not None})


def prepare() -> Probe:
    """Import the checks and all lessons twice: once as notebooks will find them, once for the probe alone."""
    shared = _import_lessons()
    for name in shared:
        del sys.modules[name]
    own = _import_lessons()
    package = sys.modules["course_utils"]
    sys.modules.update(shared)
    for name, module in shared.items():
        parent, _, last = name.rpartition(".")
        if parent == "course_utils":
            setattr(package, last, module)
    return Probe(own)


def _import_lessons() -> dict[str, ModuleType]:
    lessons = importlib.import_module("course_utils.lessons")
    for lesson in lessons.LESSONS:
        module = lessons.load(lesson)
        importlib.import_module(f"{module.__name__}.demos") if _has_demos(module) else None
    return {name: module for name, module in sys.modules.items() if _ours(name)}


def _has_demos(module: ModuleType) -> bool:
    return importlib.util.find_spec(f"{module.__name__}.demos") is not None

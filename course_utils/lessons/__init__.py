"""The lessons of the course: which there are, and the exercises that each declares."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from types import ModuleType

from course_utils.checking.exercise import Exercise
from course_utils.checking.show import help_with_missing_names


@dataclass(frozen=True)
class Lesson:
    """A notebook of the course: its file name without ending, its module here, its title.

    `late_imports`: modules that take a second to import, and that its cells load when they first use them.
    """

    notebook: str
    module: str
    title: str
    late_imports: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """Two digits: what its exercises' ids begin with."""
        return self.notebook[:2]


_DIGITS = ("sklearn.datasets", "sklearn.datasets.data", "sklearn.datasets.descr")
_TRANSFORMS = ("torch._dynamo", "torch._decomp.decompositions_for_jvp")
"""What jacfwd, vmap and checkpoints load at their first call."""
_SAMPLERS = "torch.fx.experimental.symbolic_shapes"
"""What torch.distributions loads, with all of SymPy, when it first checks a parameter."""

LESSONS = (
    Lesson("00_welcome", "welcome", "00 Welcome", ("course_utils.lessons.overview",)),
    Lesson("01_softmax_basics", "softmax_basics", "01 Softmax basics", _DIGITS),
    Lesson("02_overflow_and_max_shift", "overflow", "02 Overflow and the max-shift"),
    Lesson("03_invariance", "invariance", "03 Invariance", (*_DIGITS, *_TRANSFORMS)),
    Lesson("04_temperature", "temperature", "04 Temperature", _DIGITS),
    Lesson("05_jacobian", "jacobian", "05 The Jacobian", (*_DIGITS, *_TRANSFORMS)),
    Lesson("06_gumbel_max", "gumbel_max", "06 Gumbel-max", (*_DIGITS, _SAMPLERS)),
    Lesson(
        "07_gumbel_softmax_and_straight_through",
        "gumbel_softmax",
        "07 Gumbel-softmax and straight-through",
        (*_DIGITS, *_TRANSFORMS, "course_utils.lessons.gumbel_softmax.capstone_figures"),
    ),
    Lesson("08_power_sharpening", "sharpening", "08 Power sharpening", (*_DIGITS, "mpmath")),
)


def load(lesson: Lesson) -> ModuleType:
    """The lesson's module, with its exercises as attributes."""
    return importlib.import_module(f"{__name__}.{lesson.module}")


def exercises_of(module: ModuleType) -> tuple[Exercise, ...]:
    """The exercises a lesson module declares, in the order in which it declares them."""
    return tuple(value for value in vars(module).values() if isinstance(value, Exercise))


help_with_missing_names()

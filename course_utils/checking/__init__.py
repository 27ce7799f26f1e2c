"""Exercise → evidence → verdict: how the course looks at an answer."""

from course_utils.checking import rounding
from course_utils.checking.choice import Bet, Choice, Part
from course_utils.checking.collect import Evidence, NotAttempted, Task, Unusable, collect, judge
from course_utils.checking.draw import Draw
from course_utils.checking.exercise import DemoFunction, Exercise
from course_utils.checking.function import Case, Function, Misconception, Property, Symptom
from course_utils.checking.sampler import Law, Recipe, Sampler, Trial
from course_utils.checking.show import CheckFailed
from course_utils.checking.text import Text
from course_utils.checking.value import Value, WrongValue
from course_utils.checking.verdict import Status, Verdict
from course_utils.checking.witness import Outcome, Witness

__all__ = [
    "Bet",
    "Case",
    "CheckFailed",
    "Choice",
    "DemoFunction",
    "Draw",
    "Evidence",
    "Exercise",
    "Function",
    "Law",
    "Misconception",
    "NotAttempted",
    "Outcome",
    "Part",
    "Property",
    "Recipe",
    "Sampler",
    "Status",
    "Symptom",
    "Task",
    "Text",
    "Trial",
    "Unusable",
    "Value",
    "Verdict",
    "Witness",
    "WrongValue",
    "collect",
    "judge",
    "rounding",
]

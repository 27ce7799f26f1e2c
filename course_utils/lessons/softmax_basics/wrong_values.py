"""Known wrong values of 01, and what to say to each: it names the idea and asks the next question.

A value is judged without its name. In `largest_output` that is enough: the sliders stop at every tenth from
-2 to 2, output 1 is 0.9647 at most there, and it is looked at only once the three sliders are right.
"""

from __future__ import annotations

from collections.abc import Callable

import torch

from course_utils.checking import WrongValue
from course_utils.lessons.softmax_basics import surprise


def _near(value: float, within: float = 6e-4) -> Callable[[torch.Tensor], bool]:
    return lambda v: v.dim() == 0 and abs(float(v) - value) < within


def _a_stop(v: torch.Tensor) -> bool:
    """Whether a slider from -2 to 2 in steps of 0.1 stops there."""
    return v.dim() == 0 and abs(float(v)) < 2.01 and abs(10 * float(v) - round(10 * float(v))) < 1e-4


def _whole(v: torch.Tensor, low: int, high: int) -> bool:
    """Whether the answer is a whole number from `low` to below `high`."""
    return v.dim() == 0 and low <= float(v) < high and float(v).is_integer()


LARGEST_OUTPUT = (
    WrongValue(
        1.0,
        "a softmax output of 1",
        "An output of 1 would leave nothing for the other two, and an exponential is never 0. (And a slider "
        "at 1 is not at its end.) What do the sliders allow?",
    ),
    WrongValue(
        0.0,
        "only one slider moved",
        "That slider is still in the middle. Move it a little, both ways: does output 1 grow?",
    ),
    WrongValue(
        _near(0.7870),
        "only one slider moved",
        "That is what class 1 gets with the other two left at 0. Which way should they go to leave more "
        "for class 1?",
    ),
    WrongValue(
        _near(1 / 3),
        "all sliders moved alike",
        "A third is what it gets when all three scores are equal. Do the scores themselves matter, or the "
        "gaps?",
    ),
    WrongValue(
        _near(0.0177),
        "another class's output",
        "That is the output of another class. Classes are counted from 0: which bar is output 1?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and abs(float(v)) == 2,
        "a slider at the wrong end",
        "That is this slider's other end. Output 1 is the bar in the *middle*, since classes are counted "
        "from 0. Does it grow or shrink as you pull this slider back?",
    ),
    WrongValue(
        _a_stop,
        "a slider not at its end",
        "Move that slider a little, both ways: does output 1 grow? Can you go on in that direction?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and 90 < float(v) < 97,
        "a percentage",
        "That looks like percent. All three outputs together make 1, not 100: what is output 1 then?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and abs(float(v)) > 2,
        "outside the sliders",
        "The sliders don't go there. How far does each of them let you?",
    ),
    WrongValue(
        _near(0.9647, within=0.006),
        "too few decimals",
        "Near, but four decimals are asked for. What does the line beside the picture say?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and 0 < float(v) < 1,
        "the output somewhere else",
        "Put the three sliders where the bar in the middle is longest. What does the line beside the "
        "picture say there?",
    ),
)

MOST_SURPRISED = (
    WrongValue(
        lambda v: v.dim() == 0 and float(v) == surprise.most_surprising().row + 1,
        "rows counted from 1",
        "You are one row too far: rows are counted from 0. What does `argmin` call the first one?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and float(v) == surprise.row_of_the_smallest_entry(),
        "the smallest entry of all",
        "That row holds the smallest probability of *any* class. Surprise looks at one class in each row. "
        "Which?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and int(v) == surprise.least_confident(),
        "unsure instead of surprised",
        "That is the picture on which the model is most *unsure*: its largest probability is the "
        "smallest. Surprise asks about another probability in the row. Which?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and int(v) == surprise.least_surprising() and float(v) == int(v),
        "the least surprising picture",
        "That is the picture that surprised it *least*. Do you want the largest or the smallest "
        "probability of the true class?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and abs(float(v) - surprise.favorite()) < 1e-3,
        "the favorite's probability",
        "That is what the model gave its *favorite*. Surprise is about the class that was true. What did "
        "that one get?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and abs(float(v) + surprise.log_probability()) < 1e-2,
        "the loss instead of the probability",
        "That is $-\\log p_y$, the loss. The probability itself is wanted: what undoes the log and the "
        "minus?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and float(v) == surprise.label(),
        "the label instead of the guess",
        "That is what the picture *is*. What did the model take it for?",
    ),
    WrongValue(
        lambda v: _whole(v, 0, surprise.classes()),
        "another row or another class",
        lambda v: (
            f"If you mean row {int(v)}: its true class got {surprise.of_the_truth(int(v)):.4f}, and in "
            "another row it got less. If you mean the guess: which class has the largest entry in the row "
            "that you found?"
        ),
    ),
    WrongValue(
        lambda v: _whole(v, surprise.classes(), len(surprise.probabilities())),
        "another row",
        lambda v: (
            f"In row {int(v)} the true class got {surprise.of_the_truth(int(v)):.4f}. In which row did it "
            "get the least?"
        ),
    ),
)

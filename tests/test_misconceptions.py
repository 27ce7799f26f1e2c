"""The misconceptions that the course attacks: who holds one meets an exercise, errs, and is told.

Each row gives the answer of somebody who holds the misconception, runs the check for real, and names the
words that take it on. The numbers are those of the course's list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from course_utils.checking import Status

from .answer_files import TESTS, AnswerFile, exercises, our_answer


@dataclass(frozen=True)
class Held:
    """One misconception: what is believed, where it is met, how who believes it answers, what is said.

    `answer` is a file of tests/wrong_answers (or `right_answers/…` for a bet), or the parts of our own answer
    that change.
    """

    number: int
    belief: str
    exercise: str
    answer: str | dict[str, Any]
    named: str
    says: str

    def given(self) -> object:
        if isinstance(self.answer, dict):
            ours = our_answer(self.exercise)
            assert isinstance(ours, dict)
            assert {key: ours[key] for key in self.answer} != self.answer
            return ours | self.answer
        kind, _, name = self.answer.rpartition("/")
        path = TESTS / (kind or "wrong_answers") / self.exercise / f"{name}.py"
        return AnswerFile(exercises()[self.exercise], path).load()


TABLE = (
    Held(1, "softmax is convex in each component", "05.convex_or_not", "softmax_convex",
         "softmax is convex in each component", "That is in print, and it is false"),
    Held(2, "a power over its sum differs from softmax(z/tau)", "08.same_as_temperature", "different",
         "q^(1/tau) over its sum is another distribution than softmax(z/tau)", "the same number everywhere"),
    Held(3, "argmax has no derivative because it jumps", "07.slope_bet", {"slope": "there is none"},
         "argmax has no derivative because it jumps", "Everywhere else the derivative exists. It is 0."),
    Held(3, "torch backpropagates through argmax", "07.slope_bet", {"torch": "slopes"},
         "torch backpropagates through argmax", "You bet *slopes*"),
    Held(4, "a gradient that exists is the right one", "07.docstring", {"differentiable": True},
         "a gradient that exists is the right one", "belongs to *another* function"),
    Held(5, "Gumbel-softmax samples follow softmax", "07.mean_bet", {"mean": "equal to p"},
         "relaxed samples average to softmax", "Only its argmax follows p"),
    Held(6, "lower tau is always better", "07.estimator_table", {"colder": "both fall"},
         "the lower tau, the better", "Look at the variances again"),
    Held(6, "gradients explode as tau falls", "07.tau_bet", {"typical": "larger"},
         "gradients explode as tau falls", "The typical one *vanishes*"),
    Held(7, "logits may be probabilities", "06.forum", "logits_are_probabilities",
         "logits may be probabilities", "Scores are not probabilities"),
    Held(7, "logits must be normalized", "06.forum", "must_be_normalized",
         "logits must be normalized", "Normalizing takes the same number"),
    Held(8, "CrossEntropyLoss after softmax is fine", "05.double_floor", "zero",
         "softmax before CrossEntropyLoss is fine", "It takes logits, and runs a softmax of its own"),
    Held(9, "a softmax output is a confidence", "04.first_bets", {"sure": "about as often"},
         "the softmax output is the confidence", "a promise about *new* pictures"),
    Held(10, "temperature changes the accuracy", "04.first_bets", {"accuracy": "fewer"},
         "temperature changes the accuracy", "Did one overtake another?"),
    Held(10, "T = 0 is deterministic", "04.first_bets", {"zero": "always"},
         "T = 0 is deterministic", "if the *scores* are the same to the last bit"),
    Held(10, "higher T is more creative", "04.first_bets", {"hot_text": "more creative"},
         "higher T is more creative", "You bet *more creative*"),
    Held(10, "T = 0 is just a small T", "04.at_temperature", "plus_epsilon",
         "T = 0 is just a small T", "At T = 0 a lead is a lead"),
    Held(11, "every loser falls as T falls", "04.first_bets", {"runner_up": "falls all the way"},
         "every probability but the largest falls when T falls", "above the average at first"),
    Held(12, "the max-shift prevents underflow", "02.what_the_shift_cures", "prevents_underflow",
         "the shift prevents underflow", "*more* numerators 0, not fewer"),
    Held(12, "the max-shift is an approximation", "02.what_the_shift_cures", "an_approximation",
         "the shift is an approximation", "an identity, not an approximation"),
    Held(12, "stable softmax cannot give nan", "02.what_the_shift_cures", "never_nan",
         "stable softmax cannot give nan", "*Stable* is not *total*"),
    Held(13, "outputs lie inside (0, 1), their sum is exactly 1", "01.exactly_bets", "right_answers/trusting",
         "sum is exactly 1", "In float32 the shares are rounded"),
    Held(14, "where() protects against nan", "08.root_or_line", "single_where",
         "where() protects against nan", "What could you choose *before* it?"),
    Held(15, "the Hessian of softmax is a matrix", "05.second_derivative", "a_matrix",
         "the Hessian of softmax is a matrix", "when there is *one* output"),
    Held(15, "softmax has K degrees of freedom", "03.degrees_of_freedom", "k_degrees",
         "softmax has K degrees of freedom", "Is there any choice left for the tenth"),
    Held(16, "softmax approximates max", "01.soft_what", "by_its_name",
         "softmax approximates max", "approximates *where* the maximum is"),
    Held(17, "underflow starts at a gap of 88", "02.underflow_gap", "the_other_edge",
         "underflow begins where overflow does", "not its mirror image"),
    Held(18, "a printed 1.0000 is 1", "01.printed_one", "trusts_the_print",
         "printed 1.0000 means 1", "A printed 1.0000 is not 1"),
)  # fmt: skip


@pytest.mark.parametrize("held", TABLE, ids=lambda held: f"{held.number}: {held.belief}")
def test_who_holds_it_errs_and_is_told(held: Held) -> None:
    verdict = exercises()[held.exercise].verdict(held.given())
    # A bet is never wrong: it is recorded, and answered.
    assert verdict.status in (Status.WRONG, Status.RECORDED), verdict.to_text()
    assert verdict.misconception == held.named
    assert held.says in verdict.to_text()


def test_every_misconception_of_the_list_is_met() -> None:
    assert {held.number for held in TABLE} == set(range(1, 19))

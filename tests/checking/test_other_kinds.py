"""Values, witnesses, choices, bets and free text."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from course_utils.checking import (
    Bet,
    Choice,
    Exercise,
    Outcome,
    Part,
    Status,
    Text,
    Value,
    Witness,
    WrongValue,
)


def exercise(task: object) -> Exercise:
    return Exercise(id="99.x", title="X", task=task)  # type: ignore[arg-type]


@pytest.mark.parametrize("answer", [0.96, 0.9647, np.float64(0.9647), np.array(0.9647), torch.tensor(0.9647)])
def test_a_value_may_come_as_any_plain_number(answer: object) -> None:
    assert exercise(Value(0.9647, tolerance=5e-3)).verdict(answer).status is Status.RIGHT


def test_a_known_wrong_value_is_named() -> None:
    found = exercise(
        Value(103.97, tolerance=0.01, wrong=(WrongValue(88.72, "88", "That is overflow."),))
    ).verdict(88.72)
    assert (found.status, found.misconception) == (Status.WRONG, "88")
    assert "That is overflow." in found.to_text()


def test_a_dict_of_values_is_told_part_by_part() -> None:
    asked = exercise(Value({"top": 2.0, "low": [1.0, 0.0]}, tolerance=0.01))
    assert asked.verdict({"top": 2, "low": [1, 0]}).status is Status.RIGHT
    assert "`top` is right" in asked.verdict({"top": 2, "low": [1, 1]}).to_text()
    assert asked.verdict({"top": ..., "low": ...}).status is Status.NOT_ATTEMPTED
    assert "Still open: `low`" in asked.verdict({"top": 2, "low": ...}).to_text()
    assert asked.verdict({"top": 2}).status is Status.COULD_NOT_RUN


def test_a_known_wrong_value_can_be_about_one_part_of_a_dict() -> None:
    known = WrongValue(lambda got: True, "a guess", "How did you count?", part="low")
    asked = exercise(Value({"top": 2.0, "low": 1.0}, wrong=(known,)))
    assert "How did you count?" in asked.verdict({"top": 2, "low": 7}).to_text()
    assert "How did you count?" not in asked.verdict({"top": 7, "low": 1}).to_text()


class Chameleon(float):
    """A float that equals everything."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = float.__hash__


def test_values_of_a_students_own_class_are_refused() -> None:
    assert exercise(Value(1.0)).verdict(Chameleon(3)).status is Status.COULD_NOT_RUN
    assert exercise(Value(1.0)).verdict([1.0, object()]).status is Status.COULD_NOT_RUN
    assert exercise(Value(1.0)).verdict("1.0").status is Status.COULD_NOT_RUN


def test_nan_and_infinity_are_values_like_others() -> None:
    asked = exercise(Value([float("nan"), float("inf"), 0.0]))
    assert asked.verdict([float("nan"), float("inf"), 0.0]).status is Status.RIGHT
    assert asked.verdict([float("nan"), float("-inf"), 0.0]).status is Status.WRONG


def overflow(z: torch.Tensor) -> Outcome:
    broken = bool(torch.isinf(z.exp()).any())
    return Outcome(
        broken, "its exp overflows." if broken else "its exp is finite.", "" if broken else "too tame"
    )


def test_a_witness_is_tried_on_the_judges_side() -> None:
    asked = exercise(Witness(wants="a float32 vector", breaks=overflow))
    assert asked.verdict(torch.tensor([89.0])).status is Status.RIGHT
    assert asked.verdict([88.0]).misconception == "too tame"
    assert asked.verdict(torch.tensor([89.0], dtype=torch.float64)).status is Status.WRONG
    assert asked.verdict(["a"]).status is Status.COULD_NOT_RUN
    assert asked.verdict(torch.zeros(65)).status is Status.COULD_NOT_RUN
    assert asked.verdict([...]).status is Status.NOT_ATTEMPTED


def test_a_witness_of_two_parts_comes_as_tuple_or_dict() -> None:
    asked = exercise(Witness(wants="z and c", count=2, breaks=lambda z, c: Outcome(bool(c > 0), "so it is.")))
    assert asked.verdict((torch.ones(2), 3)).status is Status.RIGHT
    assert asked.verdict({"z": [1.0, 2.0], "c": 3}).status is Status.RIGHT
    assert asked.verdict(torch.ones(3)).status is Status.COULD_NOT_RUN


def test_named_parts_of_a_witness_are_matched_by_name() -> None:
    first_is_larger = Witness(
        wants="two numbers", count=2, names=("a", "b"), breaks=lambda a, b: Outcome(bool(a > b), "so it is.")
    )
    assert exercise(first_is_larger).verdict({"b": 1, "a": 2}).status is Status.RIGHT
    assert "a dict with `a` and `b`" in exercise(first_is_larger).verdict({"a": 2, "c": 1}).to_text()


SHIFT = Part(
    "shift",
    "Does the shift change the answer?",
    ("yes", "no"),
    "no",
    {"yes": "Look at the ratio."},
    {"yes": "approximation"},
)
COUNT = Part("count", "How many?", (1, 2, 3), 2, {1: "One more.", 3: "One fewer."})


def test_each_wrong_option_has_its_own_feedback() -> None:
    asked = exercise(Choice((SHIFT, COUNT)))
    assert asked.verdict({"shift": "No ", "count": 2}).status is Status.RIGHT
    found = asked.verdict({"shift": "yes", "count": 2})
    assert found.status is Status.WRONG
    assert found.misconception == "approximation"
    assert "1 of 2 are right" in found.to_text()
    assert "Look at the ratio." in found.to_text()


def test_options_are_matched_by_type_too() -> None:
    asked = exercise(Choice((COUNT,)))
    assert asked.verdict(2).status is Status.RIGHT
    assert asked.verdict(True).status is Status.COULD_NOT_RUN
    assert asked.verdict("2").status is Status.COULD_NOT_RUN
    assert "options are `1`, `2` and `3`" in asked.verdict({"count": 7}).to_text()


def test_a_wrong_bet_is_recorded_and_shown_beside_what_happens() -> None:
    asked = exercise(Bet((SHIFT,), outcome=lambda: {"shift": "no"}))
    lost = asked.verdict("yes")
    assert lost.status is Status.RECORDED
    assert lost.misconception == "approximation"
    assert "0 of 1 came out" in lost.to_text()
    assert "*no*. You bet *yes*." in lost.to_text()
    assert asked.verdict("maybe").status is Status.COULD_NOT_RUN


def test_a_part_must_explain_its_wrong_options() -> None:
    with pytest.raises(ValueError, match="no feedback for"):
        Part("x", "?", ("a", "b"), "a")
    with pytest.raises(ValueError, match="not among the options"):
        Part("x", "?", ("a", "b"), "c")


def test_free_text_is_recorded_with_a_model_answer() -> None:
    asked = exercise(Text(model_answer="Because the ratio stays.", rubric=("names the ratio",), min_words=5))
    found = asked.verdict("the common factor cancels in the ratio")
    assert found.status is Status.RECORDED
    assert "Because the ratio stays." in found.to_text()
    assert asked.verdict("because").status is Status.NOT_ATTEMPTED
    assert asked.verdict("  ").status is Status.NOT_ATTEMPTED
    assert asked.verdict(42).status is Status.COULD_NOT_RUN

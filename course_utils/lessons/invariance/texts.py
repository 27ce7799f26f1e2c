"""Notebook 03: the question in the student's own words."""

from __future__ import annotations

from course_utils.checking import Exercise, Text

same_or_different = Exercise(
    id="03.same_or_different",
    title="Same or different?",
    points=2,
    task=Text(
        min_words=15,
        model_answer="""
            softmax(u) and softmax(u - 1) are the same, softmax(2u) is different. I look at the gaps and
            compute nothing. Taking 1 off every score leaves every gap as it was, and the ratio of two
            probabilities is e to the gap, so all ratios stay; numbers with the same ratios that sum to 1 are
            the same numbers. Doubling doubles every gap. The scores in u are not all equal, so some gap is
            not 0 and becomes another one: its ratio is squared. The order stays, since 2 is positive, and
            the winner gets more.
        """,
        rubric=(
            "Says that softmax(u) and softmax(u - 1) are the same and softmax(2u) is different.",
            "Gives the reason by gaps (or by the factor e^{-1} that cancels), not by computed outputs.",
            "Says why doubling changes something here: a gap that is not 0 is doubled, so a ratio changes.",
            "Does not say that scaling always changes the softmax (equal scores), or notes the exception.",
        ),
    ),
)

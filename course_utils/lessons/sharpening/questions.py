"""Notebook 08: its bets, its choices and its text. What a bet is compared with is computed."""

from __future__ import annotations

import torch

from course_utils.checking import Bet, Choice, Exercise, Part, Text
from course_utils.lessons.sharpening.formulas import FIVE, by_softmax
from course_utils.lessons.sharpening.self_training import guess_loss_reference


def _first_outcome() -> dict[str, str]:
    v = torch.tensor(FIVE, dtype=torch.float64)
    start = by_softmax(v, 0.0)
    level = bool((start == start[0]).all())
    one = by_softmax(v, 1.0)
    unchanged = torch.allclose(one, v) or torch.allclose(one, v / v.sum())
    tied = by_softmax(torch.tensor([1.0, 1.0, 0.5], dtype=torch.float64), 1000.0)
    shared = torch.allclose(tied[:2], torch.tensor(0.5, dtype=torch.float64))
    return {
        "zero": "all 0.2" if level else "the values",
        "one": "the values" if unchanged else "something else",
        "tie": "1/2 each" if shared else "1 each",
    }


first_bets = Exercise(
    id="08.first_bets",
    title="Bet: softmax(alpha v)",
    task=Bet(
        parts=(
            Part(
                "zero",
                "What are the outputs at alpha = 0?",
                ("the values", "all 0.2", "one-hot"),
                because={
                    "the values": "Alpha multiplies: at 0 all scores are 0, whatever the values were.",
                    "one-hot": "That is the other end. At 0 all scores are 0, and equal scores share.",
                },
            ),
            Part(
                "one",
                "And at alpha = 1?",
                ("the values", "something else"),
                because={
                    "the values": "At alpha = 1 it is the plain softmax of the values, and that is not the "
                    "values."
                },
            ),
            Part(
                "tie",
                "Two values share the maximum. What do they get as alpha grows?",
                ("1 each", "1/2 each", "the first gets 1"),
                because={
                    "1 each": "They still have to share one unit. (A formula that gives 1 to each is "
                    "coming.)",
                    "the first gets 1": "Equal scores get equal outputs, at every alpha.",
                },
            ),
        ),
        outcome=_first_outcome,
    ),
)

where_or_index = Exercise(
    id="08.where_or_index",
    title="where or argmax-index",
    task=Choice(
        parts=(
            Part(
                "gradient",
                "How do the gradients of the two spellings compare?",
                ("the same", "only where has one", "only argmax has one"),
                right="the same",
                because={
                    "the same": "Once the winner is known, both are the same two formulas.",
                    "only where has one": "`argmax` returns an index, and an index needs no gradient. It "
                    "says *which* entry takes which formula. Is the comparison in `where` any more "
                    "differentiable?",
                    "only argmax has one": "Both differentiate the two formulas. What is different in the "
                    "way they pick the winner?",
                },
            ),
            Part(
                "winner",
                "Whose gradient knows that another value might become the maximum?",
                ("where's", "argmax's", "neither"),
                right="neither",
                because={
                    "where's": "`v == v.max()` is a row of True and False. What is the derivative of True?",
                    "argmax's": "An index is a whole number. What is its derivative by `v`, wherever it has "
                    "one?",
                    "neither": "The choice is differentiated by nobody. (Ways to do it anyway: notebook 07.)",
                },
            ),
            Part(
                "computed",
                "In the `where` version: how many of the two formulas are computed for one entry?",
                ("one", "both"),
                right="both",
                because={
                    "one": '"Each individual element only participates in a single branch", says the '
                    "thread. But Python evaluates both arguments, whole, before `where` begins. What does "
                    "it do with the rest?",
                    "both": "One of the two is thrown away. You will see that it is not gone.",
                },
                misconceptions={"one": "where() computes only one branch"},
            ),
        )
    ),
    hints=(
        "Which operations of each version have a derivative at all? Walk through them from the inside.",
        "`==`, `max` as used in a comparison, and `argmax` decide who takes which formula. The formulas are "
        "the same.",
        "Same gradient; nobody knows of a change of winner; and Python computes both arguments of `where`.",
    ),
)

who_keeps_what = Exercise(
    id="08.who_keeps_what",
    title="Which of the three keeps what",
    points=2,
    task=Choice(
        parts=(
            Part(
                "start",
                "At alpha = 1, whose outputs are the values themselves, or their shares?",
                ("A", "B", "C", "B and C"),
                right="B and C",
                because={
                    "A": "At alpha = 1 it is the softmax of the values. Is softmax(v) the same as v, or as "
                    "its shares?",
                    "B": "B begins at the values. What is $v^1$ over its sum?",
                    "C": "C begins at the shares. And $1 - (1 - v)^1$?",
                },
            ),
            Part(
                "sum",
                "Whose outputs sum to 1, at every alpha?",
                ("A and C", "B", "all", "none"),
                right="A and C",
                because={
                    "B": "You found values that sum to more than 1.5. Which two divide by a sum?",
                    "all": "You broke B's sum yourself.",
                    "none": "Two of them divide by a sum.",
                },
            ),
            Part(
                "order",
                "Who keeps the order, at every alpha above 0 and for all values above 0?",
                ("A and C", "B", "all", "none"),
                right="A and C",
                because={
                    "B": "You broke it: a power below 1, or values above 1. And what about the other two: "
                    "can $v^\\alpha$ or $e^{\\alpha v}$ turn two values around?",
                    "all": "You broke B's order yourself, with a power below 1 or a value above 1.",
                    "none": "$x \\mapsto x^\\alpha$ and $x \\mapsto e^{\\alpha x}$ both grow with $x$.",
                },
            ),
            Part(
                "jump",
                "Two values change places, at alpha = 5. Whose outputs jump?",
                ("A", "B", "C", "none"),
                right="B",
                because={
                    "A": "Softmax is smooth. Who asks who the maximum is?",
                    "C": "A power over a sum of powers moves no faster than that. Who asks who the maximum "
                    "is?",
                    "none": "One of them asks who the maximum is, and treats the winner in another way.",
                },
            ),
            Part(
                "shift",
                "Add 0.1 to all values. Whose outputs stay as they are?",
                ("A", "B", "C", "none"),
                right="A",
                because={
                    "B": "The maximum comes nearer to 1 then, and moves.",
                    "C": "Shares (0.1, 0.2) are one to two; (0.2, 0.3) are not. Whose invariance is "
                    "notebook 03 about?",
                    "none": "Notebook 03 proved it for one of them.",
                },
            ),
            Part(
                "scale",
                "Double all values. Whose outputs stay as they are?",
                ("A", "B", "C", "none"),
                right="C",
                because={
                    "A": "Doubling the values is doubling alpha there.",
                    "B": "Then some values may lie above 1, and all outputs move.",
                    "none": "$(2v)^\\alpha = 2^\\alpha v^\\alpha$. What becomes of a factor that is above "
                    "and below?",
                },
            ),
        )
    ),
    hints=(
        "`A`, `B` and `C` are functions in your notebook by now. Try them: `C(2 * v, 3.0)` beside `C(v, "
        "3.0)`.",
        "Two divide by a sum, so theirs is 1. One asks who the maximum is, so it can jump.",
        "A is a softmax: shifting does nothing. C is a power: a common factor cancels. B is neither.",
    ),
)


def _alone_outcome() -> dict[str, str]:
    scores = torch.tensor([[1.0, 2.0, 3.0], [0.5, 0.0, 0.0]], dtype=torch.float64, requires_grad=True)
    (slopes,) = torch.autograd.grad(guess_loss_reference(scores, 1.0), scores)
    return {"alone": "nothing at all" if float(slopes.abs().max()) < 1e-12 else "a little"}


alone_bet = Exercise(
    id="08.alone_bet",
    title="Bet: guesses as they are",
    task=Bet(
        parts=(
            Part(
                "alone",
                "The guesses are not sharpened, alpha = 1. What does the model learn from them?",
                ("a lot", "a little", "nothing at all"),
                because={
                    "a lot": "The slope of cross-entropy is p minus the target. Here the target *is* p.",
                    "a little": "The slope of cross-entropy is p minus the target. Here the target *is* p, "
                    "to the last digit.",
                    "nothing at all": "p minus the target, and the target is p.",
                },
            ),
        ),
        outcome=_alone_outcome,
    ),
)

same_as_temperature = Exercise(
    id="08.same_as_temperature",
    title="Two recipes for one answer?",
    task=Choice(
        parts=(
            Part(
                "same",
                "Do the two recipes give the same probabilities?",
                ("the same", "different", "only for alpha = 1"),
                right="the same",
                because={
                    "the same": "$\\log p$ is $z$ minus a constant, and a softmax does not see constants.",
                    "different": "$\\log p_i = z_i - \\mathrm{LSE}(z)$, so $\\alpha \\log p$ is $\\alpha z$ "
                    "minus one and the same number everywhere. What does a softmax make of that?",
                    "only for alpha = 1": "$\\log p_i = z_i - \\mathrm{LSE}(z)$, for every i. Multiply by "
                    "any $\\alpha$: what does a softmax make of a number that all scores share?",
                },
                misconceptions={
                    "different": "q^(1/tau) over its sum is another distribution than softmax(z/tau)",
                    "only for alpha = 1": "q^(1/tau) over its sum is another distribution than "
                    "softmax(z/tau)",
                },
            ),
        )
    ),
    hints=(
        "Put z = log p into what you just proved. Is z the logarithm of p?",
        "Not quite: $\\log p_i = z_i - \\mathrm{LSE}(z)$. The difference is the same for all classes.",
        "A softmax does not see what all scores share (03), times alpha or not.",
    ),
)

explain_where = Exercise(
    id="08.explain_where",
    title="Explain: nan from a where",
    task=Text(
        model_answer="The where picks the right value, but both arguments have been computed for every "
        "entry, the logarithm of zero too. Going backward, the entry that was not picked gets the incoming "
        "slope times 0, and then times the logarithm's own slope, which is infinite at zero. Zero times "
        "infinity is nan. So give the logarithm a harmless number at those entries, with a second where in "
        "front of it: then there is no bad slope to multiply. The last where can stay as it is.",
        rubric=(
            "Both branches are computed for every entry; where selects values only.",
            "Backward, 0 meets an infinite or undefined slope: 0 times inf or nan is nan.",
            "The cure is before the function: a harmless input (double where), not a repair of the result.",
        ),
        min_words=15,
    ),
)

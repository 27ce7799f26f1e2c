"""Notebook 05: its bets, the mistakes that look harmless, and what to say of them in words."""

from __future__ import annotations

import math

import torch

from course_utils.checking import Bet, Exercise, Outcome, Part, Text, Value, Witness, WrongValue, words
from course_utils.lessons import digits
from course_utils.lessons.jacobian.model import gradients_by_autograd

RUNNING = (2.0, 1.0, 3.0, 5.0, 4.0)


def _nudge_outcome() -> dict[str, str]:
    z = torch.tensor(RUNNING, dtype=torch.float64)
    nudged = z.clone()
    nudged[4] += 0.1
    moved = torch.softmax(nudged, -1) - torch.softmax(z, -1)
    losers = int((moved[:4] < 0).sum())
    total = abs(float(moved.sum())) < 1e-12
    share = torch.linspace(0.01, 0.99, 99, dtype=torch.float64)
    reaction = torch.autograd.functional.jacobian(lambda s: torch.sigmoid(s).sum(), torch.logit(share))
    steepest = float(share[int(reaction.argmax())])
    return {
        "others": {0: "none", 1: "only the winner", 4: "all four"}.get(losers, "all four"),
        "total": "zero" if total else "above zero",
        "steepest": "near 0" if steepest < 0.25 else "near 1" if steepest > 0.75 else "near 1/2",
    }


nudge_bet = Exercise(
    id="05.nudge_bet",
    title="Bet: a nudge",
    task=Bet(
        parts=(
            Part(
                "others",
                "Which of the other four probabilities fall?",
                ("none", "only the winner", "all four"),
                because={
                    "none": "What class 4 gains must come from somewhere.",
                    "only the winner": (
                        "The winner pays most, but the denominator is in everybody's fraction."
                    ),
                },
            ),
            Part(
                "total",
                "What do all five changes make, added up?",
                ("zero", "above zero"),
                because={"above zero": "The five probabilities made 1 before, and they make 1 after."},
            ),
            Part(
                "steepest",
                "When does an output react most to its own score?",
                ("near 0", "near 1/2", "near 1"),
                because={
                    "near 1": "A class that is almost sure has hardly anything left to win.",
                    "near 0": "A class that is nearly impossible needs many points before anyone notices.",
                },
            ),
        ),
        outcome=_nudge_outcome,
    ),
)


def _loss_after(step: float) -> float:
    """The digits' training loss after one step of this size against the gradient, from zero weights."""
    data = digits.load()
    x, y = data.x_train.to(torch.float64), data.y_train
    weight = torch.zeros(digits.CLASSES, digits.PIXELS, dtype=torch.float64)
    dw, db = gradients_by_autograd(x, y, weight, weight[:, 0])
    return float(torch.nn.functional.cross_entropy(x @ (weight - step * dw).T - step * db, y))


def _step_outcome() -> dict[str, str]:
    start = math.log(digits.CLASSES)
    steps = {"along": -0.1, "against": 0.1, "leap": 100.0}
    return {name: "falls" if _loss_after(step) < start else "rises" for name, step in steps.items()}


step_bet = Exercise(
    id="05.step_bet",
    title="Bet: one step",
    task=Bet(
        parts=(
            Part(
                "along",
                "0.1 along the gradient: does the loss fall or rise?",
                ("falls", "rises"),
                because={
                    "falls": (
                        "The gradient points where the loss *grows* fastest. To step in its direction, "
                        "for a smaller loss, is advice that is in print."
                    )
                },
                misconceptions={"falls": "a step along the gradient"},
            ),
            Part(
                "against",
                "0.1 against the gradient?",
                ("falls", "rises"),
                because={
                    "rises": (
                        "Against the gradient, and short enough: that always helps, unless the gradient is 0."
                    )
                },
            ),
            Part(
                "leap",
                "100 against the gradient?",
                ("falls", "rises"),
                because={
                    "falls": (
                        "The gradient is a promise about the neighborhood. Go that far, and you land on "
                        "the slope across the valley."
                    )
                },
                misconceptions={"falls": "any step against the gradient helps"},
            ),
        ),
        outcome=_step_outcome,
    ),
)


STUCK = 1e-6
"""No slope of the squared error may reach this."""
SURE = 0.99
"""A wrong class must have more than this."""


def _stuck(z: torch.Tensor) -> Outcome:
    if z.dim() != 1 or len(z) < 2 or not bool(torch.isfinite(z).all()):
        return Outcome(False, "it should be one vector of finite logits, two classes or more.")
    z = z.to(torch.float64).requires_grad_()
    p = torch.softmax(z, -1)
    y = torch.zeros_like(p)
    y[0] = 1
    (squared,) = torch.autograd.grad(((p - y) ** 2).sum(), z, retain_graph=True)
    cross = (p - y).detach()
    size, cross_size = float(squared.abs().max()), float(cross.abs().max())
    said = (
        f"p = `{words.values(p.detach())}`. Largest slope of the squared error: {size:.1e}; of "
        f"cross-entropy: {cross_size:.4f}."
    )
    right, wrong = float(p.detach()[0]), float(p.detach()[1:].max())
    if abs(right - wrong) < 1e-9:
        return Outcome(False, f"{said} But class 0, the true one, shares the lead. Who should be far ahead?")
    if right > wrong and size >= STUCK:
        return Outcome(False, f"{said} But class 0, the true one, leads. Who should be far ahead?")
    if right > wrong:
        return Outcome(
            False,
            f"{said} But the model is right here, class 0 leads. Little slope is as it should be.",
            "stuck means done",
        )
    if size >= STUCK:
        return Outcome(
            False,
            f"{said} The squared error still pushes. How sure of the wrong class must the model be?",
            "wrong means a large gradient",
        )
    if wrong <= SURE:
        return Outcome(
            False, f"{said} Stuck it is, but not sure: several classes share the lead. Can one be far ahead?"
        )
    return Outcome(True, f"{said} Sure and wrong, and the squared error sees nothing to do.")


stuck = Exercise(
    id="05.stuck",
    title="Break it: wrong, sure, and stuck",
    points=2,
    task=Witness(
        wants="a vector of logits, true class 0, where another class has more than 0.99 and no slope of "
        "the squared error reaches 1e-6",
        breaks=_stuck,
    ),
    hints=(
        "The squared error's gradient is $2J(p-y)$. When is J nearly zero?",
        "When the model is nearly *sure*, of whatever. Be sure of a wrong class.",
        "Two classes, logits 0 and g: the slope is about $4e^{-g}$. For which g is that below $10^{-6}$?",
    ),
)


def floor(classes: int) -> float:
    """The least cross-entropy that a second softmax leaves possible: at p = one-hot of the true class."""
    p = torch.zeros(classes, dtype=torch.float64)
    p[0] = 1
    return float(torch.nn.functional.cross_entropy(p[None], torch.tensor([0])))


double_floor = Exercise(
    id="05.double_floor",
    title="Softmax, and then CrossEntropyLoss",
    points=2,
    task=Value(
        expected=lambda: floor(10),
        tolerance=5e-4,
        wrong=(
            WrongValue(
                0.0,
                "softmax before CrossEntropyLoss is fine",
                "A perfect model would have loss 0 if `CrossEntropyLoss` took probabilities. It takes "
                "logits, and runs a softmax of its own. What does that make of the ten numbers 1, 0, ..., "
                "0?",
            ),
            WrongValue(
                lambda got: bool((got - floor(10)).abs() < 5e-3),
                "",
                "Near, but three decimals are wanted. What does your computer say to the next digits?",
            ),
            WrongValue(
                math.log(10),
                "the loss of a clueless model",
                "That is $\\log 10$, the loss when all ten numbers are *equal*. The best model hands over "
                "1, 0, ..., 0. What does the second softmax make of these?",
            ),
            WrongValue(
                floor(3),
                "three classes",
                "That is right for three classes. There are ten digits here.",
            ),
            WrongValue(
                math.log(9 + math.e),
                "the wrong class",
                "That is the loss if the 1 stands at a *wrong* class: the worst, not the best.",
            ),
            WrongValue(
                float(1 / (1 + 9 / math.e)),
                "a probability, not a loss",
                "That is the probability that the true class gets. And the loss is minus its logarithm.",
            ),
            WrongValue(
                floor(10) / math.log(2),
                "bits",
                "That is in bits. PyTorch takes the natural logarithm.",
            ),
        ),
    ),
    hints=(
        "The best that the first softmax can hand over is `[1, 0, ..., 0]`, with the 1 at the true class. "
        "Treat these as logits.",
        "Softmax of one 1 and nine 0s: $e / (e + 9)$ for the true class.",
        "$-\\log\\frac{e}{e+9} = \\log(1 + 9/e)$.",
    ),
)

explain_double = Exercise(
    id="05.explain_double",
    title="Explain it to a friend",
    points=2,
    task=Text(
        model_answer="CrossEntropyLoss expects logits and applies log-softmax itself, so your softmax "
        "runs before another one. The second one only sees numbers between 0 and 1, a gap of at most 1, "
        "so even a perfect answer gets only e/(e+9) = 0.23 of the probability: the loss cannot fall below "
        "1.46 with ten classes, however good the model is. It still learns, since the order of the "
        "classes is kept, but the gradient goes through the extra Jacobian, which is small and nearly "
        "zero when the model is sure and wrong. So hand over the raw scores, and use softmax only to read "
        "off probabilities.",
        rubric=(
            "CrossEntropyLoss contains its own (log-)softmax and expects logits",
            "the loss has a floor above 0 because the second softmax sees gaps of at most 1 (1.461 for "
            "ten classes)",
            "learning is slowed by an extra Jacobian (at its worst when sure and wrong), although the "
            "argmax may still be right",
            "the cure: hand over raw scores",
        ),
        min_words=15,
    ),
)

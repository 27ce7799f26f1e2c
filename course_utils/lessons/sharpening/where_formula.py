"""Notebook 08: the forum's formula, the powers it was printed for, and its slopes."""

from __future__ import annotations

import torch

from course_utils.checking import (
    Case,
    Draw,
    Exercise,
    Function,
    Misconception,
    Property,
    Symptom,
    Value,
    WrongValue,
    rounding,
)
from course_utils.lessons.sharpening.formulas import FOUR, PRINTED_ROWS, by_where, forum_values


def _no_ties(draw: Draw, count: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    """Values 0.02 or more away from each other, from 0 and from 1, in random order; (count,)."""
    room = draw.uniform(count, dtype=torch.float64).sort().values * (0.9 - 0.03 * count)
    spread = room + 0.05 + 0.03 * torch.arange(count)
    return spread[draw.permutation(count)].to(dtype)


def gradual_cases(draw: Draw) -> list[Case]:
    """Values in [0, 1], powers from 1 on: two values, four, ties, the ends 0 and 1."""
    f64 = torch.float64
    return [
        Case((torch.tensor([0.25, 0.5]), 2.0)),
        Case((torch.tensor([0.5, 0.25]), 2.0), about="the maximum comes first"),
        Case((torch.tensor(FOUR), 1.0), about="power 1"),
        Case((torch.tensor(FOUR), 3.0), gradient=True),
        Case((torch.tensor([0.5, 0.2, 0.5]), 3.0), about="two maxima: both rise"),
        Case((torch.tensor([0.0, 0.5, 1.0]), 2.0), about="the ends"),
        Case((_no_ties(draw, 6, f64), 2.0 + draw.one(0, 8)), gradient=True),
        Case((_no_ties(draw, 5), 2.5), gradient=True),
    ]


def _error(v: torch.Tensor, alpha: float, power: float) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Relative errors, in u, of v^power and (1-v)^power by any sound way, and where the maximum is.

    A power by exp(power log x) costs 2 power |log x| u, one by `**` a few u; 1 - v brings power u more.
    """
    v = v.to(torch.float64)
    falls = 8 + 4 * power * v.clamp(min=1e-30).log().abs()
    rises = 8 + 4 * power * (1 + (1 - v).clamp(min=1e-30).log().abs())
    return falls, rises, v == v.max()


def _gradual_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    v, alpha = case.args
    falls, rises, top = _error(v, alpha, alpha)
    units = torch.where(top, 2 + rises * (1 - expected).abs(), falls * expected.abs())
    return units * rounding.unit(dtype) + 2 * rounding.smallest(dtype)


def slopes_reference(v: torch.Tensor, alpha: float) -> torch.Tensor:
    """The derivative of each output by its own value, by autograd; (K,)."""
    with torch.enable_grad():
        leaf = v.detach().clone().requires_grad_()
        return torch.autograd.grad(by_where(leaf, alpha).sum(), leaf)[0]


def slopes_cases(draw: Draw) -> list[Case]:
    """Values in (0, 1), powers from 1 on."""
    f64 = torch.float64
    return [
        Case((torch.tensor([0.25, 0.5]), 2.0)),
        Case((torch.tensor([0.75, 0.5]), 2.0), about="the maximum comes first"),
        Case((torch.tensor([0.2, 0.8]), 1.0), about="power 1: the outputs are the values"),
        Case((torch.tensor(FOUR), 3.0)),
        Case((torch.tensor([0.25, 0.75, 0.75]), 3.0), about="two maxima"),
        Case((_no_ties(draw, 5), 2.5)),
        Case((_no_ties(draw, 6, f64), 2.0 + draw.one(0, 8))),
    ]


def _slopes_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    v, alpha = case.args
    falls, rises, top = _error(v, alpha, alpha - 1)
    return (torch.where(top, rises, falls) + 4) * expected.abs() * rounding.unit(dtype) + 2 * (
        rounding.smallest(dtype)
    )


def powers_printed() -> list[float]:
    """For each printed row the whole power, 1 to 20, whose outputs are nearest to it."""
    v = forum_values().double()
    rows = torch.tensor(PRINTED_ROWS, dtype=torch.float64)
    tried = torch.stack([by_where(v, float(alpha)) for alpha in range(1, 21)])
    off = (tried[None] - rows[:, None]).abs().amax(-1)
    return [float(n) + 1 for n in off.argmin(-1)]


def _one_off(answer: torch.Tensor) -> bool:
    """Whether every power is one too small: counted from 0, as an axis counts its rows."""
    return bool((answer + 1 == torch.tensor(powers_printed(), dtype=torch.float64)).all())


def _in_order(answer: torch.Tensor) -> bool:
    """Whether the rows were numbered, from 1 or from 0."""
    rows = torch.arange(4, dtype=torch.float64)
    return bool((answer == rows + 1).all() or (answer == rows).all())


def _in_other_order(answer: torch.Tensor) -> bool:
    return sorted(answer.tolist()) == sorted(powers_printed())


def _some(answer: torch.Tensor) -> bool:
    return bool((answer == torch.tensor(powers_printed(), dtype=torch.float64)).any())


def _how_many(answer: torch.Tensor) -> str:
    right = int((answer == torch.tensor(powers_printed(), dtype=torch.float64)).sum())
    return (
        f"{right} of the four {'is' if right == 1 else 'are'} right. The *smallest* output of a row says "
        "most: it is the smallest value, 0.1304, to that power. Which power gives the rows that you are not "
        "sure of?"
    )


gradual = Exercise(
    id="08.gradual",
    title="The formula with where",
    points=2,
    task=Function(
        name="gradual",
        reference=by_where,
        cases=gradual_cases,
        tolerance=_gradual_tolerance,
        properties=(Property("range", lambda case, out: bool(((out >= 0) & (out <= 1)).all())),),
        misconceptions=(
            Misconception(
                "the maximum falls too",
                "It looks as if every value is raised to the power, the maximum too. A number below 1 falls "
                "then. Which formula takes the maximum *up* to 1?",
                mimic=lambda v, alpha: v**alpha,
            ),
            Misconception(
                "the branches changed places",
                "The maximum falls and the others rise: your two branches have changed places. What does "
                "`torch.where` take where its condition is true?",
                mimic=lambda v, alpha: torch.where(v == v.max(), v**alpha, 1 - (1 - v) ** alpha),
            ),
            Misconception(
                "everything rises",
                "All values rise to 1. Only the maximum should. Which condition singles it out?",
                mimic=lambda v, alpha: 1 - (1 - v) ** alpha,
            ),
            Misconception(
                "one minus the power",
                "For the maximum you compute $1 - v^\\alpha$, and that *falls* as v grows. What is to be "
                "raised to the power: the value, or what it lacks to 1?",
                mimic=lambda v, alpha: torch.where(v == v.max(), 1 - v**alpha, v**alpha),
            ),
            Misconception(
                "what is lacking, not what is there",
                "For the maximum you return $(1 - v)^\\alpha$. That is what it still *lacks* to 1. How much "
                "is there?",
                mimic=lambda v, alpha: torch.where(v == v.max(), (1 - v) ** alpha, v**alpha),
            ),
            Misconception(
                "divided by the sum",
                "It looks as if you divide by the sum. The formula doesn't. (Its sum is not 1, and we shall "
                "come to that.) What if you leave the division out?",
                mimic=lambda v, alpha: by_where(v, alpha) / by_where(v, alpha).sum(),
            ),
            Misconception(
                "the maximum is 1 at once",
                "The maximum is 1 from the start. Gradually, said the question. What is left of it at "
                "$\\alpha = 1$?",
                mimic=lambda v, alpha: torch.where(v == v.max(), 1.0, v**alpha),
            ),
            Misconception(
                "only one of two maxima",
                "With a single maximum it is right. Here there are two, and one of them falls. What does `v "
                "== v.max()` say of each entry, and what does `argmax` say?",
                symptom=lambda s: s.case.about.startswith("two maxima") and s.kind == "values",
            ),
            Misconception(
                "cut off from autograd",
                "The numbers are right, but their history is gone. Do you rebuild a tensor with "
                "`torch.tensor(...)`, or `.detach()` it, on the way?",
                symptom=lambda s: s.kind == "no_graph",
            ),
        ),
    ),
    hints=(
        "Two formulas and a condition: `torch.where(condition, this, that)` takes each entry from one of "
        "them.",
        "The condition is true at the maximum: `v == v.max()`.",
        "`this` is `1 - (1 - v)**alpha`, for the maximum. `that` is `v**alpha`, for all others.",
    ),
)

which_powers = Exercise(
    id="08.which_powers",
    title="Which powers were printed?",
    task=Value(
        expected=powers_printed,
        wrong=(
            WrongValue(
                _in_order,
                "counting the rows",
                "Those are the numbers of the rows. The smallest value is 0.1304, and the first row makes "
                "0.0170 of it. 0.1304 to *which* power is 0.0170?",
            ),
            WrongValue(
                _one_off,
                "one power too low",
                "Each is one too low. What does power 1 do to the values: anything at all?",
            ),
            WrongValue(
                _in_other_order,
                "right powers, other rows",
                "Those are the four powers, but not each in its own row. As the power grows, do the small "
                "values rise or fall? And from row to row?",
            ),
            WrongValue(_some, "some are right", _how_many),
            WrongValue(
                lambda a: bool((a == 1).any()),
                "power one does nothing",
                "Power 1 leaves all values as they are, and no row does. The first value is 0.1304. Which "
                "power makes 0.0170 of it, as in the first row?",
            ),
            WrongValue(
                lambda a: bool((a < 1).any()),
                "powers below one",
                "Below 1, a power makes a number between 0 and 1 *larger*: the root of 0.25 is 0.5. Do the "
                "small values fall or rise in these rows?",
            ),
            WrongValue(
                lambda a: True,
                "none of the four",
                "None of the four is right yet. The first value is 0.1304, and no maximum. Which power makes "
                "0.0170 of it, as in the first row?",
            ),
        ),
    ),
    hints=(
        "Take one entry, the first. It is no maximum, so in each row it is 0.1304 to some power.",
        "Try powers in the cell above until the first row appears, and go on from there: the powers grow "
        "from row to row.",
        "By logarithms, at once: the power is `log(0.0170) / log(0.1304)`, rounded to a whole number. And "
        "so for the other rows, the last of which has 1.4259e-09.",
    ),
)


def _wrong_at_the_maximum(s: Symptom) -> bool:
    """All entries right except the maximum's, which has the sign turned around."""
    if s.kind != "values" or s.got is None or s.expected is None or s.got.shape != s.expected.shape:
        return False
    v = s.case.args[0].double()
    top = v == v.max()
    rest_right = torch.allclose(s.got[~top], s.expected[~top], rtol=1e-4)
    return rest_right and torch.allclose(s.got[top], -s.expected[top], rtol=1e-4)


def _by_alpha(s: Symptom) -> bool:
    """Whether the entries below the maximum have the derivative by the power."""
    if s.kind != "values" or s.got is None:
        return False
    v, alpha = s.case.args[0].double(), s.case.args[1]
    below = v < v.max()
    return torch.allclose(s.got[below], (v**alpha * v.log())[below], rtol=1e-4)


slopes = Exercise(
    id="08.slopes",
    title="Its slopes, by hand",
    points=2,
    task=Function(
        name="slopes",
        reference=slopes_reference,
        cases=slopes_cases,
        tolerance=_slopes_tolerance,
        misconceptions=(
            Misconception(
                "the whole matrix",
                "A matrix came back, with zeros off its diagonal: no output looks at another's value. One "
                "slope for each output is asked. Which part of the matrix is that?",
                symptom=lambda s: s.kind == "shape" and s.got is not None and s.got.dim() == 2,
            ),
            Misconception(
                "a minus from the inner derivative is lost",
                "All is right but the sign of the maximum's slope. In $1 - (1 - v)^\\alpha$ there are two "
                "minus signs. What does the inner one bring in when you differentiate?",
                symptom=_wrong_at_the_maximum,
            ),
            Misconception(
                "one formula for all",
                "The maximum goes another way: $1 - (1 - v)^\\alpha$. What is *its* slope?",
                mimic=lambda v, alpha: alpha * v ** (alpha - 1),
            ),
            Misconception(
                "differentiated by the power",
                "A logarithm came in: $v^\\alpha \\log v$ is the derivative by $\\alpha$. The slopes asked "
                "for are by the *values*. Which letter moves, and which stays?",
                symptom=_by_alpha,
            ),
            Misconception(
                "only one of two maxima",
                "With a single maximum it is right. Here there are two, and both rise in `gradual`. What "
                "does `argmax` say of the second?",
                symptom=lambda s: s.case.about.startswith("two maxima") and s.kind == "values",
            ),
            Misconception(
                "the one has a slope",
                "The maximum's slope is off. What is the derivative of the first 1 in $1 - (1 - v)^\\alpha$?",
                mimic=lambda v, alpha: torch.where(
                    v == v.max(), 1 - alpha * (1 - v) ** (alpha - 1), alpha * v ** (alpha - 1)
                ),
            ),
            Misconception(
                "the power not lowered",
                "The factor $\\alpha$ is right. What becomes of the exponent when you differentiate "
                "$v^\\alpha$?",
                mimic=lambda v, alpha: alpha * torch.where(v == v.max(), 1 - v, v) ** alpha,
            ),
            Misconception(
                "the factor is missing",
                "The exponents are right. Which factor comes down when you differentiate $v^\\alpha$?",
                mimic=lambda v, alpha: torch.where(v == v.max(), 1 - v, v) ** (alpha - 1),
            ),
        ),
    ),
    hints=(
        "Each output depends on its own value only, so there is one slope for each. Differentiate both "
        "formulas.",
        "$v^\\alpha$ gives $\\alpha v^{\\alpha-1}$. In $1 - (1-v)^\\alpha$ two minus signs meet.",
        "Both are alpha times something to the power `alpha - 1`. The something is `v`, or, at the maximum, "
        "`1 - v`.",
    ),
)

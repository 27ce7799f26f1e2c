"""Notebook 03: the functions to write."""

from __future__ import annotations

from collections.abc import Callable

import torch

from course_utils.checking import Case, Exercise, Function, Misconception, Property, Symptom, rounding
from course_utils.lessons.invariance import cases as on


def _dim(case: Case) -> int:
    return int(case.kwargs.get("dim", -1))


def _sums_to_zero(case: Case, out: torch.Tensor) -> bool:
    return bool((out.sum(_dim(case)).abs() < 0.1).all())


def _same_softmax(case: Case, out: torch.Tensor) -> bool:
    z = case.args[0].to(torch.float64)
    same = out.shape == z.shape and (torch.softmax(out, _dim(case)) - torch.softmax(z, _dim(case))).abs()
    return isinstance(same, torch.Tensor) and bool((same < 0.01).all())


def _standardized(z: torch.Tensor, dim: int, correction: int) -> torch.Tensor:
    middle = z - z.mean(dim, keepdim=True)
    # By hand: torch.std warns about a single class, where a student should see no warning of ours.
    return middle / ((middle**2).sum(dim, keepdim=True) / (z.shape[dim] - correction)).sqrt()


def _is_standardized(s: Symptom) -> bool:
    """The result is the right one, scaled: row by row one positive factor, not 1.

    Two centered scores are (x, -x) whatever was done to them, so only three or more tell.
    """
    if s.kind != "values" or s.got is None or s.expected is None or s.got.shape != s.expected.shape:
        return False
    if s.case.args[0].shape[_dim(s.case)] < 3:
        return False
    known = s.expected.abs() > 1e-6
    ratio = s.got[known] / s.expected[known]
    return ratio.numel() > 0 and bool((ratio > 0).all()) and bool((ratio - ratio[0]).abs().max() < 1e-3)


def _one_class_pays(s: Symptom) -> bool:
    """In each row the result is `z` but for a single entry."""
    z = s.case.args[0]
    if s.kind != "values" or s.got is None or s.got.shape != z.shape:
        return False
    changed = (s.got - z).abs() > 1e-6
    return bool(changed.any()) and bool((changed.sum(_dim(s.case)) <= 1).all())


centered = Exercise(
    id="03.centered",
    title="Centered scores",
    points=2,
    task=Function(
        name="centered",
        reference=lambda z, dim=-1: z - z.mean(dim, keepdim=True),
        cases=on.centered_cases,
        tolerance=on.centered_error,
        properties=(
            Property("the sums", _sums_to_zero),
            Property("the softmax", _same_softmax),
        ),
        misconceptions=(
            Misconception(
                "the mean of the whole tensor",
                "One number is taken from *all* rows. The softmax of each row is right, but a row by itself "
                "does not sum to 0. Over which dimension must the mean run?",
                mimic=lambda z, dim=-1: z - z.mean(),
            ),
            Misconception(
                "lost the dimension",
                "`z.mean(dim)` has one dimension fewer, and `z - z.mean(dim)` lines the means up with the "
                "wrong rows. How do you keep a dimension of size 1 in that place?",
                mimic=lambda z, dim=-1: z - z.mean(dim),
            ),
            Misconception(
                "always the last dimension",
                "It looks as if the mean runs over the last dimension, whatever `dim` says. Where does "
                "`dim` come into your mean?",
                mimic=lambda z, dim=-1: z - z.mean(-1, keepdim=True),
            ),
            Misconception(
                "another representative: the maximum at 0",
                "You take the *maximum* off. That has the same softmax, and the largest score is 0. But here "
                "the scores must *sum* to 0. What do you take off K scores to lower their sum by all of it?",
                mimic=lambda z, dim=-1: z - z.amax(dim, keepdim=True),
            ),
            Misconception(
                "another representative: log-probabilities",
                "These are log-probabilities: their *exponentials* sum to 1. A fine representative, but "
                "another one. Here the scores themselves must sum to 0: what do you take off each of them?",
                mimic=lambda z, dim=-1: torch.log_softmax(z, dim),
            ),
            Misconception(
                "another representative: the first score at 0",
                "You take the *first* score off, so that it becomes 0. Same softmax, but which class comes "
                "first is an accident. What is the one number that treats all classes alike?",
                mimic=lambda z, dim=-1: z - z.select(dim, 0).unsqueeze(dim),
            ),
            Misconception(
                "the sum taken off",
                "You take the whole *sum* off each score. Do that K times, and how much is gone?",
                mimic=lambda z, dim=-1: z - z.sum(dim, keepdim=True),
            ),
            Misconception(
                "standardized",
                "You also divide by the standard deviation. That *scales*, and scaling changes the "
                "softmax: you have refuted it above. Which half of standardizing is harmless?",
                mimic=lambda z, dim=-1: _standardized(z, dim, 1),
            ),
            Misconception(
                "standardized",
                "You also divide by the standard deviation. That *scales*, and scaling changes the "
                "softmax: you have refuted it above. Which half of standardizing is harmless?",
                mimic=lambda z, dim=-1: _standardized(z, dim, 0),
            ),
            Misconception(
                "one class pays for all",
                "You take the total off *one* class. The scores sum to 0, but that class's gaps to the "
                "others have changed, and so has the softmax. What must each class lose, if all "
                "gaps are to stay?",
                symptom=_one_class_pays,
            ),
            Misconception(
                "scaled as well",
                "Your scores sum to 0, but their gaps are not the old ones. Shift, and don't scale: by "
                "what are they divided?",
                symptom=_is_standardized,
            ),
            Misconception(
                "probabilities",
                "These are the probabilities. Wanted are *scores* that have this softmax and sum to 0. "
                "What may you do to scores without changing their softmax?",
                mimic=lambda z, dim=-1: torch.softmax(z, dim),
            ),
        ),
    ),
    hints=(
        "You may take one number off all scores of a row. Which number brings their sum to 0?",
        "If you take m off each of K scores, the sum falls by K m. So K m must be the sum, and m is the "
        "*mean*.",
        "`z.mean(dim, keepdim=True)` is that number for each row, with a dimension of size 1 kept in place.",
    ),
)

back_in_order = Exercise(
    id="03.back_in_order",
    title="Back in order",
    points=2,
    task=Function(
        name="back_in_order",
        reference=on.put_back,
        cases=on.shuffled_cases,
        tolerance=rounding.exact(),
        properties=(
            Property(
                "the numbers",
                lambda case, out: (
                    out.shape == case.args[0].shape
                    and torch.equal(
                        out.flatten().sort().values, case.args[0].to(torch.float64).flatten().sort().values
                    )
                ),
            ),
        ),
        misconceptions=(
            Misconception(
                "shuffled once more",
                "It looks as if you return `p[..., perm]`. That shuffles once more. For two swapped "
                "classes it happens to be the way back, for a cycle of three it is not. Entry k of `p` "
                "belongs to class `perm[k]`: where must it *go*?",
                mimic=lambda p, perm: p[..., perm],
            ),
            Misconception(
                "left as they are",
                "You return the probabilities as they came, still in the shuffled order. Softmax does not "
                "know which class is which. Who does?",
                mimic=lambda p, perm: p.clone(),
            ),
            Misconception(
                "sorted by size",
                "It looks as if you sort the probabilities. They should stand in the order of their "
                "*classes*, whoever is ahead. Which class does entry 0 of `p` belong to?",
                mimic=lambda p, perm: p.sort(-1).values,
            ),
            Misconception(
                "sorted by size",
                "It looks as if you sort the probabilities. They should stand in the order of their "
                "*classes*, whoever is ahead. Which class does entry 0 of `p` belong to?",
                mimic=lambda p, perm: p.sort(-1, descending=True).values,
            ),
            Misconception(
                "reversed",
                "It looks as if you turn the order round. That undoes only a shuffle that turned it round. "
                "Which class does entry 0 of `p` belong to?",
                mimic=lambda p, perm: p.flip(-1),
            ),
            Misconception(
                "rows instead of classes",
                "In a batch the classes stand in the *last* dimension. You move rows. Which index does "
                "`p[..., something]` work on?",
                mimic=lambda p, perm: p[perm.argsort()],
            ),
            Misconception(
                "rows instead of classes",
                "It looks as if you index the first dimension. In a batch the classes stand in the *last* "
                "one. What does `p[..., something]` do?",
                symptom=lambda s: s.kind in ("shape", "error") and s.case.args[0].dim() > 1,
            ),
        ),
    ),
    hints=(
        "Take three classes and perm = [1, 2, 0]. In the shuffled row, entry 0 belongs to class 1, entry 1 "
        "to class 2, entry 2 to class 0. Write that row, and the row you want.",
        "Entry k of `p` must go to place `perm[k]`. So place j is filled from the k for which `perm[k]` is "
        "j: the *inverse* permutation.",
        "`perm.argsort()` is the inverse permutation. Or make an empty tensor and write into it: `out[..., "
        "perm] = p`.",
    ),
)


def _lets_pass(about: str) -> Callable[[Symptom], bool]:
    """A symptom: True, where False is right, on a case whose description has `about` in it."""
    return lambda s: s.kind == "values" and about in s.case.about and s.got is not None and bool(s.got.all())


def _close(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return (a - b).abs().max() < on.SAME


def _winner_everywhere(
    weight_a: torch.Tensor, bias_a: torch.Tensor, weight_b: torch.Tensor, bias_b: torch.Tensor
) -> torch.Tensor:
    """Whether both models have the same winner on each one-pixel picture."""
    return ((weight_a + bias_a[:, None]).argmax(0) == (weight_b + bias_b[:, None]).argmax(0)).all()


same_model = Exercise(
    id="03.same_model",
    title="The same model?",
    points=3,
    task=Function(
        name="same_model",
        reference=on.same_probabilities,
        cases=on.model_cases,
        dtype=torch.bool,
        tolerance=rounding.exact(),
        misconceptions=(
            Misconception(
                "other weights, another model",
                "You ask whether the weights are the same. But if every class gets the same vector on top, "
                "all scores of a picture go up alike. What must be true of the *difference* of the two "
                "weight matrices?",
                mimic=lambda wa, ba, wb, bb: _close(wa, wb) & _close(ba, bb),
            ),
            Misconception(
                "the biases forgotten",
                "Your weights are compared rightly. But a bias is a score too: other biases, other "
                "probabilities. Which differences between biases are harmless?",
                mimic=lambda wa, ba, wb, bb: on.spread(wb - wa) < on.SAME,
            ),
            Misconception(
                "biases must be equal",
                "You allow the weights their shift, and the biases none. What does adding 3 to all biases do "
                "to the probabilities?",
                mimic=lambda wa, ba, wb, bb: (on.spread(wb - wa) < on.SAME) & _close(ba, bb),
            ),
            Misconception(
                "one number for everything",
                "You allow one *number* added to all weights. It may be a whole vector, another number for "
                "each pixel, if only it is the same vector for each class. Which dimension should the "
                "comparison run over?",
                mimic=lambda wa, ba, wb, bb: (
                    ((wb - wa).max() - (wb - wa).min() < on.SAME) & (on.spread(bb - ba) < on.SAME)
                ),
            ),
            Misconception(
                "compares along the pixels",
                "You ask whether each class got one *number*. That favors one class over another as soon "
                "as there is ink. Rows of the difference must be equal to *each other*: compare over "
                "dimension 0, the classes.",
                mimic=lambda wa, ba, wb, bb: (
                    (((wb - wa).amax(1) - (wb - wa).amin(1)).max() < on.SAME) & (on.spread(bb - ba) < on.SAME)
                ),
            ),
            Misconception(
                "floats compared with ==",
                "You compare floats exactly. After adding a vector in float32 the difference is off by a "
                "rounding here and there. Which test says *closer than 0.00001*?",
                mimic=lambda wa, ba, wb, bb: (on.spread(wb - wa) == 0) & (on.spread(bb - ba) == 0),
            ),
            Misconception(
                "the same winner is not the same softmax",
                "It looks as if you compare *winners*. Doubling all scores keeps every winner. "
                "Does it keep their probabilities?",
                mimic=_winner_everywhere,
            ),
            Misconception(
                "doubling is not shifting",
                "You let a scaled model pass. Scaling all scores keeps the order, and you have refuted "
                "yourself that it keeps the probabilities. Which changes of the scores do?",
                symptom=lambda s: "doubled" in s.case.about,
            ),
            Misconception(
                "the biases folded into the weights",
                "Weights and biases are two questions. On top of the weights of class 0 came what went off "
                "its bias, and in their sum you don't see it. What are the scores of a picture with no "
                "ink, in both models?",
                symptom=_lets_pass("taken off its bias"),
            ),
            Misconception(
                "a few pictures, and a softmax that is sure",
                "It looks as if you compare *probabilities*, on some pictures. Class 0 leads there by so "
                "much that both models give it 1, up to rounding. Some other picture tells them apart. Leave "
                "the pictures out: what must be true of the weights?",
                symptom=_lets_pass("sure of class 0"),
            ),
            Misconception(
                "too generous",
                "Your test lets through what it should not. Numbers count as equal when they differ by less "
                "than 0.00001, and this pair differs by more. How close is close, in your test?",
                symptom=_lets_pass("moved by"),
            ),
            Misconception(
                "order of the classes",
                "You let a model pass whose classes stand in another order. Its probabilities are the same "
                "*numbers*. For the same classes?",
                symptom=lambda s: "reverse" in s.case.about,
            ),
        ),
    ),
    hints=(
        "Probabilities are the same if the *scores* differ by one number, the same for all classes. This "
        "must hold for every picture x. Write the difference of the two scores of class k.",
        "It is (row k of weight_b - weight_a) times x, plus (bias_b - bias_a) of k. For all classes k to "
        "give the same, for every x, all rows of the difference must be equal, and all entries of the bias "
        "difference too.",
        "`d = weight_b - weight_a`; all rows are equal if `(d - d[0]).abs().max() < 1e-5`. The same for the "
        "biases. Both must hold.",
    ),
)

"""Notebook 02: the edge, stable softmax and its logarithms, to be written as functions."""

from __future__ import annotations

import torch

from course_utils.checking import Case, Exercise, Function, Misconception, Property, Symptom, rounding
from course_utils.lessons import overflow_cases as given

_INF = given.INF


def _lse_naive(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    return z.exp().sum(dim).log()


def _sums_to_one(case: Case, p: torch.Tensor) -> bool:
    dim = case.kwargs.get("dim", -1)
    # Of the coarsest dtype's own rounding: K entries, each off by at most half a spacing below 1.
    return bool(((p.sum(dim) - 1).abs() <= 0.05).all())


def _order_kept(case: Case, p: torch.Tensor) -> bool:
    dim = case.kwargs.get("dim", -1)
    sorted_p = p.gather(dim, case.args[0].to(torch.float64).argsort(dim))
    return bool((sorted_p.diff(dim=dim) >= 0).all())


def has_nan(s: Symptom) -> bool:
    """There is a nan where a right answer has none."""
    return s.got is not None and bool(s.got.isnan().any())


def _row_of_minus_inf(s: Symptom) -> bool:
    return bool((s.case.args[0] == -_INF).all(-1).any())


largest_safe_logit = Exercise(
    id="02.largest_safe_logit",
    title="Where the edge is",
    points=2,
    task=Function(
        name="largest_safe_logit",
        reference=given.edge_reference,
        cases=given.edge_cases,
        tolerance=given.edge_tolerance,
        misconceptions=(
            Misconception(
                name="the table, not the search",
                says="That is $\\ln$ of the largest float, worked out on paper. But is it a number *of this "
                "dtype*, and is `exp` of it finite? Round it to the dtype and try. What do you find when "
                "you walk the floats themselves?",
                mimic=lambda dtype, count=1: (
                    torch.tensor(torch.finfo(dtype).max, dtype=torch.float64).log()
                    - torch.tensor(count, dtype=torch.float64).log()
                ),
            ),
            Misconception(
                name="always float32",
                says="This is float32's edge. Did you make your test tensor with `dtype=dtype`?",
                mimic=lambda dtype, count=1: given.edge_reference(torch.float32, count),
            ),
            Misconception(
                name="one exponential instead of the sum",
                says="One exponential is still finite there, yes. And the sum of `count` of them?",
                mimic=lambda dtype, count=1: given.edge_reference(dtype, 1),
            ),
            Misconception(
                name="first unsafe instead of last safe",
                says="You stop one float too late: at yours the sum is already `inf`. Which end of the "
                "bracket do you return?",
                symptom=lambda s: (
                    s.got is not None
                    and s.got.shape == ()
                    and s.got > s.expected
                    and not torch.isfinite(
                        torch.full((_count(s),), float(s.got), dtype=s.case.args[0]).exp().sum()
                    )
                ),
            ),
            Misconception(
                name="too coarse a search",
                says="Safe, but not the largest: the next float up is still fine. When does your search "
                "stop, and is that fine enough for this dtype?",
                symptom=lambda s: s.got is not None and s.got.shape == () and s.got < s.expected,
            ),
        ),
    ),
    hints=(
        "First write the question as code: `torch.full((count,), x, dtype=dtype).exp().sum()` is finite, or "
        "it is not.",
        "0 is safe and 1000 is not, in each of the four dtypes. Halve that bracket: keep the half that "
        "still holds the edge.",
        "Make the ends tensors of the dtype, `low = torch.tensor(0., dtype=dtype)` and `high = "
        "torch.tensor(1000., dtype=dtype)`. You are done when `(low + high) / 2` equals one of them: there "
        "is no float between.",
        "`while True:` · `middle = (low + high) / 2` · `if middle in (low, high): return low.item()` · then "
        "move `low` to `middle` if it is safe, else `high`.",
    ),
)


def _count(s: Symptom) -> int:
    return int(s.case.args[1]) if len(s.case.args) > 1 else 1


stable_softmax = Exercise(
    id="02.stable_softmax",
    title="Stable softmax",
    points=3,
    task=Function(
        name="softmax_stable",
        reference=lambda z, dim=-1: torch.softmax(z, dim),
        cases=given.softmax_cases,
        tolerance=rounding.softmax(),
        properties=(Property("sums", _sums_to_one), Property("order", _order_kept)),
        without=("softmax", "log_softmax", "logsumexp"),
        misconceptions=(
            Misconception(
                name="no shift",
                says="This is the naive formula again. Which line of it made the first `inf`, and what "
                "could you take from every logit beforehand without changing the answer?",
                mimic=given.naive_softmax,
            ),
            Misconception(
                name="mean shift",
                says="It looks as if you subtract the *mean*. After that, what is the largest exponent? Is "
                "there any limit to it? And what is the mean of a vector with a `-inf` in it?",
                mimic=lambda z, dim=-1: given.naive_softmax(z - z.mean(dim, keepdim=True), dim),
            ),
            Misconception(
                name="min shift",
                says="It looks as if you subtract the *smallest* logit. Then every exponent is at least 0. "
                "Which end of the exponential is the dangerous one?",
                mimic=lambda z, dim=-1: given.naive_softmax(z - z.amin(dim, keepdim=True), dim),
            ),
            Misconception(
                name="one maximum for the whole tensor",
                says="It looks as if one maximum serves all rows. What is left of a row whose logits all "
                "lie 1000 below it?",
                mimic=lambda z, dim=-1: given.naive_softmax(z - z.max(), dim),
            ),
            Misconception(
                name="always the last dimension",
                says="You get the same whatever `dim` says. Which of your reductions does not take `dim`?",
                mimic=lambda z, dim=-1: given.shifted_softmax(z, -1),
            ),
            Misconception(
                name="lost keepdim",
                says="The reduced dimension has gone, and broadcasting then paired rows with columns. What "
                "does `keepdim=True` do?",
                mimic=lambda z, dim=-1: (lambda e: e / e.sum(dim))((z - z.amax(dim)).exp()),
            ),
            Misconception(
                name="a fixed shift",
                says="It looks as if you always subtract 150. It cured one vector. What do you get for "
                "logits near 1000? Let the logits themselves say how much.",
                mimic=lambda z, dim=-1: given.naive_softmax(z - 150, dim),
            ),
            Misconception(
                name="clamp",
                says="It looks as if you clamp the logits. Then `[88, 1000]` and `[88, 2000]` are the same "
                "vector to you. Which property of softmax lets you move *all* logits and keep every gap?",
                mimic=lambda z, dim=-1: given.naive_softmax(z.clamp(-80, 80), dim),
            ),
            Misconception(
                name="epsilon in the denominator",
                says="It looks as if you add a small number to the sum, or to the shares. It hides the 0/0, "
                "and the answer is no longer softmax: the outputs no longer sum to 1. How large is the sum "
                "if the largest exponent is 0?",
                mimic=lambda z, dim=-1: z.exp() / (z.exp().sum(dim, keepdim=True) + 1e-8),
            ),
            Misconception(
                name="epsilon in the denominator",
                says="The shift is right. But you still add a small number to the sum, and float64 sees it. "
                "After the shift, how small can the sum be at all?",
                mimic=lambda z, dim=-1: (lambda e: e / (e.sum(dim, keepdim=True) + 1e-8))(
                    (z - z.amax(dim, keepdim=True)).exp()
                ),
            ),
            Misconception(
                name="nan_to_num",
                says="It looks as if you replace `nan` afterwards. The information was gone by then: 150 "
                "and 1000 both became `inf`. What could you do *before* the exponential?",
                mimic=lambda z, dim=-1: given.naive_softmax(z, dim).nan_to_num(0.0),
            ),
            Misconception(
                name="nan_to_num",
                says="It looks as if you replace `nan` by 1. That happens to fit one winner. What about two "
                "large logits?",
                mimic=lambda z, dim=-1: given.naive_softmax(z, dim).nan_to_num(1.0),
            ),
            Misconception(
                name="a larger float",
                says="It looks as if you compute in float64. That moves the edge from 88.7 to 709.8; it "
                "does not remove it. Which change removes it for logits of any size?",
                mimic=lambda z, dim=-1: given.naive_softmax(z.double(), dim).to(z.dtype),
            ),
        ),
    ),
    hints=(
        "The answer does not change if you take the same number from every logit. For which number can no "
        "exponent be above 0?",
        "The *largest* logit of each row: then one exponential is exactly 1 and no other is larger. "
        "`z.amax(dim, keepdim=True)`.",
        "`m = z.amax(dim, keepdim=True)`, then the naive formula for `z - m`. Write `z - m`, not `z -= m`: "
        "the logits are the caller's.",
    ),
)

logsumexp = Exercise(
    id="02.logsumexp",
    title="Stable log-sum-exp",
    points=2,
    task=Function(
        name="logsumexp",
        reference=given.logsumexp_reference,
        cases=given.logsumexp_cases,
        tolerance=rounding.logsumexp(),
        gradient_tolerance=given.logsumexp_gradient_tolerance,
        without=("softmax", "log_softmax", "logsumexp", "logaddexp"),
        misconceptions=(
            Misconception(
                name="no shift",
                says="The sum overflows before the logarithm can tame it. What can you take out of the sum "
                "first?",
                mimic=_lse_naive,
            ),
            Misconception(
                name="forgot to add the shift back",
                says="You took $m$ out of every exponent. Softmax does not notice; $\\ln \\sum e^{z_i}$ "
                "does. By how much is it now too small?",
                mimic=lambda z, dim=-1: _lse_naive(z - z.amax(dim, keepdim=True), dim),
            ),
            Misconception(
                name="only the maximum",
                says="That is the maximum alone. What is missing for two equal logits: `logsumexp([0, 0])`?",
                mimic=lambda z, dim=-1: z.amax(dim),
            ),
            Misconception(
                name="one maximum for the whole tensor",
                says="It looks as if one maximum serves all rows. What is the logarithm of a sum in which "
                "everything underflowed?",
                mimic=lambda z, dim=-1: z.max() + _lse_naive(z - z.max(), dim),
            ),
            Misconception(
                name="kept dimension",
                says="The reduced dimension should go: log-sum-exp turns each row into *one* number. Which "
                "`keepdim` do you still need inside, and what takes it away at the end?",
                symptom=lambda s: s.kind == "shape",
            ),
            Misconception(
                name="minus inf minus minus inf",
                says="For a row that is `-inf` throughout, the maximum is `-inf` too. What is `-inf - "
                "-inf`? The sum of no exponentials is 0, and its logarithm is `-inf`. Which shift would "
                "leave such a row as it is?",
                symptom=lambda s: has_nan(s) and _row_of_minus_inf(s),
            ),
            Misconception(
                name="epsilon inside the logarithm",
                says="It looks as if you add a small number before the logarithm. Then nothing at all "
                "counts as something: what should a row of `-inf` give?",
                symptom=lambda s: (
                    s.got is not None and bool(torch.isfinite(s.got).all()) and _row_of_minus_inf(s)
                ),
            ),
        ),
    ),
    hints=(
        "$\\ln\\sum e^{z_i} = m + \\ln\\sum e^{z_i - m}$ for every $m$. You know which $m$ is a good one.",
        "Keep the dimension while you subtract, and drop it at the end: `.squeeze(dim)` on $m$, no "
        "`keepdim` in the sum.",
        "For a row of `-inf`, $m$ is `-inf` and `z - m` is `nan`. Use 0 as the shift there: `m = "
        "torch.where(m == -torch.inf, 0.0, m)`.",
    ),
)

log_softmax = Exercise(
    id="02.log_softmax",
    title="Stable log-softmax",
    points=2,
    task=Function(
        name="log_softmax",
        reference=lambda z, dim=-1: torch.log_softmax(z, dim),
        cases=given.log_softmax_cases,
        tolerance=rounding.log_softmax(),
        without=("softmax", "log_softmax", "logsumexp"),
        misconceptions=(
            Misconception(
                name="log of softmax",
                says="That is `log(softmax(z))`. The probability is already 0 when the logarithm sees it. "
                "At `[0, -200]` the answer is an ordinary number, -200. Which two functions cancel on "
                "paper, so that you never need the probability?",
                mimic=lambda z, dim=-1: torch.softmax(z, dim).log(),
            ),
            Misconception(
                name="epsilon before the logarithm",
                says="It looks as if you add a small number before the logarithm. Now no log-probability "
                "can be below about -18: the loss stops growing just where the model is most wrong. Can you "
                "avoid the probability altogether?",
                mimic=lambda z, dim=-1: (torch.softmax(z, dim) + 1e-8).log(),
            ),
            Misconception(
                name="no shift",
                says="Your sum of exponentials overflows, or vanishes. Where does the maximum go?",
                mimic=lambda z, dim=-1: z - _lse_naive(z, dim).unsqueeze(dim),
            ),
            Misconception(
                name="forgot the log of the sum",
                says="You shifted, and that is half of it. Do the exponentials of your result sum to 1?",
                mimic=lambda z, dim=-1: z - z.amax(dim, keepdim=True),
            ),
            Misconception(
                name="softmax, not its logarithm",
                says="These are probabilities. The logarithm of a probability is never above 0.",
                mimic=given.shifted_softmax,
            ),
            Misconception(
                name="one maximum for the whole tensor",
                says="It looks as if one maximum serves all rows. What is the logarithm of a sum in which "
                "everything underflowed?",
                mimic=lambda z, dim=-1: (lambda s: s - _lse_naive(s, dim).unsqueeze(dim))(z - z.max()),
            ),
            Misconception(
                name="z minus a rounded logsumexp",
                says="On paper this is right. But you round $m + \\ln S$ as *one* float: near 1000 a "
                "float32 knows only about four decimals, near 10,000 three, and the ones you need are gone. "
                "In which order must you subtract, so that you never hold a large number that is not exact?",
                symptom=lambda s: (
                    s.got is not None
                    and s.got.shape == s.expected.shape
                    and bool(torch.isfinite(s.got).all())
                    and _largest(s) > 16
                    and bool(
                        (
                            (s.got - s.expected).abs()
                            <= 4 * rounding.unit(s.case.args[0].dtype) * _largest(s)
                        ).all()
                    )
                ),
            ),
            Misconception(
                name="gradient through log(0)",
                says="Your values are repaired after the fact; the gradient still passes through $1/0$. Can "
                "you write it without a logarithm of anything below 1?",
                symptom=lambda s: s.kind == "gradient" and has_nan(s),
            ),
        ),
    ),
    hints=(
        "$\\ln p_i = z_i - \\ln\\sum e^{z_k}$. No probability appears in it.",
        "Shift first: let $s = z - m$. Then $\\ln p_i = s_i - \\ln\\sum e^{s_k}$, and that sum lies between "
        "1 and $K$.",
        "`s = z - z.amax(dim, keepdim=True)`, then `s - s.exp().sum(dim, keepdim=True).log()`.",
    ),
)


def _largest(s: Symptom) -> float:
    z = s.case.args[0].to(torch.float64)
    return float(z[torch.isfinite(z)].abs().max())

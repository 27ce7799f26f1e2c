"""Notebook 07: the relaxed sample, softmax((z + g) / tau)."""

from __future__ import annotations

from collections.abc import Callable

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Property, Symptom, rounding
from course_utils.lessons.gumbel_softmax.stand_ins import gumbel

Formula = Callable[[torch.Tensor, float, torch.Tensor], torch.Tensor]


def reference(z: torch.Tensor, tau: float, g: torch.Tensor) -> torch.Tensor:
    """The relaxed sample as the notebook asks for it, by way of logarithms: exp(x - logsumexp(x))."""
    if not tau > 0:
        raise ValueError(f"tau must be positive, not {tau}")
    x = (z + g) / tau
    return torch.exp(x - torch.logsumexp(x, -1, keepdim=True))


def _noise(draw: Draw, *shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    return gumbel(*shape, seed=draw.one(0, 2**31), dtype=dtype)


def cases(draw: Draw) -> list[Case]:
    """No noise at tau 1 first, which is softmax; then what tells z, g and tau apart; then the edges."""
    f64 = torch.float64
    two, noise = torch.tensor([2.0, 1.0]), torch.tensor([0.0, 0.5])
    half = draw.normal(4, dtype=torch.float16)
    return [
        Case((two, 1.0, torch.zeros(2)), about="no noise, tau 1"),
        Case((two, 0.5, torch.zeros(2)), about="no noise"),
        Case((two, 1.0, noise)),
        Case((two, 2.0, noise)),
        Case((torch.tensor([1.0, 2.0, 3.0]), 0.5, torch.tensor([1.5, 0.0, -0.5]))),
        Case(
            (torch.tensor([[2.0, 1.0], [0.0, 3.0]]), 0.5, torch.tensor([[0.0, 1.0], [2.0, 0.0]])),
            about="a batch",
        ),
        Case((draw.normal(3), 0.5, _noise(draw, 4, 3)), about="one row of scores, four rows of noise"),
        Case((draw.normal(3, 3), 0.7, _noise(draw, 3, 3)), about="as many rows as classes"),
        Case((draw.normal(2, 2, 3, dtype=f64), 2.0, _noise(draw, 2, 2, 3, dtype=f64))),
        Case((draw.normal(5, scale=2.0, dtype=f64), 0.3, _noise(draw, 5, dtype=f64)), gradient=True),
        Case((half, 1.0, _noise(draw, 4, dtype=torch.float16)), about="float16"),
        Case((torch.tensor([10.0, 9.0, 0.0]), 0.01, torch.tensor([0.0, 1.25, 2.0])), about="a small tau"),
        Case((torch.tensor([0.0, 1.0]), 0.0, torch.zeros(2)), raises=ValueError, about="tau 0"),
        Case((torch.tensor([0.0, 1.0]), -1.0, torch.zeros(2)), raises=ValueError, about="a negative tau"),
    ]


def tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """The softmax bound at x = (z + g) / tau, and what rounding x itself costs.

    x is right to d = u (2 (|z| + |g|) / tau + 2 |x|), divided before or after adding; an error of at
    most d in every exponent moves an entry by 2 d of itself.
    """
    z, tau, g = case.args[0].to(torch.float64), case.args[1], case.args[2].to(torch.float64)
    x = (z + g) / tau
    in_x = 2 * rounding.unit(dtype) * ((z.abs() + g.abs()) / tau + x.abs())
    from_x = 2 * in_x.amax(-1, keepdim=True) * expected
    return rounding.softmax()(Case((x,)), expected, dtype) + from_x


def _gradient_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """v J / tau: as for a gradient of size 1, times 1/tau (|J v| is at most 1/2)."""
    return rounding.gradient()(case, expected, dtype) / case.args[1]


def _sums(case: Case, y: torch.Tensor) -> bool:
    return bool(((y.sum(-1) - 1).abs() <= 0.02).all())  # float16: a few roundings of entries below 1


def _hard(s: Symptom) -> bool:
    if s.kind != "values" or s.got is None:
        return False
    return bool(((s.got == 0) | (s.got == 1)).all())


def _overflowed(s: Symptom) -> bool:
    if s.kind != "values" or s.got is None or s.case.about != "a small tau":
        return False
    return bool(s.got.isnan().any())


def _where_positive(formula: Formula) -> Formula:
    """`formula` as someone writes it who does refuse a tau that is not positive."""

    def mimic(z: torch.Tensor, tau: float, g: torch.Tensor) -> torch.Tensor:
        if not tau > 0:
            raise ValueError(tau)
        return formula(z, tau, g)

    return mimic


gumbel_softmax = Exercise(
    id="07.gumbel_softmax",
    title="The relaxed sample",
    points=3,
    task=Function(
        name="gumbel_softmax",
        reference=reference,
        cases=cases,
        tolerance=tolerance,
        gradient_tolerance=_gradient_tolerance,
        properties=(Property("sums", _sums),),
        misconceptions=(
            Misconception(
                name="tau may be zero or negative",
                says="`tau` 0 divides by zero, and every entry is `nan`. A negative `tau` quietly favors the "
                "*lowest* score. (PyTorch's docstring allows 0, and its code allows both.) Which line "
                "refuses them before they do harm?",
                symptom=lambda s: s.kind == "no_error",
            ),
            Misconception(
                name="noise forgotten",
                says="That is $\\mathrm{softmax}(z/\\tau)$: the same every time. Where does `g` come in?",
                mimic=_where_positive(lambda z, tau, g: torch.softmax((z / tau).expand_as(g), -1)),
            ),
            Misconception(
                name="tau on the scores only",
                says="That is $\\mathrm{softmax}(z/\\tau + g)$. Its winner is drawn from softmax(z/tau), a "
                "sharper law than softmax(z). Tau is to change how *soft* the sample is, not who wins. "
                "What must it divide, so that the order of z + g stays as it is?",
                mimic=_where_positive(lambda z, tau, g: torch.softmax(z / tau + g, -1)),
            ),
            Misconception(
                name="Gumbel(logits, tau)",
                says="That is $z + \\tau g$, noise of scale tau *around* z. So says a comment in PyTorch's "
                "own code, but not its code. Where is z + g divided by tau, z and all?",
                mimic=_where_positive(lambda z, tau, g: torch.softmax(z + tau * g, -1)),
            ),
            Misconception(
                name="tau on the noise only",
                says="That is $z + g/\\tau$. At a small tau the noise drowns the scores. What is tau to "
                "divide: the noise, or the sum of both?",
                mimic=_where_positive(lambda z, tau, g: torch.softmax(z + g / tau, -1)),
            ),
            Misconception(
                name="times tau",
                says="It looks as if you *multiply* by tau. Small tau is to mean nearly hard. Does "
                "multiplying by 0.1 pull the scores apart, or together?",
                mimic=_where_positive(lambda z, tau, g: torch.softmax((z + g) * tau, -1)),
            ),
            Misconception(
                name="noise on probabilities",
                says="It looks as if the noise is added to *probabilities*. Notebook 06 proved the "
                "Gumbel-max "
                "theorem for scores, which are log-probabilities up to a constant. What should `g` be "
                "added to?",
                mimic=_where_positive(lambda z, tau, g: torch.softmax((torch.softmax(z, -1) + g) / tau, -1)),
            ),
            Misconception(
                name="the logarithm of the scores",
                says="That is $\\mathrm{softmax}((\\log z + g)/\\tau)$. Of *probabilities* you would take "
                "the logarithm first. What are scores a logarithm of already?",
                mimic=_where_positive(lambda z, tau, g: torch.softmax((z.log() + g) / tau, -1)),
            ),
            Misconception(
                name="noise taken away",
                says="It looks as if `g` is subtracted. The Gumbel law is not symmetric: -g is other noise. "
                "With which sign does the theorem add it?",
                mimic=_where_positive(lambda z, tau, g: torch.softmax((z - g) / tau, -1)),
            ),
            Misconception(
                name="the wrong dim",
                says="Single rows are right. In a batch it looks as if softmax runs over another dimension "
                "than the last. Which of them are the classes?",
                mimic=_where_positive(lambda z, tau, g: torch.softmax((z + g) / tau, 0)),
            ),
            Misconception(
                name="hard at once",
                says="That is the one-hot of the winner. It comes later; here its smooth stand-in is wanted. "
                "Which function of notebook 01 is a soft arg-max?",
                symptom=_hard,
            ),
            Misconception(
                name="no shift",
                says="It breaks at a small tau, where (z + g)/tau is large, and `exp` overflows. What did "
                "notebook 02 subtract first?",
                symptom=_overflowed,
            ),
            Misconception(
                name="noise of its own",
                says="With `g` zero and tau 1 it should be plain softmax(z). The noise is handed to you as "
                "`g`. Does your function draw some of its own?",
                symptom=lambda s: s.kind == "values" and s.case.about == "no noise, tau 1",
            ),
        ),
    ),
    hints=(
        "Gumbel-max takes the *argmax* of `z + g`. Put its soft version in its place.",
        "The soft version has a temperature: notebook 04 divides all that goes into the softmax by it. And "
        "before that, `if not tau > 0:` something must be raised.",
        "`torch.softmax((z + g) / tau, dim=-1)`, and `raise ValueError(...)` for a `tau` that is not "
        "positive.",
    ),
)

"""Notebook 07's capstone: the two halves of the ELBO."""

from __future__ import annotations

import math

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Symptom, rounding


def _log_q(z: torch.Tensor) -> torch.Tensor:
    return z - torch.logsumexp(z, -1, keepdim=True)


def _kl_reference(letter_logits: torch.Tensor) -> torch.Tensor:
    """By PyTorch's own distributions; (..., K) to (...)."""
    q = torch.distributions.Categorical(logits=letter_logits)
    uniform = torch.distributions.Categorical(logits=torch.zeros_like(letter_logits))
    return torch.distributions.kl_divergence(q, uniform)


def _kl_error(z: torch.Tensor, u: float) -> torch.Tensor:
    """How far sum_k q_k (log q_k + log K) may be off in any order of operations; (..., K) to (...).

    log q_k is off by (|gap| + |log q_k| + K + 8) u, q_k by that many u of itself; every term is a product of
    the two, and the sum of K terms costs K u of their sizes. The two halves may be summed apart.
    """
    classes = z.shape[-1]
    gaps = z.amax(-1, keepdim=True) - z
    q, log_q = torch.softmax(z, -1), torch.log_softmax(z, -1)
    size = log_q.abs() + math.log(classes)
    off = (gaps + log_q.abs() + classes + 8) * u
    return (q * (off * (1 + size) + (classes + 8) * u * size)).sum(-1)


def kl_cases(draw: Draw) -> list[Case]:
    """Letters that say nothing, something and all; the last makes probabilities that are exactly zero."""
    return [
        Case((torch.zeros(2),), about="two equal logits: q is the uniform distribution"),
        Case((torch.tensor([0.0, 1.0]),)),
        Case((torch.tensor([0.5, 2.0, 1.0, 0.0]),), gradient=True),
        Case((torch.tensor([0.0, 1000.0, 0.0, 0.0]),), gradient=True, about="a letter that is sure"),
        Case((draw.normal(3, 2, 5, scale=2.0),), gradient=True, about="3 pictures, 2 letters, K = 5"),
        Case((draw.normal(4, 3, scale=3.0, dtype=torch.float64),), gradient=True),
    ]


def _nan(s: Symptom) -> bool:
    return s.got is not None and bool(s.got.isnan().any())


def _summed_away(s: Symptom) -> bool:
    """All letters of all pictures in one number."""
    return s.kind == "shape" and s.got is not None and s.got.dim() == 0 and s.case.args[0].dim() > 1


def _entropy(z: torch.Tensor) -> torch.Tensor:
    log_q = _log_q(z)
    return -(log_q.exp() * log_q).sum(-1)


kl_to_uniform = Exercise(
    id="07.kl_to_uniform",
    title="What a letter costs",
    points=2,
    task=Function(
        name="kl_to_uniform",
        reference=_kl_reference,
        cases=kl_cases,
        tolerance=lambda case, expected, dtype: _kl_error(
            case.args[0].to(torch.float64), rounding.unit(dtype)
        ),
        misconceptions=(
            Misconception(
                name="nan where q is zero",
                says="There is a nan. This letter is so sure that some `q` are exactly 0 in floats, and "
                "their logarithm is -inf. What does `0 * -inf` give? Which function hands you `log q` "
                "without ever going through `q`?",
                symptom=_nan,
            ),
            Misconception(
                name="all letters in one sum",
                says="You added up more than the alphabet. Each letter of each picture has a KL of its own: "
                "over which dimension do you sum?",
                symptom=_summed_away,
            ),
            Misconception(
                name="KL with the sign turned",
                says="These are negative. A KL never is: it is 0 for a letter that says nothing, and grows "
                "with what it says. Which of $\\log q$ and $\\log \\frac1K$ is taken off which?",
                mimic=lambda z: _entropy(z) - math.log(z.shape[-1]),
            ),
            Misconception(
                name="prior forgotten",
                says="That is minus the entropy of q: the prior is missing. Its logarithm is $-\\log K$ for "
                "every class. What does that add, if the q sum to one?",
                mimic=lambda z: -_entropy(z),
            ),
            Misconception(
                name="prior added with its sign",
                says="These are negative, and a KL never is: it is 0 for a letter that says nothing. "
                "$\\log \\frac1K$ is $-\\log K$, and the formula takes it *away*. What does that make?",
                mimic=lambda z: -_entropy(z) - math.log(z.shape[-1]),
            ),
            Misconception(
                name="entropy for KL",
                says="That is the entropy of q. It is *largest* where the letter says nothing, and there a "
                "KL is zero. What is $\\log K$ minus it?",
                mimic=_entropy,
            ),
            Misconception(
                name="KL the other way round",
                says="That is the KL from the uniform distribution to q: the average is taken under the "
                "uniform one. Under whom does the ELBO average?",
                mimic=lambda z: -_log_q(z).mean(-1) - math.log(z.shape[-1]),
            ),
            Misconception(
                name="mean over classes",
                says="It is too small by the factor K. An average under q is a sum of q times something. "
                "What do you divide by K for?",
                mimic=lambda z: (math.log(z.shape[-1]) - _entropy(z)) / z.shape[-1],
            ),
            Misconception(
                name="bits for nats",
                says="That is in bits. The likelihood of the pixels is in nats, and the two will be added. "
                "Which logarithm?",
                mimic=lambda z: (math.log(z.shape[-1]) - _entropy(z)) / math.log(2),
            ),
            Misconception(
                name="logits taken for log-probabilities",
                says="It looks as if you took the logits for $\\log q$. They are that only up to a constant. "
                "What do you take off to make the exponentials sum to one?",
                mimic=lambda z: (torch.softmax(z, -1) * (z + math.log(z.shape[-1]))).sum(-1),
            ),
        ),
    ),
    hints=(
        "The average of $\\log q_k - \\log \\frac1K$, with k drawn from q. How do you write an average under "
        "q?",
        "`log_q = torch.log_softmax(letter_logits, -1)` is finite even where q rounds to 0, and its `exp` "
        "is q.",
        "`(log_q.exp() * (log_q + math.log(K))).sum(-1)`, with K the size of the last dimension.",
    ),
)


def _log_likelihood(x: torch.Tensor, pixel_logits: torch.Tensor) -> torch.Tensor:
    """By PyTorch's own Bernoulli; (..., P)."""
    return torch.distributions.Bernoulli(logits=pixel_logits).log_prob(x)


def _elbo_reference(pixel_logits: torch.Tensor, letter_logits: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return _log_likelihood(x, pixel_logits).sum(-1) - _kl_reference(letter_logits).sum(-1)


def elbo_cases(draw: Draw) -> list[Case]:
    """From one pixel and one letter to a batch; among them a decoder that is sure, rightly and wrongly."""
    one = torch.zeros(1, 1, 2)
    sure = torch.tensor([[0.0, 40.0], [40.0, 0.0]])
    x = draw.booleans(3, 6).to(torch.float32)
    return [
        Case(
            (torch.zeros(1, 1), one, torch.ones(1, 1)), about="one pixel that may be either, a silent letter"
        ),
        Case((torch.tensor([[2.0, 2.0]]), one, torch.tensor([[1.0, 0.0]])), about="two pixels"),
        Case((torch.tensor([[2.0, -1.0]]), sure[None], torch.tensor([[1.0, 0.0]])), about="two letters"),
        Case(
            (torch.tensor([[150.0, -150.0, 150.0]]), one, torch.tensor([[1.0, 0.0, 0.0]])),
            gradient=True,
            about="a decoder that is sure of all three pixels, and once wrong",
        ),
        Case(
            (draw.normal(3, 6, scale=2.0), draw.normal(3, 4, 3, scale=2.0), x),
            gradient=True,
            about="a batch: 3 pictures of 6 pixels, 4 letters, K = 3",
        ),
    ]


def _elbo_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """Each log-likelihood to a few u of itself and of the softplus in it, the KLs to theirs; then sums."""
    pixels, letters, x = (a.to(torch.float64) for a in case.args)
    u = rounding.unit(dtype)
    sizes = _log_likelihood(x, pixels).abs() + pixels.abs() * (1 - x) + 1
    from_pixels = (pixels.shape[-1] + 8) * u * sizes.sum(-1)
    kls = _kl_reference(letters)
    return from_pixels + (_kl_error(letters, u) + (letters.shape[-2] + 2) * u * kls).sum(-1)


def _halves(
    pixel_logits: torch.Tensor, letter_logits: torch.Tensor, x: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """log-likelihoods (N, P) and KLs (N, M)."""
    return _log_likelihood(x, pixel_logits), _kl_reference(letter_logits)


def _infinite(s: Symptom) -> bool:
    return s.got is not None and not bool(s.got.isfinite().all()) and s.kind in ("values", "gradient")


elbo = Exercise(
    id="07.elbo",
    title="The ELBO",
    points=2,
    task=Function(
        name="elbo",
        reference=_elbo_reference,
        cases=elbo_cases,
        tolerance=_elbo_tolerance,
        misconceptions=(
            Misconception(
                name="log of a rounded sigmoid",
                says="A sigmoid rounds to exactly 0 or 1 here, and its logarithm is lost. Notebook 02 had "
                "the cure for softmax: take the logarithm on paper first. Which loss of PyTorch takes "
                "*logits*?",
                symptom=_infinite,
            ),
            Misconception(
                name="log of a rounded sigmoid",
                says="Your log-likelihood stops at -100. That is PyTorch's own doing: `binary_cross_entropy` "
                "clamps the logarithm there, to hide a sigmoid that rounded to 0. Which of its sisters takes "
                "*logits*?",
                symptom=lambda s: (
                    s.got is not None and s.got.shape == (1,) and abs(float(s.got[0]) + 100.0) < 1e-3
                ),
            ),
            Misconception(
                name="pixels averaged, letters summed",
                says="Your KL is a sum over letters, but your log-likelihood is a *mean* over pixels. $\\log "
                "p(x \\mid c)$ of independent pixels is a sum. With the mean, the pixels of a digit count 64 "
                "times too little, and it is no lower bound any more. What takes the place of the mean?",
                mimic=lambda *a: (lambda ll, kl: ll.mean(-1) - kl.sum(-1))(*_halves(*a)),
            ),
            Misconception(
                name="pixels averaged, letters summed",
                says="Your log-likelihood is a *mean* over all pixels of all pictures, one number. "
                "$\\log p(x \\mid c)$ is a sum over the pixels of each picture. What did you leave at its "
                "default?",
                mimic=lambda *a: (lambda ll, kl: ll.mean() - kl.sum(-1))(*_halves(*a)),
            ),
            Misconception(
                name="all pictures pay every bill",
                says="One picture is right. In a batch the KLs of *all* pictures are taken off each one. "
                "Over which dimension do you sum them?",
                mimic=lambda *a: (lambda ll, kl: ll.sum(-1) - kl.sum())(*_halves(*a)),
            ),
            Misconception(
                name="KL averaged over letters",
                says="The pixels are summed, but the KL is a *mean* over letters. The letters are "
                "independent under q and under the prior: what does that make of the KL of the whole word?",
                mimic=lambda *a: (lambda ll, kl: ll.sum(-1) - kl.mean(-1))(*_halves(*a)),
            ),
            Misconception(
                name="both averaged",
                says="Both halves are means. One runs over pixels and the other over letters, so they are "
                "divided by different numbers. Which sums stand in the formula?",
                mimic=lambda *a: (lambda ll, kl: ll.mean(-1) - kl.mean(-1))(*_halves(*a)),
            ),
            Misconception(
                name="ELBO with the sign of a loss",
                says="That is *minus* the ELBO: a loss, to be made small. The ELBO itself is a lower bound "
                "on a log-probability. Can it be positive here?",
                mimic=lambda *a: (lambda ll, kl: kl.sum(-1) - ll.sum(-1))(*_halves(*a)),
            ),
            Misconception(
                name="KL added",
                says="You add the KL. Then a letter would *earn* by being far from the prior, and the sum "
                "would be no lower bound any more. Does a letter that says something cost, or pay?",
                mimic=lambda *a: (lambda ll, kl: ll.sum(-1) + kl.sum(-1))(*_halves(*a)),
            ),
            Misconception(
                name="a loss with the KL taken off",
                says="You turned the sign of the likelihood and left that of the KL. What you get would be "
                "best for a decoder that is wrong. Which of the two halves do you want large?",
                mimic=lambda *a: (lambda ll, kl: -ll.sum(-1) - kl.sum(-1))(*_halves(*a)),
            ),
            Misconception(
                name="KL forgotten",
                says="That is the log-likelihood alone. What do the letters cost?",
                mimic=lambda *a: (lambda ll, kl: ll.sum(-1))(*_halves(*a)),
            ),
            Misconception(
                name="one number for the batch",
                says="The ELBO is asked for each picture, shape `(N,)`. Which dimension should *not* be "
                "summed?",
                symptom=lambda s: s.kind == "shape" and s.got is not None and s.got.dim() == 0,
            ),
        ),
    ),
    hints=(
        "Two halves: the log-likelihood, summed over pixels, minus the KL, summed over letters.",
        "`F.binary_cross_entropy_with_logits(pixel_logits, x, reduction='none')` is *minus* the "
        "log-likelihood of each pixel.",
        "Minus its `.sum(-1)`, and then minus `kl_to_uniform(letter_logits).sum(-1)`.",
    ),
)

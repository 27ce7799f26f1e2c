"""Notebook 05: the Jacobian of softmax as a matrix, and what can be read off it."""

from __future__ import annotations

import torch

from course_utils.checking import (
    Case,
    Choice,
    Draw,
    Exercise,
    Function,
    Misconception,
    Outcome,
    Part,
    Property,
    Symptom,
    Witness,
    words,
)
from course_utils.lessons.jacobian import bounds


def by_autograd(z: torch.Tensor) -> torch.Tensor:
    """The Jacobian of softmax over the last dimension, from autograd; (..., K) to (..., K, K)."""
    with torch.enable_grad():
        leaf = z.detach().clone().requires_grad_()
        p = torch.softmax(leaf, -1)
        rows = [torch.autograd.grad(p[..., i].sum(), leaf, retain_graph=True)[0] for i in range(z.shape[-1])]
    return torch.stack(rows, -2)


def jacobian_cases(draw: Draw) -> list[Case]:
    """One vector first, then batches; a batch of one and a class of one, because `squeeze` loses them."""
    f64 = torch.float64
    return [
        Case((torch.tensor([0.0, 0.0]),)),
        Case((torch.tensor([1.0, 2.0, 3.0]),)),
        Case((torch.tensor([[1.0, 2.0], [0.0, 0.0]]),), about="a batch of two"),
        Case((torch.tensor([[2.0, 1.0, 3.0]]),), about="a batch of one"),
        Case((torch.tensor([[3.0], [5.0]]),), about="a single class"),
        Case((torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0], dtype=f64),)),
        Case((torch.tensor([1000.0, 1000.0, 0.0]),), about="large logits"),
        Case((torch.tensor([-1000.0, -1001.0]),), about="far below zero"),
        Case((draw.normal(3, 3, scale=2.0),), about="as many rows as classes"),
        Case((draw.normal(2, 4, scale=3.0),)),
        Case((draw.normal(2, 2, 3, dtype=f64),), about="two batch dimensions"),
        Case((draw.normal(1, 1, 4),), about="two batch dimensions of one"),
        Case((draw.normal(4, scale=3.0, dtype=torch.float16),), about="float16"),
        Case((draw.normal(5, 7, scale=5.0, dtype=f64),)),
        Case((draw.normal(3, 30),)),
    ]


def _p(z: torch.Tensor) -> torch.Tensor:
    return torch.softmax(z, -1)


def _outer(p: torch.Tensor) -> torch.Tensor:
    return p[..., :, None] * p[..., None, :]


def _of(p: torch.Tensor) -> torch.Tensor:
    return torch.diag_embed(p) - _outer(p)


def _naive(z: torch.Tensor) -> torch.Tensor:
    e = z.exp()
    return _of(e / e.sum(-1, keepdim=True))


def _rows_sum_to_zero(case: Case, matrix: torch.Tensor) -> bool:
    # Of the coarsest dtype here, float16: K + 1 entries of size 1 at most.
    return bool((matrix.sum(-1).abs() <= 0.02).all())


def _symmetric(case: Case, matrix: torch.Tensor) -> bool:
    return bool(((matrix - matrix.mT).abs() <= 0.002).all())


def _lost_a_dimension(s: Symptom) -> bool:
    """The expected shape without its dimensions of size one."""
    if s.kind != "shape" or s.got is None or s.expected is None:
        return False
    return s.got.shape == s.expected.squeeze().shape


def _slopes_only(s: Symptom) -> bool:
    return s.kind == "shape" and s.got is not None and s.got.shape == s.case.args[0].shape


def _between_rows(s: Symptom) -> bool:
    shape = tuple(s.case.args[0].shape)
    return s.kind == "shape" and s.got is not None and tuple(s.got.shape) == shape + shape


jacobian = Exercise(
    id="05.jacobian",
    title="The Jacobian of a batch",
    points=3,
    task=Function(
        name="softmax_jacobian",
        reference=by_autograd,
        cases=jacobian_cases,
        tolerance=bounds.jacobian,
        properties=(Property("symmetry", _symmetric), Property("row sums", _rows_sum_to_zero)),
        without=("softmax_backward_data",),
        misconceptions=(
            Misconception(
                name="squeeze",
                says="The numbers may be right, but a dimension of size 1 has gone. A batch of one "
                "picture is still a batch. Which call takes away *every* dimension of size 1, wanted or "
                "not?",
                symptom=_lost_a_dimension,
            ),
            Misconception(
                name="a gradient instead of a Jacobian",
                says="One slope for each class: that is $p_i(1-p_i)$, how each output reacts to its *own* "
                "score. How does $p_0$ react to $z_1$, and where do you keep that number?",
                symptom=_slopes_only,
            ),
            Misconception(
                name="derivatives between the rows of a batch",
                says="That holds how *every* row reacts to every other row's scores. Rows don't know of "
                "each other, so nearly all of it is 0. Which part of it is one K×K matrix for each row?",
                symptom=_between_rows,
            ),
            Misconception(
                name="no Kronecker delta",
                says="Off the diagonal all is well. On it you have $-p_i^2$, as if raising a score "
                "lowered its own class. Which term is there only when $i = j$?",
                mimic=lambda z: -_outer(_p(z)),
            ),
            Misconception(
                name="only the diagonal",
                says="Your matrix is zero off the diagonal, as if each output saw only its own score. "
                "What do all the others do when one probability grows?",
                mimic=lambda z: torch.diag_embed(_p(z) * (1 - _p(z))),
            ),
            Misconception(
                name="sign",
                says="Every entry has the wrong sign: yours says that raising a score lowers its own "
                "probability. Which of the two terms carries the minus?",
                mimic=lambda z: -_of(_p(z)),
            ),
            Misconception(
                name="plus instead of minus",
                says="All entries are positive, so raising one score would raise *all* probabilities. "
                "What must each row sum to?",
                mimic=lambda z: torch.diag_embed(_p(z)) + _outer(_p(z)),
            ),
            Misconception(
                name="identity instead of diag(p)",
                says="It looks as if the diagonal is $1 - p_i^2$. The delta is right, and one factor is "
                "missing: in $p_i(\\delta_{ij} - p_j)$, what multiplies the delta?",
                mimic=lambda z: torch.eye(z.shape[-1], dtype=z.dtype) - _outer(_p(z)),
            ),
            Misconception(
                name="delta minus p",
                says="That is $\\delta_{ij} - p_j$ alone, the derivative of $\\log p_i$. What does the "
                "chain rule put in front of it?",
                mimic=lambda z: (
                    torch.eye(z.shape[-1], dtype=z.dtype) - _p(z)[..., None, :].expand(*z.shape, z.shape[-1])
                ),
            ),
            Misconception(
                name="no shift",
                says="For moderate logits this is right. These overflow before the quotient is taken: "
                "your softmax is the naive one of notebook 01. Which one did you build in 02?",
                mimic=_naive,
            ),
            Misconception(
                name="softmax over the rows",
                says="It looks as if softmax runs over the first dimension. Each *row* is a vector of "
                "logits: which `dim` is that?",
                mimic=lambda z: _of(torch.softmax(z, 0)),
            ),
        ),
    ),
    hints=(
        "Begin with one vector: `p = torch.softmax(z, -1)`. You need a matrix with `p` on its diagonal, "
        "and the matrix of all products `p[i] * p[j]`.",
        "For a batch: `torch.diag_embed(p)` puts every row on a diagonal of its own. For the products, "
        "give `p` a new dimension, once at the end and once before it: `p[..., :, None]` and `p[..., "
        "None, :]`.",
        "`torch.diag_embed(p) - p[..., :, None] * p[..., None, :]`. No `squeeze` anywhere.",
    ),
)

anatomy = Exercise(
    id="05.anatomy",
    title="What the variance says",
    points=2,
    task=Choice(
        parts=(
            Part(
                "sign",
                "Can vᵀJv be negative?",
                ("yes", "no"),
                right="no",
                because={
                    "yes": "It is a variance, a mean of squares. Can that be negative?",
                    "no": "So J has no negative eigenvalue: it is positive semidefinite.",
                },
            ),
            Part(
                "null",
                "For which v is vᵀJv zero, if all p_i are positive?",
                ("only v = 0", "all entries equal", "v = p"),
                right="all entries equal",
                because={
                    "only v = 0": "Take v = (1, 1, 1). What is the variance of a number that is always 1?",
                    "v = p": (
                        "The entries of $p$ differ from each other in general, so they vary. What does "
                        "not vary at all?"
                    ),
                },
            ),
            Part(
                "rank",
                "With K = 5 classes and finite logits, the rank of J is",
                (1, 4, 5),
                right=4,
                because={
                    4: "K - 1 directions count, and one does not.",
                    1: (
                        "$p\\,p^\\top$ has rank 1. $\\mathrm{diag}(p)$ has full rank. And their "
                        "difference loses only what it sends to 0. How many directions is that?"
                    ),
                    5: (
                        "Then no direction would be lost. But raise *all* scores by the same amount: what "
                        "do the probabilities do? Softmax takes K numbers and has K - 1 degrees of "
                        "freedom."
                    ),
                },
                misconceptions={5: "softmax has K degrees of freedom"},
            ),
        )
    ),
    hints=(
        "$v^\\top J v$ is the variance of $v_C$, where the class $C$ is drawn from $p$. You know three "
        "things about variances.",
        "A variance is 0 exactly when the number never varies. All classes are possible, so when is that?",
        "The directions that J sends to 0 are the multiples of $(1, \\dots, 1)$: one dimension out of K.",
    ),
)


def _steep(z: torch.Tensor) -> Outcome:
    if z.dim() != 1 or z.shape[0] < 3 or not bool(torch.isfinite(z).all()):
        return Outcome(False, "it should be one vector of at least three finite logits.")
    p = torch.softmax(z.to(torch.float64), -1)
    top = float(torch.linalg.eigvalsh(_of(p))[-1])
    shown = f"p = `{words.values(p)}`, and the largest eigenvalue is {top:.6f}."
    if top > 0.499:
        return Outcome(True, f"{shown} On paper it stays below one half, however far you go on.")
    if float(p.max()) > 0.9:
        says = " So sure a model hardly reacts at all: here softmax is *flat*. Where does it change fastest?"
        return Outcome(False, shown + says, "sure means steep")
    if float(p.max()) < 1.2 / len(p):
        return Outcome(
            False,
            shown + " All classes share, and a push is shared out too. Between how many classes should it be "
            "undecided?",
        )
    return Outcome(False, shown + " Two classes should be as undecided as can be. What about all the others?")


steepest = Exercise(
    id="05.steepest",
    title="Where softmax is steepest",
    points=2,
    task=Witness(
        wants="a vector of at least three finite logits at which the largest eigenvalue of J is above 0.499",
        breaks=_steep,
    ),
    hints=(
        "With two classes, J has the eigenvalues 0 and $2 p_0 p_1$. Which $p_0$ makes that largest?",
        "A third class must be there, but it need not matter. How do you make a class nearly impossible?",
        "Two equal logits, and the third far below them. How far is far enough?",
    ),
)

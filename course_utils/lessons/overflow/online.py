"""Notebook 02: softmax over chunks, maximum and sum in one pass, its inputs and its exercise."""

from __future__ import annotations

from collections.abc import Callable

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Symptom, rounding
from course_utils.lessons.overflow.cases import DTYPES, INF, floats, naive_softmax, wide
from course_utils.lessons.overflow.symptoms import finite, gives, has_nan, vanished


def online_cases(draw: Draw) -> list[Case]:
    """One row or a batch, cut along its last dimension into chunks of any size. No row is all -inf."""

    def cut(z: torch.Tensor, about: str) -> Case:
        left, sizes = z.shape[-1], []
        while left:
            sizes.append(draw.one(1, min(left, max(2, z.shape[-1] // 3)) + 1))
            left -= sizes[-1]
        return Case(tuple(part.clone() for part in z.split(sizes, dim=-1)), about=about)

    holes = draw.normal(3, 7, scale=5)
    holes[:, :2] = -INF
    return [
        Case((floats(1, 2, 3),), about="a single chunk"),
        Case((floats(1), floats(2), floats(3)), about="chunks of one"),
        Case((floats(3, 1), floats(2)), about="the maximum comes first"),
        Case((floats(50), floats(100, 150)), about="the cliff"),
        Case((floats(-INF, -INF), floats(1, 2)), about="the first chunk is all -inf"),
        Case((floats(1, 2), floats(-INF)), about="the last chunk is all -inf"),
        Case((floats(-1000), floats(-1001)), about="far below zero"),
        Case((floats(-1e5), floats(-1e5 - 1)), about="far below zero"),
        Case((floats(-1e10), floats(-2e10)), about="far below zero"),
        *(
            Case(
                (
                    floats(0.9 * torch.finfo(dtype).min, dtype=dtype),
                    floats(0.8 * torch.finfo(dtype).min, dtype=dtype),
                ),
                about="as far below zero as floats go",
            )
            for dtype in DTYPES
        ),
        Case((torch.tensor([[1.0, 2.0], [3.0, 5.0]]), torch.tensor([[0.0], [1.0]])), about="two rows"),
        cut(draw.normal(2, 5, scale=3), "a batch of rows"),
        Case((holes[:, :1], holes[:, 1:2], holes[:, 2:]), about="two chunks of -inf before the first number"),
        *(cut(wide(draw, 2, 8, dtype=dtype), "far apart") for dtype in DTYPES),
        *(cut(draw.normal(3, 9, scale=2, dtype=dtype), "a batch of rows") for dtype in DTYPES),
        cut(draw.normal(2, 100 + draw.one(0, 200), scale=20, shift=700), "hundreds of classes"),
    ]


def online_reference(*chunks: torch.Tensor) -> torch.Tensor:
    """Softmax of everything at once."""
    return torch.softmax(torch.cat(chunks, dim=-1), dim=-1)


def online_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """The softmax bound, and the gaps between running maxima: each move of the maximum is rounded once.

    They add up to at most the row's range over what still counts, so twice the gap bound and a few units
    for each chunk cover it.
    """
    whole = Case((torch.cat(case.args, dim=-1),))
    return 2 * rounding.softmax(slack=8.0 + 4 * len(case.args))(whole, expected, dtype)


Idea = Callable[..., torch.Tensor]


def _run(
    chunks: tuple[torch.Tensor, ...], keeps: Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """(m, d) after each chunk, where `keeps(old m, new m)` is the factor that the old sum gets."""
    m = torch.full_like(chunks[0][..., :1], -INF)
    d = torch.zeros_like(m)
    states = []
    for chunk in chunks:
        new = torch.maximum(m, chunk.amax(-1, keepdim=True))
        base = torch.where(new == -INF, 0.0, new)
        factor = torch.where(d == 0, 0.0, keeps(m, base))
        d = factor * d + (chunk - base).exp().sum(-1, keepdim=True)
        m = new
        states.append((m, d))
    return states


def _forgetful(*chunks: torch.Tensor) -> torch.Tensor:
    """The running sum is never rescaled when the maximum moves."""
    m, d = _run(chunks, lambda old, new: torch.ones_like(new))[-1]
    return (torch.cat(chunks, -1) - m).exp() / d


def _upside_down(*chunks: torch.Tensor) -> torch.Tensor:
    """The running sum grows when the maximum moves up."""
    m, d = _run(chunks, lambda old, new: (new - old).exp())[-1]
    return (torch.cat(chunks, -1) - m).exp() / d


def _too_early(*chunks: torch.Tensor) -> torch.Tensor:
    """Each chunk's outputs from what was known by then."""
    states = _run(chunks, lambda old, new: (old - new).exp())
    return torch.cat([(c - m).exp() / d for c, (m, d) in zip(chunks, states, strict=True)], -1)


def _one_sum(*chunks: torch.Tensor) -> torch.Tensor:
    z = torch.cat(chunks, -1)
    e = (z - z.amax(-1, keepdim=True)).exp()
    return e / e.sum()


def _by_one_chunk(number: int) -> tuple[Idea, Idea]:
    """Softmax shifted by the maximum of one chunk only, as it is, and with 0 in place of a -inf."""

    def plain(*chunks: torch.Tensor) -> torch.Tensor:
        return naive_softmax(torch.cat(chunks, -1) - chunks[number].amax(-1, keepdim=True))

    def guarded(*chunks: torch.Tensor) -> torch.Tensor:
        m = chunks[number].amax(-1, keepdim=True)
        return naive_softmax(torch.cat(chunks, -1) - torch.where(m == -INF, 0.0, m))

    return plain, guarded


def _reordered(s: Symptom) -> bool:
    if not finite(s):
        return False
    got, expected = s.got.sort(-1).values, s.expected.sort(-1).values
    return torch.allclose(got, expected, rtol=1e-4)


online_softmax = Exercise(
    id="02.online_softmax",
    title="Softmax, chunk by chunk",
    points=3,
    task=Function(
        name="online_softmax",
        reference=online_reference,
        cases=online_cases,
        tolerance=online_tolerance,
        without=("softmax", "log_softmax", "logsumexp"),
        misconceptions=(
            Misconception(
                name="a softmax for each chunk",
                says="Each chunk sums to 1 by itself. How would the first chunk know what the last one "
                "holds? Divide only when the whole sum is known.",
                mimic=lambda *chunks: torch.cat([torch.softmax(c, -1) for c in chunks], -1),
            ),
            Misconception(
                name="equal shares for the chunks",
                says="You take a softmax of each chunk and give all chunks equal shares. A chunk of large "
                "logits deserves more. What would say how much?",
                symptom=gives(
                    lambda *chunks: torch.cat([torch.softmax(c, -1) for c in chunks], -1) / len(chunks)
                ),
            ),
            Misconception(
                name="the sum is not rescaled",
                says="The maximum moves up and the old sum stays as it was, counted from the old maximum. "
                "What does `merge` do with it?",
                symptom=gives(_forgetful),
            ),
            Misconception(
                name="rescaled the wrong way round",
                says="When the maximum moves up you make the old sum larger. Counted from a *larger* "
                "maximum it must get smaller. Which sign has old minus new?",
                symptom=gives(_upside_down),
            ),
            Misconception(
                name="writes as it goes",
                says="You write each chunk's outputs before the later chunks have been seen. When are $m$ "
                "and $d$ final?",
                symptom=gives(_too_early),
            ),
            *(
                Misconception(
                    name="only the last maximum",
                    says="Your shift is the maximum of the *last* chunk. Who remembers the larger one that "
                    "came before?",
                    mimic=idea,
                )
                for idea in _by_one_chunk(-1)
            ),
            *(
                Misconception(
                    name="only the first maximum",
                    says="Your shift is the maximum of the *first* chunk. What if a later one holds a "
                    "larger logit?",
                    mimic=idea,
                )
                for idea in _by_one_chunk(0)
            ),
            Misconception(
                name="no shift",
                says="Any chunking gives the same, yes, and past the edge it gives `nan`. Where is the "
                "running maximum?",
                mimic=lambda *chunks: naive_softmax(torch.cat(chunks, -1)),
            ),
            Misconception(
                name="minus inf at the start",
                says="A chunk that is `-inf` throughout has maximum `-inf`, and `-inf - -inf` is `nan`; "
                "from there the running sum never recovers. What is the summary of such a chunk? (`merge` "
                "knows what to do with `(-inf, 0)`.)",
                symptom=lambda s: (
                    s.kind == "values"
                    and has_nan(s)
                    and any(bool((c == -INF).all(-1).any()) for c in s.case.args)
                ),
            ),
            Misconception(
                name="a finite start",
                says="All these logits lie far below your shift, so every exponential vanished and 0/0 is "
                "left. Does your running maximum start at a finite number? Which number is below every "
                "logit?",
                symptom=vanished,
            ),
            Misconception(
                name="one sum for all rows",
                says="All rows share one sum. Each row is a softmax of its own: over which dimension should "
                "you add?",
                symptom=gives(_one_sum),
            ),
            Misconception(
                name="another order",
                says="The numbers are right and stand in another order. In which order did the chunks come?",
                symptom=_reordered,
            ),
        ),
    ),
    hints=(
        "Go through the chunks once and carry two things for each row: the maximum so far, and the sum of "
        "exponentials from it.",
        'Start from "nothing seen yet": maximum `-inf`, sum 0. A chunk\'s summary is its own maximum and '
        "its own sum. `merge` joins them.",
        "A chunk of nothing but `-inf`: put 0 in place of its maximum before you subtract. Its exponentials "
        "are 0, its sum is 0.",
        "After the loop: `torch.cat([(chunk - m).exp() / d for chunk in chunks], dim=-1)`.",
    ),
)

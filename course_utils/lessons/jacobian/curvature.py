"""Notebook 05: second derivatives: the tensor of softmax, and who is convex."""

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
)
from course_utils.lessons.jacobian import bounds


def tensor_by_autograd(z: torch.Tensor) -> torch.Tensor:
    """Second derivatives of softmax at a vector, entry [i, j, k] = d²p_i / dz_j dz_k; (K,) to (K, K, K)."""
    with torch.enable_grad():
        leaf = z.detach().clone().requires_grad_()
        planes = []
        for i in range(len(z)):
            (row,) = torch.autograd.grad(torch.softmax(leaf, -1)[i], leaf, create_graph=True)
            planes.append([torch.autograd.grad(entry, leaf, retain_graph=True)[0] for entry in row])
    return torch.stack([torch.stack(plane) for plane in planes])


def tensor_cases(draw: Draw) -> list[Case]:
    """Vectors of logits, float64 first, where a few units of roundoff are far below 1e-12."""
    f64 = torch.float64
    return [
        Case((torch.tensor([0.0, 1.0], dtype=f64),)),
        Case((torch.tensor([1.0, 2.0, 3.0], dtype=f64),)),
        Case((torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0], dtype=f64),)),
        Case((torch.tensor([7.0], dtype=f64),), about="a single class"),
        Case((draw.normal(3, scale=2.0, dtype=f64),)),
        Case((draw.normal(4, scale=4.0),), about="float32"),
        Case((draw.normal(6, dtype=f64),)),
    ]


def _parts(z: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    p = torch.softmax(z, -1)
    eye = torch.eye(len(p), dtype=z.dtype)
    return p, eye - p, torch.diag(p) - p[:, None] * p


def _first_factor_only(z: torch.Tensor) -> torch.Tensor:
    """p_i (delta_ij - p_j)(delta_ik - p_k): p_i differentiated, the bracket not."""
    p, gap, _ = _parts(z)
    return p[:, None, None] * gap[:, :, None] * gap[:, None, :]


def _bracket_only(z: torch.Tensor) -> torch.Tensor:
    """-p_i J_jk: the bracket differentiated, p_i not."""
    p, _, j = _parts(z)
    return -p[:, None, None] * j


def _wrong_sign_inside(z: torch.Tensor) -> torch.Tensor:
    return _first_factor_only(z) - _bracket_only(z)


def _symmetric(case: Case, tensor: torch.Tensor) -> bool:
    return bool(
        ((tensor - tensor.permute(2, 0, 1)).abs().max() <= 1e-5)
        and ((tensor - tensor.mT).abs().max() <= 1e-5)
    )


def _a_matrix(s: Symptom) -> bool:
    size = len(s.case.args[0])
    return s.kind == "shape" and s.got is not None and tuple(s.got.shape) == (size, size)


second_derivative = Exercise(
    id="05.second_derivative",
    title="The second derivative of softmax",
    points=3,
    task=Function(
        name="second_derivative",
        reference=tensor_by_autograd,
        cases=tensor_cases,
        tolerance=bounds.second_derivative,
        properties=(Property("symmetry", _symmetric),),
        without=("softmax_backward_data",),
        misconceptions=(
            Misconception(
                name="the Hessian of softmax is a matrix",
                says="You return a K×K matrix. That is the form of a second derivative when there is "
                "*one* output. Softmax has K of them, and each has a matrix of its own. How many numbers "
                "is that?",
                symptom=_a_matrix,
            ),
            Misconception(
                name="half of the product rule",
                says="You differentiated $p_i$ and kept the bracket $(\\delta_{ij} - p_j)$ as it was. But "
                "$p_j$ depends on $z_k$ too. What is its derivative?",
                mimic=_first_factor_only,
            ),
            Misconception(
                name="half of the product rule",
                says="You differentiated the bracket and kept the $p_i$ in front as it was. But $p_i$ "
                "depends on $z_k$ too.",
                mimic=_bracket_only,
            ),
            Misconception(
                name="sign of the inner derivative",
                says="Both halves of the product rule are there. But the derivative of $\\delta_{ij} - "
                "p_j$ is *minus* that of $p_j$.",
                mimic=_wrong_sign_inside,
            ),
            Misconception(
                name="product of two Jacobians",
                says="It looks as if you multiply first derivatives, $J_{ij} J_{ik}$. A second derivative "
                "is the derivative of a derivative: differentiate $J_{ij}$ by $z_k$.",
                mimic=lambda z: (lambda j: j[:, :, None] * j[:, None, :])(_parts(z)[2]),
            ),
        ),
    ),
    hints=(
        "Differentiate $J_{ij} = p_i(\\delta_{ij} - p_j)$ by $z_k$, with the product rule. You know the "
        "derivative of every $p$.",
        "$\\partial p_i/\\partial z_k = p_i(\\delta_{ik} - p_k)$ and $\\partial(\\delta_{ij} - "
        "p_j)/\\partial z_k = -J_{jk}$.",
        "So $H_{ijk} = p_i\\,[(\\delta_{ij}-p_j)(\\delta_{ik}-p_k) - J_{jk}]$. With `gap = torch.eye(K) - "
        "p`, the first product is `gap[:, :, None] * gap[:, None, :]`.",
    ),
)

convex_or_not = Exercise(
    id="05.convex_or_not",
    title="Which of these are convex?",
    points=2,
    task=Choice(
        parts=(
            Part(
                "lse",
                "LSE(z) is",
                ("convex", "concave", "neither"),
                right="convex",
                because={
                    "concave": (
                        "The logarithm alone is concave, yes. But the Hessian of LSE is J, and vᵀJv is a "
                        "variance. Which sign has it?"
                    ),
                    "neither": "Its Hessian is J everywhere. You know the sign of vᵀJv.",
                },
            ),
            Part(
                "cross_entropy",
                "Cross-entropy, as a function of the logits, is",
                ("convex", "concave", "neither"),
                right="convex",
                because={
                    "concave": (
                        "It is LSE minus a linear function. What does a linear function do to a Hessian?"
                    ),
                    "neither": (
                        "It is LSE minus a linear function. What does a linear function do to a Hessian?"
                    ),
                },
            ),
            Part(
                "p0",
                "p_0, the first output of softmax, is",
                ("convex", "concave", "neither"),
                right="neither",
                because={
                    "convex": (
                        "That is in print, and it is false. With two classes, $p_0$ is the sigmoid of "
                        "$z_0 - z_1$. Draw it: which way does it bend on the left, and which way on the "
                        "right?"
                    ),
                    "neither": "It bends both ways. Where you are decides which.",
                    "concave": (
                        "With two classes, $p_0$ is the sigmoid of $z_0 - z_1$. Draw it: which way does "
                        "it bend on the left, and which way on the right?"
                    ),
                },
                misconceptions={"convex": "softmax is convex in each component"},
            ),
            Part(
                "log_p0",
                "log p_0 is",
                ("convex", "concave", "neither"),
                right="concave",
                because={
                    "convex": (
                        "$\\log p_0 = z_0 - \\mathrm{LSE}(z)$. Mind the minus: it turns convex into what?"
                    ),
                    "neither": (
                        "$\\log p_0 = z_0 - \\mathrm{LSE}(z)$: something linear minus something convex."
                    ),
                },
                misconceptions={"convex": "log p is z plus LSE"},
            ),
        )
    ),
    hints=(
        "A smooth function is convex exactly when its Hessian has no negative direction anywhere. Whose "
        "Hessian do you know?",
        "LSE has the Hessian J. Cross-entropy is LSE minus a linear function, and $\\log p_0$ is linear "
        "minus LSE.",
        "For $p_0$ take two classes: a sigmoid. It bends upward as long as it is below one half, and "
        "downward above.",
    ),
)


def _refutes(a: torch.Tensor, b: torch.Tensor) -> Outcome:
    if a.dim() != 1 or a.shape != b.shape or len(a) < 2:
        return Outcome(
            False, "both should be vectors of logits, of the same length, with two classes or more."
        )
    if not bool(torch.isfinite(a).all() and torch.isfinite(b).all()):
        return Outcome(False, "finite logits, please.")
    a, b = a.to(torch.float64), b.to(torch.float64)
    left, right, middle = (float(torch.softmax(z, -1)[0]) for z in (a, b, (a + b) / 2))
    chord = (left + right) / 2
    said = (
        f"$p_0$ at the two ends is {left:.6f} and {right:.6f}, so the chord has {chord:.6f} halfway. "
        f"$p_0$ itself has {middle:.6f} there."
    )
    if middle > chord + 1e-6:
        return Outcome(True, f"{said} Above the chord: $p_0$ is not convex.")
    if abs(middle - chord) <= 1e-6:
        if abs(left - right) > 1e-3:
            return Outcome(
                False,
                f"{said} On the way, $p_0$ bends upward first and downward later, and the two cancel. What "
                "if both ends are on one side of the turning point?",
            )
        return Outcome(False, f"{said} No difference worth a proof. Two ends further apart?")
    return Outcome(
        False,
        f"{said} Below the chord, just as convexity says. The sigmoid bends the other way somewhere: where?",
        "softmax is convex in each component",
    )


not_convex = Exercise(
    id="05.not_convex",
    title="Break it: a sentence in print",
    points=2,
    task=Witness(
        wants="a dict of two vectors of logits, `a` and `b`, with $p_0$ at their midpoint above the mean "
        "of $p_0$ at both",
        breaks=_refutes,
        count=2,
        names=("a", "b"),
    ),
    hints=(
        "Two classes will do, and then $p_0$ is the sigmoid of the gap $z_0 - z_1$. Sketch it.",
        "To the right of 0 the sigmoid bends downward. Take both ends there.",
        "Gaps 0 and 4, say: the midpoint has gap 2. What is the sigmoid there, and what is the mean of "
        "the two ends?",
    ),
)

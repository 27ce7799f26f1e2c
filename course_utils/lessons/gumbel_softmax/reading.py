"""Notebook 07: what PyTorch says of its own function, and how to read a table of estimators."""

from __future__ import annotations

from course_utils.checking import Choice, Exercise, Part

_TRUE_OR_FALSE = (True, False)

docstring = Exercise(
    id="07.docstring",
    title="Read it line by line",
    points=3,
    task=Choice(
        parts=(
            Part(
                "comment",
                "# ~Gumbel(logits, tau)",
                _TRUE_OR_FALSE,
                right=False,
                because={
                    True: (
                        "Take a score of 2 and tau = 1/2. The code divides all of `2 + g`, so the mean is "
                        "(2 + 0.577)/0.5 = 5.15. Gumbel(2, 0.5) has the mean 2.29. Which location and scale "
                        "does the code make?"
                    ),
                    False: (
                        "`comment`: it is Gumbel(logits/tau, 1/tau). The code is right, its comment is not."
                    ),
                },
                misconceptions={True: "Gumbel(logits, tau)"},
            ),
            Part(
                "tau",
                "tau: non-negative scalar temperature",
                _TRUE_OR_FALSE,
                right=False,
                because={
                    True: "Non-negative includes 0. What is a score divided by 0?",
                    False: "`tau`: it must be positive. 0 gives `nan`.",
                },
                misconceptions={True: "tau may be zero or negative"},
            ),
            Part(
                "logits",
                "logits: unnormalized log probabilities",
                _TRUE_OR_FALSE,
                right=True,
                because={
                    False: (
                        "You may think that they must be normalized. Add any constant to all of them: does "
                        "softmax((z + g)/tau) move? (Notebook 03.)"
                    ),
                    True: "`logits`: unnormalized is allowed, since softmax forgets a constant.",
                },
                misconceptions={False: "logits must be normalized"},
            ),
            Part(
                "one_hot",
                "makes the output value exactly one-hot",
                _TRUE_OR_FALSE,
                right=True,
                because={
                    False: (
                        "A healthy suspicion! But this order of operations keeps the promise. At the losers "
                        "0 - s + s is 0. At the winner 1 - s is exact from s = 1/2 on, and below that its "
                        "error "
                        "is too small to survive the last sum. It was tried with every float32 there is."
                    ),
                    True: "`one_hot`: for finite numbers it keeps this promise, in every dtype.",
                },
            ),
            Part(
                "because",
                "(since we add then subtract y_soft value)",
                _TRUE_OR_FALSE,
                right=False,
                because={
                    True: (
                        "Look at the code again, term by term, from the left. You have broken the other "
                        "order."
                    ),
                    False: (
                        "`because`: the code subtracts, then adds. The order that is described would break."
                    ),
                },
            ),
            Part(
                "gradient",
                "makes the gradient equal to y_soft gradient",
                _TRUE_OR_FALSE,
                right=True,
                because={
                    False: "Two of the three terms hand back no slope. Which one is left?",
                    True: "`gradient`: only the last term lets a slope through.",
                },
            ),
            Part(
                "differentiable",
                "[the same line] makes the sampling procedure differentiable",
                _TRUE_OR_FALSE,
                right=False,
                because={
                    True: (
                        "The forward pass still jumps from corner to corner, and its true slope is still 0. "
                        "What "
                        "comes back belongs to *another* function. Does a gradient's existence make it the "
                        "right one?"
                    ),
                    False: (
                        "`differentiable`: it defines a stand-in for a gradient. The function still jumps."
                    ),
                },
                misconceptions={True: "a gradient that exists is the right one"},
            ),
        ),
    ),
    hints=(
        "Four of the seven are false, and one of the others looks suspicious, but holds.",
        "For `comment` and `tau`, put in numbers. For `because`, read the line `ret = ...` from the left.",
        "`logits`, `one_hot` and `gradient` are true.",
    ),
)


estimator_table = Exercise(
    id="07.estimator_table",
    title="Read the table",
    points=2,
    task=Choice(
        parts=(
            Part(
                "honest",
                "Who has no bias at all?",
                ("REINFORCE", "Gumbel-softmax at tau 0.1", "straight-through"),
                right="REINFORCE",
                because={
                    "REINFORCE": "`honest`: REINFORCE. What is left of its bias is noise.",
                    "Gumbel-softmax at tau 0.1": (
                        "Its bias is small, but several error bars away from 0. Look again."
                    ),
                    "straight-through": (
                        "Autograd returned a gradient for it, and without complaint. Compare its bias with "
                        "the "
                        "length of the true gradient, 0.189. Does existing make it right?"
                    ),
                },
                misconceptions={"straight-through": "a gradient that exists is the right one"},
            ),
            Part(
                "colder",
                "tau goes down from 1 to 0.1. What do bias and variance of Gumbel-softmax do?",
                ("both fall", "bias falls, variance grows", "bias grows, variance falls"),
                right="bias falls, variance grows",
                because={
                    "bias falls, variance grows": "`colder`: and no tau makes both small.",
                    "both fall": "So colder would always be better. Look at the variances again.",
                    "bias grows, variance falls": (
                        "It is the other way round. Which limit is the true argmax?"
                    ),
                },
                misconceptions={"both fall": "the lower tau, the better"},
            ),
            Part(
                "one_draw",
                "One draw for each step. Who is nearest to the truth on average (bias² + variance)?",
                ("Gumbel-softmax at tau 2", "REINFORCE with baseline", "straight-through Gumbel at tau 0.1"),
                right="Gumbel-softmax at tau 2",
                because={
                    "Gumbel-softmax at tau 2": "`one_draw`: 0.122² + 0.0076 is 0.022, below 0.0376.",
                    "REINFORCE with baseline": (
                        "No bias, but its variance is 0.0376. Add up the two for tau 2."
                    ),
                    "straight-through Gumbel at tau 0.1": "Its variance alone is above 4. Look again.",
                },
                misconceptions={"REINFORCE with baseline": "unbiased is always nearer"},
            ),
            Part(
                "many_draws",
                "A hundred draws, averaged. Who now?",
                ("Gumbel-softmax at tau 2", "REINFORCE with baseline", "straight-through Gumbel at tau 0.1"),
                right="REINFORCE with baseline",
                because={
                    "REINFORCE with baseline": "`many_draws`: noise averages out, bias stays.",
                    "Gumbel-softmax at tau 2": (
                        "Averaging divides the variance by 100. What does it do to the bias of 0.12?"
                    ),
                    "straight-through Gumbel at tau 0.1": "4.28 / 100 is still 0.04. Who is far below that?",
                },
                misconceptions={"Gumbel-softmax at tau 2": "averaging removes bias"},
            ),
        ),
    ),
    hints=(
        "A bias is real if it is several times its error bar (the number behind ±).",
        "The mean squared error of n averaged draws is bias² + variance/n. Put in n = 1, then n = 100.",
        "At n = 1: 0.122² + 0.0076 = 0.022 against 0.0376. At n = 100: 0.015 against 0.0004.",
    ),
)

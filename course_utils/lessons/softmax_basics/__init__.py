"""The exercises of 01, From scores to probabilities, in the order in which the notebook asks them.

What they are tried on is in `cases`, what they ask in `questions`, what is said to
wrong answers in `feedback` and `feedback_on_batches`, `wrong_values` and `judges`, the proofs
are in `proofs`.
"""

from __future__ import annotations

import torch

from course_utils.checking import Bet, Choice, Exercise, Function, Property, Text, Value, Witness, rounding
from course_utils.lessons.softmax_basics import cases as on
from course_utils.lessons.softmax_basics import feedback as said
from course_utils.lessons.softmax_basics import feedback_on_batches as said_of_batches
from course_utils.lessons.softmax_basics import judges, proofs, surprise, wrong_values
from course_utils.lessons.softmax_basics import questions as ask


def _largest_output() -> dict[str, float]:
    # The corner is the maximum: p1 rises with z1 and falls with each of the others.
    z = torch.tensor([-2.0, 2.0, -2.0], dtype=torch.float64)
    return {"z0": -2.0, "z1": 2.0, "z2": -2.0, "p1": float(torch.softmax(z, -1)[1])}


first_bets = Exercise(
    id="01.first_bets",
    title="Three bets on a formula",
    task=Bet(
        parts=ask.FIRST_BETS,
        outcome=ask.first_bets_come_out,
    ),
)

softmax_of_a_vector = Exercise(
    id="01.softmax_of_a_vector",
    title="Softmax of a vector",
    points=2,
    task=Function(
        name="softmax",
        reference=lambda z: torch.softmax(z, -1),
        cases=on.vectors,
        tolerance=rounding.softmax(),
        properties=(Property("the sum", lambda case, p: bool((p.sum() - 1).abs() < 0.05)),),
        without=("softmax", "log_softmax"),
        misconceptions=said.SOFTMAX_OF_A_VECTOR,
    ),
    hints=(
        "Read the formula aloud: exponentiate, add up, divide. Three words, three steps.",
        "`z.exp()` does the first step for all classes at once. `.sum()` does the second.",
        "With `e = z.exp()`, the share of each class is its own entry of `e` over the sum of all of `e`.",
    ),
)

largest_output = Exercise(
    id="01.largest_output",
    title="The largest output 1",
    task=Value(
        expected=_largest_output,
        tolerance=5e-4,
        wrong=wrong_values.LARGEST_OUTPUT,
    ),
    hints=(
        "Move one slider at a time and watch only the middle bar.",
        "What helps class 1: a higher score of its own, or lower scores of the others? Nobody says you "
        "must choose.",
        "Push `z1` to its right end and the other two to their left end, then read the middle bar.",
    ),
)

sums_to_one = proofs.sums_to_one
ratio_proof = proofs.ratio_proof

order_kept = Exercise(
    id="01.order_kept",
    title="What the gaps say",
    task=Choice(
        parts=ask.ORDER_KEPT,
    ),
    hints=(
        "Write $p_3$ and $p_4$ as fractions, one below the other.",
        "Divide the first fraction by the second. The total stands in both.",
        "$p_3/p_4 = e^{5}/e^{4} = e^{5-4}$. Nothing in it mentions another class.",
    ),
)

exactly_bets = Exercise(
    id="01.exactly_bets",
    title="Exactly?",
    task=Bet(
        parts=ask.EXACTLY_BETS,
        outcome=ask.exactly_bets_come_out,
    ),
)

printed_one = Exercise(
    id="01.printed_one",
    title="A printed 1.0000",
    task=Witness(
        wants="two float32 vectors: `nearly`, whose largest output prints as 1.0000 and is below 1, and "
        "`exactly`, whose largest output is 1",
        breaks=judges.judge_printed_one,
        count=2,
        names=("nearly", "exactly"),
    ),
    hints=(
        "Two classes will do, one of them with score 0. How does the larger output depend on the gap?",
        "It prints as 1.0000 once it is above 0.99995: the loser then gets less than 0.00005. Which gap "
        "does that take? `torch.log` can tell.",
        "The loser gets about $e^{-gap}$. A gap of 12 prints as 1.0000 and is not 1. For float32 to round "
        "to 1 the loser must drop below $2^{-24}$: about $e^{-16.6}$.",
    ),
)

tied_outputs = Exercise(
    id="01.tied_outputs",
    title="Two scores, one output",
    task=Witness(
        wants="a float32 vector with two different finite scores whose outputs are equal",
        breaks=judges.judge_tied_outputs,
    ),
    hints=(
        "There are two roads: two scores that are very close, or two scores that are very low.",
        "A float32 near 0.5 cannot move by less than about $3 \\cdot 10^{-8}$. And the smallest positive "
        "float32 is about $e^{-103}$.",
        "Try one class with score 0 and two others far below -104, at different depths.",
    ),
)

sigmoid_proof = proofs.sigmoid_proof

two_classes = Exercise(
    id="01.two_classes",
    title="Two classes, one number",
    task=Function(
        name="probability_of_class_1",
        reference=lambda z: torch.softmax(z, -1)[..., 1],
        cases=on.pairs,
        tolerance=on.two_class_error,
        properties=(Property("the range", lambda case, p: bool(((p > 0) & (p < 1)).all())),),
        without=("softmax", "log_softmax"),
        misconceptions=said.TWO_CLASSES,
    ),
    hints=(
        "Start from the fraction $p_1 = e^{z_1} / (e^{z_0} + e^{z_1})$ and divide top and bottom by "
        "$e^{z_1}$.",
        "You get $p_1 = 1 / (1 + e^{-d})$, with $d = z_1 - z_0$. The two scores are `z[..., 0]` and "
        "`z[..., 1]`.",
        "`d = z[..., 1] - z[..., 0]`, then one over one plus the exponential of `-d`.",
    ),
)

logits_from_probabilities = Exercise(
    id="01.logits_from_probabilities",
    title="Backwards: logits from probabilities",
    task=Function(
        name="logits_from",
        reference=torch.log,
        cases=on.distributions,
        tolerance=on.logit_error,
        canonical=on.up_to_a_constant,
        misconceptions=said.LOGITS_FROM_PROBABILITIES,
    ),
    hints=(
        "Softmax exponentiates and divides by the total. The total is the same for all classes: is it "
        "worth worrying about?",
        "You know $p_i = e^{z_i} / S$ and want $z_i$. Which function undoes $e^x$?",
        "$\\log p_i = z_i - \\log S$. So the logs of the probabilities *are* logits, with the constant "
        "$\\log S$ taken off all of them.",
    ),
)

soft_what = Exercise(
    id="01.soft_what",
    title="Soft what?",
    task=Choice(
        parts=ask.SOFT_WHAT,
    ),
    hints=(
        "Look at the shapes first: what goes in, and how many numbers come out?",
        "The table above has a row of five numbers and a single number at each factor. Towards what does "
        "each go as the scores are spread?",
        "logsumexp is the log of a sum that holds $e^{max}$ and other positive terms. Softmax has one "
        "output per class.",
    ),
)

softmax_any_dim = Exercise(
    id="01.softmax_any_dim",
    title="Softmax over any dim",
    points=3,
    task=Function(
        name="softmax_dim",
        reference=lambda z, dim=-1: torch.softmax(z, dim),
        cases=on.any_dim,
        tolerance=rounding.softmax(),
        properties=(
            Property("the range", lambda case, p: bool(((p >= 0) & (p <= 1.01)).all())),
            Property(
                "the sums", lambda case, p: bool(((p.sum(case.kwargs.get("dim", -1)) - 1).abs() < 0.05).all())
            ),
        ),
        without=("softmax", "log_softmax"),
        misconceptions=said_of_batches.SOFTMAX_ANY_DIM,
    ),
    hints=(
        "It is your vector softmax, with one question more: over which dimension does the sum run?",
        "`e.sum(dim)` has one dimension fewer than `e`. Then `e / e.sum(dim)` lines up from the right, "
        "which is not what you mean.",
        "`e.sum(dim, keepdim=True)` keeps a dimension of size 1 in that place, and the division spreads "
        "each total over its own row.",
    ),
)

mean_nll = Exercise(
    id="01.mean_nll",
    title="Mean negative log-likelihood",
    points=3,
    task=Function(
        name="mean_nll",
        reference=lambda z, y: torch.nn.functional.cross_entropy(z, y),
        cases=on.labelled_scores,
        tolerance=on.mean_nll_error,
        without=("nll_loss_forward",),
        misconceptions=said_of_batches.MEAN_NLL,
    ),
    hints=(
        "Three steps: probabilities for each row; from each row the entry of its true class; minus the "
        "mean of the logs.",
        "To pick entry `y[n]` from row `n` for all rows at once: `p[torch.arange(len(y)), y]`. (`y` may "
        "live on another device than `arange` makes; `torch.arange(len(y), device=y.device)` is safe.)",
        "Softmax over `dim=-1`, pick the true class's entries as above, `.log()`, `.mean()`, and a minus "
        "sign in front.",
    ),
)

most_surprised = Exercise(
    id="01.most_surprised",
    title="The picture that surprised the model most",
    task=Value(
        expected=lambda: surprise.most_surprising()._asdict(),
        tolerance=1e-4,
        wrong=wrong_values.MOST_SURPRISED,
    ),
    hints=(
        "First the probability of the true class in each row, as in `mean_nll`, but without the mean.",
        "The most surprising row is where that probability is smallest: `.argmin()`.",
        "With `true = probs[torch.arange(len(y)), y]`: the row is `true.argmin()`, the probability "
        "`true.min()`, and the guess is the `argmax` of that row of `probs`.",
    ),
)

bayes_proof = proofs.bayes_proof

posterior = Exercise(
    id="01.posterior",
    title="Bayes' rule by softmax",
    points=2,
    task=Function(
        name="posterior",
        reference=lambda prior, likelihood: torch.softmax(prior.log() + likelihood.log(), -1),
        cases=on.priors_and_likelihoods,
        tolerance=on.posterior_error,
        properties=(Property("the sums", lambda case, p: bool(((p.sum(-1) - 1).abs() < 1e-3).all())),),
        misconceptions=said_of_batches.POSTERIOR,
    ),
    hints=(
        "Which score must a class have, so that its exponential is prior times likelihood?",
        "The log of a product is the sum of the logs: `prior.log() + likelihood.log()` are the scores.",
        "Give these scores to a softmax over the last dimension. Broadcasting adds the prior to each "
        "observation.",
    ),
)

explain_exp = Exercise(
    id="01.explain_exp",
    title="Explain it to a friend",
    points=2,
    task=Text(
        min_words=15,
        model_answer="""
            Sharing out the scores themselves breaks as soon as one is negative, or when they add up to zero.
            So each score first goes through the exponential, which makes it positive and keeps the order;
            then each class gets its part of the total, so all parts add up to one. Because an exponential
            turns differences into ratios, a lead of one point always means 2.72 times the probability,
            whoever else is in the race and wherever the zero of the scale is. That is why scores 2 and 1
            share 73 to 27, and scores 102 and 101 do too.
        """,
        rubric=(
            "Says why dividing the raw scores by their sum fails (a negative score, or a sum of zero).",
            "Says what exp does: every number becomes positive, the order is kept.",
            "Says that dividing by the total makes the parts add up to one.",
            "Says that a difference in score becomes a ratio of probabilities (a factor e per point), in "
            "the friend's words.",
        ),
    ),
)

"""How answers of 01 go wrong, and what to say to each: it names the idea and asks the next question."""

from __future__ import annotations

import torch

from course_utils.checking import Misconception, WrongValue
from course_utils.lessons import softmax_basics_surprise as surprise

SOFTMAX_OF_A_VECTOR = (
    Misconception(
        "scores divided by their sum",
        "It looks as if you divide the scores themselves by their sum. What happens to a negative score "
        "then? Which step of the formula comes first?",
        mimic=lambda z: z / z.sum(),
    ),
    Misconception(
        "not divided by the total",
        "These are the exponentials. They are positive, but they don't share one unit among them. What do "
        "you still divide by?",
        mimic=lambda z: z.exp(),
    ),
    Misconception(
        "divided by the largest, not by the sum",
        "It looks as if you divide by the *largest* exponential, so the winner always gets 1. What must "
        "all the outputs add up to?",
        mimic=lambda z: z.exp() / z.exp().max(),
    ),
    Misconception(
        "divided by the number of classes",
        "It looks as if you divide by the *number* of classes. By what should you divide, so that the "
        "shares add up to 1?",
        mimic=lambda z: z.exp() / len(z),
    ),
    Misconception(
        "a sigmoid for each score",
        "It looks as if each score goes through $1/(1 + e^{-z})$ by itself. Where do the *other* classes "
        "come into your formula?",
        mimic=lambda z: torch.sigmoid(z),
    ),
    Misconception(
        "2 instead of e",
        "It looks as if the base is 2. That is a fine family member (you meet it in 04), but which base "
        "does `exp` have?",
        mimic=lambda z: 2**z / (2**z).sum(),
    ),
)

LARGEST_OUTPUT = (
    WrongValue(
        1.0,
        "a softmax output of 1",
        "1 would leave nothing for the other two, and an exponential is never 0. What do the sliders allow?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and abs(float(v) - 0.7870) < 6e-4,
        "only one slider moved",
        "You have pushed class 1 up, but left the other two at 0. Which way should they go to leave more "
        "for class 1?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and abs(float(v) - 1 / 3) < 6e-4,
        "all sliders moved alike",
        "A third is what it gets when all three scores are equal. Do the scores themselves matter, or the "
        "gaps?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and abs(float(v) - 0.0177) < 6e-4,
        "another class's output",
        "That is the output of another class. Classes are counted from 0: output 1 is the one in the middle.",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and abs(float(v)) <= 2,
        "a slider not at its end",
        "Move that slider a little, both ways: does output 1 grow? Go on in that direction as far as it "
        "lets you.",
    ),
)

TWO_CLASSES = (
    Misconception(
        "the gap taken the wrong way round",
        "That is the probability of class *0*: the two have changed places. Which score must be larger "
        "for class 1 to win?",
        mimic=lambda z: torch.sigmoid(z[..., 0] - z[..., 1]),
    ),
    Misconception(
        "only one score used",
        "It looks as if you use $z_1$ alone. If both scores rise by 5, should the probability change?",
        mimic=lambda z: torch.sigmoid(z[..., 1]),
    ),
    Misconception(
        "the sum of the scores",
        "It looks as if you *add* the scores. When both are equal the answer is 1/2, however large they "
        "are. What is 0 for equal scores?",
        mimic=lambda z: torch.sigmoid(z[..., 0] + z[..., 1]),
    ),
    Misconception(
        "a sigmoid for each score",
        "You return a number for each class. One number per pair is wanted, made from the *gap* of the "
        "two. Which dimension should be gone?",
        symptom=lambda s: s.kind == "shape" and s.got is not None and s.got.shape == s.case.args[0].shape,
    ),
    Misconception(
        "first and second row instead of column",
        "With a batch, the two scores of a pair stand in the *last* dimension. Does `z[1]` take the "
        "second score or the second pair?",
        symptom=lambda s: s.kind in ("shape", "values") and s.case.args[0].dim() > 1,
    ),
)

LOGITS_FROM_PROBABILITIES = (
    Misconception(
        "probabilities used as logits",
        "You hand back the probabilities themselves. Softmax of (0.7, 0.2, 0.1) is (0.46, 0.28, 0.25), "
        "not (0.7, 0.2, 0.1). What undoes an exponential?",
        mimic=lambda p: p.clone(),
    ),
    Misconception(
        "odds of each class against all others",
        "It looks as if you take $\\log(p/(1-p))$ of each class. For two classes that makes the gap "
        "*twice* too large. Which formula did you invert: the sigmoid or the softmax?",
        mimic=lambda p: torch.log(p / (1 - p)),
    ),
    Misconception(
        "exp instead of log",
        "It looks as if you take the exponential. Softmax does that already: what undoes it?",
        mimic=lambda p: p.exp(),
    ),
    Misconception(
        "log to base 2 or 10",
        "It looks as if your logarithm has another base. Which one undoes `exp`?",
        mimic=lambda p: torch.log2(p),
    ),
    Misconception(
        "log to base 2 or 10",
        "It looks as if your logarithm has another base. Which one undoes `exp`?",
        mimic=lambda p: torch.log10(p),
    ),
    Misconception(
        "minus sign",
        "It looks as if the sign is turned: your most likely class has the lowest score. Is the log of a "
        "number below 1 already negative?",
        mimic=lambda p: -p.log(),
    ),
)

SOFTMAX_ANY_DIM = (
    Misconception(
        "lost keepdim",
        "It looks as if the summed dimension got lost, and broadcasting then lined the totals up with the "
        "*wrong* one: row totals went to columns. Which option of `sum` keeps a dimension of size 1?",
        mimic=lambda z, dim=-1: z.exp() / z.exp().sum(dim),
    ),
    Misconception(
        "one total for the whole tensor",
        "It looks as if everything shares one unit: the sum runs over the whole tensor. Each row (or "
        "column) has a unit of its own: what does `sum` need to know?",
        mimic=lambda z, dim=-1: z.exp() / z.exp().sum(),
    ),
    Misconception(
        "dim ignored",
        "You always normalize over the last dimension, whatever `dim` says. Where does `dim` appear in "
        "your code?",
        mimic=lambda z, dim=-1: torch.softmax(z, -1),
    ),
    Misconception(
        "always the first dim",
        "You always normalize over dimension 0, whatever `dim` says. In a batch that mixes different "
        "pictures: where does `dim` appear in your code?",
        mimic=lambda z, dim=-1: torch.softmax(z, 0),
    ),
    Misconception(
        "the other dim",
        "Rows and columns have changed places. `dim` is the dimension that is summed *over*, the one that "
        "disappears. Which one is that in a row sum?",
        mimic=lambda z, dim=-1: torch.softmax(z, -1 if z.dim() == 1 else (dim % z.dim() + 1) % z.dim()),
    ),
    Misconception(
        "no division",
        "These are the exponentials; nobody divides them. What do the rows of your result add up to?",
        mimic=lambda z, dim=-1: z.exp(),
    ),
)

MEAN_NLL = (
    Misconception(
        "the favorite's probability instead of the true class's",
        "It looks as if you take the *largest* probability of each row. A model that is sure and wrong "
        "would then look good. Whose probability should count, the favorite's or the true class's?",
        mimic=lambda z, y: -torch.log_softmax(z, -1).amax(-1).mean(),
    ),
    Misconception(
        "scores instead of probabilities",
        "It looks as if you average the true class's *score*. Add 10 to every score: should the loss change?",
        mimic=lambda z, y: -z.gather(-1, y[:, None]).mean(),
    ),
    Misconception(
        "no minus sign",
        "The size is right, the sign is not: the log of a probability is negative. What does *negative* "
        "log-likelihood ask for?",
        mimic=lambda z, y: torch.log_softmax(z, -1).gather(-1, y[:, None]).mean(),
    ),
    Misconception(
        "no logarithm",
        "It looks as if you average the probabilities themselves. What should the loss be when the true "
        "class gets all of it: 1 or 0?",
        mimic=lambda z, y: torch.softmax(z, -1).gather(-1, y[:, None]).mean(),
    ),
    Misconception(
        "the log of the mean",
        "It looks as if you average first and take the log after. The two do not commute: which comes "
        "first in *mean negative log-likelihood*, read from the right?",
        mimic=lambda z, y: -torch.softmax(z, -1).gather(-1, y[:, None]).mean().log(),
    ),
    Misconception(
        "the sum, not the mean",
        "It looks as if you add up the rows. Twice the pictures would then mean twice the loss. What do "
        "you divide by?",
        mimic=lambda z, y: torch.nn.functional.cross_entropy(z, y, reduction="sum"),
    ),
    Misconception(
        "every label for every row",
        "It looks as if `[:, y]` gave each row *all* the labels: an N by N table. Each row has one true "
        "class. How do you pick one entry from each row?",
        mimic=lambda z, y: -torch.log_softmax(z, -1)[:, y].mean(),
    ),
    Misconception(
        "averaged over all classes",
        "It looks as if the mean runs over all N times K entries, most of them zero. How many losses are "
        "there: one per picture, or one per class?",
        mimic=lambda z, y: torch.nn.functional.cross_entropy(z, y) / z.shape[-1],
    ),
    Misconception(
        "log to base 2",
        "It looks as if your logarithm has base 2: that loss is in bits. Which log does the formula have?",
        mimic=lambda z, y: torch.nn.functional.cross_entropy(z, y) / torch.log(torch.tensor(2.0)),
    ),
    Misconception(
        "not averaged",
        "You return one loss per picture. They are right to want one number for all: what is still missing?",
        symptom=lambda s: s.kind == "shape" and s.got is not None and s.got.shape == s.case.args[1].shape,
    ),
)

MOST_SURPRISED = (
    WrongValue(
        lambda v: v.dim() == 0 and int(v) == surprise.least_confident(),
        "unsure instead of surprised",
        "That is the picture on which the model is most *unsure*: its largest probability is the "
        "smallest. Surprise asks about another probability in the row. Which?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and int(v) == surprise.least_surprising() and float(v) == int(v),
        "the least surprising picture",
        "That is the picture that surprised it *least*. Do you want the largest or the smallest "
        "probability of the true class?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and abs(float(v) - surprise.favorite()) < 1e-3,
        "the favorite's probability",
        "That is what the model gave its *favorite*. Surprise is about the class that was true. What did "
        "that one get?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and abs(float(v) + surprise.log_probability()) < 1e-2,
        "the loss instead of the probability",
        "That is $-\\log p_y$, the loss. The probability itself is wanted: what undoes the log and the "
        "minus?",
    ),
    WrongValue(
        lambda v: v.dim() == 0 and float(v) == surprise.label(),
        "the label instead of the guess",
        "That is what the picture *is*. What did the model take it for?",
    ),
)

POSTERIOR = (
    Misconception(
        "the prior left out",
        "It looks as if the prior plays no part. A rare class then wins as easily as a common one. What "
        "is multiplied with the likelihood?",
        mimic=lambda prior, likelihood: likelihood / likelihood.sum(-1, keepdim=True),
    ),
    Misconception(
        "probabilities used as logits",
        "It looks as if you give softmax the *products*, and not their logs. Softmax will exponentiate "
        "what it gets. What must go in, so that the joint probability comes out of `exp`?",
        mimic=lambda prior, likelihood: torch.softmax(prior * likelihood, -1),
    ),
    Misconception(
        "added without logs",
        "It looks as if you add prior and likelihood. Adding is for *logs* of probabilities; the "
        "probabilities themselves are multiplied. Where is the log?",
        mimic=lambda prior, likelihood: torch.softmax(prior + likelihood, -1),
    ),
    Misconception(
        "added without logs",
        "It looks as if you add prior and likelihood. Both must hold for the joint event: is that a sum "
        "or a product?",
        mimic=lambda prior, likelihood: (prior + likelihood) / (prior + likelihood).sum(-1, keepdim=True),
    ),
    Misconception(
        "the joint, not yet the posterior",
        "These are the joint probabilities: they add up to the probability of the observation, not to 1. "
        "What does Bayes' rule divide by?",
        mimic=lambda prior, likelihood: prior * likelihood,
    ),
    Misconception(
        "normalized over the observations",
        "With several observations you normalize over *them*. Each observation has a posterior over "
        "classes of its own. Which dimension holds the classes?",
        mimic=lambda prior, likelihood: torch.softmax(prior.log() + likelihood.log(), 0),
    ),
    Misconception(
        "normalized over everything",
        "With several observations they all share one unit. Each observation has a posterior of its own. "
        "Which dimension holds the classes?",
        mimic=lambda prior, likelihood: prior * likelihood / (prior * likelihood).sum(),
    ),
)

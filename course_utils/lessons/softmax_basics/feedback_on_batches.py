"""How functions of a batch go wrong in 01, and what to say: it names the idea and asks the next question."""

from __future__ import annotations

import math

import torch

from course_utils.checking import Misconception
from course_utils.lessons.softmax_basics.common_mistakes import DTYPE_LOST, ONE_NUMBER

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
        "You always normalize over dimension 0, whatever `dim` says. In a batch, the pictures would then "
        "share one unit among them. Where does `dim` appear in your code?",
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
    Misconception(
        "always dimension 1",
        "You always normalize over dimension 1, whatever `dim` says. A vector has no such dimension. Where "
        "does `dim` appear in your code?",
        mimic=lambda z, dim=-1: z.exp() / z.exp().sum(1, keepdim=True),
    ),
    Misconception(
        "the summed dim put back at the end",
        "It looks as if you put the lost dimension back at the *end* (`[..., None]`). That is its place only "
        "for `dim=-1`. Which option of `sum` keeps it where it was?",
        mimic=lambda z, dim=-1: z.exp() / z.exp().sum(dim)[..., None],
    ),
    Misconception(
        "0 as the default dim",
        "With a `dim` it is right. Without one your function takes dimension 0. Which default does the first "
        "line of the cell promise?",
        mimic=lambda z, dim=0: torch.softmax(z, dim),
    ),
    Misconception(
        "the other dim",
        "It looks as if you sum over `1 - dim`. `dim` is the dimension that is summed *over*; and where is "
        "`1 - dim` for a `dim` of -1, or in a cube?",
        mimic=lambda z, dim=-1: z.exp() / z.exp().sum(1 - dim, keepdim=True),
    ),
    Misconception(
        "dims left in another order",
        "It looks as if you move `dim` to the end and leave it there. The result should have the shape of "
        "`z`, each share where its score was. What undoes the move?",
        mimic=lambda z, dim=-1: torch.softmax(z.movedim(dim, -1), -1),
    ),
    Misconception(
        "divided by the largest, not by the sum",
        "It looks as if you divide by the *largest* exponential, so each winner gets 1. What must the "
        "outputs along `dim` add up to?",
        mimic=lambda z, dim=-1: z.exp() / z.exp().amax(dim, keepdim=True),
    ),
    Misconception(
        "softmin",
        "It looks as if a minus sign stands in the exponent: your *lowest* score gets the largest share. "
        "Which score should win?",
        mimic=lambda z, dim=-1: torch.softmax(-z, dim),
    ),
    DTYPE_LOST,
    ONE_NUMBER,
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
        mimic=lambda z, y: torch.nn.functional.cross_entropy(z, y) / math.log(2),
    ),
    Misconception(
        "not averaged",
        "You return a loss for each picture. One number is asked for: what is still to be done with them?",
        symptom=lambda s: s.kind == "shape" and s.got is not None and s.got.shape == s.case.args[1].shape,
    ),
    Misconception(
        "no logarithm",
        "It looks as if you average the probabilities, with a minus sign. What should the loss be when the "
        "true class gets all of it: -1 or 0?",
        mimic=lambda z, y: -torch.softmax(z, -1).gather(-1, y[:, None]).mean(),
    ),
    Misconception(
        "one minus the probability",
        "It looks as if you average $1 - p$. That is never more than 1, however surprised the model was. "
        "Which function of $p$ grows without bound as $p$ goes to 0?",
        mimic=lambda z, y: 1 - torch.softmax(z, -1).gather(-1, y[:, None]).mean(),
    ),
    Misconception(
        "the labels left out",
        "It looks as if you average $-\\log p$ over *all* classes, true or not. Which entry of each row does "
        "`y` point to?",
        mimic=lambda z, y: -torch.log_softmax(z, -1).mean(),
    ),
    Misconception(
        "divided by the number of classes",
        "It looks as if you divide the total by the number of *classes*. A mean over pictures divides by the "
        "number of pictures: which side of `z` is that?",
        mimic=lambda z, y: torch.nn.functional.cross_entropy(z, y, reduction="sum") / z.shape[-1],
    ),
    Misconception(
        "softmax over the pictures",
        "It looks as if your softmax runs over dimension 0, so the pictures share one unit. Which dimension "
        "holds the classes?",
        mimic=lambda z, y: -torch.log_softmax(z, 0).gather(-1, y[:, None]).mean(),
    ),
    Misconception(
        "softmax twice",
        "It looks as if softmax is applied twice, the second time to probabilities. Does the function that "
        "you call want scores or probabilities?",
        mimic=lambda z, y: torch.nn.functional.cross_entropy(torch.softmax(z, -1), y),
    ),
    DTYPE_LOST,
    ONE_NUMBER,
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
    Misconception(
        "lost keepdim",
        "For one observation it is right. For several, the summed dimension got lost, and the totals went to "
        "the *classes*, not to the observations. Which option of `sum` keeps a dimension of size 1?",
        mimic=lambda prior, likelihood: prior * likelihood / (prior * likelihood).sum(-1),
    ),
    Misconception(
        "the scores, not yet the posterior",
        "These are the log-joint *scores*, the logits. They are negative and don't add up to 1. Which "
        "function turns scores into probabilities?",
        mimic=lambda prior, likelihood: prior.log() + likelihood.log(),
    ),
    Misconception(
        "the log of the posterior",
        "These are the *logs* of the right probabilities. What undoes a log, or which function would not "
        "have taken it?",
        mimic=lambda prior, likelihood: torch.log_softmax(prior.log() + likelihood.log(), -1),
    ),
    Misconception(
        "the prior without its log",
        "It looks as if you add the prior itself to the log-likelihood. In the score of a class, what stands "
        "for a *factor* $P(k)$?",
        mimic=lambda prior, likelihood: torch.softmax(prior + likelihood.log(), -1),
    ),
    Misconception(
        "divided by the prior",
        "It looks as if you divide by the prior: a common class then loses. Is the joint probability a "
        "product or a ratio?",
        mimic=lambda prior, likelihood: torch.softmax(likelihood.log() - prior.log(), -1),
    ),
    Misconception(
        "the likelihood left out",
        "You return the prior: the observation changes nothing. What is the prior multiplied with?",
        mimic=lambda prior, likelihood: prior.expand_as(likelihood),
    ),
    DTYPE_LOST,
    ONE_NUMBER,
)

# %% [markdown]
# # 01 · From scores to probabilities
#
# A model looks at a picture and gives five classes a score:
#
# $$z = (2, 1, 3, 5, 4)$$
#
# Class 3 is ahead. Fine. But *how sure* is the model? Class 4 is one point behind: is it half as likely, a fifth less
# likely, or out of the race?
#
# Scores don't say. Probabilities do. This notebook is about the function that turns the first into the second:
# **softmax**. You will write it, pull it about with sliders, catch it breaking its own promises, and read
# handwritten digits with it.
#
# You need a little Python, `exp` and `log`. No calculus. We count classes from 0, as Python does: the five scores
# are $z_0$ to $z_4$. About two hours; a good place to stop is before "Backwards".

# %% tags=["setup"]
try:
    import course_utils
except ModuleNotFoundError:
    raise ModuleNotFoundError(
        "The course is not installed in this kernel. In a terminal, in the course's folder, run: make lab"
    ) from None

from fractions import Fraction

import torch

from course_utils.derivation import K, Sum, derive, exp, log, sigmoid
from course_utils.lessons import digits
from course_utils.lessons import softmax_basics as ex
from course_utils.lessons.softmax_basics import demos
from course_utils.lessons.softmax_basics.proofs import Softmax, i, j, likelihood, p, prior, total, z

# %% [markdown]
# ## A first idea
#
# Probabilities are never negative, and together they make 1. So why not give each class its part of all the points?

# %%
scores = torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0])
scores / scores.sum()

# %% [markdown]
# Not bad: five numbers, none negative, and they make 1. Now class 1 has a bad day and scores $-3$.

# %%
bad_day = torch.tensor([2.0, -3.0, 3.0, 5.0, 4.0])
bad_day / bad_day.sum()

# %% [markdown]
# A probability of $-0.27$. (And what would you divide by if the scores were $-1$, 0 and 1?)
#
# A score may be any number. So before we share anything out, each score has to become *positive*, and a larger score
# has to stay larger. The exponential does both. Other functions do too; this one has a gift of its own, which you will
# see in a minute.

# %% [markdown]
# ## The formula
#
# Exponentiate. Add up. Share out.
#
# $$p_i = \frac{e^{z_i}}{\sum_{k=0}^{K-1} e^{z_k}}$$
#
# That is softmax (Bridle, 1990, gave it the name). $K$ is the number of classes, here 5. The scores $z_i$ are called **logits**, and we write
# $p = \mathrm{softmax}(z)$.

# %% tags=["figure"]
demos.scores_to_shares()

# %% [markdown]
# Scores 5 and 4 looked close. Their shares, 0.64 and 0.23, do not: the exponential turned a lead of one point into
# a factor.
#
# ### Three bets
#
# Use the formula, your head and no computer. A bet is recorded, never marked: the point is to be surprised. What do
# the classes get
#
# - `equal`: with scores 3, 3, 3?
# - `dominant`: the *last* class, with scores 0, 0, 10?
# - `opposite`: with scores $-2$, 2?

# %% exercise="01.first_bets" role="answer"
### BEGIN SOLUTION
#: equal: "1/3", "1" or "more than 1/3"
#: dominant: "exactly 1", "almost 1" or "0.8 to 0.9"
#: opposite: "-0.50 and 0.50", "0.12 and 0.88", "0.02 and 0.98" or "0.00 and 1.00"
first_bets = dict(equal="1/3", dominant="almost 1", opposite="0.02 and 0.98")
### END SOLUTION

# %% exercise="01.first_bets" role="check"
ex.first_bets.check(first_bets)

# %% [markdown]
# ### Write it
#
# `z` is a vector of scores, `z.exp()` exponentiates all of them at once. From here on, the pictures draw *your*
# softmax as soon as it is right.
#
# Use the formula as it stands; the scores here are small. What happens when they are not is a story of its own, and
# it fills notebook 02.


# %% exercise="01.softmax_of_a_vector" role="answer"
def softmax(z: torch.Tensor) -> torch.Tensor:
    """Softmax of a vector of K scores; same shape and dtype as `z`."""
    ### BEGIN SOLUTION
    e = z.exp()
    return e / e.sum()
    ### END SOLUTION


# %% exercise="01.softmax_of_a_vector" role="check"
ex.softmax_of_a_vector.check(softmax)

# %% [markdown]
# Stuck? `ex.softmax_of_a_vector.hint()` in a new cell gives a nudge, then a stronger one. Every exercise here has
# hints, except the bets and the last question.
#
# ## Play
#
# Three scores, three sliders from $-2$ to 2. Move one of them. Why do *all* bars move?

# %% tags=["demo"]
demos.three_sliders(ex.softmax_of_a_vector.for_demo(softmax))

# %% [markdown]
# **Where is output 1 largest?** Push the three sliders until the bar in the middle cannot grow any more. Write down
# where that is and what output 1 (`p1`) is there, to four decimals.

# %% exercise="01.largest_output" role="answer"
### BEGIN SOLUTION
largest_output = dict(z0=-2, z1=2, z2=-2, p1=0.9647)
### END SOLUTION

# %% exercise="01.largest_output" role="check"
ex.largest_output.check(largest_output)

# %% [markdown]
# The class at its best, the others at their worst, and still not 1. However far the sliders went, mathematics would
# leave something for the other two, because $e^x$ is never zero.

# %% [markdown]
# ## What softmax keeps
#
# **It shares out one unit.** All fractions have the same denominator, and that is the sum of the numerators. That is the idea. Prove it, for every $K$ and
# all scores, negative ones too:
#
# $$\sum_i p_i = 1$$
#
# As in 00: `derive` takes a start, and each line below is `(expression, "rule")`, equal to the line above by that one rule. The letters come from
# the first cell of this page: `z` are the scores, `p` is their softmax, `i` and `j` are classes, and `total` is the denominator that all shares have in common.
#
# In proofs write `exp(z[i])`, not `z[i].exp()`: these are letters, no tensors. In verdicts, names are written out: `p[i]` appears as `Softmax(z)[i]`, and a
# second index may be called `k_`.

# %%
total

# %% [markdown]
# | rule | what it allows |
# |---|---|
# | `"definition"` | put `exp(z[i]) / total` for `p[i]`, or the other way round, for any class |
# | `"constant out of a sum"` | $\sum_k c\,x_k = c \sum_k x_k$ if $c$ is the same for every $k$; a common denominator may go below the sum |
# | `"cancel"` | $\frac{c\,a}{c\,b} = \frac{a}{b}$ and $\frac{a}{a} = 1$ |
# | `"rearrange"` | the order of terms and factors |

# %% exercise="01.sums_to_one" role="answer"
### BEGIN SOLUTION
sums_to_one = derive(
    Sum(p[i] for i in K),
    #: your lines, down to 1
    (Sum(exp(z[i]) / total for i in K), "definition"),
    (Sum(exp(z[i]) for i in K) / total, "constant out of a sum"),
    (1, "cancel"),
)
### END SOLUTION

# %% exercise="01.sums_to_one" role="check"
ex.sums_to_one.check(sums_to_one)

# %% [markdown]
# **It turns gaps into ratios.** How much likelier is class $i$ than class $j$? Divide one probability by the other. Both have the same total in
# them. So what is left, in the end, is nothing but the gap:
#
# $$\frac{p_i}{p_j} = e^{z_i - z_j}$$
#
# Rules as above: `"definition"`, `"cancel"`, `"rearrange"`. And a new one:
#
# | rule | what it allows |
# |---|---|
# | `"exp of a sum"` | $e^{a+b} = e^a\,e^b$, and with a minus $e^{a-b} = e^a / e^b$ |

# %% exercise="01.ratio_proof" role="answer"
### BEGIN SOLUTION
ratio_proof = derive(
    p[i] / p[j],
    #: your lines, down to exp(z[i] - z[j])
    ((exp(z[i]) / total) / (exp(z[j]) / total), "definition"),
    (exp(z[i]) / exp(z[j]), "cancel"),
    (exp(z[i] - z[j]), "exp of a sum"),
)
### END SOLUTION

# %% exercise="01.ratio_proof" role="check"
ex.ratio_proof.check(ratio_proof)

# %% [markdown]
# Now you can answer the question from the top of the page.
#
# - `ratio`: with scores $(2, 1, 3, 5, 4)$, how many times larger is the probability of class 3 than of class 4?
# - `newcomer`: a sixth class joins, with score 6. What happens to that ratio?
# - `order`: in exact arithmetic, can a class with a smaller score get the larger probability?

# %% exercise="01.order_kept" role="answer"
### BEGIN SOLUTION
#: ratio: "1.25", "2.72" or "it depends on the other scores"
#: newcomer: "it shrinks", "it stays" or "it grows"
#: order: "yes" or "no"
order_kept = dict(ratio="2.72", newcomer="it stays", order="no")
### END SOLUTION

# %% exercise="01.order_kept" role="check"
ex.order_kept.check(order_kept)

# %% [markdown]
# So one point of score is always a factor of $e \approx 2.72$, whoever else is in the race. A larger score makes that
# factor larger than 1: the order is kept. And since only gaps count, adding the same number to all scores changes nothing. (Notebook 03
# is about that.)

# %% [markdown]
# ### May we call them probabilities?
#
# An event is any set of classes. Its probability is the sum over its classes: we *define* it so. Then Kolmogorov's three demands (1933) hold: no sum is
# negative, all classes make 1, and disjoint sets add. So how likely is "class 3 or class 4"? (`torch.softmax` is PyTorch's own; what `dim` means comes later.)

# %%
shares = torch.softmax(scores, dim=-1)
print(f"P(class 3 or 4) = {shares[3] + shares[4]:.4f}")

# %% [markdown]
# ## Exactly?
#
# All this was mathematics. A computer computes with *floats*: in float32 they have about seven digits, and every step
# rounds. Which of the promises survive that? Bet again.
#
# - `sum`: 10,000 rows of ten random scores, softmax of each row, and each row of outputs added up in float32. How many
#   of these sums are exactly 1?
# - `inside`: scores 0 and $-110$. Are both outputs above 0 and below 1?
# - `printed`: with four decimals, an output is printed as `1.0000`. Is it 1?

# %% exercise="01.exactly_bets" role="answer"
### BEGIN SOLUTION
#: sum: "all", "some" or "none"
#: inside: "yes" or "no"
#: printed: "yes", "no" or "can't tell"
exactly_bets = dict(sum="all", inside="yes", printed="can't tell")
### END SOLUTION

# %% exercise="01.exactly_bets" role="check"
ex.exactly_bets.check(exactly_bets)

# %% [markdown]
# See for yourself. First the rows. (`u` is the *unit roundoff*, half the step from 1 to the next float: 6e-8. No float32 rounding has a larger relative
# error, short of the very smallest numbers.)

# %%
rows = torch.randn(10_000, 10, generator=torch.Generator().manual_seed(0))
sums = torch.softmax(rows, dim=-1).sum(dim=-1)
u = 2**-24
print(f"exactly 1: about {(sums == 1).double().mean():.1f} of the rows")
print(f"never off by more than 20 u = {20 * u:.1e}: {bool(((sums - 1).abs() <= 20 * u).all())}")

# %% [markdown]
# About half. The others miss 1 by a hair: some $2K$ roundings lie between the exponentials and the sum, and each
# may be off by $u$. (Blanchard, Higham and Higham, 2021, bound the errors of softmax in this way.)
#
# The sum may even *look* exact when it is not. Three equal scores give a third each, and no float is a third. Add up
# what is stored, in fractions, with no rounding at all:

# %%
thirds = torch.softmax(torch.zeros(3), dim=-1)
print("added as fractions:", sum(Fraction(share) for share in thirds.tolist()))
print("added as float32:  ", thirds.sum().item())

# %% [markdown]
# One part in 33,554,432 too much, and the float sum rounded it away. Now the other two bets, and one more digit
# than usual.

# %%
for pair in ([0.0, -110.0], [10.0, 0.0], [20.0, 0.0]):
    outputs = torch.softmax(torch.tensor(pair), dim=-1)
    print(f"{pair!s:15} prints as {outputs.max():.4f}, with five decimals {outputs.max():.5f},", end=" ")
    print(f"equal to 1: {bool(outputs.max() == 1)}, smallest output 0: {bool(outputs.min() == 0)}")

# %% [markdown]
# ### Break it: a printed 1.0000
#
# Find two float32 vectors of finite scores, each with at least two classes. With `torch.softmax` and four decimals, the
# largest output of both is printed as `1.0000`. But
#
# - in `nearly` it is *below* 1,
# - in `exactly` it *is* 1.
#
# The cell above gives a pair away, so find another. How near to each other can you bring the two gaps?

# %% exercise="01.printed_one" role="answer"
### BEGIN SOLUTION
#: each like torch.tensor([3.0, 0.0])
printed_one = dict(nearly=torch.tensor([16.0, 0.0]), exactly=torch.tensor([16.7, 0.0]))
### END SOLUTION

# %% exercise="01.printed_one" role="check"
ex.printed_one.check(printed_one)

# %% [markdown]
# ### Break it: two scores, one output
#
# In mathematics a larger score gets a larger share, strictly. Find a float32 vector that holds two *different* finite
# scores whose outputs are *equal*. There are two quite different ways.

# %% exercise="01.tied_outputs" role="answer"
### BEGIN SOLUTION
#: like torch.tensor([3.0, 0.0])
tied_outputs = torch.tensor([0.0, -110.0, -120.0])
### END SOLUTION

# %% exercise="01.tied_outputs" role="check"
ex.tied_outputs.check(tied_outputs)

# %% [markdown]
# So there are two softmaxes, and it pays to know which one a sentence is about.
#
# | finite scores, $K \ge 2$ | in mathematics | in floats (`torch.softmax`) |
# |---|---|---|
# | sum | 1 | 1 up to some $2K$ roundings |
# | each output | above 0 and below 1 | from 0 to 1, both ends included |
# | larger score | larger output | larger or equal output |
#
# ($K = 1$ is the odd one out: a single class gets 1, in mathematics too. And "larger or equal" is what we *see*. The
# course's tests try a million pairs of neighboring scores, and on request each of the 265,355,264 pairs of neighbors from $-104.5$ to $-2^{-25}$ beside a 0.
# They find none turned round.)

# %% [markdown]
# ## Two classes
#
# With two classes one probability says it all: the other is what is left of 1. And two scores are one too many, since
# only their gap counts. So the softmax of two scores must be a function of *one* number, the gap. That function has a name: $\sigma(d) = 1/(1 + e^{-d})$ is the
# **sigmoid**. Prove that it is the one:
#
# $$p_2 = \sigma(z_2 - z_1) \qquad\text{when } K = 2$$
#
# (All proofs count classes from 1, as one does on paper. On this page it matters only in this one, which calls classes by their numbers: its classes 1 and 2
# are classes 0 and 1 of the code.) Here the sum has only two terms, and a rule lets you say so. The idea: divide the top and the bottom of the fraction by
# something that turns the top into 1. Do it in one line, with the 1 on top already, by `"common denominator"`. Or in two: by `"common denominator"` first
# write each division down, on top and under each term below, as in `exp(z[2]) / exp(z[2])`; then `"cancel"`.
#
# Rules as above: `"definition"`, `"cancel"`, `"exp of a sum"`, `"rearrange"`. Now `"definition"` also puts `1 / (1 + exp(-d))` for `sigmoid(d)`, or the
# other way round. And two new ones:
#
# | rule | what it allows |
# |---|---|
# | `"write out the sum"` | $\sum_k x_k = x_1 + x_2$, with two classes |
# | `"common denominator"` | $\frac{a}{b} = \frac{a\,c}{b\,c}$: multiply or divide top and bottom by the same thing, and put fractions together or apart |

# %% exercise="01.sigmoid_proof" role="answer"
### BEGIN SOLUTION
sigmoid_proof = derive(
    p[2],
    #: your lines, down to sigmoid(z[2] - z[1])
    (exp(z[2]) / Sum(exp(z[k]) for k in K), "definition"),
    (exp(z[2]) / (exp(z[1]) + exp(z[2])), "write out the sum"),
    (1 / (exp(z[1]) / exp(z[2]) + 1), "common denominator"),
    (1 / (exp(z[1] - z[2]) + 1), "exp of a sum"),
    (sigmoid(z[2] - z[1]), "definition"),
)
### END SOLUTION

# %% exercise="01.sigmoid_proof" role="check"
ex.sigmoid_proof.check(sigmoid_proof)

# %% [markdown]
# The sigmoid of the difference, and what is left of 1: that is softmax with two classes.
#
# Now in code, where we count from 0 again: the probability of class 1 from a pair of scores, with one exponential and no softmax. The pairs stand in
# the last dimension; there may be a whole batch of them. (`z[..., 0]`: the last index is 0, whatever stands before it. So it takes
# the first score of every pair. And a shape `(..., 2)` is any shape that ends in 2.)


# %% exercise="01.two_classes" role="answer"
def probability_of_class_1(z: torch.Tensor) -> torch.Tensor:
    """Probability of class 1 from pairs of scores `z` (..., 2); shape (...), dtype of `z`."""
    ### BEGIN SOLUTION
    gap = z[..., 1] - z[..., 0]
    return 1 / (1 + (-gap).exp())
    ### END SOLUTION


# %% exercise="01.two_classes" role="check"
ex.two_classes.check(probability_of_class_1)

# %% tags=["figure"]
demos.sigmoid_of_the_gap(ex.two_classes.for_demo(probability_of_class_1))

# %% [markdown]
# Sixty random pairs. Over its own score, a class's probability is a cloud: the score alone tells you little. Over
# the gap, it is a curve.

# %% [markdown]
# ## Backwards
#
# Somebody hands you probabilities: $(0.7, 0.2, 0.1)$. Which logits did they come from? Write `logits_from(p)`, so that
# the softmax of what you return is `p` again.
#
# There is more than one right answer. (Why?) Any of them is accepted.


# %% exercise="01.logits_from_probabilities" role="answer"
def logits_from(p: torch.Tensor) -> torch.Tensor:
    """Logits whose softmax over the last dimension is `p` (..., K), all entries positive; same shape."""
    ### BEGIN SOLUTION
    return p.log()
    ### END SOLUTION


# %% exercise="01.logits_from_probabilities" role="check"
ex.logits_from_probabilities.check(logits_from)

# %% [markdown]
# Take the log of the formula and you see both the answer and its freedom:
#
# $$\log p_i = z_i - \log \sum_k e^{z_k}$$
#
# Logits are log-probabilities *up to one constant*, the same for all classes. That is what "unnormalized
# log-probabilities" means, and why nobody can ask for *the* logits of a distribution.
#
# It also tells where softmax can go. In exact arithmetic it reaches *every* list of $K$ positive numbers that add
# up to 1. These lists make up the open simplex, a flat piece of dimension $K - 1$ (the last entry follows from the
# others). It reaches nothing else, and it reaches each of them from many scores.

# %% [markdown]
# ## Soft what?
#
# The log of the total has a name too, **logsumexp**:
#
# $$\mathrm{LSE}(z) = \log \sum_k e^{z_k}$$
#
# Two functions, and the name "softmax" would fit this one better. Spread the scores by a factor $\beta$ and watch where
# each of them goes. (For logsumexp we divide by $\beta$ again, to stay on the old scale.)

# %%
for beta in (1, 2, 5, 10):
    lse = torch.logsumexp(beta * scores, dim=-1) / beta
    row = " ".join(f"{share:.3f}" for share in torch.softmax(beta * scores, dim=-1).tolist())
    print(f"factor {beta:2}: logsumexp {lse:.3f}   softmax {row}")

# %% [markdown]
# (You know by now what a printed `1.000` is worth.) So, for scores $z = (2, 1, 3, 5, 4)$:
#
# - `near_max`: which of the two approximates the largest *score*, 5?
# - `near_winner`: which approximates the one-hot vector of the winner, $(0, 0, 0, 1, 0)$?
# - `side`: with two or more finite scores, where does logsumexp lie, in exact arithmetic?

# %% exercise="01.soft_what" role="answer"
### BEGIN SOLUTION
#: near_max: "softmax" or "logsumexp"
#: near_winner: "softmax" or "logsumexp"
#: side: "below the maximum", "at the maximum" or "above the maximum"
soft_what = dict(near_max="logsumexp", near_winner="softmax", side="above the maximum")
### END SOLUTION

# %% exercise="01.soft_what" role="check"
ex.soft_what.check(soft_what)

# %% tags=["figure"]
demos.soft_maximum()

# %% [markdown]
# Logsumexp is the soft *maximum*. It is never more than $\log K$ above the largest score, and it is that far above
# only when all scores are equal. Softmax is a soft *arg-max*: it answers "who?", not "how much?". (Two scores tied for
# the top share: spread them as far as you like, each goes to a half.) A well-known textbook
# says that "softargmax" would be the better name, and then gives in to custom (Goodfellow, Bengio and Courville,
# 2016). So do we.

# %% [markdown]
# ## Many at once
#
# Nobody classifies one picture at a time. Scores come as a matrix, a row for each picture, and each *row* must make 1.
# PyTorch calls the dimension that is summed over `dim`. Pick one and look which way the result sums to one.

# %% tags=["demo"]
demos.dim_picker()

# %% [markdown]
# Nothing crashes if you pick the wrong one. You get numbers between 0 and 1, in the right shape, and
# they mean something else: each class now shares out its unit among the *pictures*.
#
# Now write softmax for any `dim` of any tensor. Mind what `sum` does to the shape.


# %% exercise="01.softmax_any_dim" role="answer"
def softmax_dim(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """Softmax of `z` (any shape) over dimension `dim`, which may be negative; same shape and dtype."""
    ### BEGIN SOLUTION
    e = z.exp()
    return e / e.sum(dim, keepdim=True)
    ### END SOLUTION


# %% exercise="01.softmax_any_dim" role="check"
ex.softmax_any_dim.check(softmax_dim)

# %% [markdown]
# Always say the `dim`. `torch.softmax` insists on it. Its older relative `torch.nn.functional.softmax` will guess (with a
# warning): dimension 1 for a matrix, dimension 0 for a cube. And a home-made `e.sum(dim=None)` adds up the *whole*
# tensor: on a 2 by 3 matrix of zeros you would get sixths where you want thirds.

# %% [markdown]
# ## Where do scores come from?
#
# One answer: a model makes them. Here are 1797 handwritten digits (Alpaydin and Kaynak, 1998), $8 \times 8$ pixels each. A picture is a vector $x$ of
# 64 numbers, and the simplest model gives each of the ten classes a linear score:
#
# $$z = W x + b, \qquad W \in \mathbb{R}^{10 \times 64},\quad b \in \mathbb{R}^{10}$$
#
# We keep 360 pictures aside, to judge the model by, and fit $W$ and $b$ to the rest. How that works is notebook 05; for
# now it is a loop of 300 steps, and it takes a second.

# %% tags=["setup"]
data = digits.load()
model = digits.train_linear(data.x_train, data.y_train)

digit_scores = model.scores(data.x_held_out)  # a row of ten scores for each picture
y = data.y_held_out  # what each picture really is
probs = ex.softmax_any_dim.for_demo(softmax_dim)(digit_scores, dim=-1)

print("scores", tuple(digit_scores.shape), "from", f"{digit_scores.min():.1f} to {digit_scores.max():.1f}")
print("right on", int((probs.argmax(-1) == y).sum()), "of", len(y), "held-out pictures")

# %% tags=["figure"]
demos.digits_with_bars(data, probs, rows=(0, 2, 265), title="Sure, less sure, unsure")

# %% [markdown]
# The same three steps as on the first page, and out come shares that you can read: sure of the 6, less sure of the 5, and
# quite at a loss with the last one.
#
# ### How good are these probabilities?
#
# Look at one number in each row: what did the *true* class $y$ get? If $p_y$ is near 1, well done. If it is near 0, the
# model was surprised. The surprise is
#
# $$-\log p_y$$
#
# which is 0 for $p_y = 1$ and grows without bound as $p_y$ goes to 0. Its mean over all pictures is the **mean negative
# log-likelihood**.
#
# Mind whose probability it is. Softmax of the scores $(2, 1)$ is $(0.7311, 0.2689)$. That costs 0.3133 if class 0 is the
# true one, and 1.3133 if class 1 is. The loss asks what is *true*, not which score is highest.
#
# (To pick one entry from each row, index with two lists: `p[[0, 1, 2], [6, 5, 5]]` takes entry 6 of row 0, entry 5 of row
# 1 and entry 5 of row 2.)


# %% exercise="01.mean_nll" role="answer"
def mean_nll(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Mean over N rows of -log p[true class]: scores `z` (N, K), true classes `y` (N,); a scalar tensor."""
    ### BEGIN SOLUTION
    p = softmax_dim(z, dim=-1)
    p_true = p.gather(-1, y[:, None])
    return -p_true.log().mean()
    ### END SOLUTION


# %% exercise="01.mean_nll" role="check"
ex.mean_nll.check(mean_nll)

# %% [markdown]
# Is our model any good, then? A model that knows nothing gives every class a tenth. That costs $\log 10$ for each
# picture, whatever the picture is. Compare.

# %%
loss = ex.mean_nll.for_demo(mean_nll)
print(f"knows nothing:      {loss(torch.zeros(len(y), 10), y):.4f}")
print(f"training pictures:  {loss(model.scores(data.x_train), data.y_train):.4f}")
print(f"held-out pictures:  {loss(digit_scores, y):.4f}")

# %% [markdown]
# A little worse on pictures it has not seen, as one would expect, and far from clueless.
#
# **Which picture surprised it most?** You have `probs` (360 rows, 10 columns) and `y`. Find the row whose true class got the
# smallest probability, that probability, and what the model took the picture for.

# %% exercise="01.most_surprised" role="answer"
### BEGIN SOLUTION
p_of_truth = probs[torch.arange(len(y)), y]  # one number per row: what its true class got
worst = int(p_of_truth.argmin())
most_surprised = dict(row=worst, probability=float(p_of_truth[worst]), guess=int(probs[worst].argmax()))
### END SOLUTION

# %% exercise="01.most_surprised" role="check"
ex.most_surprised.check(most_surprised)

# %% tags=["figure"]
demos.surprises(data, probs)

# %% [markdown]
# Would you have read them right? A model that is sure *and* wrong pays most. Being unsure is cheaper.

# %% [markdown]
# ## Another place where scores come from
#
# Three printers share an office. A prints 70 % of the pages, B 20 %, C 10 %. A smudges 2 % of its pages, B 10 %, C
# half of them. You hold a smudged page. Who was it?
#
# Bayes' rule: prior times likelihood, divided by the sum of these products over all classes.
#
# $$P(k \mid \text{smudge}) = \frac{P(k)P(\text{smudge} \mid k)}{\sum_j P(j)P(\text{smudge} \mid j)}$$
#
# A positive number for each class, divided by the total. You have seen that shape before. What would have to be the
# *score* of class $k$, so that $e^{z_k}$ is the product on top?

# %% [markdown]
# The log of that product. It is called the **log-joint**, and with it as the score,
#
# $$z_k = \log P(k) + \log P(\text{smudge} \mid k),$$
#
# Bayes' rule *is* a softmax. Prove it. The letters: `prior[k]` is $P(k)$, `likelihood[k]` is $P(\text{smudge} \mid k)$, all of them positive. (What a zero does to
# a log is for 02.) The goal is
#
# ```python
# Softmax(log(prior) + log(likelihood))[i]
# ```
#
# where `log` takes the log of every entry of a vector, and `Softmax` with a capital `S` is the softmax of letters. (Your own `softmax` takes tensors.)
#
# Rules as above: `"definition"`, `"exp of a sum"`, `"rearrange"`. Now `"definition"` puts `exp(v[i]) / Sum(exp(v[k]) for k in K)` for `Softmax(v)[i]`, or the
# other way round, for any vector $v$. And two new ones:
#
# | rule | what it allows |
# |---|---|
# | `"exp and log undo each other"` | $e^{\log a} = a$ and $\log e^a = a$, either way |
# | `"log of a product"` | $\log(a\,b) = \log a + \log b$ for positive $a$ and $b$ |

# %% exercise="01.bayes_proof" role="answer"
### BEGIN SOLUTION
bayes_proof = derive(
    prior[i] * likelihood[i] / Sum(prior[k] * likelihood[k] for k in K),
    #: your lines, down to Softmax(log(prior) + log(likelihood))[i]
    (
        exp(log(prior[i] * likelihood[i])) / Sum(exp(log(prior[k] * likelihood[k])) for k in K),
        "exp and log undo each other",
    ),
    (
        exp(log(prior[i]) + log(likelihood[i])) / Sum(exp(log(prior[k]) + log(likelihood[k])) for k in K),
        "log of a product",
    ),
    (Softmax(log(prior) + log(likelihood))[i], "definition"),
)
### END SOLUTION

# %% exercise="01.bayes_proof" role="check"
ex.bayes_proof.check(bayes_proof)

# %% [markdown]
# Products have become sums. A second observation, independent of the first given the class, just adds its log-likelihood to the scores.
#
# Now in code. There may be a batch of observations, each with its own row of likelihoods.


# %% exercise="01.posterior" role="answer"
def posterior(prior: torch.Tensor, likelihood: torch.Tensor) -> torch.Tensor:
    """Posterior over K classes from `prior` (K,) and `likelihood` (..., K), all positive; shape (..., K)."""
    ### BEGIN SOLUTION
    log_joint = prior.log() + likelihood.log()
    return softmax_dim(log_joint, dim=-1)
    ### END SOLUTION


# %% exercise="01.posterior" role="check"
ex.posterior.check(posterior)

# %% tags=["figure"]
pages, smudges = torch.tensor([0.70, 0.20, 0.10]), torch.tensor([0.02, 0.10, 0.50])
after = ex.posterior.for_demo(posterior)(pages, smudges)
demos.prior_and_posterior(pages, after, names=("A", "B", "C"))

# %% [markdown]
# The printer that hardly prints is now the likeliest by far.
#
# *You may skip this.* The two answers meet. If the pictures of each class were a Gaussian cloud, all clouds of one shape (the same
# covariance), then the log-joint scores would be *linear* in $x$, up to a term that all classes share (Bishop, 2006,
# section 4.2). Then a linear model with a softmax on top is exactly what Bayes' rule prescribes, for the right $W$ and $b$.
#
# And if you have met *exponential families*: the distributions on $K$ classes with all probabilities positive are one,
# $p_k = e^{z_k - \mathrm{LSE}(z)}$. The logits are its natural parameters (with one constant too many), LSE is its
# log-partition function (Wainwright and Jordan, 2008).

# %% [markdown]
# ## In your words
#
# A friend who has never seen softmax looks over your shoulder: "Why so complicated? Just divide the scores by their sum!"
# Explain what goes wrong with that, what the exponential is for, and what a lead of one point means. A person reads
# it; you see one way to say it once you have written yours.

# %% exercise="01.explain_exp" role="answer"
### BEGIN SOLUTION
#: your text between three quotes and three quotes: """ ... """
explain_exp = """
Try it with the scores -1, 0 and 1: you would divide by zero, and -1 would get a negative share. The exponential makes
every score positive and keeps who is ahead of whom. Then we divide by the total, so that the shares add up to one. And
it has a nice side effect: one point ahead always means 2.72 times as likely, no matter who else takes part.
"""
### END SOLUTION

# %% exercise="01.explain_exp" role="check"
ex.explain_exp.check(explain_exp)

# %% [markdown]
# ## What you can now do
#
# 1. You can turn any finite scores into probabilities: exponentiate, add up, share out, over the `dim` you mean.
# 2. You can say what a gap is worth, and prove it: $e^{z_i - z_j}$ times as likely, and the sigmoid of the gap if there are two classes.
# 3. You can tell the softmax of mathematics from the softmax of floats, and a printed `1.0000` from 1.
# 4. You can go back from probabilities to logits, up to one constant, and you know that the soft maximum is logsumexp.
# 5. You can judge probabilities by what they gave the truth, and write Bayes' rule as a softmax of log-joint scores.
#
# Three quick questions. Answer before you look.
#
# **1.** Scores 7 and 7 in a race of five. What is the ratio of their probabilities?
#
# <details><summary>Answer</summary>1: the gap is 0. (What each of them is depends on the other three.)</details>
#
# **2.** Somebody applies softmax to a row of *probabilities*. Does the result sum to one? Is it the same row?
#
# <details><summary>Answer</summary>It sums to one, since any scores will do. It is the same row only if all its entries are
# equal: probabilities are not logits; their logs are.</details>
#
# **3.** A classifier's loss on one picture is 0. What do you know in mathematics, and what in float32?
#
# <details><summary>Answer</summary>The loss is 0 only if the true class got 1. With finite scores and two or more classes that
# never happens in mathematics. In float32 it does: against one rival, a lead of 17 points is enough.</details>
#
# Next, 02: three harmless scores, times fifty, and your softmax falls off a cliff.

# %% [markdown]
# ## References
#
# - E. Alpaydin and C. Kaynak (1998). *Optical Recognition of Handwritten Digits.* UCI Machine Learning Repository. The
#   pictures, as scikit-learn ships them.
# - C. M. Bishop (2006). *Pattern Recognition and Machine Learning.* Springer. Section 4.2: softmax from Bayes' rule.
# - P. Blanchard, D. J. Higham and N. J. Higham (2021). Accurately computing the log-sum-exp and softmax functions. *IMA
#   Journal of Numerical Analysis* 41(4), 2311–2330. Rounding errors of both.
# - J. S. Bridle (1990). Probabilistic Interpretation of Feedforward Classification Network Outputs, with Relationships to Statistical Pattern Recognition.
#   In *Neurocomputing: Algorithms, Architectures and Applications*, Springer, 227–236. Where softmax got its name.
# - I. Goodfellow, Y. Bengio and A. Courville (2016). *Deep Learning.* MIT Press. Section 6.2.2.3: "softargmax".
# - A. N. Kolmogorov (1933). *Grundbegriffe der Wahrscheinlichkeitsrechnung.* Springer. The three
#   demands are his axioms III, IV and V; I and II say which sets are events.
# - M. J. Wainwright and M. I. Jordan (2008). Graphical models, exponential families, and variational inference.
#   *Foundations and Trends in Machine Learning* 1(1–2). Logits as natural parameters.

# %% [markdown]
# # 03 · What softmax does not see
#
# Two models look at the same picture. Model A gives class 3 the score 5. Model B gives class 3 the score 500. Which of the two
# is surer that it is a 3?
#
# Don't answer too fast. 500 is a lot, but compared to what? If B gives all the other classes 499, it is *less* sure than an A that gives
# them 0. One score by itself says nothing.
#
# So there are things you can do to scores that nobody will notice, and things that everybody will. This notebook sorts them. You will
# prove two laws (line by line, and the course checks each line), refute a third, paint a smile into a digit classifier without
# moving a single probability, and find the place where floats break the law you have just proved.
#
# *About an hour and a half. Stuck? `ex.NAME.hint()` in a cell of your own gives a nudge; call it again for more.*

# %% tags=["setup"]
try:
    import course_utils
except ModuleNotFoundError:
    raise ModuleNotFoundError(
        "The course is not installed in this kernel. In a terminal, in the course's folder, run: make lab"
    ) from None
import torch

from course_utils.derivation import K, Sum, check_proof, derive, exp, log, softmax
from course_utils.lessons import digits
from course_utils.lessons import invariance as ex
from course_utils.lessons.invariance import blackboard, demos
from course_utils.lessons.invariance.floats import rows_of_scores

# %% [markdown]
# ## Four bets
#
# Our five scores once more.

# %%
scores = torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0])
torch.softmax(scores, dim=-1)

# %% [markdown]
# Do something to all five scores at once, and look at the softmax again. Bet first. A wrong bet costs nothing.
#
# - `plus_ten`: add 10 to every score. Are the probabilities the same, closer together, or further apart?
# - `times_ten`: multiply every score by 10. The same question.
# - `times_zero`: multiply every score by 0. What are the five probabilities?
# - `times_minus_one`: multiply every score by $-1$. What happens?

# %% exercise="03.four_changes" role="answer"
### BEGIN SOLUTION
#: plus_ten and times_ten: "the same", "closer together" or "further apart"
#: times_zero: "all 0.2", "all 0" or "nan"
#: times_minus_one: "the order is turned round", "some probabilities are negative" or "the same"
four_changes = dict(plus_ten="the same", times_ten="further apart", times_zero="all 0.2",
                    times_minus_one="the order is turned round")  # fmt: skip
### END SOLUTION

# %% exercise="03.four_changes" role="check"
ex.four_changes.check(four_changes)

# %% [markdown]
# ## Play
#
# Left, the scores. Right, their softmax. The dotted lines are where everything began.
#
# First move `shift`, from one end to the other. What do the five dots keep while they travel? Then put `shift` back to 0 and move `scale`
# alone: past 1, through 0, and out on the other side.

# %% tags=["demo"]
demos.shift_and_scale()

# %% [markdown]
# Read the answers off the sliders. Here $c$ is the scale.
#
# - `leaves_alone`: which $c$ leave the softmax of $(2, 1, 3, 5, 4)$ exactly as it is?
# - `half`: at $c = 0.5$, is the largest probability larger than at $c = 1$, smaller, or as before?
# - `negative`: at $c = -2$, who wins?
# - `whole_order`: for which $c$ do *all* scores keep their order?
# - `indifferent`: there are scores that notice no scaling at all. Which?

# %% exercise="03.when_scaling" role="answer"
### BEGIN SOLUTION
#: leaves_alone: "only 1", "1 and -1" or "every c above 0"
#: half: "larger", "smaller" or "as before"
#: negative: "class 3, more clearly", "class 1" or "nobody: all are equal"
#: whole_order: "every c", "every c above 0" or "only c above 1"
#: indifferent: "scores that are all equal", "scores that sum to 0" or "there are none"
when_scaling = dict(leaves_alone="only 1", half="smaller", negative="class 1",
                    whole_order="every c above 0", indifferent="scores that are all equal")  # fmt: skip
### END SOLUTION

# %% exercise="03.when_scaling" role="check"
ex.when_scaling.check(when_scaling)

# %% [markdown]
# ## One pair is enough
#
# Somebody claims:
#
# > **Softmax is scale invariant:** $\mathrm{softmax}(c\,z) = \mathrm{softmax}(z)$ for all scores $z$ and all numbers $c$.
#
# You don't need a theory to refute that. It speaks of *all* scores and *all* numbers, so a single pair will do. Supply one, small enough
# to remember, in which some probability moves by 0.01 or more.

# %% exercise="03.refute_scale" role="answer"
### BEGIN SOLUTION
refute_scale = dict(z=[0.0, 1.0], c=3.0)
### END SOLUTION

# %% exercise="03.refute_scale" role="check"
ex.refute_scale.check(refute_scale)

# %% [markdown]
# ## Four decimals
#
# And the other claim, that *shifting* changes nothing? There one pair is not enough, and neither are a hundred. Watch. A careful
# colleague never wants to divide by 0, and adds a tiny number to the denominator:

# %%
def softmax_with_epsilon(z):
    e = z.exp()
    return e / (e.sum() + 1e-8)


def four_decimals(p):
    return " ".join(f"{share:.4f}" for share in p.tolist())


for shift in (0, 10, -10):
    print(f"shift {shift:3}:  softmax {four_decimals(torch.softmax(scores + shift, -1))}", end="  ")
    print(f"with epsilon {four_decimals(softmax_with_epsilon(scores + shift))}")

# %% [markdown]
# Six times the same five numbers. So both functions are blind to shifts?
#
# **Break it.** One of them is not. Find scores `z` on which `softmax_with_epsilon` agrees with softmax to four decimals, and a shift
# `c` that moves one of its outputs by 0.01 or more. No overflow tricks: keep `z` and `z + c` between $-80$ and 80.

# %% exercise="03.epsilon" role="answer"
### BEGIN SOLUTION
epsilon = dict(z=[0.0, 1.0], c=-20.0)
### END SOLUTION

# %% exercise="03.epsilon" role="check"
ex.epsilon.check(epsilon)

# %% [markdown]
# Four decimals that agree are a hint. They told us where we had looked, not where we hadn't. If shifting changes nothing *for all* scores and *all*
# shifts, something must force it.
#
# ## What a shift leaves alone
#
# Add 7 to each of the five scores. Which of these stay as they were? (Classes 3 and 4 had the scores 5 and 4.)
#
# - `gap`: the difference of two scores, $z_3 - z_4$
# - `score_ratio`: the ratio of two scores, $z_3 / z_4$
# - `exp_ratio`: the ratio of their exponentials, $e^{z_3} / e^{z_4}$
# - `total`: the sum of all exponentials
# - `logsumexp`: the logarithm of that sum, $\mathrm{LSE}(z)$
#
# (A popular text says that shifting is harmless because "the ratios of the exponents" stay. Is that sentence true?)

# %% exercise="03.what_stays" role="answer"
### BEGIN SOLUTION
#: each "stays" or "changes"; for logsumexp: "stays", "goes up by 7" or "is multiplied by 7"
what_stays = dict(gap="stays", score_ratio="changes", exp_ratio="stays", total="changes",
                  logsumexp="goes up by 7")  # fmt: skip
### END SOLUTION

# %% exercise="03.what_stays" role="check"
ex.what_stays.check(what_stays)

# %% [markdown]
# ## A proof, line by line
#
# Here is a proof as you write one in this course. You start with an expression. Every line below is *equal* to the one above,
# and names the one rule that leads to it. The letters come from a blackboard: $z$ is a vector of $K$ scores, $c$ a number, $i$ and $j$ are classes.

# %% tags=["setup"]
z, c, i, j = blackboard.z, blackboard.c, blackboard.i, blackboard.j

# %%
ratio_stays = derive(
    exp(z[i] + c) / exp(z[j] + c),
    (exp(z[i]) * exp(c) / (exp(z[j]) * exp(c)), "exp of a sum"),
    (exp(z[i]) / exp(z[j]), "cancel"),
)
check_proof(blackboard.RATIO_STAYS, ratio_stays)

# %% [markdown]
# So the ratio of two *exponentials* stays, for any two classes, any scores and any shift. No decimals were used.
#
# Now spoil it: change a sign, or leave out the middle line, and run the cell again. What does the check tell you, and *which* line does it blame?
#
# ### Your turn: shifting changes nothing
#
# Prove, for any number of classes $K$:
#
# $$\mathrm{softmax}(z + c)_i \;=\; \mathrm{softmax}(z)_i$$
#
# The first line is there: `softmax(z + c)[i]`. Write the others below it, down to `softmax(z)[i]`. A sum over all classes is written `Sum(exp(z[k]) for k in K)`. One rule a line:
#
# | rule | what it allows |
# |---|---|
# | `"definition"` | put $\frac{e^{z_i}}{\sum_k e^{z_k}}$ for $\mathrm{softmax}(z)_i$, or the other way round |
# | `"exp of a sum"` | $e^{a+b} = e^a e^b$ |
# | `"constant out of a sum"` | $\sum_k c\,x_k = c \sum_k x_k$, if $c$ does not depend on $k$ |
# | `"cancel"` | $\frac{c\,a}{c\,b} = \frac{a}{b}$ |
# | `"rearrange"` | order of terms and factors |

# %% exercise="03.shift_proof" role="answer"
### BEGIN SOLUTION
shift_proof = derive(
    softmax(z + c)[i],
    #: (the next expression, "its rule"),
    (exp(z[i] + c) / Sum(exp(z[k] + c) for k in K), "definition"),
    (exp(c) * exp(z[i]) / Sum(exp(c) * exp(z[k]) for k in K), "exp of a sum"),
    (exp(c) * exp(z[i]) / (exp(c) * Sum(exp(z[k]) for k in K)), "constant out of a sum"),
    (exp(z[i]) / Sum(exp(z[k]) for k in K), "cancel"),
    (softmax(z)[i], "definition"),
)
### END SOLUTION

# %% exercise="03.shift_proof" role="check"
ex.shift_proof.check(shift_proof)

# %% [markdown]
# That is **translation invariance**: add one and the same number to all scores, and every probability stays. It holds for every $K$, for
# every shift, and for scores that nobody has tried yet.
#
# Now look back at 02. The stable softmax takes off the maximum. It answers with *other* scores than you asked about, and it is right all the
# same: that is your theorem, with $c = -\max_k z_k$. (May $c$ depend on $z$? Yes. The theorem holds for every $z$ and every number $c$. So whatever $z$ is, it holds for
# that $z$ and for the number $-\max_k z_k$.)
#
# And the epsilon? A question for paper: start from $\frac{e^{z_i + c}}{\varepsilon + \sum_k e^{z_k + c}}$, and put $\varepsilon$
# into the denominator of every line below. Which line is the first that no rule allows?
#
# <details><summary>Answer</summary>The one with <code>"cancel"</code>. "exp of a sum" and "constant out of a sum" leave the epsilon alone, and then the denominator is
# e<sup>c</sup>·Σ + ε. The factor e<sup>c</sup> stands in one term of it and not in the other, so it can't be canceled.</details>

# %% [markdown]
# ### In your words
#
# Let $u = (4, 2, 1)$. A friend asks you about the softmax of $u$, of $u - 1$, and of $2u$: which of these are the same, which are different, and
# how can you tell *without computing* a single exponential? Explain it in a few sentences (15 words at least). A person reads it; you see one way to say it
# once you have written yours.

# %% exercise="03.same_or_different" role="answer"
### BEGIN SOLUTION
same_or_different = """
u and u - 1 have the same gaps, so each ratio of two probabilities is the same, and then
the probabilities are the same too, since they sum to one. In 2u every gap is doubled. The
gaps in u are not 0, so the ratios change, and the softmax is a different one. The order is
the same in all three.
"""
### END SOLUTION

# %% exercise="03.same_or_different" role="check"
ex.same_or_different.check(same_or_different)

# %%
u = torch.tensor([4.0, 2.0, 1.0])
for name, moved in (("u", u), ("u - 1", u - 1), ("2u", 2 * u)):
    print(f"softmax({name:5}) = {four_decimals(torch.softmax(moved, -1))}")

# %% [markdown]
# ## No zero, but a unit
#
# Think of a thermometer. Where its zero is, somebody decided: Celsius or Kelvin, a difference of 5 degrees is the same difference. But
# what *one degree* is, matters. Scores are like that. Their zero is nobody's business; their unit is everything.
#
# What is one unit worth? From 01 you know the ratio of two probabilities, and we may cite it now, under the name `"ratio of two shares"`:
#
# $$\frac{p_i}{p_j} = e^{z_i - z_j} \qquad\text{for } p = \mathrm{softmax}(z)$$
#
# Its logarithm, $\log(p_i / p_j)$, is called the **log-odds** of class $i$ against class $j$. Prove that scaling the scores by $c$ scales *every*
# log-odds by $c$:
#
# $$\log\frac{\mathrm{softmax}(c\,z)_i}{\mathrm{softmax}(c\,z)_j} \;=\; c\,\log\frac{\mathrm{softmax}(z)_i}{\mathrm{softmax}(z)_j}$$
#
# The rules from before are there, and three more: `"ratio of two shares"` as above, `"exp and log undo each other"`, and `"factor"`
# ($a b + a c = a (b + c)$; backwards it is `"expand"`).

# %% exercise="03.scale_proof" role="answer"
### BEGIN SOLUTION
scale_proof = derive(
    log(softmax(c * z)[i] / softmax(c * z)[j]),
    #: (the next expression, "its rule"),
    (log(exp(c * z[i] - c * z[j])), "ratio of two shares"),
    (c * z[i] - c * z[j], "exp and log undo each other"),
    (c * (z[i] - z[j]), "factor"),
    (c * log(exp(z[i] - z[j])), "exp and log undo each other"),
    (c * log(softmax(z)[i] / softmax(z)[j]), "ratio of two shares"),
)
### END SOLUTION

# %% exercise="03.scale_proof" role="check"
ex.scale_proof.check(scale_proof)

# %% [markdown]
# One line, and everything you saw on the slider falls out of it:
#
# - $c = 1$: nothing happens. And if *all* log-odds are 0 (all scores equal), then no $c$ does anything. These are the only two ways: otherwise some
#   log-odds is not 0, and $c$ times it is something else.
# - $c > 1$: every log-odds that is not 0 moves away from 0. $0 < c < 1$: every one of these moves towards it.
# - $c = 0$: every log-odds is 0, so all classes share equally: $1/K$ each.
# - $c < 0$: every log-odds but 0 changes its sign, so the order is turned round.
#
# In 04 this $c$ gets a name, $1/T$, and a notebook of its own.

# %% [markdown]
# ## K scores, how many knobs?
#
# Shifts are invisible. So of $K$ scores, one is too many. Take two classes, where you can see it: a pair of scores is a point in the plane, and
# shifting moves it along a diagonal.

# %% tags=["figure"]
demos.lines_of_equal_softmax()

# %% [markdown]
# A whole line of points, one softmax. Softmax squeezes the plane flat: two scores go in, *one* number's worth comes out. Now for $K$ classes.
#
# - `choose`: you may choose the probabilities of 10 classes, all positive. How many can you choose before the rest is settled?
# - `difference`: two vectors of scores have the same softmax. What is their difference, class by class?
# - `pinned`: a library keeps the score of class 0 at 0 for ever and learns only the other $K - 1$. Which distributions, all probabilities positive,
#   are out of its reach?
# - `two_classes`: how many scores does a classifier of two classes need?

# %% exercise="03.degrees_of_freedom" role="answer"
### BEGIN SOLUTION
#: choose: 10, 9 or 1
#: difference: "0 in every class", "the same number in every class" or "a multiple of the scores"
#: pinned: "none", "those where class 0 wins" or "those where class 0 gets less than 1/K"
#: two_classes: 2 or 1
knobs = dict(choose=9, difference="the same number in every class", pinned="none", two_classes=1)
### END SOLUTION

# %% exercise="03.degrees_of_freedom" role="check"
ex.degrees_of_freedom.check(knobs)

# %% [markdown]
# So shifts are invisible, and *nothing else* is: if two vectors of scores have the same softmax, then $z_i - z'_i = \mathrm{LSE}(z) - \mathrm{LSE}(z')$ for every
# class, and that is one number. Softmax has $K$ inputs and $K - 1$ degrees of freedom (Goodfellow and others, section 6.2.2.3).
#
# If you know derivatives, you can see the missing one: the table of all slopes $\partial p_i / \partial z_j$ has rank 4, not 5, and the direction that it sends to 0 is "all
# scores up alike". (In 05 you compute that table by hand.)

# %%
slopes = torch.func.jacrev(lambda s: torch.softmax(s, -1))(scores.double())
print("rank", torch.linalg.matrix_rank(slopes).item(), "of", len(scores))
print("all scores up alike: p stays, up to 1e-12:", bool((slopes.sum(-1).abs() < 1e-12).all()))

# %% [markdown]
# ### Pick one of each line
#
# Two models, two vectors of scores. Are they the same up to a shift? That is awkward to see, until each line sends *one* of its points. There are several
# good choices, and you have met them: the one whose largest score is 0 (02), the one whose exponentials sum to 1 (log-probabilities). Here we take the one in the middle, the black
# dots of the figure: the scores that **sum to 0**.
#
# Write it: for any scores, the shifted ones that sum to 0 over `dim`.

# %% exercise="03.centered" role="answer"
def centered(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """The scores with the same softmax as `z` that sum to 0 over `dim`; same shape and dtype as `z`."""
    ### BEGIN SOLUTION
    return z - z.mean(dim, keepdim=True)
    ### END SOLUTION


# %% exercise="03.centered" role="check"
ex.centered.check(centered)

# %%
canonical = ex.centered.for_demo(centered)
for some in (scores, scores + 10, 2 * scores):
    print(some.tolist(), "->", canonical(some).tolist())

# %% [markdown]
# The first two are one and the same. The third is not, and now anybody can see it.

# %% [markdown]
# ## Who is who?
#
# There is another thing that softmax does not see: the *names* of the classes. It treats them all alike. So if you shuffle the scores, the probabilities
# come out shuffled in the same way. That is not invariance (the vector does change), it is called **permutation equivariance**:
# $\mathrm{softmax}(z_{\pi})_k = \mathrm{softmax}(z)_{\pi(k)}$, where $z_\pi$ are the shuffled scores: its entry $k$ is $z_{\pi(k)}$.
#
# A colleague keeps the digits in alphabetical order: eight, five, four, nine, one, seven, six, three, two, zero. You get a row of probabilities, and the order:

# %%
alphabetical = torch.tensor([8, 5, 4, 9, 1, 7, 6, 3, 2, 0])
digit_scores = torch.arange(10.0)  # score 0 for digit 0, ..., score 9 for digit 9
shuffled = torch.softmax(digit_scores[alphabetical], dim=-1)
print(four_decimals(shuffled))

# %% [markdown]
# The largest share stands in place 3, and place 3 is the digit *nine*. Put the probabilities back in order: entry `k` of `p` belongs to class `perm[k]`.

# %% exercise="03.back_in_order" role="answer"
def back_in_order(p: torch.Tensor, perm: torch.Tensor) -> torch.Tensor:
    """Probabilities in the order of the classes: entry k of `p` (..., K) belongs to class perm[k]."""
    ### BEGIN SOLUTION
    return p[..., perm.argsort()]
    ### END SOLUTION


# %% exercise="03.back_in_order" role="check"
ex.back_in_order.check(back_in_order)

# %%
ordered = ex.back_in_order.for_demo(back_in_order)(shuffled, alphabetical)
print(four_decimals(ordered))
print("as if never shuffled:", torch.allclose(ordered, torch.softmax(digit_scores, -1)))

# %% [markdown]
# ## A classifier that smiles
#
# Back to the handwritten digits of 01. Each class $k$ has 64 weights, one for each pixel, and a bias: its score for a picture $x$ is
# $z_k = w_k \cdot x + b_k$.

# %% tags=["setup"]
data = digits.load()
model = digits.train_linear(data.x_train, data.y_train)

# %%
p = torch.softmax(model.scores(data.x_held_out), dim=-1)
right = int((p.argmax(-1) == data.y_held_out).sum())
print("weights", tuple(model.weight.shape), "; right on", right, "of", len(p), "held-out pictures")

# %% [markdown]
# People like to look at such weights. The weights of one class make a picture of $8 \times 8$, and one reads: here ink speaks for a 3, there it speaks
# against. Now add a drawing to it. Not to class 3 alone: the *same* drawing to all ten classes. What will the bars do, in the middle and on the right?
# Move the slider.

# %% tags=["demo"]
demos.weights_of_a_class(model, data)

# %% [markdown]
# The weights are painted over, the scores go up and down by dozens, and no probability of any picture moves. Why? Every class gets the same vector $v$, so
# every score of a picture $x$ goes up by the same number, $v \cdot x$. Another number for each picture, but the same for all ten classes. A shift.
#
# Prove it, to be sure. Two pixels are enough to see how it goes: they have ink $x$ and $y$. The classes' weights for them are the vectors $a$ and $b$ (class $k$ has $a_k$ and $b_k$), and we
# add $s$ to all weights of the first pixel, $t$ to all of the second:
#
# $$\mathrm{softmax}\big((a + s)\,x + (b + t)\,y\big)_i \;=\; \mathrm{softmax}(a\,x + b\,y)_i$$
#
# You have proved a theorem above, so you may cite it: `"translation invariance"` says `softmax(z + c)[i]` is `softmax(z)[i]`. It wants to see a vector plus *one* number, so put
# what all classes share into brackets of its own, or take it off one term at a time. (Or do it all from the definition, if you like it
# longer.)

# %% tags=["setup"]
a, b = blackboard.a, blackboard.b
s, t, x, y = blackboard.s, blackboard.t, blackboard.x, blackboard.y

# %% exercise="03.weights_proof" role="answer"
### BEGIN SOLUTION
weights_proof = derive(
    softmax((a + s) * x + (b + t) * y)[i],
    #: (the next expression, "its rule"),
    (softmax(a * x + s * x + b * y + t * y)[i], "expand"),
    (softmax((a * x + b * y) + (s * x + t * y))[i], "rearrange"),
    (softmax(a * x + b * y)[i], "translation invariance"),
)
### END SOLUTION

# %% exercise="03.weights_proof" role="check"
ex.weights_proof.check(weights_proof)

# %% [markdown]
# With 64 pixels there are 64 such terms, and nothing else is new.
#
# ### Take it to the end
#
# You may add any vector. So choose one: a `v` of 64 numbers, shape `(64,)`, which, added to the weights of every class, leaves **class 0 with no weights at all**.

# %% exercise="03.one_vector" role="answer"
### BEGIN SOLUTION
v = -model.weight[0]
### END SOLUTION

# %% exercise="03.one_vector" role="check"
ex.one_vector.check(v)

# %% [markdown]
# Statisticians do just that (Hastie and others, section 4.4), and call one class, here class 0, the *reference class*: its weights are 0 by decree, and
# the weights of any other class say how its log-odds against class 0 depend on the ink. That is the lesson for all who read weights: **a class's weights mean something only next to another class's.** "Ink here
# speaks for a 3" has no meaning. "Ink here speaks for a 3 rather than an 8" has one.
#
# Now write the judge. Two linear models: do they give the same probabilities for *every* picture $x$, whatever is on it? (Treat numbers as equal
# that differ by less than 0.00001.)

# %% exercise="03.same_model" role="answer"
def same_model(weight_a, bias_a, weight_b, bias_b) -> bool:
    """Whether two linear models, weights (K, D) and biases (K,), give the same softmax for every x."""
    ### BEGIN SOLUTION
    weight_gap, bias_gap = weight_b - weight_a, bias_b - bias_a
    same_weights = (weight_gap - weight_gap[0]).abs().max() < 1e-5
    same_biases = (bias_gap - bias_gap[0]).abs().max() < 1e-5
    return bool(same_weights and same_biases)
    ### END SOLUTION


# %% exercise="03.same_model" role="check"
ex.same_model.check(same_model)

# %%
judge = ex.same_model.for_demo(same_model)
smile = demos.drawing()
print("with a smile added:  ", bool(judge(model.weight, model.bias, model.weight + smile, model.bias)))
print("all weights doubled: ", bool(judge(model.weight, model.bias, 2 * model.weight, 2 * model.bias)))

# %% [markdown]
# If infinitely many sets of weights are the same model, which one did the training find? Look at the sum over the classes, pixel by pixel:

# %%
over_classes = model.weight.sum(dim=0)
print("each pixel's ten weights sum to 0, up to 1e-12:", bool((over_classes.abs() < 1e-12).all()))

# %% [markdown]
# The centered one! Nobody asked for that. We started from weights that were all 0, and no step of the training ever moves in a direction that changes no
# probability: there is nothing to gain there. (In 05 you see it in the gradient: for each picture, the pushes on the ten classes sum to 0.) A penalty on the size of the
# weights has the same effect, since of all shifted versions the centered one has the smallest sum of squares (Hastie and others, section 18.3).

# %% [markdown]
# ## Where floats break the law
#
# Translation invariance is a theorem. Floats have not read it. Adding $c$ to a score rounds the sum, and the larger $c$, the coarser the floats around it (Goldberg tells
# the whole story).
# Bet, for float32 and `torch.softmax` (the last bet is for bfloat16):
#
# - `ten_million`: what is the softmax of `[1, 2, 3] + 10_000_000`?
# - `hundred_million`: of `[1, 2, 3] + 100_000_000`?
# - `tenths`: of `[0.1, 0.2, 0.3] + 10_000_000`, compared with that of `[0.1, 0.2, 0.3]`?
# - `bfloat16`: in bfloat16, are the first two outputs of `[1, 2, 3] + 1000` the same number?

# %% exercise="03.float_bets" role="answer"
### BEGIN SOLUTION
#: the first three: "as before, to the last bit", "a third each" or "nan"
#: bfloat16: "the same number" or "different numbers"
float_bets = dict(ten_million="as before, to the last bit", hundred_million="a third each",
                  tenths="a third each", bfloat16="the same number")  # fmt: skip
### END SOLUTION

# %% exercise="03.float_bets" role="check"
ex.float_bets.check(float_bets)

# %% [markdown]
# So whole numbers make a poor test: they survive shifts that wipe out everything behind the point. Take real ones. Here are 100,000 rows of ten random scores. How much
# does a shift by $c$ change their probabilities, at worst?

# %% tags=["setup"]
rows = rows_of_scores()  # float32, (100000, 10)

# %%
unshifted = torch.softmax(rows, -1)
for shift in (1e3, 1e4, 1e5, 1e6, 1e7):
    worst = (torch.softmax(rows + shift, -1) - unshifted).abs().max().item()
    here = torch.tensor(shift)
    spacing = (here.nextafter(torch.tensor(torch.inf)) - here).item()
    print(f"c = {shift:10,.0f}   worst change of a p: {worst:.0e}   spacing of floats: {spacing:.0e}")

# %% [markdown]
# The damage grows with the spacing of the floats near $c$, since each score is rounded to a multiple of that spacing. And for these $c$
# it stays below a quarter of it: a score is off by half a spacing at most, and if all scores are off by $\delta$ at most, a probability is off by
# $\delta/2$ at most. (The slopes that say so are in 05.)
#
# When does it first cost a *winner*? Rounding never turns two numbers round. It can only make them equal. So a winner is never overtaken, but it can be
# caught up with: then the row's largest value stands there more than once.
#
# Try $c = 1, 10, 100, \dots$ on `rows`. At which of these powers of ten does the first row lose its sole winner, in `rows + c`? (You can *predict* it, too: the closest
# race among these rows is decided by 0.000014.)

# %% exercise="03.first_lost_winner" role="answer"
### BEGIN SOLUTION
first_lost = next(
    power
    for power in (10.0**k for k in range(9))
    if ((rows + power == (rows + power).amax(-1, keepdim=True)).sum(-1) > 1).any()
)
### END SOLUTION

# %% exercise="03.first_lost_winner" role="check"
ex.first_lost_winner.check(first_lost)

# %% tags=["figure"]
demos.lost_winners(rows)

# %% [markdown]
# So: in mathematics, shift as you like. In floats, shift *towards* zero, as the max-shift does: it puts the scores that count close to 0, where floats are
# finest. (Blanchard, Higham and Higham say what even that shift costs.) What a shift away from zero has rounded off is gone, and no softmax brings it back.
#
# ## What you can now do
#
# 1. You can say what softmax does not see, a shift of all scores and the names of the classes, and prove the first for every $K$, line by line.
# 2. You can refute a law with one pair, and you know that decimals that agree never prove one.
# 3. You can say what scaling does (it scales every log-odds), and when it does nothing, flattens, or turns the order round.
# 4. You can count: $K$ scores, $K - 1$ degrees of freedom. You can center scores, and tell when two models with different weights are one.
# 5. You can say where floats break translation invariance, and why a shift towards zero is the safe one.
#
# **Three quick questions.** Answer aloud, then open.
#
# **1.** You fit a classifier twice and the weights differ a lot. Must the models differ?
#
# <details><summary>Answer</summary>No. If the difference is the same vector for every class (and the same number for every bias), they are one model.</details>
#
# **2.** Somebody standardizes every row of scores: minus its mean, divided by its standard deviation. What has changed?
#
# <details><summary>Answer</summary>Taking the mean off changes nothing. Dividing scales every log-odds of the row, so the probabilities change
# (unless it happens to be 1; if all scores are equal it is 0, and you get `nan`).</details>
#
# **3.** Is the largest probability of $2z$ always larger than that of $z$?
#
# <details><summary>Answer</summary>Larger or equal. If all scores are equal it stays at 1/K. Otherwise the winner gains: each ratio of another class to
# the winner is squared, and ratios below 1 get smaller when squared.</details>
#
# Next, 04: the number $c$ becomes a temperature, and the bars a family.

# %% [markdown]
# ## References
#
# - P. Blanchard, D. J. Higham, N. J. Higham (2021). Accurately computing the log-sum-exp and softmax functions. *IMA Journal of
#   Numerical Analysis* 41(4), 2311–2330. The shift, and what it costs.
# - D. Goldberg (1991). What every computer scientist should know about floating-point arithmetic. *ACM Computing Surveys* 23(1), 5–48.
# - I. Goodfellow, Y. Bengio, A. Courville (2016). *Deep Learning.* MIT Press. Section 6.2.2.3: softmax and its extra degree of freedom.
# - T. Hastie, R. Tibshirani, J. Friedman (2009). *The Elements of Statistical Learning*, 2nd edition. Springer. Section 4.4: log-odds against a
#   reference class; section 18.3: how a penalty removes the redundancy.

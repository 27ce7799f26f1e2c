# %% [markdown]
# # 00 · Welcome
#
# This is *Softmax, from first principles*.
#
# A computer looks at a picture and comes up with five numbers, one for each thing it might be:
#
# $$2, \quad 1, \quad 3, \quad 5, \quad 4$$
#
# The fourth is the largest, so that is its guess. But how *sure* is it? Almost certain, or barely surer than of the fifth?
# The numbers don't say. First they must become probabilities, and the usual way to do that is called **softmax**.
#
# In this course you build softmax yourself, break it, and build it better. You guess before you run, and you get an answer to everything
# you write. This page takes half an hour. It shows how to work here, and it needs nothing but a little Python.
#
# A notebook is made of *cells*: text like this, and code. Click on the gray cell below and press **Shift+Enter**. It runs (this
# first one takes a few seconds), and you are on the next.

# %% tags=["setup"]
try:
    import course_utils
except ModuleNotFoundError:
    raise ModuleNotFoundError(
        "The course is not installed in this kernel. In a terminal, in the course's folder, run: make lab"
    ) from None
import torch

from course_utils import device, progress
from course_utils.derivation import K, Sum, derive
from course_utils.lessons import welcome as ex
from course_utils.lessons.welcome import demos
from course_utils.lessons.welcome.proofs import z

print(device.describe())

# %% [markdown]
# That line says where your numbers are computed. A CPU is enough. If PyTorch finds a CUDA GPU, the course uses it, and judges your work just the same.
#
# Nothing that you do here is sent anywhere by the course. Your answers stay in this file, next to the questions.
#
# ## Bet first
# Forget probabilities for a moment. The five numbers, or *scores*, share a cake, and each gets as much of it as it has of the total. $K$ is how
# many scores there are:
#
# $$\text{share}_i = \frac{z_i}{z_0 + z_1 + \dots + z_{K-1}} \qquad \text{here with } z = (2, 1, 3, 5, 4) \text{ and } K = 5$$
#
# We count from 0, as Python does. So class 3 is the one with score 5. Three bets on its share:
#
# - `share`: how large is it?
# - `plus_ten`: every score gets 10 more. What does its share do?
# - `doubled`: every score is doubled instead. What does its share do?
#
# Guess, don't compute. A bet is never marked wrong: it is recorded, and then you see what happens.

# %% exercise="00.first_bets" role="answer"
### BEGIN SOLUTION
#: Put one of these in the place of each ... , with its quotes. Then run this cell and the next.
#: share: "1/5", "1/3" or "1/2"
#: plus_ten and doubled: "grows", "stays" or "shrinks"
bets = dict(share="1/3", plus_ten="shrinks", doubled="stays")
### END SOLUTION

# %% exercise="00.first_bets" role="check"
ex.first_bets.check(bets)

# %% [markdown]
# Keep those two answers in mind. In the next notebook you can put the same two questions to softmax.
#
# ## Build it, and be wrong on purpose
# Most exercises ask you to write a function. This one should work for a matrix too, where each row (or each column) is a cake of its own.
# PyTorch's `dim` says along which dimension to add:

# %%
m = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
print("dim=0 adds down the columns:", m.sum(dim=0))
print("dim=1 adds along the rows:  ", m.sum(dim=1))

# %% [markdown]
# Below is `shares`, still to be written, and under it the cell that checks it. Try all of this, in order. Each time, run both cells.
#
# 1. Run them as they are.
# 2. Put `return z / everything` in the place of the `raise` line. (`everything` does not exist yet: read how Python says so.)
# 3. Put `return z / z.sum()` there. It is right for a vector. Read what you get: it is the first input for which it is *not*.
# 4. Now write it right. Stuck? The cell after the check gives a hint, and a stronger one each time you run it.

# %% exercise="00.shares" role="answer"
def shares(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """Each score's share of its total over `dim`; same shape and dtype as `z`."""
    ### BEGIN SOLUTION
    return z / z.sum(dim, keepdim=True)
    ### END SOLUTION

# %% exercise="00.shares" role="check"
ex.shares.check(shares)

# %%
ex.shares.hint()

# %% [markdown]
# You have now met nearly all that a check can say:
#
# | | it says | it means |
# |---|---|---|
# | ○ | Not attempted yet | the cell is as you found it |
# | ! | It could not run | Python stopped in your code; it names your line |
# | ✗ | Not yet | it ran, and here is an input that shows what is wrong |
# | ✓ | Right | your results agree with ours on every input we tried |
# | ● | Recorded | a bet, or an answer in words: there is no wrong one |
#
# Run a check as often as you like. Wrong tries and hints cost nothing.
#
# ## Prove it
# A check tries many inputs. It cannot try all of them. Do the shares of *any* positive scores make 1, of five scores and of five million?
#
# For that there are proofs, and the course checks them too, **line by line**. A proof is written in letters: `z` are the scores, all positive, and `K` says how many they are.
# Nobody says which numbers. A sum over all of them looks like a loop in Python, with a capital `S`:

# %% tags=["setup"]
total = Sum(z[m] for m in K)
total

# %% [markdown]
# That is no number. It is the expression itself, and `total` is a short name for it. (`for m in K` means: for every class `m`. Any other letter would do.) Our claim is
#
# $$\sum_k \frac{z_k}{\text{total}} = 1$$
#
# A proof is a chain. `derive` takes an expression to start from. Each line below is *equal* to the line above, and names the *one rule* that makes it so:
# `(expression, "rule")`, and a comma. Here is a finished one, with a single line. It says: if all scores double, so does their total.

# %%
derive(
    Sum(2 * z[m] for m in K),
    (2 * Sum(z[m] for m in K), "constant out of a sum"),
)

# %% [markdown]
# Now yours. For this proof, there are three rules.
#
# | rule | what it allows |
# |---|---|
# | `"constant out of a sum"` | $\sum_k c\,x_k = c \sum_k x_k$ if $c$ is the same for every $k$; and if all terms are *divided* by $c$, so is the sum |
# | `"cancel"` | $\frac{c\,a}{c\,b} = \frac{a}{b}$ and $\frac{a}{a} = 1$ |
# | `"rearrange"` | the order of terms and factors |
#
# `Sum(...) / total` is allowed: a sum may stand in a fraction. And if Python says *'tuple' object is not callable* (or *'Expr' object ...*), a comma
# is missing between two lines.
#
# The start is there. Be wrong on purpose once more. Each time, run both cells, and look at *what* is refused, and *why*.
#
# 1. Go straight to the goal: below the start, put the line `(1, "cancel")`. It is true. Is that enough?
# 2. Put one line between: `(Sum(z[k] for k in K), "constant out of a sum")`. Something got lost in it. Which numbers show it?
# 3. Now mend that line. And when a hint is welcome: `ex.first_proof.hint()`, in a cell of your own.

# %% exercise="00.first_proof" role="answer"
### BEGIN SOLUTION
first_proof = derive(
    Sum(z[k] / total for k in K),
    #: your lines, each with a comma at its end
    (Sum(z[k] for k in K) / total, "constant out of a sum"),
    (1, "cancel"),
)
### END SOLUTION

# %% exercise="00.first_proof" role="check"
ex.first_proof.check(first_proof)

# %% [markdown]
# A single example refuted the false line. No number of examples would have proved the right one. The rules did: so now you know it for every $K$, and for all
# positive scores, tried or not.
#
# ## Play
# Run the next cell and drag the slider. Or click on its handle and use the arrow keys. The bars are drawn with *your* `shares`
# as soon as it is right (run the cell again then). Until then they are drawn with ours, and the line of text says so.

# %% tags=["demo"]
demos.one_score(ex.shares.for_demo(shares))

# %% [markdown]
# The score of class 3 is yours to set; the other four stay. At which score does class 3 hold exactly *half* of the cake?

# %% exercise="00.half_of_it" role="answer"
### BEGIN SOLUTION
#: a number, for example 3.5
half = 10
### END SOLUTION

# %% exercise="00.half_of_it" role="check"
ex.half_of_it.check(half)

# %% [markdown]
# ## Break it
# Shares look a lot like probabilities, and have been used as such (Luce, 1959). Each lies between 0 and 1, and together they make 1. Always? Your proof spoke of *positive* scores.
#
# Drag the slider all the way to the left. Then supply a vector of scores whose shares are *not* probabilities. Give two or more scores, all finite.

# %% exercise="00.break_it" role="answer"
### BEGIN SOLUTION
#: for example torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0]), which does not break it
breaker = torch.tensor([2.0, 1.0, 3.0, -5.0, 4.0])
### END SOLUTION

# %% exercise="00.break_it" role="check"
ex.break_it.check(breaker)

# %% [markdown]
# ## Say it in words
# A friend says: "To turn scores into probabilities, just divide each one by the total." When does that work? What goes wrong when it doesn't?
# And what would you do to the scores *first*, so that it always works?
#
# Two or three sentences, between the triple quotes: `why = """ ... """`. Then compare with one way to say it.

# %% exercise="00.why_not_shares" role="answer"
### BEGIN SOLUTION
why = """
As long as no score is negative and at least one is above 0, the shares are probabilities. A negative score among
positive ones gives a negative share, and scores that add up to 0 give a division by 0. I would turn each score into a
positive number first, a larger one for a larger score, and only then divide by the total.
"""
### END SOLUTION

# %% exercise="00.why_not_shares" role="check"
ex.why_not_shares.check(why)

# %% [markdown]
# Make every score positive, then share: softmax (so named by Bridle, 1990) does just that. Which function turns *any* number, however negative, into a positive one,
# and keeps the order?
# That is where the next notebook begins.
#
# ## Where you stand

# %%
progress()

# %% [markdown]
# These are the lessons and what you have done in each. It is kept in a small file of yours on this machine, so it is still there tomorrow.
#
# ## Four things to know about notebooks
# - **The kernel** is the Python that runs your cells and remembers your variables. `[*]` beside a cell means that it is running, or waiting for its turn.
#   If it takes too long: *Kernel → Interrupt Kernel*.
# - **Restart** (*Kernel → Restart Kernel…*) makes Python forget every variable. Your text, your code and your progress stay. Run a check right after it, and
#   you read that a name is not defined: run the cells above it first.
# - **Run All** (*Run → Run All Cells*) does that for you, from top to bottom. It goes through to the end even if half of the exercises are still open.
# - **Save** with Ctrl+S (Cmd+S on a Mac). JupyterLab also saves by itself now and then.
#
# ## What you can do now
# You can run a cell, and all of them. You can bet, and read what happens. You can read a counterexample and let it lead you on. You can ask for a hint.
# You can write a proof, line by line, and read why a line is refused.
# You can say when shares of a total are probabilities, and break them when they are not.
#
# Three quick questions. Answer, then click.
#
# <details><summary>You restart the kernel and run one check, first thing. What does it say?</summary>
#
# That a name is not defined. The new kernel has not seen your answer yet: run the cells above, or all of them.
# </details>
#
# <details><summary>Your bet was wrong. What does that cost?</summary>
#
# Nothing. It is recorded, and you may remember this one longer than a right one.
# </details>
#
# <details><summary>Scores 3 and 1. Which change keeps their shares: 10 more for both, or ten times both?</summary>
#
# Ten times both: 30 of 40 is 3 of 4. With 10 more for both it is 13 of 24, hardly more than half.
# </details>
#
# **Next:** [01 · From scores to probabilities](01_softmax_basics.ipynb)

# %% [markdown]
# ## Find a topic
# The whole course by its topics. Each link opens the notebook at the place (give it a few seconds).
#
# **What softmax is:** [the formula](01_softmax_basics.ipynb#The-formula) · [order, ratios, log-odds](01_softmax_basics.ipynb#What-softmax-keeps) · [the axioms of probability](01_softmax_basics.ipynb#May-we-call-them-probabilities%3F) · [two classes and the sigmoid](01_softmax_basics.ipynb#Two-classes) · [logits from probabilities](01_softmax_basics.ipynb#Backwards) · [soft max or soft argmax (logsumexp)](01_softmax_basics.ipynb#Soft-what%3F) · [`dim` and batches](01_softmax_basics.ipynb#Many-at-once) · [linear models and the loss](01_softmax_basics.ipynb#Where-do-scores-come-from%3F) · [Bayes' rule, exponential family](01_softmax_basics.ipynb#Another-place-where-scores-come-from)
#
# **Floats:** [is the sum 1, are outputs in (0, 1)](01_softmax_basics.ipynb#Exactly%3F) · [overflow and `nan`](02_overflow_and_max_shift.ipynb#The-cliff) · [silent overflow](02_overflow_and_max_shift.ipynb#Worse-than-nan) · [thresholds of each dtype, underflow](02_overflow_and_max_shift.ipynb#Where-is-the-edge%3F) · [the max-shift](02_overflow_and_max_shift.ipynb#Build%3A-the-stable-softmax) · [what it does not cure](02_overflow_and_max_shift.ipynb#What-the-shift-does-not-cure) · [log-softmax, logsumexp](02_overflow_and_max_shift.ipynb#Stay-in-the-logarithm) · [masks](02_overflow_and_max_shift.ipynb#Masks) · [one-pass (online) softmax](02_overflow_and_max_shift.ipynb#One-pass) · [rounding errors](02_overflow_and_max_shift.ipynb#How-wrong-is-right%3F) · [when a shift changes the answer](03_invariance.ipynb#Where-floats-break-the-law)
#
# **Invariance:** [translation, proved](03_invariance.ipynb#A-proof%2C-line-by-line) · [scale: a counterexample](03_invariance.ipynb#One-pair-is-enough) · [what scaling does](03_invariance.ipynb#No-zero%2C-but-a-unit) · [four equal decimals prove nothing](03_invariance.ipynb#Four-decimals) · [degrees of freedom](03_invariance.ipynb#K-scores%2C-how-many-knobs%3F) · [permutations](03_invariance.ipynb#Who-is-who%3F) · [weights that are not unique](03_invariance.ipynb#A-classifier-that-smiles)
#
# **Temperature:** [$T$ and its edges](04_temperature.ipynb#Build-it%2C-edges-first) · [$T = 0$](04_temperature.ipynb#Zero-is-not-a-small-number) · [the base $b$](04_temperature.ipynb#The-base) · [who rises as $T$ falls](04_temperature.ipynb#Who-rises%2C-who-falls%3F) · [entropy](04_temperature.ipynb#How-much-is-there-to-wonder-about%3F) · [maximum entropy](04_temperature.ipynb#Is-there-anything-better%3F) · [sampling at $T$, and its noise](04_temperature.ipynb#Draw) · [text at several temperatures](04_temperature.ipynb#A-small-model-writes) · [calibration](04_temperature.ipynb#Does-it-mean-what-it-says%3F)
#
# **Derivatives:** [the Jacobian, proved](05_jacobian.ipynb#Prove-it) · [as a matrix: rank, eigenvalues](05_jacobian.ipynb#What-the-variance-says) · [vector-Jacobian product](05_jacobian.ipynb#Never-build-it) · [a custom autograd Function](05_jacobian.ipynb#Teach-it-to-autograd) · [cross-entropy: $p - y$](05_jacobian.ipynb#Cross-entropy%3A-everything-collapses) · [gradients of the weights](05_jacobian.ipynb#Down-to-the-weights) · [training with them](05_jacobian.ipynb#Train-it) · [second derivatives, Hessian, convexity](05_jacobian.ipynb#And-the-second-derivative%3F) · [squared error, double softmax](05_jacobian.ipynb#Two-losses-that-look-fine)
#
# **Sampling:** [by intervals, and where it fails](06_gumbel_max.ipynb#The-usual-way) · [the reparameterization trick](06_gumbel_max.ipynb#Move-the-randomness-out) · [Gumbel's CDF, quantile, mean](06_gumbel_max.ipynb#The-noise) · [its density](06_gumbel_max.ipynb#Its-density-%28if-you-have-time%29) · [noise from uniforms, and the ends](06_gumbel_max.ipynb#Build-it%2C-and-mind-the-ends) · [the Gumbel-max trick](06_gumbel_max.ipynb#The-race) · [its proof, with the integral](06_gumbel_max.ipynb#Prove-it) · [the wrong place for $T$](06_gumbel_max.ipynb#A-friend's-temperature) · [normalized logits or not](06_gumbel_max.ipynb#A-question-from-a-forum) · [the maximum itself](06_gumbel_max.ipynb#What-the-proof-also-says) · [exponential race](06_gumbel_max.ipynb#The-same-race%2C-with-clocks) · [top-k without replacement](06_gumbel_max.ipynb#And-who-comes-in-second%3F) · [slopes of a sampled loss](06_gumbel_max.ipynb#What-has-a-slope%3F)
#
# **Gradients through a choice:** [why argmax has no useful slope](07_gumbel_softmax_and_straight_through.ipynb#The-slope-of-a-choice) · [soft argmax, two meanings](07_gumbel_softmax_and_straight_through.ipynb#Two-soft-argmaxes) · [Gumbel-softmax and $\tau$](07_gumbel_softmax_and_straight_through.ipynb#Soften-a-draw) · [its mean is not $p$](07_gumbel_softmax_and_straight_through.ipynb#The-average-sample) · [logits or probabilities](07_gumbel_softmax_and_straight_through.ipynb#Scores%2C-please) · [small $\tau$: do gradients explode](07_gumbel_softmax_and_straight_through.ipynb#The-colder%2C-the-better%3F) · [straight-through and its spellings](07_gumbel_softmax_and_straight_through.ipynb#Pretend%3A-straight-through) · [PyTorch's `gumbel_softmax`, read](07_gumbel_softmax_and_straight_through.ipynb#What-PyTorch-says) · [identity backward, softmax backward](07_gumbel_softmax_and_straight_through.ipynb#Or-tell-autograd-directly) · [REINFORCE and baselines](07_gumbel_softmax_and_straight_through.ipynb#Score-it) · [bias and variance](07_gumbel_softmax_and_straight_through.ipynb#Whom-to-trust) · [straight-through for the plain argmax](07_gumbel_softmax_and_straight_through.ipynb#May-one-straight-through-the-plain-argmax%3F) · [a discrete variational autoencoder](07_gumbel_softmax_and_straight_through.ipynb#Use%3A-a-code-for-the-digits) · [annealing](07_gumbel_softmax_and_straight_through.ipynb#Cool-down)
#
# **Sharpening:** [$\mathrm{softmax}(\alpha v)$](08_power_sharpening.ipynb#First-try%3A-softmax%2C-louder-and-louder) · [the formula with `where`](08_power_sharpening.ipynb#Second-try%3A-up-for-one%2C-down-for-the-rest) · [`where` or argmax index](08_power_sharpening.ipynb#Is-where-a-trick%3F) · [inputs that break it](08_power_sharpening.ipynb#Break-it) · [`nan` gradients, the double where](08_power_sharpening.ipynb#The-where-that-bites) · [power sharpening](08_power_sharpening.ipynb#A-better-slider) · [power form or log form](08_power_sharpening.ipynb#Two-forms%2C-and-floats) · [sharpening is a temperature](08_power_sharpening.ipynb#Sharpening-is-a-temperature) · [from values to their softmax](08_power_sharpening.ipynb#What-was-asked) · [semi-supervised digits](08_power_sharpening.ipynb#Use-it%3A-pictures-without-labels)

# %% [markdown]
# ## References
# - R. D. Luce (1959), *Individual Choice Behavior: A Theoretical Analysis*, Wiley. Dividing positive strengths by their total is known as Luce's choice rule.
# - J. S. Bridle (1990), Probabilistic Interpretation of Feedforward Classification Network Outputs, with Relationships to Statistical Pattern
#   Recognition, in *Neurocomputing: Algorithms, Architectures and Applications*, Springer, 227–236. Here softmax got its name.

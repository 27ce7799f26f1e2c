# %% [markdown]
# # 08 · Power sharpening
#
# You have a few values between 0 and 1: $v = (0.2, 0.4, 0.6, 0.8)$. You want *one slider*. At its left end stand the values. Push it to the right, and the largest
# takes all. Gradually, and with a gradient, please.
#
# Somebody asked for something like this in a forum. The thread tries two formulas. You will redraw its plots, break a formula in three ways, and meet a `nan` that hides
# behind `torch.where`. Then you build a better slider, find that you have known it since notebook 04, and let it teach a model from pictures without labels.
#
# You need 01, 02 and 04, a derivative from school, for the proofs the notation of 03, and once a slope of 05.
#
# *An hour and a quarter without what is marked "if you have time"; not quite two hours with all of it. A good place to stop is before "A better slider", half way. Stuck?
# `ex.NAME.hint()` in a cell of your own gives a nudge; call it again for more.*

# %% tags=["setup"]
try:
    import course_utils
except ModuleNotFoundError:
    raise ModuleNotFoundError(
        "The course is not installed in this kernel. In a terminal, in the course's folder, run: make lab"
    ) from None
import torch

from course_utils.derivation import LSE, K, Sum, derive, exp, log, softmax
from course_utils.lessons import sharpening as ex
from course_utils.lessons.sharpening import demos

values = torch.tensor([0.2, 0.4, 0.6, 0.8])


def show(x: torch.Tensor, digits: int = 4) -> str:
    """The numbers of a vector, rounded."""
    return "  ".join(f"{e:.{digits}f}" for e in (x.detach() + 0.0).tolist())


# %% [markdown]
# ## First try: softmax, louder and louder
#
# The thread's first plot has the values $0, 0.25, 0.5, 0.75, 1$, and draws $\mathrm{softmax}(\alpha v)$ for $\alpha = 0, 1, \dots, 19$. (It calls the slider `p`. Here $p$ is
# taken, so: $\alpha$.) Three bets:
#
# - `zero`: the outputs at $\alpha = 0$ are `"the values"`, `"all 0.2"` or `"one-hot"`
# - `one`: and at $\alpha = 1$? (`"the values"` or `"something else"`)
# - `tie`: *two* values share the maximum. As $\alpha$ grows, they get `"1 each"`, `"1/2 each"` or `"the first gets 1"`

# %% exercise="08.first_bets" role="answer"
### BEGIN SOLUTION
first_bets = dict(zero="all 0.2", one="something else", tie="1/2 each")
### END SOLUTION

# %% exercise="08.first_bets" role="check"
ex.first_bets.check(first_bets)

# %% tags=["figure"]
demos.softmax_of_alpha_v()

# %%
five = torch.tensor([0.0, 0.25, 0.5, 0.75, 1.0])
for a in (0, 1, 10, 19):
    print(f"alpha = {a:2}:", show(torch.softmax(a * five, -1)))

# %% [markdown]
# The right end is fine: one winner, or equal shares for tied winners. "Either 0 or 1", says the thread; with a tie it is neither. But look left. Nowhere does the slider meet
# the values. It comes from "all the same".

# %% [markdown]
# ## Second try: up for one, down for the rest
#
# A number below 1 shrinks when you raise it to a power. So let all values shrink, except the maximum, and let what the *maximum* lacks to 1 shrink:
#
# $$\text{out}_i = \begin{cases} 1 - (1 - v_i)^\alpha & \text{if } v_i \text{ is the maximum} \\ v_i^{\,\alpha} & \text{otherwise}\end{cases}$$
#
# Write it, for a vector. If there are several maxima, all of them rise. (One line with `torch.where` will do.)


# %% exercise="08.gradual" role="answer"
def gradual(v: torch.Tensor, alpha: float) -> torch.Tensor:
    """The thread's formula, for values `v` (K,) in [0, 1] and a power `alpha` of at least 1; shape (K,)."""
    ### BEGIN SOLUTION
    return torch.where(v == v.max(), 1 - (1 - v) ** alpha, v**alpha)
    ### END SOLUTION


# %% exercise="08.gradual" role="check"
ex.gradual.check(gradual)

# %% [markdown]
# The thread prints four results for five random values (seed 2021). It doesn't say for which powers. All four are whole numbers, and no larger than 20. **Find them.** (The last loop
# is for you: put other powers in. The first column is the quickest to compare.)

# %%
drawn = ex.forum_values()
print("values: ", show(drawn))
for n, row in enumerate(ex.PRINTED_ROWS, 1):
    print(f"row {n}:  ", "  ".join(f"{x:.4g}" for x in row))

for a in (1, 4, 20):
    print(f"power {a:2}:", "  ".join(f"{x:.4g}" for x in ex.gradual.for_demo(gradual)(drawn, a).tolist()))

# %% exercise="08.which_powers" role="answer"
### BEGIN SOLUTION
#: four numbers, one for each row, for example [1, 1, 1, 1]
which_powers = [2, 3, 5, 10]
### END SOLUTION

# %% exercise="08.which_powers" role="check"
ex.which_powers.check(which_powers)

# %% [markdown]
# Here is the thread's second plot, for $0.2, 0.4, 0.6, 0.8$. (Its own code no longer runs: matplotlib is handed a tensor that requires a gradient, and refuses. And it
# draws against the row number, so that $\alpha = 1$ sits at 0.) On the right is something that the thread doesn't draw.

# %% tags=["figure"]
demos.where_curves()

# %% [markdown]
# It does start at the values! But the thread stores these rows as `softmax_values`, and a softmax sums to 1. Not "in the end". Always.

# %% [markdown]
# ### The gradient that was printed
#
# *If you have time. If not, go on at "Break it".*
#
# The thread takes the mean of all these numbers, 19 powers times 4 values, calls `backward()` and gets `(0.0206, 0.0365, 0.0822, 0.0206)`. Can you, by hand?
# The other values only decide *which* formula an output takes; in the formula stands its own value alone. So each output has just one slope. Write them, for one power.


# %% exercise="08.slopes" role="answer"
def slopes(v: torch.Tensor, alpha: float) -> torch.Tensor:
    """The derivative of each output of `gradual` by its own value; `v` (K,) in (0, 1), shape (K,)."""
    ### BEGIN SOLUTION
    to_shrink = torch.where(v == v.max(), 1 - v, v)
    return alpha * to_shrink ** (alpha - 1)
    ### END SOLUTION


# %% exercise="08.slopes" role="check"
ex.slopes.check(slopes)

# %%
powers = range(1, 20)
by_hand = sum(ex.slopes.for_demo(slopes)(values, float(a)) for a in powers) / (19 * 4)
print("by hand:     ", show(by_hand))

leaf = values.clone().requires_grad_()
torch.stack([ex.gradual.for_demo(gradual)(leaf, float(a)) for a in powers]).mean().backward()
print("by autograd: ", show(leaf.grad))

leaf.grad = None
torch.stack([torch.softmax(a * leaf, -1) for a in powers]).mean().backward()
print("of a softmax:", show(leaf.grad.abs()))

# %% [markdown]
# The last line is the same mean for $\mathrm{softmax}(\alpha v)$. Why must it be zero? (What is the mean of four numbers that sum to 1?)

# %% [markdown]
# ### Is `where` a trick?
#
# *If you have time, too.* `argmax` has no gradient, and `where(v == v.max(), ...)` has one. The thread wonders: is that a trick? Put two spellings side by side: `gradual`,
# with `where`, and this one.

# %%
def by_index(v: torch.Tensor, alpha: float) -> torch.Tensor:
    """The same formula; `argmax` picks the winner."""
    i = v.argmax()
    return torch.cat([v[:i] ** alpha, 1 - (1 - v[i : i + 1]) ** alpha, v[i + 1 :] ** alpha])


# %% [markdown]
# - `gradient`: how do the gradients compare, for values without a tie? (`"the same"`, `"only where has one"`, `"only argmax has one"`)
# - `winner`: whose gradient knows that *another* value might become the maximum? (`"where's"`, `"argmax's"` or `"neither"`)
# - `computed`: in the `where` version, how many of the two formulas are computed for one entry? (`"one"` or `"both"`)

# %% exercise="08.where_or_index" role="answer"
### BEGIN SOLUTION
where_or_index = dict(gradient="the same", winner="neither", computed="both")
### END SOLUTION

# %% exercise="08.where_or_index" role="check"
ex.where_or_index.check(where_or_index)

# %%
leaf = values.clone().requires_grad_()
torch.stack([by_index(leaf, float(a)) for a in powers]).mean().backward()
print("by index:    ", show(leaf.grad))

# %% [markdown]
# So it is no trick. Who the winner is, neither of them differentiates. If you need that, notebook 07 is the place.

# %% [markdown]
# ## Break it
#
# Nobody said for which inputs the formula is good. Three small hunts. Each wants a `v` (two values or more) and an `alpha` above 0.
#
# **Its order.** Supply a case in which the largest value is no longer the largest.

# %% exercise="08.break_order" role="answer"
### BEGIN SOLUTION
#: for example dict(v=[0.2, 0.7], alpha=3.0), which is still in order
break_order = dict(v=[0.2, 0.4, 0.6, 0.8], alpha=0.5)
### END SOLUTION

# %% exercise="08.break_order" role="check"
ex.break_order.check(break_order)

# %% [markdown]
# **Its sum.** For large powers it is nearly one-hot, so people say. Supply values in $[0, 1]$ and a power of 5 or more, with outputs that sum to more than 1.5.

# %% exercise="08.break_sum" role="answer"
### BEGIN SOLUTION
#: a dict, as before
break_sum = dict(v=[0.9, 0.9, 0.1], alpha=50.0)
### END SOLUTION

# %% exercise="08.break_sum" role="check"
ex.break_sum.check(break_sum)

# %% [markdown]
# **Its slopes.** Supply values in $[0, 1]$ and a power at which the slopes, in float32, are *all* exactly 0, or not all finite.

# %% exercise="08.break_slopes" role="answer"
### BEGIN SOLUTION
#: a dict, as before
break_slopes = dict(v=[0.0, 0.0], alpha=0.5)
### END SOLUTION

# %% exercise="08.break_slopes" role="check"
ex.break_slopes.check(break_slopes)

# %% [markdown]
# There are two ways to win the last one: zeros, or something worse. If you have found the zeros, here is the worse.

# %%
leaf = torch.tensor([0.0, 0.0], requires_grad=True)
out = torch.where(leaf == leaf.max(), 1 - (1 - leaf) ** 0.5, leaf**0.5)
out.sum().backward()
print("outputs:", out.tolist(), "  gradient:", leaf.grad.tolist())

# %% [markdown]
# ## The where that bites
#
# Read that output again. Both values are the maximum, so both take the first formula, and its slope at 0 is a harmless ½. The root of zero was thrown away. Yet its slope, which is infinite, is in the
# gradient: going backward, `where` sends *zero* into the branch that it did not take, and the branch multiplies it by its slope. $0 \cdot \infty$ is `nan`.
#
# `where` protects values. It doesn't protect gradients. (PyTorch's issue tracker has it under at least four numbers.)
#
# Now you. Write a function that is $\sqrt{x}$ where $x > 0$, and $x$ itself elsewhere, with the right slopes *everywhere*: no `nan`, whatever finite $x$
# comes. A tiny positive number keeps its own root, so an epsilon is no way out.


# %% exercise="08.root_or_line" role="answer"
def root_or_line(x: torch.Tensor) -> torch.Tensor:
    """The root of `x` where `x` is positive, `x` itself elsewhere; any shape, no nan in its gradient."""
    ### BEGIN SOLUTION
    positive = x > 0
    harmless = torch.where(positive, x, 1.0)
    return torch.where(positive, harmless.sqrt(), x)
    ### END SOLUTION


# %% exercise="08.root_or_line" role="check"
ex.root_or_line.check(root_or_line)

# %% [markdown]
# This is the **double where**. You need it, or something as good, whenever one branch holds a `log`, a root or a division that may meet a number it was not made for.
#
# *If you have time:* a friend writes `torch.where(x > 0, torch.log(x), 0.0)`. "All my values are finite. Why is my gradient `nan`?" **Explain it**, and say what to change. (15 words at least.)

# %% exercise="08.explain_where" role="answer"
### BEGIN SOLUTION
explain_where = """
The value is picked after both branches are computed, log(0) too. On the way back that branch gets
slope 0, times the slope of log at 0, which is infinite: nan. Give log a harmless input instead:
torch.where(x > 0, torch.log(torch.where(x > 0, x, 1.0)), 0.0).
"""
### END SOLUTION

# %% exercise="08.explain_where" role="check"
ex.explain_where.check(explain_where)

# %% [markdown]
# ## A better slider
#
# The idea with the powers was good. Only the sum was lost. So divide by it:
#
# $$\text{out}_i = \frac{v_i^{\,\alpha}}{\sum_k v_k^{\,\alpha}}$$
#
# At $\alpha = 1$ these are the **shares** of the values. As $\alpha$ grows, the largest takes all. No case distinction, no `where`. And it's an old friend. Show that it is
# $\mathrm{softmax}(\alpha \log v)_i$, for positive values. Two lines will do.

# %% tags=["setup"]
from course_utils.lessons.sharpening.proofs import Z, alpha, i, p, v, z

# %%
ex.rules(ex.power_proof)

# %% exercise="08.power_proof" role="answer"
### BEGIN SOLUTION
power_proof = derive(
    v[i]**alpha / Sum(v[k]**alpha for k in K),
    #: (the next expression, "its rule"),
    (exp(alpha * log(v[i])) / Sum(exp(alpha * log(v[k])) for k in K), "powers"),
    (softmax(alpha * log(v))[i], "definition"),
)  # fmt: skip
### END SOLUTION

# %% exercise="08.power_proof" role="check"
ex.power_proof.check(power_proof)

# %% [markdown]
# ### Two forms, and floats
#
# On paper both are the same. In float32? Three values, and $\alpha$ growing. The third column is float64.

# %%
three = torch.tensor([0.4, 0.35, 0.25])
for a in (2, 100, 115, 200):
    power_form = three**a / (three**a).sum()
    log_form = torch.softmax(a * three.log(), -1)
    exact = torch.softmax(a * three.double().log(), -1)
    print(f"alpha = {a:3}", *(f"{float(x[1]):10.2g}" for x in (power_form, log_form, exact)), " (the second value)")

# %% [markdown]
# Already at $\alpha = 100$ the power form says 0 where $1.6 \cdot 10^{-6}$ belongs. And $0.4^{115}$ is about $2 \cdot 10^{-46}$. Float32 has nothing so small, so 0 is
# divided by 0. The log form does not mind. But it has a weak spot of its own: what if a value is 0?
#
# **Build it**, for the last dimension of any batch. It has to survive $\alpha = 200$. A value 0 stays *exactly* 0 and, for $\alpha > 1$, has slope 0. (No row is all zeros:
# such a row has no shares.)


# %% exercise="08.sharpen" role="answer"
def sharpen(v: torch.Tensor, alpha: float) -> torch.Tensor:
    """v**alpha over its sum, along the last dimension; `v` (..., K), not negative; `alpha` above 0; same shape."""
    ### BEGIN SOLUTION
    positive = v > 0
    logs = torch.where(positive, v, 1.0).log()
    return torch.softmax(torch.where(positive, alpha * logs, float("-inf")), -1)
    ### END SOLUTION


# %% exercise="08.sharpen" role="check"
ex.sharpen.check(sharpen)

# %% [markdown]
# ### Play
#
# One slider, three families. Watch the sums. Where does each of them begin, at $\alpha = 1$? What happens below 1?

# %% tags=["demo"]
demos.three_families(ex.gradual.for_demo(gradual), ex.sharpen.for_demo(sharpen))

# %% [markdown]
# And here $\alpha$ stays at 5, but one value moves, past a rival that stays at 0.6. Go slowly through the middle.

# %% tags=["demo"]
demos.changing_hands(ex.gradual.for_demo(gradual), ex.sharpen.for_demo(sharpen))

# %% [markdown]
# Fill in the table. `A` is $\mathrm{softmax}(\alpha v)$, `B` the formula with `where`, `C` the power over its sum. All three are functions now: try what you doubt.

# %%
def A(v: torch.Tensor, alpha: float) -> torch.Tensor:
    """The first family."""
    return torch.softmax(alpha * v, -1)


B, C = ex.gradual.for_demo(gradual), ex.sharpen.for_demo(sharpen)
print("A:", show(A(values, 3.0)), "\nB:", show(B(values, 3.0)), "\nC:", show(C(values, 3.0)))

# %% [markdown]
# - `start`: whose outputs at $\alpha = 1$ are the values, or their shares? (`"A"`, `"B"`, `"C"` or `"B and C"`)
# - `sum`: whose outputs sum to 1, at every $\alpha$? (`"A and C"`, `"B"`, `"all"` or `"none"`)
# - `order`: who keeps the order, at every $\alpha > 0$ and for all values above 0? (`"A and C"`, `"B"`, `"all"` or `"none"`)
# - `jump`: two values change places at $\alpha = 5$. Whose outputs jump? (`"A"`, `"B"`, `"C"` or `"none"`)
# - `shift`: add 0.1 to all values. Whose outputs stay? (`"A"`, `"B"`, `"C"` or `"none"`)
# - `scale`: double all values. Whose outputs stay? (`"A"`, `"B"`, `"C"` or `"none"`)

# %% exercise="08.who_keeps_what" role="answer"
### BEGIN SOLUTION
who_keeps_what = dict(start="B and C", sum="A and C", order="A and C", jump="B", shift="A", scale="C")
### END SOLUTION

# %% exercise="08.who_keeps_what" role="check"
ex.who_keeps_what.check(who_keeps_what)

# %% [markdown]
# ### Sharpening is a temperature
#
# Often the values are probabilities already: $p = \mathrm{softmax}(z)$. One recipe raises them to the power $\alpha$ and divides by the sum. Another goes back to the scores and takes
# $\mathrm{softmax}(\alpha z)$, which is the temperature $T = 1/\alpha$ of notebook 04. One can read that the results differ. What do you say: `"the same"`, `"different"` or
# `"only for alpha = 1"`?

# %% exercise="08.same_as_temperature" role="answer"
### BEGIN SOLUTION
same_as_temperature = "the same"
### END SOLUTION

# %% exercise="08.same_as_temperature" role="check"
ex.same_as_temperature.check(same_as_temperature)

# %%
scores = torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0])
for a in (0.5, 2.0, 10.0):
    print(f"alpha = {a:4}:", show(C(torch.softmax(scores, -1), a)), " and ", show(torch.softmax(a * scores, -1)))

# %% [markdown]
# *If you have time:* prove it, for all scores and every $\alpha > 0$. `Z` is the sum of all exponentials, and `p` is `softmax(z)`. Two roads lead there: by the powers, or
# by the two last lines of this table, which you know from 02 and 03.

# %%
ex.rules(ex.temperature_proof)

# %% exercise="08.temperature_proof" role="answer"
### BEGIN SOLUTION
temperature_proof = derive(
    p[i]**alpha / Sum(p[k]**alpha for k in K),
    #: (the next expression, "its rule"),
    ((exp(z[i]) / Z)**alpha / Sum((exp(z[k]) / Z)**alpha for k in K), "definition"),
    (exp(alpha * z[i]) / Z**alpha / Sum(exp(alpha * z[k]) / Z**alpha for k in K), "powers"),
    (exp(alpha * z[i]) / Z**alpha / (Sum(exp(alpha * z[k]) for k in K) / Z**alpha), "constant out of a sum"),
    (exp(alpha * z[i]) / Sum(exp(alpha * z[k]) for k in K), "cancel"),
    (softmax(alpha * z)[i], "definition"),
)  # fmt: skip
### END SOLUTION

# %% exercise="08.temperature_proof" role="check"
ex.temperature_proof.check(temperature_proof)

# %% [markdown]
# ## What was asked
#
# *If you have time. (If not, go on at "Use it". The message: from the shares to the softmax there are many paths, and they need no `where`.)*
#
# So the thread's slider runs from the values to one-hot. But its question was how to go, gradually, from the values to *their softmax*. That is another journey. Its end isn't one-hot at all:

# %%
print("the shares: ", show(values / values.sum()))
print("the softmax:", show(torch.softmax(values, -1)))

# %% [markdown]
# Find a path. At `t = 0` it stands at the shares $v / \sum_k v_k$, at `t = 1` at $\mathrm{softmax}(v)$. On the way it always sums to 1, keeps the order (ties stay ties), and never jumps, neither
# when $t$ moves nor when the values do. Some values may be 0. There is more than one such path; any of them is right.


# %% exercise="08.path" role="answer"
def path(v: torch.Tensor, t: float) -> torch.Tensor:
    """From the shares of `v` at t = 0 to its softmax at t = 1; `v` (K,) in [0, 1], not all 0; shape (K,)."""
    ### BEGIN SOLUTION
    return (1 - t) * v / v.sum() + t * torch.softmax(v, -1)
    ### END SOLUTION


# %% exercise="08.path" role="check"
ex.path.check(path)

# %% [markdown]
# ## Use it: pictures without labels
#
# Labels cost work, pictures are cheap. Take ten labeled pictures of each digit, 100 in all. The other 1337 training pictures lose their labels. Are they of any use?
#
# Let the model *guess* them, and learn from its own guesses. Each guess is sharpened first, then taken for granted, like a label. (MixMatch, by Berthelot and others, 2019,
# guesses and sharpens like this, as one of its parts; its loss on guesses is another.) For $N$ pictures with guesses $q = \mathrm{sharpen}(p, \alpha)$:
#
# $$\text{loss} = -\frac1N \sum_{\text{pictures}} \sum_i q_i \log p_i \qquad \text{no gradient through } q$$


# %% exercise="08.guess_loss" role="answer"
def guess_loss(scores: torch.Tensor, alpha: float) -> torch.Tensor:
    """Mean cross-entropy of the sharpened guesses, which count as constants; `scores` (N, K), a single number."""
    ### BEGIN SOLUTION
    guess = sharpen(torch.softmax(scores.detach(), -1), alpha)
    return -(guess * torch.log_softmax(scores, -1)).sum(-1).mean()
    ### END SOLUTION


# %% exercise="08.guess_loss" role="check"
ex.guess_loss.check(guess_loss)

# %% [markdown]
# Before you run it, a bet. Suppose the guesses are *not* sharpened: $\alpha = 1$. How much does the model learn from them? (`"a lot"`, `"a little"` or `"nothing at all"`)

# %% exercise="08.alone_bet" role="answer"
### BEGIN SOLUTION
alone_bet = "nothing at all"
### END SOLUTION

# %% exercise="08.alone_bet" role="check"
ex.alone_bet.check(alone_bet)

# %% [markdown]
# The linear model of 01, five random choices of the 100 labels, 300 steps each; the guesses join in after step 100. Every color is one choice. (A few seconds.)

# %% tags=["figure"]
demos.five_splits(ex.guess_loss.for_demo(guess_loss))

# %% [markdown]
# The middle column settles the bet: it is the left one, to the last picture. The slope of a cross-entropy is $p - q$ (notebook 05), and with $q = p$ nothing is left of it.
# *All* that the unlabeled pictures teach comes from the sharpening: it says "be a little surer of what you think already".
#
# And how good is the advice? Be honest with five numbers. Split by split, the gain is about five pictures of 360, give or take two (that is the luck of the labels; the
# 360 pictures are always the same), and on one split it is a loss. Over forty splits, in the course's tests, the gain is four to five pictures. And a model that is sure, and
# wrong, becomes surer of it, too. MixMatch adds more: for one, it averages the guesses for several distorted copies of a picture, and sharpens the average.
#
# ## What you can now do
#
# 1. You can say what $\mathrm{softmax}(\alpha v)$, the formula with `where` and a power over its sum keep and lose: start, sum, order, continuity.
# 2. You can reproduce a printed figure, and find the parameter that it hides.
# 3. You can tell where `where` makes `nan` out of a finite result, and cure it with a second one.
# 4. You can sharpen any distribution, at $\alpha = 200$ and with zeros, and you know that this is nothing but a temperature.
# 5. You can let a model learn from its own guesses, and say why it learns nothing unless they are sharpened.
#
# Three quick questions. Answer before you look.
#
# **1.** Sharpen $(0.5, 0.5)$ with $\alpha = 100$. What comes out?
#
# <details><summary>Answer</summary>(0.5, 0.5). A tie stays a tie, at every power.</details>
#
# **2.** A distribution was sharpened with $\alpha = 2$, and then once more with $\alpha = 3$. Which single power does the same?
#
# <details><summary>Answer</summary>6. Powers of powers multiply, and the sums cancel.</details>
#
# **3.** `torch.where(x != 0, torch.sin(x) / x, 1.0)` is right at every x. What is wrong with it?
#
# <details><summary>Answer</summary>Its gradient at x = 0 is nan: the quotient is computed there too. Divide by torch.where(x != 0, x, 1.0).</details>
#
# This was the last notebook. If you have come all the way: you can now build, prove and repair what a network needs around a softmax. Go and use it.

# %% [markdown]
# ## References
#
# - D. Berthelot, N. Carlini, I. Goodfellow, N. Papernot, A. Oliver and C. Raffel (2019). MixMatch: A holistic approach to semi-supervised learning. arXiv:1905.02249. Guessing and sharpening, as a part of a larger method.
# - PyTorch forum, the thread on a "gradual softmax" (with PyTorch 1.7.1): both plots, the printed rows, the gradient, and the question about `where` and `argmax`.
# - PyTorch issues 10729, 68425, 108618 and 187297 (github.com/pytorch/pytorch): `nan` in the gradient from the branch that `where` did not take.

# %% [markdown]
# # 07 · Gumbel-softmax and straight-through
#
# Some networks must *decide*: this word, that door, code 11 of 16. Notebook 06 taught them to draw a decision. Training means sending the cost's slope
# back to every score, and on the way back there now stands an `argmax`. What is the slope of a choice?
#
# The answer is awkward. You meet three ways out of it, build each, and measure how far each can be trusted. At the end a network learns its own code for the digits.
#
# You need the Gumbel-max trick of 06 and the product $v^\top J$ of 05. *Fifty minutes to "Score it", and half an hour from there to "Use: a code for the digits": two good places to stop.
# The network is a sitting of its own, of about forty minutes. What is marked "if you have time" takes twenty minutes more.*
# *Stuck? `ex.NAME.hint()` in a cell of your own gives a nudge; call it again for more.*

# %% tags=["setup"]
try:
    import course_utils
except ModuleNotFoundError:
    raise ModuleNotFoundError(
        "The course is not installed in this kernel. In a terminal, in the course's folder, run: make lab"
    ) from None
import inspect

import torch
from torch.nn.functional import one_hot

from course_utils import device
from course_utils.lessons import gumbel_softmax as ex
from course_utils.lessons.gumbel_softmax import demos


def listed(x: torch.Tensor, digits: int = 3) -> str:
    """The numbers of a vector, rounded, with no -0."""
    return " ".join(f"{v + 0.0:.{digits}f}" for v in x.double().round(decimals=digits).tolist())


# %% [markdown]
# ## The slope of a choice
#
# Take scores at random, and let the choice be the one-hot of their argmax: 1 for the largest, 0 for the rest. Three bets:
#
# - `slope`: nudge one score a tiny bit. What is the slope of the one-hot? (`"zero"`, `"one"` or `"there is none"`)
# - `torch`: what does `z.argmax().backward()` give? (`"slopes"`, `"zeros"` or `"an error"`)
# - `tie`: not who is largest, but *how* large: the gradient of `z.max()` at $z = (2, 2, 1)$. (`"1, 0, 0"`, `"1/2, 1/2, 0"` or `"0, 0, 0"`)

# %% exercise="07.slope_bet" role="answer"
### BEGIN SOLUTION
slope_bet = dict(slope="zero", torch="an error", tie="1/2, 1/2, 0")
### END SOLUTION

# %% exercise="07.slope_bet" role="check"
ex.slope_bet.check(slope_bet)

# %%
random = torch.Generator().manual_seed(0)
z = torch.randn(10_000, 1, 3, generator=random, dtype=torch.float64)
nudges = 1e-6 * torch.eye(3, dtype=torch.float64)
moved = one_hot((z + nudges).argmax(-1), 3) - one_hot((z - nudges).argmax(-1), 3)
print(int((moved != 0).sum()), "of", moved.numel(), "slopes are not zero")

tied = torch.tensor([2.0, 2.0, 1.0], requires_grad=True)
for name, top in (("z.max()", tied.max()), ("z.max(0).values", tied.max(0).values)):
    print(f"{name:15} has the gradient", *torch.autograd.grad(top, tied)[0].tolist())

# %% [markdown]
# "The argmax cannot be differentiated, because it jumps." So you read everywhere. It does jump, where two scores share the lead; but you almost never stand there.
# Everywhere else the derivative exists, and it is zero. Gradient descent is told, truthfully, that no small step changes anything.
#
# (`max` is another matter: it moves as its leader moves. At a tie any split between the leaders is a *subgradient*, the slope of a plane that touches the graph and stays under it, and PyTorch has two opinions.)
#
# ### There is something to learn, though
#
# Let the choice be *drawn*, class $k$ with probability $p_k$, $p = \mathrm{softmax}(z)$. You pay $f_k$. A single draw still jumps.
# But the *expected* cost $\sum_k p_k f_k$ is as smooth as softmax, and its slope is the product of notebook 05:
#
# $$\frac{\partial}{\partial z_j} \mathrm{E} f \;=\; p_j\,(f_j - \mathrm{E} f)$$
#
# With three classes you add it up. With 16 codes in each of 8 places there are $16^8$, four billion, combinations, and all you can do is draw. So: how do you get from *draws* to this gradient?
#
# - **Smooth it.** Put something soft in the place of the choice.
# - **Pretend.** Choose hard, and go back as if it had been soft.
# - **Score it.** Leave the choice alone, and weigh how likely it was by what it cost.
#
# | | soft: a blend of classes | hard: one class |
# |---|---|---|
# | **no noise** | `softmax(z / T)`: probabilities to report, weights to attend with | `argmax(z)`: classify |
# | **noise** | Gumbel-softmax: train *through* a draw | Gumbel-max: draw |
#
# You know three of the four. The fourth comes now. (And straight-through goes forward in the right column, and back in the left.)
#
# ## Smooth it

# %% [markdown]
# ### Two soft argmaxes
#
# *If you have time.* Softmax at a low temperature comes as near to the one-hot as you like. It is called a *soft argmax*. So is something else: the **expected index** $\sum_k k\,p_k$, one number near the winner's
# position. It is handy where classes lie on a line, like pixels.
#
# **Break it.** Supply scores, three or more, at which the expected index, rounded, is a class with probability below 0.01.

# %% exercise="07.soft_argmax" role="answer"
### BEGIN SOLUTION
#: a vector, for example torch.tensor([1.0, 5.0, 1.0]), at which both agree
in_between = torch.tensor([5.0, -5.0, 5.0])
### END SOLUTION

# %% exercise="07.soft_argmax" role="check"
ex.soft_argmax.check(in_between)

# %% [markdown]
# From here on, soft means a *vector*: a point between the corners.

# %% [markdown]
# ### Soften a draw
#
# In 06 you drew from $\mathrm{softmax}(z)$ by $\mathrm{argmax}(z + g)$. All randomness is in the noise $g$, and $g$ does not depend on $z$. Only the argmax is in the way. Put a softmax there:
#
# $$y = \mathrm{softmax}\big((z + g)\,/\,\tau\big)$$
#
# This is the **Gumbel-softmax** sample (Jang, Gu and Poole, 2017), also called *Concrete* (Maddison, Mnih and Teh, 2017). Write it. The noise comes in as an argument, and may have more rows than `z`.
# A `tau` that is not positive is an error: raise `ValueError`.


# %% exercise="07.gumbel_softmax" role="answer"
def gumbel_softmax(z: torch.Tensor, tau: float, g: torch.Tensor) -> torch.Tensor:
    """The relaxed sample at scores `z` (..., K), with noise `g` (..., K), over the last dimension."""
    ### BEGIN SOLUTION
    if not tau > 0:
        raise ValueError(f"tau must be positive, and is {tau}")
    return torch.softmax((z + g) / tau, -1)
    ### END SOLUTION


# %% exercise="07.gumbel_softmax" role="check"
ex.gumbel_softmax.check(gumbel_softmax)

# %% [markdown]
# ### Play
#
# Three classes again: every sample is a point of the triangle. The shading is the density of all samples. The dot is *one* of them, with its noise held fixed. Cool it down. Where does the dot go, and where has the middle gone?

# %% tags=["demo"]
demos.samples(ex.gumbel_softmax.for_demo(gumbel_softmax))

# %% [markdown]
# With three classes, from $\tau = \tfrac12$ downward the density has no peak inside at all (Maddison and others: from $1/(K-1)$ downward).

# %% [markdown]
# ### The average sample
#
# The scores are the course's own, $(2, 1, 3, 5, 4)$. Class 3 is the favorite, with $p_3 = 0.636$. Two bets:
#
# - `mean`: average very many samples at $\tau = 1$. Its entry for class 3 is `"below p"`, `"equal to p"` or `"above p"`?
# - `winner`: from $\tau = 0.1$ to $\tau = 10$, class 3 is the *largest* entry of a sample `"less often"`, `"the same"` or `"more often"`?

# %% exercise="07.mean_bet" role="answer"
### BEGIN SOLUTION
mean_bet = dict(mean="below p", winner="the same")
### END SOLUTION

# %% exercise="07.mean_bet" role="check"
ex.mean_bet.check(mean_bet)

# %%
scores = torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0], dtype=torch.float64)
g = ex.gumbel(100_000, 5)
relaxed = ex.gumbel_softmax.for_demo(gumbel_softmax)
print("          p =", listed(torch.softmax(scores, -1)))
for tau in (0.1, 0.5, 1.0, 2.0, 10.0):
    y = relaxed(scores, tau, g)
    wins = float((y.argmax(-1) == 3).double().mean())
    print(f"tau {tau:4}, mean =", listed(y.mean(0)), f"  class 3 wins {wins:.3f}")

# %% [markdown]
# The *winner* of a sample follows softmax, at every $\tau$: dividing by $\tau$ keeps the order. The *sample* does not, in general, average to softmax. As $\tau \to 0$ it does.

# %% [markdown]
# ### Scores, please
#
# A friend has three probabilities, $(0.7, 0.2, 0.1)$, and hands them to `gumbel_softmax` in the place of scores. **How often does each class win?** (Three numbers, to two decimals.)

# %% exercise="07.as_logits" role="answer"
### BEGIN SOLUTION
#: for example [0.5, 0.3, 0.2]
as_logits = [0.464, 0.281, 0.255]
### END SOLUTION

# %% exercise="07.as_logits" role="check"
ex.as_logits.check(as_logits)

# %%
friend = torch.tensor([0.7, 0.2, 0.1], dtype=torch.float64)
for name, given in (("p", friend), ("log p", friend.log())):
    winners = relaxed(given, 1.0, g[:, :3]).argmax(-1)
    print(f"handed {name:5}: wins", listed(winners.bincount(minlength=3) / len(g), 2))

# %% [markdown]
# Nothing warned. What it wants is $\log p$, up to a constant.

# %% [markdown]
# ### The colder, the better?
#
# A cold sample is nearly hard: just what we want. So why not $\tau = 0.01$, always? Here is a cost, and it stays with us: $f(y) = \|y - t\|^2$, with $t = (0.45, 0.1, 0.45)$, at scores $(0.5, 0, -0.5)$.
# Each draw gives a gradient by $z$: how long is it? From $\tau = 1$ down to $\tau = 0.01$, is it `"smaller"`, `"about as large"` or `"larger"`?
#
# - `typical`: the median length
# - `largest`: the longest of 20,000

# %% exercise="07.tau_bet" role="answer"
### BEGIN SOLUTION
tau_bet = dict(typical="smaller", largest="larger")
### END SOLUTION

# %% exercise="07.tau_bet" role="check"
ex.tau_bet.check(tau_bet)

# %% [markdown]
# **Play.** Drag $\tau$ down. Watch two places: the median, and the right end.

# %% tags=["demo"]
demos.gradient_lengths()

# %% [markdown]
# A lottery. Most draws are saturated and teach nothing. A few are nearly tied, and kick with all of the chain rule's $1/\tau$. The *mean* length about doubles, from 0.21 to 0.47, and in the end the variance grows like $1/\tau$.
#
# So people begin warm and cool down: **annealing**. Jang and others lowered $\tau$ along $\max(0.5,\ e^{-rt})$ at step $t$, with $r = 10^{-5}$ or $10^{-4}$: never below one half.

# %% [markdown]
# ## Pretend: straight-through
#
# What if blends are no good: half a door is no door? Then choose hard going *forward*, and let the slope go back as if the soft sample had been there all along. That is **straight-through**
# (Bengio, Léonard and Courville, 2013, who credit a lecture of Hinton's; around a Gumbel-softmax sample, Jang and others). Its gradient is a loan. (To *draw* hard, you need none of this: that is Gumbel-max. Straight-through is about the way back.)
#
# Given a soft `y`, return the one-hot of its largest entry (the first, at a tie). *Exactly* one-hot, in every dtype: 0.9999 of a door is no door. And the slope that comes back goes to `y`, unchanged. (`y.detach()` has the value of `y`, and lets no slope back.)


# %% exercise="07.straight_through" role="answer"
def straight_through(y: torch.Tensor) -> torch.Tensor:
    """One-hot of the largest entry of `y` (..., K), exactly; its gradient passes on to `y` as it is."""
    ### BEGIN SOLUTION
    hard = one_hot(y.argmax(-1), y.shape[-1]).to(y.dtype)
    return hard + (y - y.detach())
    ### END SOLUTION


# %% exercise="07.straight_through" role="check"
ex.straight_through.check(straight_through)

# %% [markdown]
# **Break it.** Two spellings that look just as good, with `hard` the one-hot. Supply probabilities `y` and scores `z`, in float32, at which neither result is one-hot:
#
# - `(hard + y) - y.detach()`
# - `hard - z.detach() + z`, wrapped around the scores themselves

# %% exercise="07.tempting" role="answer"
### BEGIN SOLUTION
#: for example dict(y=torch.tensor([0.25, 0.75]), z=torch.tensor([1.0, 2.0])), at which both still hold
tempting = dict(y=torch.tensor([0.8, 0.2]), z=torch.tensor([1e9, 2e9]))
### END SOLUTION

# %% exercise="07.tempting" role="check"
ex.tempting.check(tempting)

# %%
z = torch.randn(100_000, 10, generator=random)
y = torch.softmax(z.double(), -1).float()
hard = one_hot(y.argmax(-1), 10).to(y.dtype)
spellings = {
    "hard + (y - y)": hard + (y - y),
    "hard - y + y": hard - y + y,
    "(hard + y) - y": (hard + y) - y,
    "hard - z + z": hard - z + z,
}
for name, value in spellings.items():
    print(f"{name:15} not one-hot in {float((value != hard).any(-1).double().mean()):7.2%} of the rows")

# %% [markdown]
# The first is the one to keep: `y - y` is 0 whatever `y` is, as long as it is finite. The second is exact too, for every `y` between 0 and 1 (the tests of this course try *every* float32). Why? From $y = \tfrac12$ on, $1 - y$ is exact, and below, its error is so small that the last sum rounds it away.

# %% [markdown]
# ### All of it at once
#
# Now with noise of your own: a sampler of one-hots, through which slopes can go back. Make Gumbel noise as in 06, relax, harden. `count` draws come along a new first dimension. `tau` as before: not positive is an error.


# %% exercise="07.hard_draws" role="answer"
def hard_draws(z: torch.Tensor, tau: float, count: int) -> torch.Tensor:
    """One-hots of classes drawn from softmax(`z`), z (K,), straight through relaxed samples; (count, K)."""
    ### BEGIN SOLUTION
    e = torch.empty(count, len(z), device=z.device, dtype=z.dtype).exponential_()
    return straight_through(gumbel_softmax(z, tau, -e.log()))
    ### END SOLUTION


# %% exercise="07.hard_draws" role="check"
ex.hard_draws.check(hard_draws)

# %% [markdown]
# (The check counts 200,000 of your draws, and tests the counts against softmax. Then it asks for the mean slope of 10,000 more. It rejects a right sampler once in a million times, at most.)

# %% [markdown]
# ### What PyTorch says
#
# *If you have time.* `torch.nn.functional.gumbel_softmax` does all this. These are its last lines:

# %%
source = inspect.getsource(torch.nn.functional.gumbel_softmax)
print(source[source.index("    gumbels = (") :])

# %% [markdown]
# Seven sentences about it. The first six stand in its code and its documentation, the last in some notes on the web. `True` or `False`?
#
# - `comment`: the second assignment to `gumbels` makes "`~Gumbel(logits,tau)`"
# - `tau`: "`tau`: non-negative scalar temperature"
# - `logits`: "`logits`: unnormalized log probabilities"
# - `one_hot`: with `hard=True`, the line `ret = ...` "makes the output value exactly one-hot"
# - `because`: that is so "since we add then subtract y_soft value"
# - `gradient`: the line "makes the gradient equal to y_soft gradient"
# - `differentiable`: the same line "makes the sampling procedure differentiable"

# %% exercise="07.docstring" role="answer"
### BEGIN SOLUTION
docstring = dict(comment=False, tau=False, logits=True, one_hot=True,
                 because=False, gradient=True, differentiable=False)  # fmt: skip
### END SOLUTION

# %% exercise="07.docstring" role="check"
ex.docstring.check(docstring)

# %% [markdown]
# ### Or tell autograd directly
#
# *If you have time.* A `torch.autograd.Function` may hand back whatever you like. Here are two classic lies about the argmax. The first: *backward, nothing had happened*. The slope by the one-hot becomes the slope by the scores.


# %% exercise="07.identity_backward" role="answer"
class HardIdentity(torch.autograd.Function):
    """One-hot of the argmax; backward, the identity."""

    @staticmethod
    def forward(ctx, z: torch.Tensor) -> torch.Tensor:
        ### BEGIN SOLUTION
        return one_hot(z.argmax(-1), z.shape[-1]).to(z.dtype)
        ### END SOLUTION

    @staticmethod
    def backward(ctx, v: torch.Tensor) -> torch.Tensor:
        ### BEGIN SOLUTION
        return v
        ### END SOLUTION


def hard_identity(z: torch.Tensor) -> torch.Tensor:
    """One-hot of the argmax over the last dimension, by `HardIdentity`."""
    return HardIdentity.apply(z)


# %% exercise="07.identity_backward" role="check"
ex.identity_backward.check(hard_identity)

# %% [markdown]
# The second: *backward, it had been softmax*. (That is $p_i\,(v_i - \sum_k p_k v_k)$, your product from 05. Save what it needs.)


# %% exercise="07.softmax_backward" role="answer"
class HardSoftmax(torch.autograd.Function):
    """One-hot of the argmax; backward, that of softmax."""

    @staticmethod
    def forward(ctx, z: torch.Tensor) -> torch.Tensor:
        ### BEGIN SOLUTION
        ctx.save_for_backward(torch.softmax(z, -1))
        return one_hot(z.argmax(-1), z.shape[-1]).to(z.dtype)
        ### END SOLUTION

    @staticmethod
    def backward(ctx, v: torch.Tensor) -> torch.Tensor:
        ### BEGIN SOLUTION
        (p,) = ctx.saved_tensors
        return p * (v - (p * v).sum(-1, keepdim=True))
        ### END SOLUTION


def hard_softmax(z: torch.Tensor) -> torch.Tensor:
    """One-hot of the argmax over the last dimension, by `HardSoftmax`."""
    return HardSoftmax.apply(z)


# %% exercise="07.softmax_backward" role="check"
ex.softmax_backward.check(hard_softmax)

# %%
prices = torch.tensor([1.0, -0.5, 2.0], dtype=torch.float64)  # what each class costs
choices = {"identity": ex.identity_backward.for_demo(hard_identity)}
choices["softmax"] = ex.softmax_backward.for_demo(hard_softmax)
for name, choose in choices.items():
    z = torch.tensor([0.5, 0.0, -0.5], dtype=torch.float64, requires_grad=True)
    (choose(z) @ prices).backward()
    print(f"{name:8} backward: {listed(z.grad)}   their sum: {listed(z.grad.sum()[None])}")

# %% [markdown]
# Two answers to one question, and autograd was content with both. Now, neither argmax nor softmax feels all scores rise together. So the slopes of a cost, if they are any, must add up to 0. The identity breaks this
# law, and softmax keeps it. That makes softmax's answer possible, not right.

# %% [markdown]
# ## Score it
#
# The third way bends nothing. Write $\nabla p_k = p_k \nabla \log p_k$ into the slope of the expected cost:
#
# $$\nabla\,\mathrm{E} f \;=\; \sum_k f_k\,\nabla p_k \;=\; \sum_k p_k\,f_k\,\nabla \log p_k \;=\; \mathrm{E}\big[f_C\,\nabla \log p_C\big]$$
#
# A mean over draws! So each draw $C$ gives an honest estimate: its cost times the slope of its log-probability (REINFORCE; Williams, 1992). You will read that a draw must be relaxed before one can learn from it. Not so:
# nothing is soft here, and $f$ need not have a slope at all. And since $\nabla \log p_C$ averages to zero, you may take any constant $b$, a **baseline**, from every cost: the mean stays, the noise need not.
#
# Write it: scores `z` (K,), the classes drawn `k` (N,), what each draw cost, `cost` (N,), and a number `b`. One row for each draw.


# %% exercise="07.score_gradients" role="answer"
def score_gradients(z: torch.Tensor, k: torch.Tensor, cost: torch.Tensor, b: float) -> torch.Tensor:
    """(cost - b) times the gradient by `z` of log softmax(z)[k], for each draw; shape (N, K)."""
    ### BEGIN SOLUTION
    score = one_hot(k, len(z)).to(z.dtype) - torch.softmax(z, -1)
    return (cost - b)[:, None] * score
    ### END SOLUTION


# %% exercise="07.score_gradients" role="check"
ex.score_gradients.check(score_gradients)

# %% [markdown]
# ## Whom to trust
#
# Now the other two, draw by draw. For $f(y) = \|y - t\|^2$ and noise `g` (N, K), we want each draw's own gradient by `z`. Autograd finds it. Write what stands between: `y` by your `gumbel_softmax`; if `hard`, through your `straight_through` as well.


# %% exercise="07.pathwise_gradients" role="answer"
def pathwise_gradients(
    z: torch.Tensor, tau: float, g: torch.Tensor, t: torch.Tensor, hard: bool
) -> torch.Tensor:
    """Gradient by `z` (K,) of |y - t|² for each row of noise `g` (N, K); shape (N, K)."""
    own = z.expand_as(g).clone().requires_grad_()  # each draw has scores of its own
    ### BEGIN SOLUTION
    y = gumbel_softmax(own, tau, g)
    if hard:
        y = straight_through(y)
    ### END SOLUTION
    ((y - t) ** 2).sum().backward()  # no draw touches another: each row gets its own
    return own.grad


# %% exercise="07.pathwise_gradients" role="check"
ex.pathwise_gradients.check(pathwise_gradients)

# %% [markdown]
# Three classes, so the exact gradient is known. 200,000 draws for each estimator. The **bias** is how far their mean is from the truth, with its error bar. The **variance** is the mean squared distance of one draw from that mean.

# %% tags=["long"]
z = torch.tensor([0.5, 0.0, -0.5], dtype=torch.float64)
t = torch.tensor([0.45, 0.1, 0.45], dtype=torch.float64)
p, g = torch.softmax(z, -1), ex.gumbel(200_000, 3)
k = (z + g).argmax(-1)
drawn, corners = one_hot(k, 3), torch.eye(3, dtype=torch.float64)
costs = ((corners - t) ** 2).sum(-1)
exact = p * (costs - p @ costs)

score = ex.score_gradients.for_demo(score_gradients)
path = ex.pathwise_gradients.for_demo(pathwise_gradients)
v = 2 * (drawn - t)  # the slope of f at the drawn corner
estimates = {
    "REINFORCE": score(z, k, costs[k], 0.0),
    "REINFORCE with baseline": score(z, k, costs[k], float(p @ costs)),
    "straight-through": ex.through_softmax(p, v),  # the product of 05
}
for hard, name in ((False, "Gumbel-softmax"), (True, "straight-through Gumbel")):
    estimates |= {f"{name}, tau {tau}": path(z, tau, g, t, hard) for tau in (2.0, 0.5, 0.1)}

# %% tags=["long"]
print(f"the exact gradient is {listed(exact)}, of length {exact.norm():.3f}\n")
for name, rows in estimates.items():
    q = ex.quality(rows, exact)
    print(f"{name:32} bias {q.bias:.4f} ± {q.bias_error:.4f}   variance {q.variance:.4f}")

# %% [markdown]
# Take your time with it. Then:
#
# - `honest`: who has no bias at all?
# - `colder`: $\tau$ goes down. What do bias and variance of Gumbel-softmax do? (`"both fall"`, `"bias falls, variance grows"` or `"bias grows, variance falls"`)
# - `one_draw`: who is nearest to the truth with *one* draw a step, by mean squared error, which is bias² + variance?
# - `many_draws`: and with the mean of *a hundred* draws?
#
# For `honest`: `"REINFORCE"`, `"Gumbel-softmax at tau 0.1"` or `"straight-through"`. For the last two: `"Gumbel-softmax at tau 2"`, `"REINFORCE with baseline"` or `"straight-through Gumbel at tau 0.1"`.

# %% exercise="07.estimator_table" role="answer"
### BEGIN SOLUTION
estimator_table = dict(honest="REINFORCE", colder="bias falls, variance grows",
                       one_draw="Gumbel-softmax at tau 2", many_draws="REINFORCE with baseline")  # fmt: skip
### END SOLUTION

# %% exercise="07.estimator_table" role="check"
ex.estimator_table.check(estimator_table)

# %% tags=["figure"]
demos.whom_to_trust()

# %% [markdown]
# No estimator wins everywhere. On a *linear* cost, a draw straight through softmax is exact, with no variance at all: the slope of $f$ is the same at every corner. On a wavy one it is far off.
# (ReinMax, by Liu and others, 2023, mends straight-through's bias for every quadratic cost.)
# And a baseline must usually be estimated, from other draws or by a network: here we knew $\mathrm{E} f$.
#
# A real network, for comparison. Jang, Gu and Poole (2017, Table 1) trained a variational autoencoder with categorical codes on the binarized MNIST digits. Minus the ELBO (a bound that you meet at the end), in nats; lower is better. (DARN and MuProp are two more estimators.)
#
# | score function | DARN | MuProp | straight-through | annealed straight-through | Gumbel-softmax | straight-through Gumbel |
# |---|---|---|---|---|---|---|
# | 110.6 | 128.8 | 107.0 | 110.9 | 107.8 | **101.5** | 107.8 |
#
# (Quoted, not run here.)

# %% [markdown]
# ## May one straight-through the plain argmax?
#
# In some notes on the web stands a question, with a question mark: may one do without the noise, and put straight-through around softmax and argmax alone? It surely *runs*: `straight_through(torch.softmax(z, -1))`.
#
# **Break it.** Our cost again, $\|y - t\|^2$. The three classes cost 0.515, 1.215 and 0.515. Supply three scores at which a small step against the straight-through gradient makes the expected cost of a draw from softmax(z) *larger*.

# %% exercise="07.wrong_way" role="answer"
### BEGIN SOLUTION
#: for example torch.tensor([0.0, 1.0, 0.0]), where it does go downhill
wrong_way = torch.tensor([0.5, 0.0, -0.5])
### END SOLUTION

# %% exercise="07.wrong_way" role="check"
ex.wrong_way.check(wrong_way)

# %% [markdown]
# "Unfair", you may say, "I don't want a draw, I want the argmax itself to get cheap." Then let us do just that, with two classes and the cost $3\,(y_0 - 0.6)^2 + \tfrac12 y_1$. Class 0 costs 0.48, class 1 costs 1.58.

# %% tags=["figure"]
demos.never_settles()

# %% [markdown]
# At class 0, the better one, the slope says *less of it*, because the bottom of the valley is in between, where a hard choice can never stand. At class 1 it says *more of class 0*. So it swings, forever, and pays 1.58 at nearly every third step.
# (The two pushes are 1.9 and 4.1. They balance where $1.9 \cdot 0.683 = 4.1 \cdot 0.317$. So its choices *average* to the bottom of the valley, where no single one of them can be.)
#
# So, the answer. **Yes, it runs; no, it estimates nothing.**
#
# - What comes back is the slope of $f$ at *one* corner, through softmax's Jacobian.
# - The true derivative of the plain argmax is 0, so there is nothing to be unbiased for. Taken for the slope of an expected cost, it may have the wrong sign.
# - If the cost is linear in $y$, it does find the cheapest class.
# - If the cost bends between corners, it may never settle. Train on the soft output and take the argmax afterwards (and look at what *that* costs: the soft bottom may lie nearer to a dear corner). Or draw, with noise.
#
# People do use it with success, with a remedy: VQ-VAE (van den Oord and others, 2017) sends an identity straight through a nearest-neighbor choice, and needs two extra terms in the loss.
#
# **Explain to a friend**, who says: "I put straight-through around my argmax, `loss.backward()` gave gradients, so it is differentiable now." What did they get, what may go wrong, and what would you do? (15 words at least.)

# %% exercise="07.explain" role="answer"
### BEGIN SOLUTION
explain = """
You got numbers, but not the slope of your loss. Forward still jumps from corner to corner, and its true
slope is zero. On the way back softmax stands in for it, so you follow the slope of f at one corner.
That can point uphill, and swing around a tie for ever. If a choice is really drawn, use the Gumbel-softmax,
or score it with a baseline. If not, train on the soft output, take the argmax at the end, and check its cost.
"""
### END SOLUTION

# %% exercise="07.explain" role="check"
ex.explain.check(explain)

# %% [markdown]
# ## Use: a code for the digits
#
# A telegram has room for one *word*: four letters, each of them a, b, c or d. A network reads a digit and writes the word. A second network, far away, reads the word and paints the digit again.
# There are $4^4 = 256$ words, so it is 8 bits. Nobody tells the two what the words should mean. They must agree on a language.
#
# To write is to choose, four times. You have all that it takes to learn it.
#
# The pictures come in black and white: a pixel is 1 where at least half of it is ink. So each pixel is a yes or no, a *Bernoulli* variable, and the painter says how sure it is of each.
#
# **Bet.** k-means can write telegrams too: learn 256 mean pictures, and send the number of the nearest one. That is 8 bits as well. (Or send four letters: the nearest of 4 means, then the nearest of 4 means of what is left over, and so on.)
# Who paints *new* digits with fewer wrong pixels?
#
# - `words`: `"the network"` or `"k-means with 256 means"`?
# - `letters`: `"the network"` or `"k-means by letter"`?

# %% exercise="07.telegram_bet" role="answer"
### BEGIN SOLUTION
telegram_bet = dict(words="k-means with 256 means", letters="the network")
### END SOLUTION

# %% exercise="07.telegram_bet" role="check"
ex.telegram_bet.check(telegram_bet)

# %% tags=["setup"]
import math

import torch.nn.functional as F
from torch import nn

from course_utils.lessons.gumbel_softmax import capstone, capstone_figures, capstone_kmeans

M, K = 4, 4  # letters in a word, letters in the alphabet

# %% [markdown]
# So it came out, over ten trainings. Why? Build the network, and judge the match yourself. Two small nets do: one makes `letter_logits` (N, M, K) of pictures, the other makes `pixel_logits` (N, 64) of words.

# %%
torch.manual_seed(0)
encoder = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, M * K), nn.Unflatten(-1, (M, K)))
decoder = nn.Sequential(nn.Flatten(-2), nn.Linear(M * K, 128), nn.ReLU(), nn.Linear(128, 64))

# %% [markdown]
# ### What is a word worth?
#
# For a picture $x$, the encoder has a softmax for each letter. Together they are $q$: it says how likely it is to write each word $c$. The decoder says $p(x \mid c)$. How good are the two? One number decides:
#
# $$\mathrm{ELBO}(x) \;=\; \mathrm{E}_{c \sim q}\big[\log p(x \mid c)\big] \;-\; \mathrm{KL}(q \,\|\, \text{uniform})$$
#
# First, how well it is painted. Then, what the word costs. Before there was a picture, all words were alike; the more $q$ differs from that, the more it gives away, and the KL (notebook 04's Kullback–Leibler divergence) is the bill, in nats. A letter can say nothing, for free.
#
# (Why this one? Give each word the probability $\tfrac{1}{256}$ beforehand, and let the decoder paint: that is a model of pictures, with $p(x) = \sum_c \tfrac{1}{256}\,p(x \mid c)$. The logarithm bends downward, so
# $\log p(x) = \log \mathrm{E}_q \frac{p(x \mid c)/256}{q(c)} \ge \mathrm{E}_q \log \frac{p(x \mid c)/256}{q(c)}$. The right side is the ELBO, the *evidence lower bound*, to be made *large*. A network trained so is a *variational autoencoder*; Kingma and Welling, 2014.)
#
# Of one letter, the KL is $\sum_k q_k\,(\log q_k - \log \tfrac1K)$: no draw is needed. Write it, from logits. (A sure letter is no excuse for `nan`, neither forward nor back.)


# %% exercise="07.kl_to_uniform" role="answer"
def kl_to_uniform(letter_logits: torch.Tensor) -> torch.Tensor:
    """KL in nats from q = softmax(letter_logits) to the uniform distribution; (..., K) to (...)."""
    ### BEGIN SOLUTION
    log_q = torch.log_softmax(letter_logits, -1)
    return (log_q.exp() * (log_q + math.log(log_q.shape[-1]))).sum(-1)
    ### END SOLUTION


# %% exercise="07.kl_to_uniform" role="check"
ex.kl_to_uniform.check(kl_to_uniform)

# %% [markdown]
# Now the ELBO, its first average taken with a single drawn word. Given the word, pixels are independent, so their log-likelihoods add up. The letters are independent too, and so do their KLs. Return one number for each picture.


# %% exercise="07.elbo" role="answer"
def elbo(pixel_logits: torch.Tensor, letter_logits: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """log p(x | word) - KL in nats; pixel_logits and x (N, P), letter_logits (N, M, K), result (N,)."""
    ### BEGIN SOLUTION
    wrong = F.binary_cross_entropy_with_logits(pixel_logits, x, reduction="none")
    return -wrong.sum(-1) - kl_to_uniform(letter_logits).sum(-1)
    ### END SOLUTION


# %% exercise="07.elbo" role="check"
ex.elbo.check(elbo)

# %% [markdown]
# ### Cool down
#
# Begin warm, end cold, but never at zero: $\tau = \max(\text{floor},\ e^{-\text{rate} \cdot \text{step}})$. A floor that is not positive is an error: raise `ValueError`.


# %% exercise="07.temperature" role="answer"
def temperature(step: int, rate: float, floor: float) -> float:
    """tau at this step: 1 at first, then falling exponentially, never below `floor`, which must be > 0."""
    ### BEGIN SOLUTION
    if floor <= 0:
        raise ValueError(f"the floor must be positive, and is {floor}")
    return max(floor, math.exp(-rate * step))
    ### END SOLUTION


# %% exercise="07.temperature" role="check"
ex.temperature.check(temperature)

# %% [markdown]
# ### Train
#
# All that matters in it is yours: the soft draw, made hard on the way forward, the ELBO, the cooling. It takes a few seconds. (One thread: for matrices this small, more would only get into each other's way.)

# %% tags=["long"]
soft, hard = ex.gumbel_softmax.for_demo(gumbel_softmax), ex.straight_through.for_demo(straight_through)
bound, tau_at = ex.elbo.for_demo(elbo), ex.temperature.for_demo(temperature)
pictures = capstone.pictures()
optimizer = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], lr=3e-3)

with device.one_thread():
    for step in range(3000):
        x = pictures.train[torch.randint(len(pictures.train), (128,))]
        letter_logits = encoder(x)
        g = -torch.empty_like(letter_logits).exponential_().log()
        word = hard(soft(letter_logits, tau_at(step, rate=5e-4, floor=0.5), g))
        loss = -bound(decoder(word), letter_logits, x).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

# %% [markdown]
# Ten digits that the networks have never seen, their words, and what the far end paints:

# %% tags=["figure"]
net = capstone.Autoencoder(encoder, decoder)
capstone_figures.words_and_pictures(net)

# %% [markdown]
# And the whole language. Each row shares its first two letters, each column its last two. What do the first two letters seem to say? Which words mean nothing?

# %% tags=["figure"]
capstone_figures.dictionary(net)

# %% [markdown]
# ### Are all letters in use?
#
# A code may go to waste: if the first letter is always `b`, it says nothing. Average $q$ over all pictures, and take $\exp$ of the entropy of *that*. This is the **perplexity**: 4 if all four values are used alike, 1 if only one is.


# %% exercise="07.usage" role="answer"
def perplexity(q: torch.Tensor) -> torch.Tensor:
    """exp(entropy) of each letter's average use; q (N, M, K), probabilities by picture; result (M,)."""
    ### BEGIN SOLUTION
    return torch.special.entr(q.mean(0)).sum(-1).exp()
    ### END SOLUTION


# %% exercise="07.usage" role="check"
ex.usage.check(perplexity)

# %% tags=["long"]
with torch.no_grad():
    q = torch.softmax(encoder(pictures.held_out), -1)
    cost = ex.kl_to_uniform.for_demo(kl_to_uniform)(encoder(pictures.held_out)).sum(-1).mean()
used = ex.usage.for_demo(perplexity)(q)
unsure = torch.special.entr(q).sum(-1).exp().mean()
print("values in use, of 4, for each letter:", *(round(p) for p in used.tolist()))
print("a letter of a single picture hesitates, on average, between fewer than 2 values:", bool(unsure < 2))
print("bits that a word costs on average, rounded down:", math.floor(cost / math.log(2)), "of 8")

# %% [markdown]
# All letters are in use, but not every word is spelled with care. Being sure costs nats, and the ELBO pays only where the picture gains more. By that count, two to three of the 8 bits stay unspent.
#
# ### The match

# %% tags=["long"]
books = [capstone_kmeans.codebook(2**b) for b in range(10)]
by_letter = capstone_kmeans.by_letter()
new = pictures.held_out
network = capstone.wrong_pixels(capstone.decoded(net, new), new)
searched = capstone.wrong_pixels(capstone.decoded_after_search(net, new), new)
print("k-means with 256 means has fewer wrong pixels than the network:", books[8].held_out < network)
print("... even if the network may try all 256 words and send the best:", books[8].held_out < searched)
print("the network has fewer than k-means by letter:", network < by_letter.held_out)

# %% tags=["figure"]
capstone_figures.bits(net, books, by_letter)

# %% [markdown]
# Is that fair? The bits are equal; nothing else is.
#
# - k-means is made for this very game. It wants near pictures, and bits are free. The network wants a large ELBO, and pays for every nat. (Count the bits that it pays for, and draw words as in training: that is the left square. It is still above the curve.)
# - k-means keeps 256 pictures, for 1437 that it has seen. On those it is better still: that is memory. The network has one painter for all words.
# - k-means by letter is built as the words are, from 16 pictures. It loses: its letters can only *add*, and each is settled before the next is thought of.
#
# And make the word longer: 16 letters are $4^{16}$ words, four billion. No k-means learns four billion means from 1437 pictures. The loop above would not change, but for `M`.
#
# ### Was straight-through the right loan?
#
# One seed proves little. `benchmarks/discrete_vae.py` trained this network 40 times: ten seeds for each of four gradients, with equal steps, step sizes and floors chosen for each on other seeds. Soft draws; straight-through; REINFORCE, with a
# small network that guesses the reward as its baseline; and, because 256 words can be added up, the exact gradient. All are judged alike: by the exact ELBO, with hard letters. Bars are standard errors; where you see none, the mark hides it.

# %% tags=["figure"]
capstone_figures.estimators()

# %% [markdown]
# Four sentences. Which do these curves support? `True` or `False`:
#
# - `furthest`: "On the training pictures the exact gradient gets furthest, by more than error bars explain."
# - `noisy`: "REINFORCE is too noisy to train this network."
# - `best_model`: "So the exact gradient makes the best model of new digits here."
# - `law`: "So straight-through makes better models of new data than the other three."

# %% exercise="07.what_bars_say" role="answer"
### BEGIN SOLUTION
what_bars_say = dict(furthest=True, noisy=False, best_model=False, law=False)
### END SOLUTION

# %% exercise="07.what_bars_say" role="check"
ex.what_bars_say.check(what_bars_say)

# %% [markdown]
# The two on top at the left are the two without bias. They also learn the 1437 pictures by heart, and turn down at the right. At its best, after about 1000 steps, the exact gradient is as good on new digits as straight-through ever gets, to a tenth of a nat, in a third of the steps.
#
# So with 256 words, add them up. With $4^{16}$ nobody can, and you are back at the choice: a good baseline for REINFORCE, or a loan that needs none, at a bias that you should know of.

# %% [markdown]
# ## What you can now do
#
# 1. You can say what the slope of a choice is (zero), and why an expected cost has a slope all the same.
# 2. You can relax a draw, say what $\tau$ changes (the blend) and what it leaves alone (who wins), and read a gradient's bias and variance off a table.
# 3. You can write straight-through so that forward is one-hot to the last bit, and break the spellings that are not.
# 4. You can score a choice with REINFORCE and a baseline, and train a network through words that it draws.
# 5. You can tell a friend why a gradient that exists need not be the right one.
#
# Three quick questions. Answer before you look.
#
# **1.** You draw relaxed samples at $\tau = 5$ from scores $(1, 0)$. How often is the first entry the larger one?
#
# <details><summary>Answer</summary>With probability 0.731, the softmax of (1, 0), as at every other tau.</details>
#
# **2.** REINFORCE with all costs equal to 7, and baseline 7. What is its variance? And without the baseline?
#
# <details><summary>Answer</summary>With it, 0: every estimate is 0, and so is the true gradient. Without it, every estimate is 7 times the slope of a log-probability: noise and nothing else.</details>
#
# **3.** Which of the four corners (soft or hard, noise or no noise) do you use when the trained model must classify a picture?
#
# <details><summary>Answer</summary>Hard, no noise: the argmax. If you also want probabilities, softmax (calibrated, as in 04).</details>
#
# Next, 08: sharpening. A forum asks how to move gradually from values to one-hot, and gets three answers.

# %% [markdown]
# ## References
#
# - Y. Bengio, N. Léonard and A. Courville (2013). Estimating or propagating gradients through stochastic neurons for conditional computation. arXiv:1308.3432.
# - E. Jang, S. Gu and B. Poole (2017). Categorical reparameterization with Gumbel-softmax. *ICLR*. arXiv:1611.01144.
# - D. Kingma and M. Welling (2014). Auto-encoding variational Bayes. *ICLR*. arXiv:1312.6114.
# - L. Liu and others (2023). Bridging discrete and backpropagation: straight-through and beyond. *NeurIPS*. arXiv:2304.08612. ReinMax.
# - C. Maddison, A. Mnih and Y. W. Teh (2017). The Concrete distribution: a continuous relaxation of discrete random variables. *ICLR*. arXiv:1611.00712.
# - A. Mnih and K. Gregor (2014). Neural variational inference and learning in belief networks. *ICML*. arXiv:1402.0030. A network as the baseline.
# - A. van den Oord, O. Vinyals and K. Kavukcuoglu (2017). Neural discrete representation learning. *NeurIPS*. arXiv:1711.00937.
# - R. Williams (1992). Simple statistical gradient-following algorithms for connectionist reinforcement learning. *Machine Learning* 8, 229–256.

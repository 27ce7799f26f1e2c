# %% [markdown]
# # 06 · Gumbel-max
#
# You have scores, $z = (2, 1, 3, 5, 4)$, and their softmax. Now *draw* a class from it. Not the best one: class 3 about 64 times in a hundred, class 1 about once.
#
# Here is a strange way to do it. Add some noise to every score, and take the largest. No probability is computed, nothing is added up over
# the classes, nothing is divided. And with the right noise, the winners follow the softmax *exactly*. You will find out which noise, build it, break it, and prove it.
#
# You need integrals from school for one proof.
# *About an hour and a quarter, and half an hour more for what is marked "if you have time". A good place to stop is before "The race".
# Stuck? `ex.NAME.hint()` in a cell of your own gives a nudge; call it again for more.*

# %% tags=["setup"]
try:
    import course_utils
except ModuleNotFoundError:
    raise ModuleNotFoundError(
        "The course is not installed in this kernel. In a terminal, in the course's folder, run: make lab"
    ) from None
import torch

from course_utils import device
from course_utils.derivation import D, Int, K, Prod, Sum, between, derive, exp, log, oo, softmax, substitution
from course_utils.derivation import indices, positives, reals, units, vectors
from course_utils.lessons import digits
from course_utils.lessons import gumbel_max as ex
from course_utils.lessons.gumbel_max import demos

scores = torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0])
probs = torch.softmax(scores, -1)

# %% [markdown]
# ## Three bets
#
# - `normal`: add *normal* noise to the scores, as strong as the right noise (the same variance), and take the largest. Is that a draw from softmax? (`"yes"` or `"no"`)
# - `outsider`: class 1 wins seldom. *When* it wins, its winning score is, on average, `"lower"`, `"the same"` or `"higher"` than class 3's when that wins?
# - `zero`: can `torch.rand` return exactly 0? (`"yes"` or `"no"`)

# %% exercise="06.first_bets" role="answer"
### BEGIN SOLUTION
first_bets = dict(normal="no", outsider="the same", zero="yes")
### END SOLUTION

# %% exercise="06.first_bets" role="check"
ex.first_bets.check(first_bets)

# %% [markdown]
# ## The usual way
#
# Lay the probabilities end to end: they cut the line from 0 to 1 into intervals, one for each class. Throw a uniform number `u`, and see whose interval it hits.
#
# Write it, for many throws at once, with `torch.cumsum` and `torch.searchsorted`. An interval owns its left end, not its right one. No class of probability 0 may ever come out.
# And the sum of a few floats may fall a hair short of 1: then the last class that *can* come out gets the rest.

# %% exercise="06.by_intervals" role="answer"
def by_intervals(p: torch.Tensor, u: torch.Tensor) -> torch.Tensor:
    """The class that each of `u` (N,) in [0, 1) hits, for probabilities `p` (K,); int64, (N,)."""
    ### BEGIN SOLUTION
    ends = torch.cumsum(p, 0)
    return torch.searchsorted(ends / ends[-1], u, right=True)
    ### END SOLUTION


# %% exercise="06.by_intervals" role="check"
ex.by_intervals.check(by_intervals)

# %% [markdown]
# Fine, for a few classes. For many, it matters *how* the running sums are added up. The first half of the classes has weight 2 each, the second half weight 1.
# So a third of all draws belongs to the second half. We ask PyTorch's own `multinomial`, for 4 million classes and for 16 million:

# %%
device.seed(0)
for power in (22, 24):
    weight = torch.ones(2**power)
    weight[: 2 ** (power - 1)] = 2
    drawn = torch.multinomial(weight, 100_000, replacement=True)
    share = (drawn >= 2 ** (power - 1)).float().mean()
    print(f"2^{power} classes: {share:.2f} of the draws in the second half")
print("in float32, 2^24 + 1 is", int(torch.tensor(2.0**24) + 1), "and 2^24 is", 2**24)

# %% [markdown]
# Eight million classes, and on the CPU not one of them is ever drawn (PyTorch issue 43115). PyTorch's `multinomial` adds one float32 to the next, and when its running
# sum arrives at $2^{24}$, adding 1 does nothing any more. (`torch.cumsum` on the CPU adds in float64 and rounds afterwards, so yours comes out at a third. But rounded to
# float32, millions of ends coincide, and those classes never come.)
#
# And cutting and searching has another weakness: no slope finds its way through it.

# %% [markdown]
# ## Move the randomness out
#
# There are two ways to draw a normal number with mean $m$ and spread $s$. Ask a black box for $N(m, s^2)$. Or draw $\varepsilon$ from $N(0, 1)$, and *compute* $m + s\,\varepsilon$.
# The same distribution, but now $m$ and $s$ sit in plain arithmetic, and derivatives pass. That is the **reparameterization trick** (Kingma and Welling, 2014).
#
# On paper the mean of the square is $m^2 + s^2$. Its slopes are $2m$ and $2s$, so 2 and 1 here. By autograd, through a million draws:

# %%
m, s = torch.tensor(1.0, requires_grad=True), torch.tensor(0.5, requires_grad=True)
epsilon = torch.randn(1_000_000, generator=torch.Generator().manual_seed(0))
(m + s * epsilon).square().mean().backward()
print(f"slope by m: {m.grad:.2f}, slope by s: {s.grad:.2f}")

# %% [markdown]
# Can we do that with a *class*? First noise that knows nothing of the scores. Then plain arithmetic. The candidate: add, and take the largest.

# %% [markdown]
# ## The noise
#
# It is named after Emil Gumbel, who asked how high the highest flood of many years will be (his book: 1958). Its distribution function has a location $\mu$ and a scale $\beta > 0$:
#
# $$F(x) = P(G \le x) = e^{-e^{-(x - \mu)/\beta}}$$
#
# Three minus signs, and people lose them. In a text on the web you can read $F(x) = e^{-e^{(x-\mu)/\beta}}$.
# **Break it.** For that printed formula, with $\mu = 0$ and $\beta = 1$, supply two numbers `a` below `b` that show it can't be a distribution function.

# %% exercise="06.not_a_cdf" role="answer"
### BEGIN SOLUTION
#: for example dict(a=-100.0, b=-99.0): in floats both give 1, and nothing is seen
not_a_cdf = dict(a=0.0, b=5.0)
### END SOLUTION

# %% exercise="06.not_a_cdf" role="check"
ex.not_a_cdf.check(not_a_cdf)

# %% [markdown]
# The letters of the proofs: `x` and `mu` are numbers, `beta` is positive, `u` lies between 0 and 1. `F(x, mu, beta)` is the function above.
# From here on `x`, `u`, `z` and `p` are symbols; the numbers are in `scores` and `probs`.

# %% tags=["setup"]
i = indices("i")  # a class: the winner
x, mu = reals("x mu")
beta = positives("beta")
u = units("u")  # a number strictly between 0 and 1
z = vectors("z")  # the scores
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)
F, Q = ex.F, ex.Q  # the distribution function, and the quantile function
t = (x - mu) / beta
everywhere = between(-oo, oo)  # from minus to plus infinity

# %% [markdown]
# ### How to draw it
#
# If $u$ is uniform on $(0, 1)$, and $Q$ undoes $F$, then $Q(u)$ has distribution function $F$: for $Q(u) \le x$ says nothing but $u \le F(x)$. That $Q$ is the **quantile function**:
#
# $$Q(u) = \mu - \beta \log(-\log u)$$
#
# Show that $F(Q(u)) = u$. The start and a first line are there. Take the `#` away, and go on: three more lines will do, by `"cancel"` and by `"exp and log undo each other"`.

# %% exercise="06.quantile" role="answer"
### BEGIN SOLUTION
quantile = derive(
    F(Q(u, mu, beta), mu, beta),
    #: (exp(-exp(-(mu - beta*log(-log(u)) - mu)/beta)), "definition"),  # a line: (what it equals, "by which rule")
    (exp(-exp(-(Q(u, mu, beta) - mu) / beta)), "definition"),
    (exp(-exp(-((mu - beta * log(-log(u))) - mu) / beta)), "definition"),
    (exp(-exp(log(-log(u)))), "cancel"),
    (exp(log(u)), "exp and log undo each other"),
    (u, "exp and log undo each other"),
)
### END SOLUTION

# %% exercise="06.quantile" role="check"
ex.quantile.check(quantile)

# %% [markdown]
# ### Its density (if you have time)
#
# How densely the noise lies near $x$ is told by the derivative of $F$, its **density**. With $t = (x-\mu)/\beta$, show that it is $\tfrac1\beta e^{-t - e^{-t}}$.
# (`D(f, x)` is the derivative of $f$ by $x$. In the setup, `t` is that fraction, so you may write `t`.)

# %%
ex.rules(ex.density)

# %% exercise="06.density" role="answer"
### BEGIN SOLUTION
density = derive(
    D(F(x, mu, beta), x),
    #: (the next expression, "its rule"),
    (D(exp(-exp(-t)), x), "definition"),
    (exp(-exp(-t)) * D(-exp(-t), x), "chain rule"),
    (exp(-exp(-t)) * exp(-t) / beta, "chain rule"),
    (exp(-t - exp(-t)) / beta, "exp of a sum"),
)
### END SOLUTION

# %% exercise="06.density" role="check"
ex.density.check(density)

# %% tags=["figure"]
demos.gumbel_density()

# %% [markdown]
# That is the **density**, the derivative of $F$: $e^{-x} e^{-e^{-x}}$ for $\mu = 0$ and $\beta = 1$. You will need it in the proof.
# The mean of the noise is $\mu + \gamma\beta$, with Euler's $\gamma = 0.5772$, and its variance is $\pi^2\beta^2/6$. From here on $\mu = 0$ and $\beta = 1$. A million draws:

# %%
gumbel = torch.distributions.Gumbel(torch.tensor(0.0, dtype=torch.float64), 1.0)
device.seed(0)
many = gumbel.sample((1_000_000,))
print(f"mean {many.mean():.2f}, variance {many.var():.2f}, and pi^2/6 is {torch.pi**2 / 6:.2f}")

# %% [markdown]
# ### Build it, and mind the ends
#
# `-log(-log(u))`, and done? Look at the ends first. In float32 on the CPU, `torch.rand` draws a multiple of $2^{-24}$ from $[0, 1)$. So here are 0, its neighbor, the last one below 1, and 1:

# %%
ends = torch.tensor([0.0, 2.0**-24, 1 - 2.0**-24, 1.0])
print(*(f"{g:.2f}" for g in (-(-ends.log()).log()).tolist()))
device.seed(0)
rounded = torch.rand(1_000_000, dtype=torch.bfloat16)
print("zeros among a million in bfloat16: about", round(int((rounded == 0).sum()), -3))

# %% [markdown]
# So a 0 gives $-\infty$, and a 1, should rounding make one, $+\infty$. One $+\infty$ among the scores, and their softmax is all `nan`. People have met it in PyTorch's own `gumbel_softmax`
# (issues 22442, 41663, 101620).
#
# Write noise that is finite at both ends, in float16, bfloat16, float32 and float64; never falls when `u` grows; and is right to a few units of roundoff in between.
# (`torch.finfo(u.dtype)` knows the smallest normal number of a dtype, `.tiny`, and its `.eps`.)

# %% exercise="06.gumbel_noise" role="answer"
def gumbel_noise(u: torch.Tensor) -> torch.Tensor:
    """Standard Gumbel noise from `u` in [0, 1], of any shape; same shape and dtype, always finite."""
    ### BEGIN SOLUTION
    info = torch.finfo(u.dtype)
    inside = u.clamp(info.tiny, 1 - info.eps / 2)
    return -torch.log(-torch.log(inside))
    ### END SOLUTION


# %% exercise="06.gumbel_noise" role="check"
ex.gumbel_noise.check(gumbel_noise)

# %% [markdown]
# One thing it can't mend: a `u` of few digits makes coarse noise. (And PyTorch's own exponential noise can come out as an exact 0 in float16: issue 41663.)
# So draw noise in float32, also for a model in half precision.

# %% [markdown]
# ## The race
#
# ### Play
#
# Left, one race: the ticks are the scores, the dots the scores plus noise. Right, the wins so far. Move the slider one race at a time with the arrow keys, ten times.
# Then drag it to the end. Whom did you see win that you didn't expect?

# %% tags=["demo"]
demos.race(ex.gumbel_noise.for_demo(gumbel_noise))

# %% [markdown]
# ### Two runners
#
# Scores 2 and 1. The first wins if $2 + g_1 > 1 + g_2$, so if $g_2 - g_1 < 1$. The difference of two independent Gumbel noises is **logistic**: $P(g_2 - g_1 \le d) = 1/(1 + e^{-d})$.
# How often does the first win? Four decimals.

# %% exercise="06.two_outcomes" role="answer"
### BEGIN SOLUTION
#: a number, for example 0.5000
two_outcomes = 0.7311
### END SOLUTION

# %% exercise="06.two_outcomes" role="check"
ex.two_outcomes.check(two_outcomes)

# %% [markdown]
# The sigmoid of the gap, and that is the softmax of two scores (01). Is it true for five?
#
# ### Build it
#
# A sampler for any scores, at any temperature $T$: it draws from $\mathrm{softmax}(z/T)$. Fresh noise for each draw *and* each class; no loop. (The check counts your draws, and
# compares them with the exact probabilities. A right sampler fails it less than once in a million times.)


# %% exercise="06.gumbel_max" role="answer"
def gumbel_max(z: torch.Tensor, T: float, count: int) -> torch.Tensor:
    """`count` draws from softmax(z / T), `z` (K,), T > 0, by noise and argmax; int64, (count,)."""
    ### BEGIN SOLUTION
    g = gumbel_noise(torch.rand(count, len(z), device=z.device))
    return (z / T + g).argmax(-1)
    ### END SOLUTION


# %% exercise="06.gumbel_max" role="check"
ex.gumbel_max.check(gumbel_max)

# %% [markdown]
# A class with score $-\infty$ never wins: a mask works as in 02.
#
# ### Play
#
# Does it have to be *this* noise? All four kinds have the same variance at size 1. (The scale is logarithmic, to show the small shares.)
# Find a kind and a size that hit all five marks. Then go down to 100 draws: what can you still tell?

# %% tags=["demo"]
demos.noise_picker()

# %% [markdown]
# Gumbel noise of size 2 hits five *other* marks: those of $\mathrm{softmax}(z/2)$. Size and temperature are one thing. For the other kinds, no size will do:
# normal noise of size 1 is never off by more than about two points in a hundred, and gives class 1 a quarter of its due.
# (With three classes or more, and independent noise of one kind, Gumbel's of size 1, wherever it is centered, is the only one that works for all scores: Yellott, 1977.)

# %% [markdown]
# ## Prove it
#
# Write $G_k = z_k + g_k$. Class $i$ wins with a score near $x$ if $G_i$ falls there, with density $e^{-(x - z_i)} e^{-e^{-(x - z_i)}}$, and every other $G_k$ stays below $x$, with probability
# $e^{-e^{-(x - z_k)}}$ each. All noises are independent, so multiply. Then add up over all $x$:
#
# $$P(i \text{ wins}) = \int_{-\infty}^{\infty} e^{-(x - z_i)}\, e^{-e^{-(x - z_i)}} \prod_{k \ne i} e^{-e^{-(x - z_k)}}\, dx \;=\; p_i$$
#
# (Many texts stop at the product. And you will read that "$\mathrm{Gumbel}(z_i)$ is distributed with $p_i$". No: $G_i$ is a number on the line. It is *the winner* that is distributed with $p$.)

# %%
ex.rules(ex.theorem)

# %% [markdown]
# The last equals sign is yours. Eight lines, and the first four are there: take the `#` away, and read them. The product over the others, times the winner's own factor, is the product over *all*.
# It becomes one exp, and $e^{-x}$ comes out of every exponent. Now four lines of your own, by the rules that the comment names.
# A substitution $t = e^{-x}$ is written `substitution(lambda x: exp(-x))`, where the rule's name stands otherwise.

# %% exercise="06.theorem" role="answer"
### BEGIN SOLUTION
theorem = derive(
    Int(exp(-(x - z[i])) * exp(-exp(-(x - z[i]))) * Prod(exp(-exp(-(x - z[k]))) for k in K if k != i)
        for x in everywhere),
    #: (Int(exp(-(x - z[i])) * Prod(exp(-exp(-(x - z[k]))) for k in K) for x in everywhere), "split off a term"),
    #: (Int(exp(-(x - z[i])) * exp(-Sum(exp(-(x - z[k])) for k in K)) for x in everywhere), "product of exponentials"),
    #: (Int(exp(-x) * exp(z[i]) * exp(-Sum(exp(-x) * exp(z[k]) for k in K)) for x in everywhere), "exp of a sum"),
    #: (Int(exp(-x) * exp(z[i]) * exp(-exp(-x) * Z) for x in everywhere), "constant out of a sum"),
    #: yours: "constant out of an integral", substitution(lambda x: exp(-x)) with Int(... for t in between(0, oo)),
    #: "integral of an exponential", "definition"
    (Int(exp(-(x - z[i])) * Prod(exp(-exp(-(x - z[m]))) for m in K) for x in everywhere), "split off a term"),
    (Int(exp(-(x - z[i])) * exp(-Sum(exp(-(x - z[k])) for k in K)) for x in everywhere), "product of exponentials"),
    (Int(exp(-x) * exp(z[i]) * exp(-Sum(exp(-x) * exp(z[k]) for k in K)) for x in everywhere), "exp of a sum"),
    (Int(exp(-x) * exp(z[i]) * exp(-exp(-x) * Z) for x in everywhere), "constant out of a sum"),
    (exp(z[i]) * Int(exp(-x) * exp(-exp(-x) * Z) for x in everywhere), "constant out of an integral"),
    (exp(z[i]) * Int(exp(-t * Z) for t in between(0, oo)), substitution(lambda x: exp(-x))),
    (exp(z[i]) / Z, "integral of an exponential"),
    (p[i], "definition"),
)  # fmt: skip
### END SOLUTION

# %% exercise="06.theorem" role="check"
ex.theorem.check(theorem)

# %% [markdown]
# That is the **Gumbel-max theorem**. It holds for every $K$. The sum $Z$ is in the proof, and nowhere in the program.

# %% [markdown]
# ### A friend's temperature
#
# A friend writes `((z + g) / T).argmax()` and wonders why `T` does nothing. **Explain to your friend** why, what to write, and why that works. (15 words at least.)

# %% exercise="06.explain_temperature" role="answer"
### BEGIN SOLUTION
explain_temperature = """
Dividing all perturbed scores by the same T moves nobody past anybody, so the largest stays the largest.
T has to change the scores beside the noise: (z / T + g).argmax(). By the theorem, used for the scores
z / T, that draws from softmax(z / T): a small T makes the gaps large compared with the noise.
"""
### END SOLUTION

# %% exercise="06.explain_temperature" role="check"
ex.explain_temperature.check(explain_temperature)

# %% [markdown]
# ## What the proof also says
#
# Go back in your proof to the line with $Z$, before anything came out of the integral. Inside stands, with $\mathrm{LSE} = \log Z$,
#
# $$e^{z_i}\, e^{-x}\, e^{-e^{-x} Z} \;=\; \underbrace{p_i}_{\text{who}} \;\cdot\; \underbrace{e^{-(x - \mathrm{LSE})}\, e^{-e^{-(x - \mathrm{LSE})}}}_{\text{how high: Gumbel around LSE}}$$
#
# A product: one factor knows who wins, the other how high. So the maximum is **Gumbel noise around LSE(z)**, and it is **independent of who wins** (Maddison, Tarlow and Minka, 2014). That was your second bet.

# %% tags=["figure"]
demos.winning_scores()

# %% [markdown]
# **Use it.** You are told that class `winner` has won, and nothing else. Draw its winning score, `count` times. You need no race for it.


# %% exercise="06.winning_score" role="answer"
def winning_score(z: torch.Tensor, winner: int, count: int) -> torch.Tensor:
    """`count` draws of max(z + g), given that class `winner` had it; floats, (count,)."""
    ### BEGIN SOLUTION
    return torch.logsumexp(z, -1) + gumbel_noise(torch.rand(count, device=z.device))
    ### END SOLUTION


# %% exercise="06.winning_score" role="check"
ex.winning_score.check(winning_score)

# %% [markdown]
# ## If you have time
#
# The theorem is proved. Five short stations follow; pick what you like (the third needs the second), or go on to "What you can now do".

# %% [markdown]
# ### A question from a forum
#
# "I gave it `[.1, .2, .3, .4]` for logits and drew 10,000 times. Instead of 1000, 2000, 3000 and 4000, I got 2158, 2319, 2589 and 2934." (PyTorch issue 97851)
#
# - `report`: is that `"a bug"`, or `"as it should be"`?
# - `hand_over`: with $p = (.1, .2, .3, .4)$, what should be handed over as scores: `"p"`, `"log p"` or `"softmax of p"`?
# - `normalize`: must scores be normalized first, so that their exps sum to 1? (`"yes"` or `"no"`)

# %% exercise="06.forum" role="answer"
### BEGIN SOLUTION
forum = dict(report="as it should be", hand_over="log p", normalize="no")
### END SOLUTION

# %% exercise="06.forum" role="check"
ex.forum.check(forum)

# %% [markdown]
# ### The same race, with clocks
#
# $E = -\log u$ is an exponential waiting time, and our noise is $-\log E$. So $z_k + g_k = \log(e^{z_k} / E_k)$, and the largest of these is the smallest $E_k / e^{z_k}$: each class has a
# clock that rings at rate $e^{z_k}$ (after $1/e^{z_k}$ on average). **The first to ring wins.** The same race, seen from the other side:

# %%
device.seed(0)
waits = torch.empty(100_000, 5, dtype=torch.float64).exponential_()
highest = (scores - waits.log()).argmax(-1)
first = (waits / scores.double().exp()).argmin(-1)
print("the same winner in all 100,000 races:", torch.equal(highest, first))

# %% [markdown]
# ### And who comes in second?
#
# Strike out the winner, and look at the rest. Their clocks don't remember that somebody has rung. So the second is a draw from those who are left, with their old chances, divided by what is left: $p_i \cdot p_j / (1 - p_i)$.
# That is the **Plackett–Luce** distribution (Luce, 1959; Plackett, 1975), drawing *without* replacement, and one race is enough for all places. (PyTorch's `multinomial` without
# replacement works like this inside. Kool, van Hoof and Welling, 2019, draw whole sentences so.)


# %% exercise="06.top_k" role="answer"
def top_k(z: torch.Tensor, k: int, count: int) -> torch.Tensor:
    """`count` times the first `k` places of a race, the winner first; int64, (count, k)."""
    ### BEGIN SOLUTION
    g = gumbel_noise(torch.rand(count, len(z), device=z.device))
    return (z + g).topk(k, -1).indices
    ### END SOLUTION


# %% exercise="06.top_k" role="check"
ex.top_k.check(top_k)

# %% [markdown]
# ### Use it: digits
#
# The linear classifier of 01 gives ten scores to each picture. Draw labels for a whole batch, `count` for each picture: a race for every draw of every picture.


# %% exercise="06.sample_labels" role="answer"
def sample_labels(scores: torch.Tensor, count: int) -> torch.Tensor:
    """`count` labels for each of N pictures with `scores` (N, K), from their softmax; int64, (count, N)."""
    ### BEGIN SOLUTION
    g = gumbel_noise(torch.rand(count, *scores.shape, device=scores.device))
    return (scores + g).argmax(-1)
    ### END SOLUTION


# %% exercise="06.sample_labels" role="check"
ex.sample_labels.check(sample_labels)

# %% [markdown]
# On which picture it has never seen is the classifier most in doubt? The one with the largest entropy. Draw 100,000 labels for it, by your sampler and by `torch.multinomial`:

# %%
data = digits.load()
model = digits.train_linear(data.x_train, data.y_train)
digit_scores = model.scores(data.x_held_out)
digit_probs = torch.softmax(digit_scores, -1)
doubt = int(torch.special.entr(digit_probs).sum(-1).argmax())

draw = demos.labels_by(sample_labels)
device.seed(0)
mine = draw(digit_scores[doubt : doubt + 1], 100_000)[:, 0]
theirs = torch.multinomial(digit_probs[doubt], 100_000, replacement=True)
for name, drawn in (("race", mine), ("multinomial", theirs)):
    print(f"{name:12}", *(f"{n / 100_000:.2f}" for n in torch.bincount(drawn, minlength=10).tolist()))
print("softmax     ", *(f"{q:.2f}" for q in digit_probs[doubt].tolist()))

# %% tags=["figure"]
demos.one_digit(data.x_held_out[doubt], digit_probs[doubt], mine, draw.label)

# %% [markdown]
# ### What has a slope?
#
# We moved the randomness out to let slopes through. Do they pass? Class $k$ pays a prize $f_k$. The *mean* prize is $\sum_k p_k f_k$, and its slopes are $p_j\,(f_j - \text{mean})$, by the Jacobian of 05.
#
# And here is an estimate from hard draws $C$ only: average $f_C$ times the slopes of $\log p_C$, which are $\mathbf{1}_{C} - p$. It is called REINFORCE (Williams, 1992), and it is right on average.

# %%
prize = torch.tensor([0.0, 2.0, 0.0, 1.0, 3.0], dtype=torch.float64)
q = torch.softmax(scores.double(), -1)
print("exact:   ", *(f"{s:+.2f}" for s in (q * (prize - q @ prize)).tolist()))
device.seed(0)
won = (scores + gumbel.sample((1_000_000, 5))).argmax(-1)
slopes_of_log = torch.eye(5, dtype=torch.float64)[won] - q
print("by draws:", *(f"{s:+.2f}" for s in (prize[won, None] * slopes_of_log).mean(0).tolist()))

# %% [markdown]
# - `one_draw`: the winner of *one* race, noise held fixed: does it go in `"steps"` as a score grows, or is it `"smooth"`?
# - `mean`: and the mean prize over all races?
# - `soften`: "Sampling has no derivative, so to learn from draws you must soften the argmax." Must you? (`"yes"` or `"no"`)

# %% exercise="06.slopes" role="answer"
### BEGIN SOLUTION
slopes = dict(one_draw="steps", mean="smooth", soften="no")
### END SOLUTION

# %% exercise="06.slopes" role="check"
ex.slopes.check(slopes)

# %% [markdown]
# You *may* soften it, though, and buy less noise with some bias. That is a trade, and notebook 07 is about its price.

# %% [markdown]
# ## What you can now do
#
# 1. You can draw from a softmax by intervals, and say where running sums in float32 fail.
# 2. You can make Gumbel noise from uniform numbers that is finite at both ends in every dtype, and prove its quantile function.
# 3. You can sample by noise and argmax, put the temperature where it belongs, and tell from counts which noise misses.
# 4. You can prove the Gumbel-max theorem with its integral, and read off that the maximum is Gumbel around LSE(z), whoever wins.
# 5. If you had time: you can draw without replacement from one race, label a batch of pictures with independent noise, and say what has a slope, one draw or the mean.
#
# Three quick questions. Answer before you look.
#
# **1.** All scores go up by 7. What happens to the winners, and to the winning scores?
#
# <details><summary>Answer</summary>The winners stay. The winning scores go up by 7, and so does LSE(z).</details>
#
# **2.** You want to draw from $p = (.7, .2, .1)$ by Gumbel-max. What are the scores?
#
# <details><summary>Answer</summary>log p, or log p plus any constant. Not p.</details>
#
# **3.** One uniform number came out as exactly 0, and your noise doesn't guard its ends. Which class suffers, and how?
#
# <details><summary>Answer</summary>The class that got it: its noise is minus infinity, so it cannot win that race. With a 1 it would be plus infinity, and the softmax of such scores is nan.</details>
#
# And the slopes? One winner moves in steps, and a step has no slope. Next, 07: the argmax goes soft, and you find out what that costs.

# %% [markdown]
# ## References
#
# - E. J. Gumbel (1958). *Statistics of Extremes.* Columbia University Press.
# - D. P. Kingma and M. Welling (2014). Auto-encoding variational Bayes. *ICLR.* arXiv:1312.6114. The reparameterization trick.
# - W. Kool, H. van Hoof and M. Welling (2019). Stochastic beams and where to find them: the Gumbel-top-k trick. *ICML.* arXiv:1903.06059.
# - R. D. Luce (1959). *Individual Choice Behavior.* Wiley.
# - C. J. Maddison, D. Tarlow and T. Minka (2014). A* sampling. *NeurIPS.* arXiv:1411.0030. Gumbel-max, and the maximum independent of the winner.
# - R. L. Plackett (1975). The analysis of permutations. *Applied Statistics* 24, 193–202.
# - R. J. Williams (1992). Simple statistical gradient-following algorithms for connectionist reinforcement learning. *Machine Learning* 8, 229–256.
# - J. I. Yellott (1977). The relationship between Luce's choice axiom, Thurstone's theory of comparative judgment, and the double exponential distribution. *Journal of Mathematical Psychology* 15, 109–144.
# - PyTorch issues 22442, 41663, 101620 (infinite noise), 43115 (`multinomial` with many classes), 97851 (logits that are probabilities), github.com/pytorch/pytorch.

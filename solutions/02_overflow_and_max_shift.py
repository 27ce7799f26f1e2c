# %% [markdown]
# # 02 · Overflow and the max-shift
#
# In 01 you wrote softmax from its formula, and it was right. Now you break it with three small numbers, find out who
# did it, and build the version that every library ships.
#
# On the way you meet something worse than `nan`: a wrong answer that looks fine.
#
# *About two hours; a good place to stop is before "One pass", and what follows is a second sitting. Stuck? `ex.NAME.hint()`
# in a cell of your own gives a nudge; call it again for more.*

# %% tags=["setup"]
try:
    import course_utils
except ModuleNotFoundError:
    raise ModuleNotFoundError(
        "The course is not installed in this kernel. In a terminal, in the course's folder, run: make lab"
    ) from None
from functools import reduce

import torch

from course_utils.lessons import overflow as ex
from course_utils.lessons.overflow import demos

# %% [markdown]
# ## The cliff
#
# Here is softmax as the formula says it, and three harmless logits.

# %%
def softmax_naive(z, dim=-1):
    return z.exp() / z.exp().sum(dim, keepdim=True)


x = torch.tensor([1.0, 2.0, 3.0])
softmax_naive(x)

# %% [markdown]
# Now make them fifty times as large: `x2 = 50 * x`, that is `[50, 100, 150]`. The order is the same and the gaps are wider.
# On paper the three outputs are about $4\cdot10^{-44}$, $2\cdot10^{-22}$, and 1 to within a hair.
#
# Don't run it yet. What will each output *be*, in float32? Bet first; a wrong bet costs nothing.

# %% exercise="02.cliff_bet" role="answer"
### BEGIN SOLUTION
#: each one of "0", "between" (a number between 0 and 1), "1", "inf", "nan"
cliff_bet = dict(first="0", second="nan", third="nan")
### END SOLUTION

# %% exercise="02.cliff_bet" role="check"
ex.cliff_bet.check(cliff_bet)

# %%
x2 = 50 * x
softmax_naive(x2)

# %% [markdown]
# Nothing crashed and nothing warned. Were this the last layer of a network, the `nan` would be in the loss one line later, and one
# step later in every weight.
#
# ## Who made the first nan?
#
# Go back one line at a time, until you meet a number that is not yet broken.

# %%
e = x2.exp()
total = e.sum()
p = e / total
print("e     =", e)
print("total =", total)
print("p     =", p)

# %% [markdown]
# Three questions for the detective:
#
# - `infinity`: which line made the first `inf`? (`"e"`, `"total"` or `"p"`)
# - `nan`: which line made the first `nan`? (`"e"`, `"total"` or `"p"`)
# - `zero`: why is the first output 0? (`"its exponential is 0"`, `"a number over inf"` or `"too small for float32"`)

# %% exercise="02.first_nan" role="answer"
### BEGIN SOLUTION
first_nan = dict(infinity="e", nan="p", zero="a number over inf")
### END SOLUTION

# %% exercise="02.first_nan" role="check"
ex.first_nan.check(first_nan)

# %% [markdown]
# So the chain is: a number too large for its dtype becomes `inf`, and then arithmetic with `inf` goes on by its own rules.

# %%
inf, zero, five = torch.tensor(torch.inf), torch.tensor(0.0), torch.tensor(5.0)
print("5/inf =", (five / inf).item(), "  inf/inf =", (inf / inf).item(), "  inf-inf =", (inf - inf).item())
print("0/0   =", (zero / zero).item(), "  5/0     =", (five / zero).item())

# %% [markdown]
# The answer fits a float32. Only the *way* to it does not. So take another way: subtract the same number $c$ from all three.
# On paper nothing changes, because the factor $e^{-c}$ comes out of the numerator and out of every term of the sum
# (03 proves it line by line):
#
# $$\frac{e^{z_i-c}}{\sum_k e^{z_k-c}} = \frac{e^{-c}\,e^{z_i}}{e^{-c}\sum_k e^{z_k}} = \frac{e^{z_i}}{\sum_k e^{z_k}}$$
#
# Does it help? Try 150.

# %%
softmax_naive(x2 - 150)

# %% [markdown]
# It does. (Is that first number right? Hold that thought: it is 1.7 % off, and you will see why.)
#
# But why 150? Find the *smallest* and the *largest* whole number $c$ for which `softmax_naive(x2 - c)` gives
# three numbers that sum to 1. Use a cell of your own to search.

# %% exercise="02.which_shift" role="answer"
### BEGIN SOLUTION
which_shift = dict(smallest=62, largest=253)
### END SOLUTION

# %% exercise="02.which_shift" role="check"
ex.which_shift.check(which_shift)

# %% [markdown]
# A wide road, with a ditch on either side: too little and an exponential is too large, too much and *all* of them are 0.
# (To sum to 1 is not yet to be right: from 204 on, class 1 gets 0.) Which $c$ would be safe for *any* vector? Keep the question in mind.
#
# ## Play: walk off the edge
#
# The logits are $2^k\,(1, 2, 3)$. Drag $k$ to the right until the left picture breaks. Then change the dtype. Which breaks first?
# What do float32 and bfloat16 have in common, although one has twice as many bits?

# %% tags=["demo"]
demos.cliff()

# %% [markdown]
# bfloat16 keeps float32's *range* and pays with precision. float16 keeps more precision and pays with range: its edge is near.

# %% [markdown]
# ## Worse than nan
#
# Two more vectors for the naive formula. In `[88, 88, 88]` each exponential is about $1.7\cdot10^{38}$, and float32 goes up to
# $3.4\cdot10^{38}$: each one fits. In `[-1000, -1001]` nothing is large at all. Bet again.

# %% exercise="02.edge_bet" role="answer"
### BEGIN SOLUTION
#: each one of "right", "nan", "all 0"
edge_bet = dict(eights="all 0", deep="nan")
### END SOLUTION

# %% exercise="02.edge_bet" role="check"
ex.edge_bet.check(edge_bet)

# %%
print("[88, 88, 88]   ->", softmax_naive(torch.tensor([88.0, 88.0, 88.0])))
print("[-1000, -1001] ->", softmax_naive(torch.tensor([-1000.0, -1001.0])))

# %% [markdown]
# Look at the first line again. Not a `nan` in it. Three equal logits should get a third each, and they all got 0. This is a **silent
# overflow**, and it can sit in a program for years.
#
# A colleague is careful and guards the formula:
#
# ```python
# e = z.exp()
# assert e.min() >= 0        # exponentials must be positive
# p = e / e.sum()
# ```
#
# - `overflow`: does the assert stop an exponential that became `inf`? (`"yes"` or `"no"`)
# - `underflow`: does it stop exponentials that all became 0? (`"yes"` or `"no"`)
# - `better`: which one line, put last, stops all three failures so far: `[0, nan, nan]`, `[nan, nan]` and `[0, 0, 0]`?
#   - `"A"`: `assert (e > 0).all()`
#   - `"B"`: `assert torch.isfinite(e).all()`
#   - `"C"`: `assert torch.isfinite(p).all()`
#   - `"D"`: `assert p.sum() > 0.99`

# %% exercise="02.guard" role="answer"
### BEGIN SOLUTION
guard = dict(overflow="no", underflow="no", better="D")
### END SOLUTION

# %% exercise="02.guard" role="check"
ex.guard.check(guard)

# %% [markdown]
# **Break it.** Supply a float32 vector of your own, *every logit below 88.7*, with which the naive softmax overflows as silently: the *sum* is
# `inf`, and there is no `nan` in sight. (Not `[88, 88, 88]` again, and at most 512 logits. How low can you go?)

# %% exercise="02.silent_overflow" role="answer"
### BEGIN SOLUTION
silent = torch.full((100,), 84.2)
### END SOLUTION

# %% exercise="02.silent_overflow" role="check"
ex.silent_overflow.check(silent)

# %% [markdown]
# ## Where is the edge?
#
# 88.7 (float32) and 11.1 (float16) are numbers that people look up. You don't need a table: you have the machine. Write a function that *searches*
# for the largest logit `x` of a dtype for which `count` exponentials of it still have a finite sum. With `count=1` that is the
# edge of `exp`; with more it is the edge of the silent overflow, which can lie anywhere, even below 0.
#
# The search: start with a safe and an unsafe number of the dtype (-1000 and 1000 will do). Look at the middle: safe or not? Keep the half with
# the edge. Stop when no float of the dtype lies between. Return a Python float (`.item()`).

# %% exercise="02.largest_safe_logit" role="answer"
def largest_safe_logit(dtype: torch.dtype, count: int = 1) -> float:
    """The largest x of `dtype` for which torch.full((count,), x, dtype=dtype).exp().sum() is finite."""
    ### BEGIN SOLUTION
    low, high = torch.tensor(-1000.0, dtype=dtype), torch.tensor(1000.0, dtype=dtype)
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return low.item()
        if torch.full((count,), middle.item(), dtype=dtype).exp().sum().isfinite():
            low = middle
        else:
            high = middle
    ### END SOLUTION

# %% exercise="02.largest_safe_logit" role="check"
ex.largest_safe_logit.check(largest_safe_logit)

# %%
edge = ex.largest_safe_logit.for_demo(largest_safe_logit)
print("largest safe logit     1 class   2 classes   50,257 classes")
for dtype in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
    row = [float(edge(dtype, count)) for count in (1, 2, 50_257)]
    print(f"{dtype!s:18} {row[0]:11.2f} {row[1]:11.2f} {row[2]:16.2f}")

# %% [markdown]
# Read the float16 row from left to right. 50,257 is the size of GPT-2's vocabulary: with that many equal logits, a sum in float16
# is over the edge soon after *a quarter*. On paper the edge is at $\ln(\text{largest float}) - \ln K$. Why minus $\ln K$?
#
# Before you repair it, say what happened. **Explain to a friend** in three or four sentences (15 words at least): why did
# `softmax_naive(x2)` fail, although every logit and every true output lies within float32's range?

# %% exercise="02.why_it_failed" role="answer"
### BEGIN SOLUTION
why_it_failed = """
The exponentials of 100 and 150 are larger than any float32, so they became inf, and so did the
sum. A number over inf is 0 and inf over inf is nan. The logits fit and the true probabilities fit.
Only the exponentials, which nobody asked for, do not.
"""
### END SOLUTION

# %% exercise="02.why_it_failed" role="check"
ex.why_it_failed.check(why_it_failed)

# %% [markdown]
# ## Build: the stable softmax
#
# You know that any $c$ may be subtracted, and that it must be neither too small nor too large. Let the logits choose it themselves.
#
# Write `softmax_stable`. It must serve batches, any `dim`, every float dtype, logits as large as the dtype holds, and entries of `-inf`
# (a row always has at least one finite logit, and none is `+inf`). It must let gradients through and leave its argument as it was.
#
# (A *gradient* says how the result reacts to each input; notebook 05 is about it. Here: use PyTorch operations only, and don't change `z`
# in place.)

# %% exercise="02.stable_softmax" role="answer"
def softmax_stable(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """Softmax of `z` over `dim`; same shape and dtype as `z`."""
    ### BEGIN SOLUTION
    m = z.amax(dim, keepdim=True)
    e = (z - m).exp()
    return e / e.sum(dim, keepdim=True)
    ### END SOLUTION

# %% exercise="02.stable_softmax" role="check"
ex.stable_softmax.check(softmax_stable)

# %% [markdown]
# Three lines. Now walk off the edge once more, with yours on the right.

# %% tags=["demo"]
demos.cliff(ex.stable_softmax.for_demo(softmax_stable))

# %% [markdown]
# **Explain to a friend**, in a few sentences (15 words at least): the shifted softmax is given *other logits* than you asked about. Why is its answer
# right? And why can it give neither `inf` nor `nan`, as long as all logits are finite?

# %% exercise="02.why_it_works" role="answer"
### BEGIN SOLUTION
why_it_works = """
Taking m from every logit divides the numerator and every term of the sum by the same exp(m), so
the quotient stays. If m is the maximum, every exponential lies between 0 and 1, so none overflows.
One of them is exactly 1, so the sum is at least 1, never 0. A number between 0 and 1 divided by
something that is at least 1 is always a finite number.
"""
### END SOLUTION

# %% exercise="02.why_it_works" role="check"
ex.why_it_works.check(why_it_works)

# %% [markdown]
# ## What the shift does not cure
#
# You may read that the max-shift "prevents overflow and underflow". Count before you believe it. A million logits in rows of ten, kept below
# 80 so that the naive formula survives:

# %%
def zeros(t):
    return (t == 0).sum().item()


z = 25 * torch.randn(100_000, 10, generator=torch.Generator().manual_seed(0))
z = z.clamp(max=80)
m = z.amax(-1, keepdim=True)
print("numerators that are 0:  naive", zeros(z.exp()), "  shifted", zeros((z - m).exp()))
print("outputs that are 0:     naive", zeros(softmax_naive(z)), "  shifted", zeros(softmax_naive(z - m)))

# %% [markdown]
# The shift makes *more* numerators vanish, seven hundred times as many: it pushes everything down. And the outputs? Nearly the same, because
# that is what the true answers are: too small for a float32.
#
# So how small is too small? Two logits, `[0, -g]`. From which gap $g$ on is the loser's output *exactly* 0 in float32? Many people
# say 88, because the edge is at 88. Play first. The thin line is the truth, the thick one goes by way of the float.

# %% tags=["demo"]
demos.gap()

# %% [markdown]
# Search the gap on your machine, to two decimals. (The reference is `torch.softmax(torch.tensor([0., -g]), 0)`.)

# %% exercise="02.underflow_gap" role="answer"
### BEGIN SOLUTION
underflow_gap = 103.98
### END SOLUTION

# %% exercise="02.underflow_gap" role="check"
ex.underflow_gap.check(underflow_gap)

# %% [markdown]
# The stairs are the **subnormal** numbers. Below $1.2\cdot10^{-38}$ (a gap of 87.3) a float32 has no more exponent to spend and loses digits instead. What
# is left are whole multiples of the smallest float, $2^{-149}$; less than half of that rounds to 0. And here is your 1.7 %: the first output of
# `softmax_naive(x2 - 150)` is 27 smallest floats, where the truth is 26.55.

# %%
first = softmax_naive(x2 - 150)[0].double().item()
exact = torch.softmax(x2.double(), -1)[0].item()
print(f"{first / 2**-149:.2f} of the smallest floats; exact: {exact / 2**-149:.2f}")
print(f"off by {100 * (first / exact - 1):.1f} %")

# %% [markdown]
# Now decide, for each of these: does the max-shift cure it? (`"cured"` or `"not cured"`) Don't know? Put it into `softmax_stable` and look:
# `[0., -200.]`, `[-inf, -inf]`, `[0., inf]`.
#
# - `overflow`: exponentials that become `inf`
# - `zero_over_zero`: 0/0 when *all* exponentials vanish, as in `[-1000, -1001]`
# - `vanishing`: *single* exponentials that underflow to 0
# - `log_zero`: `log(softmax(z))` is `-inf` at a gap of 200
# - `all_masked`: a row that is `-inf` throughout
# - `plus_infinity`: a logit of `+inf`
#
# And `price`: what does the shift cost on paper, in exact arithmetic? (`"nothing"`, `"a small error"` or
# `"an error that grows with the shift"`)

# %% exercise="02.what_the_shift_cures" role="answer"
### BEGIN SOLUTION
cures = dict(overflow="cured", zero_over_zero="cured", vanishing="not cured", log_zero="not cured",
             all_masked="not cured", plus_infinity="not cured", price="nothing")  # fmt: skip
### END SOLUTION

# %% exercise="02.what_the_shift_cures" role="check"
ex.what_the_shift_cures.check(cures)

# %% [markdown]
# ## Stay in the logarithm
#
# A classifier is sure, and wrong: logits `[0, -200]`, and class 1 is the true one. Its loss is $-\ln p_1$, which is 200. See what training gets:

# %%
z = torch.tensor([0.0, -200.0], requires_grad=True)
loss = -torch.log(torch.softmax(z, 0)[1])
loss.backward()
print("loss", loss.item(), " gradient", z.grad.tolist())

# %% [markdown]
# An infinite loss and a gradient that wipes out every weight, just where there is most to learn. The way out: don't compute the probability
# at all. With $m$ the maximum:
#
# $$s = z - m, \qquad \ln p_i = \ln \frac{e^{s_i}}{\sum_k e^{s_k}} = s_i - \ln\sum_k e^{s_k}$$
#
# The logarithm undoes the exponential in the numerator. The sum that is left lies between 1 and $K$ (so $K$ itself must fit the dtype).
# Write it, for the same inputs as before.

# %% exercise="02.log_softmax" role="answer"
def log_softmax(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """The logarithm of softmax of `z` over `dim`; same shape and dtype as `z`."""
    ### BEGIN SOLUTION
    s = z - z.amax(dim, keepdim=True)
    return s - s.exp().sum(dim, keepdim=True).log()
    ### END SOLUTION

# %% exercise="02.log_softmax" role="check"
ex.log_softmax.check(log_softmax)

# %%
z = torch.tensor([0.0, -200.0], requires_grad=True)
loss = -ex.log_softmax.for_demo(log_softmax)(z)[1]
loss.backward()
print("loss", loss.item(), " gradient", z.grad.tolist())

# %% [markdown]
# A loss of 200, and a gradient that says what to do: class 0 down, class 1 up.
#
# The same trick gives the soft maximum of 01, $\operatorname{LSE}(z) = \ln\sum_k e^{z_k}$, which would overflow just as early:
#
# $$\operatorname{LSE}(z) = m + \ln\sum_k e^{z_k-m}$$
#
# One question is left to *you*: what is the log-sum-exp of nothing, a row that is `-inf` throughout? An empty sum is 0, and $\ln 0 = -\infty$.
# So return `-inf` there, not `nan`. (No gradient is asked for such a row: at $-\infty$ there is no slope.) Elsewhere gradients must be right.

# %% exercise="02.logsumexp" role="answer"
def logsumexp(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """Log of the sum of exponentials of `z` over `dim`, which goes away; -inf for a row of -inf."""
    ### BEGIN SOLUTION
    m = z.amax(dim, keepdim=True)
    m = torch.where(m == -torch.inf, 0.0, m)
    return (z - m).exp().sum(dim).log() + m.squeeze(dim)
    ### END SOLUTION

# %% exercise="02.logsumexp" role="check"
ex.logsumexp.check(logsumexp)

# %% [markdown]
# ## Masks
#
# In a batch of sentences the short ones are padded; in a language model no word may look at the next. Such classes must get
# probability *exactly* 0. The logit whose exponential is 0 is $-\infty$, so a mask puts `-inf` in its place.
#
# But what if a row is masked *whole*? There is no distribution over nothing. Three answers are in use:
#
# - `nan`, which `torch.softmax` gives. Honest, and it poisons every weight behind it.
# - $1/K$ each, which "-1e9 instead of -inf" gives. It looks healthy, and pays attention to padding.
# - zeros. Then $\sum_i p_i v_i$ is 0: an average over nothing adds nothing.
#
# We decide for **zeros**. The price: such a row sums to 0, not 1, and you must know it. PyTorch's own attention has come to the same decision
# (pull requests 131060 and 131863, 2024):

# %%
one = torch.ones(1, 2, 3)
keep = torch.tensor([[True, False], [False, False]])
print(torch.nn.functional.scaled_dot_product_attention(one, one, one, attn_mask=keep))

# %% [markdown]
# Write `masked_softmax`. What is masked may hold anything, even `nan`: padding is rubbish. And the **gradient** must be finite everywhere,
# and 0 for what is masked. That is harder than it looks. PyTorch later differentiates every step you took, also the ones that `torch.where`
# threw away (the *backward pass*); `0 * inf` there is `nan`. So replace masked logits *before* `exp`.

# %% exercise="02.masked_softmax" role="answer"
def masked_softmax(z: torch.Tensor, keep: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """Softmax of `z` over the entries of `dim` where `keep` (bool, the shape of `z`) is True.

    Entries that are not kept get 0; a row with nothing kept is all 0.
    """
    ### BEGIN SOLUTION
    s = torch.where(keep, z, -torch.inf)
    m = s.amax(dim, keepdim=True)
    e = (s - torch.where(m == -torch.inf, 0.0, m)).exp()
    total = e.sum(dim, keepdim=True)
    return e / torch.where(total == 0, 1.0, total)
    ### END SOLUTION

# %% exercise="02.masked_softmax" role="check"
ex.masked_softmax.check(masked_softmax)

# %% [markdown]
# ## One pass
#
# *(A good place for a break: from here on it is a second sitting.)*
#
# The stable softmax reads its logits three times: for the maximum, for the sum, for the outputs. On a GPU, reading is what costs. Can maximum and
# sum come from *one* pass, although each exponential needs a maximum that is not known yet?
#
# Yes, if you keep two numbers for what you have seen so far, and are ready to correct one of them:
#
# $$m = \max_k z_k, \qquad d = \sum_k e^{z_k - m}, \qquad\text{so that } \sum_k e^{z_k} = d\,e^{m}$$
#
# Two chunks have $(m_1, d_1)$ and $(m_2, d_2)$. What is $(m, d)$ for both together? Mind the chunk in which nothing was seen, or
# only `-inf`: its summary is $(-\infty, 0)$, and it must change nothing.

# %% exercise="02.merge" role="answer"
def merge(m1, d1, m2, d2):
    """The summary (m, d) of two chunks from theirs; tensors of one shape, (-inf, 0) for an empty chunk."""
    ### BEGIN SOLUTION
    m = torch.maximum(m1, m2)
    base = torch.where(m == -torch.inf, 0.0, m)
    return m, d1 * (m1 - base).exp() + d2 * (m2 - base).exp()
    ### END SOLUTION

# %% exercise="02.merge" role="check"
ex.merge.check(merge)

# %% [markdown]
# On paper merging is associative and commutative, because max and sum are; in floats up to a rounding or two. So chunks may come in any order,
# in any grouping, from a thousand cores at once. Our five logits, merged from the left, from the right, and as a tree:

# %%
join = ex.merge.for_demo(merge)


def both(s, t):
    return join(*s, *t)


one = torch.tensor(1.0, dtype=torch.float64)
parts = [(z * one, one) for z in (2, 1, 3, 5, 4)]
a, b, c, d, f = parts
left = reduce(both, parts)
right = reduce(lambda s, t: both(t, s), reversed(parts))
tree = both(both(f, d), both(both(b, a), c))
for m, d in (left, right, tree):
    print(f"m = {m:.0f}, d = {d:.12f}, m + ln d = {m + d.log():.12f}")

# %% [markdown]
# Now the whole: softmax of a row that arrives in chunks of any size. One loop for $(m, d)$; then write the outputs.
# Any chunking must give the same, up to rounding. `chunks` are tensors of shape `(..., size)`, and the chunks of one call share all but the
# last dimension.

# %% exercise="02.online_softmax" role="answer"
def online_softmax(*chunks: torch.Tensor) -> torch.Tensor:
    """Softmax over the last dimension of the chunks laid side by side; no row is -inf throughout."""
    ### BEGIN SOLUTION
    m = torch.full_like(chunks[0][..., :1], -torch.inf)
    d = torch.zeros_like(m)
    for chunk in chunks:
        top = chunk.amax(-1, keepdim=True)
        base = torch.where(top == -torch.inf, 0.0, top)
        m, d = merge(m, d, top, (chunk - base).exp().sum(-1, keepdim=True))
    return torch.cat([(chunk - m).exp() / d for chunk in chunks], dim=-1)
    ### END SOLUTION

# %% exercise="02.online_softmax" role="check"
ex.online_softmax.check(online_softmax)

# %% [markdown]
# Reading is down from three passes to two: one for $(m, d)$, one for the outputs (Milakov and Gimelshein 2018). And this is the seed of **fused
# attention**. Carry a third number along, the sum of $e^{z_k-m}\,v_k$, corrected by the same factor (Rabe and Staats 2021), and the weighted
# average of the values comes out of one pass as well. The matrix of probabilities is never stored (Dao et al. 2022).

# %% [markdown]
# ## How wrong is right?
#
# On paper the shift is exact. In floats every sum, product and quotient is rounded, and that costs at most one **unit of roundoff** $u$, relative
# to the result (as long as it is not subnormal): $u = 2^{-24}$ in float32, half the spacing of the floats just above 1. An `exp` costs
# a unit or two. (Goldberg 1991 is the classic introduction, Higham 2002 the reference.) So measure errors in units of $u$: a few are good,
# thousands are a bug.

# %% exercise="02.worst_error" role="answer"
def worst_error(p: torch.Tensor, exact: torch.Tensor) -> torch.Tensor:
    """The largest relative error of `p`, in units of u of p's dtype, as a float64 scalar.

    `exact` has the shape of `p`, in float64, and no zeros.
    """
    ### BEGIN SOLUTION
    u = torch.finfo(p.dtype).eps / 2
    return ((p.double() - exact).abs() / exact).max() / u
    ### END SOLUTION

# %% exercise="02.worst_error" role="check"
ex.worst_error.check(worst_error)

# %% [markdown]
# Four routes to the same softmax. The third needs no division, and you may meet it in real code: $e^{z-\operatorname{LSE}(z)}$. The fourth
# has none either, but subtracts $m$ first: $e^{s-\ln S}$ with $s = z - m$ and $S = \sum_k e^{s_k}$. A thousand rows of ten logits at each
# distance from zero, the worst error of each in units of $u$ (to the nearest power of two):

# %%
def shifted(z):
    s = z - z.amax(-1, keepdim=True)
    return softmax_naive(s)


def exp_z_minus_lse(z):
    lse = z.logsumexp(-1, keepdim=True)
    return (z - lse).exp()


def exp_s_minus_log(z):
    s = z - z.amax(-1, keepdim=True)
    return (s - s.exp().sum(-1, keepdim=True).log()).exp()


routes = {
    "naive": softmax_naive,
    "shifted": shifted,
    "exp(z - lse)": exp_z_minus_lse,
    "exp(s - ln S)": exp_s_minus_log,
}
measure = ex.worst_error.for_demo(worst_error)
print(demos.error_table(routes, measure))

# %% tags=["figure"]
demos.errors(routes, measure)

# %% [markdown]
# One of them is not like the others. 8192 units are a relative error of $5\cdot10^{-4}$: three good digits of seven. No overflow, no `nan`.
#
# - `culprit`: where does `exp(z - lse)` lose its digits? (`"exp"`, `"sum"`, `"log"`, or `"lse"`: when it is rounded to one float)
# - `repair`: the fourth route has no division either. Why is it fine? (`"subtracts m first"`, `"uses float64"` or `"luck"`)

# %% exercise="02.division_free" role="answer"
### BEGIN SOLUTION
division_free = dict(culprit="lse", repair="subtracts m first")
### END SOLUTION

# %% exercise="02.division_free" role="check"
ex.division_free.check(division_free)

# %% [markdown]
# What of the shift itself? Rounding $z_i - m$ costs $|z_i - m|\,u$ in the exponent, and so that much *relative* error in the exponential. A sum of
# $K$ positive numbers costs at most $K u$, and the sum inherits the average of these errors. So a good softmax is right to about
# $(K + |z_i - m| + \text{mean gap} + \text{a few})\,u$, and no answer of yours above was asked for more. (Blanchard, Higham
# and Higham 2021 come to the same two conclusions: shifted formulas are safe; a division-free one can lose accuracy.)
#
# ## What you can now do
#
# You can name the edge of a dtype without a table, and say which line makes the first `inf` and which the first `nan`. You can tell a
# silent overflow from an honest `nan`, and write the one assert that stops both. You can write the stable softmax and say why it is exact on paper, why
# no exponential of it overflows, and what it does not cure. You can stay in the logarithm, mask a whole row and keep gradients finite. And you
# can get maximum and sum in one pass over chunks, and softmax in two instead of three, and measure any version of it in units of $u$.
#
# **Three quick questions.** Answer aloud, then open.
#
# <details><summary>Is <code>softmax([1e30, 1e30 + 1])</code> in float32 a matter of overflow?</summary>
# Not with the shift. But 1e30 + 1 <em>is</em> 1e30 in float32, so the logits are equal and the answer is ½, ½. What was lost was lost before softmax.
# </details>
#
# <details><summary>After the max-shift, can the denominator be 0?</summary>
# No. The largest logit contributes exactly 1. (If it is −inf or +inf, the denominator is nan, not 0: that is ∞ − ∞.)
# </details>
#
# <details><summary>Why not simply compute in float64?</summary>
# The edge moves from 88.7 to 709.8, and stays an edge. The shift has none for the <em>exponentials</em>, in any dtype. (The sum still has one in
# float16: 65,520 equal logits add up to inf, and every output is 0. <code>torch.softmax</code> gets that right.)
# </details>
#
# In 03 you prove what you used here, that shifting all logits changes nothing, and find out what happens when you *scale* them.

# %% [markdown]
# ## References
#
# - P. Blanchard, D. J. Higham, N. J. Higham (2021). Accurately computing the log-sum-exp and softmax functions. *IMA Journal of
#   Numerical Analysis* 41(4), 2311–2330.
# - T. Dao, D. Fu, S. Ermon, A. Rudra, C. Ré (2022). FlashAttention: fast and memory-efficient exact attention with IO-awareness. *NeurIPS*.
# - D. Goldberg (1991). What every computer scientist should know about floating-point arithmetic. *ACM Computing Surveys* 23(1), 5–48.
# - N. J. Higham (2002). *Accuracy and Stability of Numerical Algorithms*, 2nd edition, SIAM.
# - M. Milakov, N. Gimelshein (2018). Online normalizer calculation for softmax. arXiv:1805.02867.
# - M. N. Rabe, C. Staats (2021). Self-attention does not need O(n²) memory. arXiv:2112.05682.
# - PyTorch pull requests 131060 and 131863 (2024): a fully masked row of attention gives zeros.

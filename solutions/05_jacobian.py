# %% [markdown]
# # 05 · The Jacobian
#
# You have scores, $z = (2, 1, 3, 5, 4)$, and their probabilities. Now *nudge* one score. What do the probabilities do?
#
# A network asks that at every step of its learning. This notebook answers it exactly: you prove the formula, line by line, and the checker reads along.
# You turn it into code that never builds the matrix it is about. You watch the famous $p - y$ fall out, and train the digits with it.
# And at the end you meet two losses that look fine and are not.
#
# You need the quotient rule and the product rule from school and, from "What the variance says" on, matrices and eigenvalues; without them skip to "Never build it".
# *About two hours; the proofs take a third of them. A good place to stop for the day is after "Never build it".*
# *Stuck? `ex.NAME.hint()` in a cell of your own gives a nudge; call it again for more.*

# %% tags=["setup"]
try:
    import course_utils
except ModuleNotFoundError:
    raise ModuleNotFoundError(
        "The course is not installed in this kernel. In a terminal, in the course's folder, run: make lab"
    ) from None
import torch

from course_utils.derivation import LSE, D, K, Sum, cases, delta, derive, exp, log, softmax
from course_utils.derivation import distributions, indices, vectors
from course_utils.lessons import digits
from course_utils.lessons import jacobian as ex
from course_utils.lessons.jacobian import demos

scores = torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0], dtype=torch.float64)
probs = torch.softmax(scores, -1)

# %% [markdown]
# ## A nudge
#
# Class 4 is the runner-up, with score 4 and probability 0.2341. Its score goes up by 0.1, and the others stay. Three bets:
#
# - `others`: which of the *other four* probabilities fall? (`"none"`, `"only the winner"` or `"all four"`)
# - `total`: add up all five changes. (`"zero"` or `"above zero"`)
# - `steepest`: when does a probability react most to its own score? (when it is `"near 0"`, `"near 1/2"` or `"near 1"`)

# %% exercise="05.nudge_bet" role="answer"
### BEGIN SOLUTION
nudge_bet = dict(others="all four", total="zero", steepest="near 1/2")
### END SOLUTION

# %% exercise="05.nudge_bet" role="check"
ex.nudge_bet.check(nudge_bet)

# %%
nudge = torch.tensor([0.0, 0.0, 0.0, 0.0, 0.1], dtype=torch.float64)
change = torch.softmax(scores + nudge, -1) - probs
print("changes:", *(f"{c:+.4f}" for c in change.tolist()))

# %% [markdown]
# One score moved, and five probabilities did. So the derivative of softmax is not one slope, and not one slope for each class either.
# Any of the five outputs may react to any of the five scores:
#
# $$J_{ij} = \frac{\partial p_i}{\partial z_j} \qquad \text{row } i\text{: which output reacts; column } j\text{: which score moved}$$
#
# Twenty-five slopes, a matrix. It is called the **Jacobian**. (A *gradient* is what a function with a single output has. Softmax has $K$ of them.)
# You just saw column 4, roughly: divide the changes by 0.1.

# %% [markdown]
# ## Prove it
#
# No more "roughly". You write the proof, and each line is checked: it must equal the line above, and follow by the rule that you name.
# First the letters. `p[i]` is $p_i$, `Sum(... for k in K)` is a sum over all classes, however many there are, `D(f, x)` is the derivative of $f$ by $x$, and `Z**2` is a square.

# %% tags=["setup"]
i, j = indices("i j")  # two classes, any two
z = vectors("z")  # the scores
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)  # the denominator has a name, because it comes again and again

# %% [markdown]
# These are the rules that you may name. (If a line is wrong, you get numbers that show it. The checker counts classes from 1 then, as people do on paper.)

# %%
ex.rules(ex.case_equal)

# %% [markdown]
# ### A class and its own score
#
# Show that $\displaystyle\frac{\partial p_i}{\partial z_i} = p_i\,(1 - p_i)$. The start is there, and the first line below it, as a comment: take the `#` away. Six lines will do.
#
# (Wrong lines cost nothing. Put in a line that you are *not* sure of, and read what comes back.)

# %% exercise="05.case_equal" role="answer"
### BEGIN SOLUTION
case_equal = derive(
    D(p[i], z[i]),
    #: (D(exp(z[i])/Z, z[i]), "definition"),  # a line: (what it equals, "by which rule")
    (D(exp(z[i]) / Z, z[i]), "definition"), ((D(exp(z[i]), z[i]) * Z - exp(z[i]) * D(Z, z[i])) / Z**2, "quotient rule"),
    ((exp(z[i]) * Z - exp(z[i]) * D(Z, z[i])) / Z**2, "derivative of exp"),
    ((exp(z[i]) * Z - exp(z[i]) * exp(z[i])) / Z**2, "derivative of a sum"),
    (exp(z[i]) / Z * (1 - exp(z[i]) / Z), "algebra"),
    (p[i] * (1 - p[i]), "definition"),
)  # fmt: skip
### END SOLUTION

# %% exercise="05.case_equal" role="check"
ex.case_equal.check(case_equal)

# %% [markdown]
# There is your third bet: $p(1-p)$ is largest, one quarter, at $p = \tfrac12$.
#
# ### A class and another's score
#
# Now the score that moves belongs to somebody else. For $i \ne j$, show that $\displaystyle\frac{\partial p_i}{\partial z_j} = -p_i\,p_j$.
# Where exactly does the old proof break?

# %% exercise="05.case_different" role="answer"
### BEGIN SOLUTION
case_different = derive(
    D(p[i], z[j]),
    #: (the next expression, "its rule"),
    (D(exp(z[i]) / Z, z[j]), "definition"),
    ((D(exp(z[i]), z[j]) * Z - exp(z[i]) * D(Z, z[j])) / Z**2, "quotient rule"),
    (-exp(z[i]) * D(Z, z[j]) / Z**2, "derivative of exp"),
    (-exp(z[i]) * exp(z[j]) / Z**2, "derivative of a sum"),
    (-p[i] * p[j], "definition"),
)  # fmt: skip
### END SOLUTION

# %% exercise="05.case_different" role="check"
ex.case_different.check(case_different)

# %% [markdown]
# Negative, always. When a rival gains, everybody pays, each in proportion to what they have. That was your first bet.
#
# ### Both in one line
#
# Two formulas for one matrix is one too many. **Kronecker's delta** joins them: $\delta_{ij}$ is 1 if $i = j$ and 0 if not. Then
#
# $$\frac{\partial p_i}{\partial z_j} = p_i\,(\delta_{ij} - p_j)$$
#
# You have done the work already. `cases` joins a proof for $i = j$ and one for $i \ne j$ into one conclusion. (Or prove it afresh, in one chain with
# `delta(i, j)`, and never distinguish any cases. Both are accepted.)

# %% exercise="05.with_delta" role="answer"
### BEGIN SOLUTION
#: with_delta = cases(D(p[i], z[j]), <the conclusion>, (i, j), equal=case_equal, different=case_different)
with_delta = cases(D(p[i], z[j]), p[i] * (delta(i, j) - p[j]), (i, j),
                   equal=case_equal, different=case_different)  # fmt: skip
### END SOLUTION

# %% exercise="05.with_delta" role="check"
ex.with_delta.check(with_delta)

# %% [markdown]
# ## The matrix
#
# $p_i\,\delta_{ij}$ is $p$ on a diagonal. $p_i\,p_j$ is the table of all products. So
#
# $$J = \mathrm{diag}(p) - p\,p^\top$$
#
# Write it for any batch: scores `(..., K)` in, matrices `(..., K, K)` out. A batch of *one* is a batch.


# %% exercise="05.jacobian" role="answer"
def softmax_jacobian(z: torch.Tensor) -> torch.Tensor:
    """Jacobian of softmax over the last dimension, at scores `z` (..., K); shape (..., K, K)."""
    ### BEGIN SOLUTION
    p = torch.softmax(z, -1)
    return torch.diag_embed(p) - p[..., :, None] * p[..., None, :]
    ### END SOLUTION


# %% exercise="05.jacobian" role="check"
ex.jacobian.check(softmax_jacobian)

# %% [markdown]
# Compare column 4 with the nudge. Why is it near, but not the same? (Skip the line with `vmap(jacrev(...))`, if these are new to you: it asks PyTorch for the same matrices.)

# %%
J = ex.jacobian.for_demo(softmax_jacobian)(scores)
print("column 4 of J:   ", *(f"{c:+.4f}" for c in J[:, 4].tolist()))
print("changes over 0.1:", *(f"{c:+.4f}" for c in (change / 0.1).tolist()))

batch = torch.stack([scores, scores / 2])
by_autograd = torch.func.vmap(torch.func.jacrev(lambda s: torch.softmax(s, -1)))(batch)
mine = ex.jacobian.for_demo(softmax_jacobian)(batch)
print("a batch: the same as PyTorch's own derivatives?", torch.allclose(mine, by_autograd))

# %% [markdown]
# A slope is about a nudge that is infinitely small.
#
# `vmap(jacrev(...))` says what is meant: for each row, its own matrix. (You may meet a shortcut: add output $k$ up over the whole batch, and run `backward` on the sum. For
# softmax it gives the same, but only because no row looks at another. With a batch norm in between it would be wrong, and not say so.)
#
# ### Play
#
# Here is all of J, for $\mathrm{softmax}(z/T)$. Drag the temperature. Where does the matrix come alive, and where does it die? (There are two ways to die.)

# %% tags=["demo"]
demos.heat_map(ex.jacobian.for_demo(softmax_jacobian))

# %% [markdown]
# Cold: one class has it all, and softmax is *saturated*; nothing moves. Hot: all classes are equal, and every slope carries the factor $1/T$ of the chain rule.
# In between live two rivals, each other's only serious concern.

# %% [markdown]
# ## What the variance says
#
# Symmetric, every row sums to zero. What else? Take any direction $v$ and ask how much softmax moves along it. Multiply out:
#
# $$v^\top J\, v \;=\; \sum_i p_i v_i^2 - \Big(\sum_i p_i v_i\Big)^2$$
#
# Mean of the squares, minus the square of the mean. Draw a class $C$ from $p$, and this is the **variance of $v_C$**. Everything you know
# about variances, you now know about $J$. Here $K = 5$ and all scores are finite, so no $p_i$ is zero (on paper).
#
# - `sign`: can $v^\top J v$ be negative? (`"yes"` or `"no"`)
# - `null`: for which $v$ is it zero? (`"only v = 0"`, `"all entries equal"` or `"v = p"`)
# - `rank`: the rank of $J$ is `1`, `4` or `5`

# %% exercise="05.anatomy" role="answer"
### BEGIN SOLUTION
anatomy = dict(sign="no", null="all entries equal", rank=4)
### END SOLUTION

# %% exercise="05.anatomy" role="check"
ex.anatomy.check(anatomy)

# %% [markdown]
# Raise all scores alike and nothing happens: notebook 03 said so, and here it is a null vector. Softmax takes $K$ numbers and listens to $K - 1$ directions of them.
#
# And how *large* can $J$ be? The variance of a number that lies between $a$ and $b$ is at most $(b-a)^2/4$ (half the time at either end; Popoviciu, 1935). And
# $(b-a)^2 \le 2\,(a^2+b^2) \le 2\,\|v\|^2$. Together: $v^\top J v \le \tfrac12 \|v\|^2$. No eigenvalue of $J$ is above **one half**.

# %%
print("eigenvalues:", *(f"{x:.4f}" for x in torch.linalg.eigvalsh(J).clamp(min=0).tolist()))
print(f"their sum: {J.trace():.4f}, and 1 - |p|^2 = {1 - probs.square().sum():.4f}")

random = torch.Generator().manual_seed(0)
many = 3 * torch.randn(2000, 5, generator=random, dtype=torch.float64)
all_of_them = torch.linalg.eigvalsh(ex.jacobian.for_demo(softmax_jacobian)(many))
print(f"largest of 2000 random matrices: {all_of_them.max():.3f}")

# %% [markdown]
# **Find the steepest place.** Supply scores for *at least three* classes at which the largest eigenvalue of $J$ is above 0.499.

# %% exercise="05.steepest" role="answer"
### BEGIN SOLUTION
#: a vector, for example torch.tensor([1.0, 2.0, 3.0]), which is not steep enough
steepest = torch.tensor([0.0, 0.0, -20.0])
### END SOLUTION

# %% exercise="05.steepest" role="check"
ex.steepest.check(steepest)

# %% [markdown]
# So softmax is **½-Lipschitz**: in Euclidean length, the probabilities of any two score vectors are at most half as far apart as the scores. (Walk from one to the other: on no
# step does $p$ go more than half as far as $z$. You will also read the bound 1, as in Gao and Pavel, 2017; Nair, 2025, proves ½, in other norms too.) Measured, on pairs near and far:

# %%
a = 3 * torch.randn(10_000, 3, generator=random, dtype=torch.float64)
way = torch.randn(a.shape, generator=random, dtype=torch.float64)
way = way / way.norm(dim=-1, keepdim=True)
for distance in (0.01, 1.0, 10.0):
    moved = (torch.softmax(a + distance * way, -1) - torch.softmax(a, -1)).norm(dim=-1)
    print(f"scores {distance:5} apart: p moves {(moved / distance).max():.2f} times as far, at most")

# %% [markdown]
# ### Play
#
# Three classes: every $p$ is a point of this triangle, and a corner is certainty. The arrows show how $p$ moves when you raise one score, which is a column of $J$.
# Move the black dot with the two sliders. Where are the arrows long? Go into a corner. How would a model that is stuck there ever get out?

# %% tags=["demo"]
demos.simplex_arrows(ex.jacobian.for_demo(softmax_jacobian))

# %% [markdown]
# ## Never build it
#
# A language model chooses between 50,000 words. One J in float32 is 10 GB, and there is one for *each* word of the text. Training never builds any.
#
# It never needs to. What comes back through the network is a vector $v$, the slopes of the loss by each output. What goes on is $v^\top J$, the slopes by each score:
# a **vector-Jacobian product**. Write it from `p` and `v`, with work in proportion to $K$. (The check counts every number that you handle, at $K = 256$ and
# $K = 1024$. Four times the classes may cost four times the work, not sixteen.)


# %% exercise="05.vjp" role="answer"
def softmax_vjp(p: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """v times the Jacobian of softmax at probabilities `p`; `p`, `v` and the result (..., K)."""
    ### BEGIN SOLUTION
    mean = (p * v).sum(-1, keepdim=True)
    return p * (v - mean)
    ### END SOLUTION


# %% exercise="05.vjp" role="check"
ex.vjp.check(softmax_vjp)

# %% [markdown]
# Read your formula once more: $p_i\,(v_i - \text{mean of } v)$. Each class is compared with the average. Above it, raising its score raises the loss; below it, lowers it;
# and $p_i$ says how much. Now 64 texts at once:

# %%
big_p = torch.softmax(torch.randn(64, 50_000, generator=random), -1)
big_v = torch.randn(64, 50_000, generator=random)
peak = demos.peak_bytes(ex.vjp.for_demo(softmax_vjp), big_p, big_v)
print(f"64 matrices of 50,000 x 50,000 would take {64 * 50_000**2 * 4 / 1e9:.0f} GB")
print("the product never had 100 MB of arrays alive:", peak < 100e6)

# %% [markdown]
# ### Teach it to autograd
#
# A `torch.autograd.Function` has two halves: `forward` computes, `backward` gets $v$ and returns $v^\top J$. Fill in both.
# The check runs backward, and then runs *backward through your backward*: second derivatives must be right too. What `backward` needs later,
# keep with `ctx.save_for_backward(...)`, and keep what came in or goes out, `z` or `p` itself: an intermediate result has no history.


# %% exercise="05.softmax_function" role="answer"
class MySoftmax(torch.autograd.Function):
    """Softmax over the last dimension, with a backward of its own."""

    @staticmethod
    def forward(ctx, z: torch.Tensor) -> torch.Tensor:
        ### BEGIN SOLUTION
        p = torch.softmax(z, -1)
        ctx.save_for_backward(p)
        return p
        ### END SOLUTION

    @staticmethod
    def backward(ctx, v: torch.Tensor) -> torch.Tensor:
        ### BEGIN SOLUTION
        (p,) = ctx.saved_tensors
        return softmax_vjp(p, v)
        ### END SOLUTION


def softmax_own(z: torch.Tensor) -> torch.Tensor:
    """Softmax over the last dimension, by `MySoftmax`."""
    return MySoftmax.apply(z)


# %% exercise="05.softmax_function" role="check"
ex.softmax_function.check(softmax_own)

# %% [markdown]
# PyTorch brings its own examiners. They nudge every input and compare slopes, once for `backward`, once for the backward of `backward`:

# %%
mine = ex.softmax_function.for_demo(softmax_own)
x = torch.randn(3, 5, generator=random, dtype=torch.float64, requires_grad=True)
print("gradcheck:    ", torch.autograd.gradcheck(mine, x))
print("gradgradcheck:", torch.autograd.gradgradcheck(mine, x))

# %% [markdown]
# ## Cross-entropy: everything collapses
#
# A label $y$ says what is true: 1 for the true class, 0 for the others. (Or a distribution, if nobody is sure.) The **cross-entropy** is
#
# $$L = -\sum_k y_k \log p_k$$
#
# For a one-hot $y$ that is the $-\log p_{\text{true}}$ of notebook 01. Its slope by a score is famous for its simplicity:
#
# $$\frac{\partial L}{\partial z_j} = p_j - y_j$$
#
# What the model says, minus what is true. Show it. You may cite what you have proved, as `"Jacobian of softmax"`:

# %% tags=["setup"]
y = distributions("y")  # what is true
L = -Sum(y[k] * log(p[k]) for k in K)

# %%
ex.rules(ex.cross_entropy)

# %% exercise="05.cross_entropy" role="answer"
### BEGIN SOLUTION
cross_entropy = derive(
    D(L, z[j]),
    #: (the next expression, "its rule"),
    (-Sum(y[k] * D(log(p[k]), z[j]) for k in K), "derivative of a sum"),
    (-Sum(y[k] * D(p[k], z[j]) / p[k] for k in K), "derivative of log"),
    (-Sum(y[k] * p[k] * (delta(k, j) - p[j]) / p[k] for k in K), "Jacobian of softmax"),
    (-Sum(y[k] * (delta(k, j) - p[j]) for k in K), "cancel"),
    (-Sum(y[k] * delta(k, j) for k in K) + Sum(y[k] * p[j] for k in K), "split the sum"),
    (-y[j] + Sum(y[k] * p[j] for k in K), "delta picks one term"),
    (-y[j] + p[j] * Sum(y[k] for k in K), "constant out of a sum"),
    (p[j] - y[j], "sums to one"),
)  # fmt: skip
### END SOLUTION

# %% exercise="05.cross_entropy" role="check"
ex.cross_entropy.check(cross_entropy)

# %% [markdown]
# Look at the line where the logarithm's $1/p_k$ meets the Jacobian's $p_k$, and both vanish. The logarithm undoes exactly what saturates. Keep that line in mind for the end.

# %% [markdown]
# ## Down to the weights
#
# In the digits model the scores are $z = W x + b$, with a row of $W$ for each class. A weight $W_{kd}$ touches one score only, $z_k$, and moves it by $x_d$. So
#
# $$\frac{\partial L}{\partial W_{kd}} = (p_k - y_k)\,x_d \qquad\qquad \frac{\partial L}{\partial b_k} = p_k - y_k$$
#
# or, all weights at once, the column $p - y$ times the row $x^\top$. For $N$ pictures the loss is the mean over pictures, and so is its gradient. Write it, with no autograd.
# Pictures are the *rows* of `x`, and `y` holds the numbers of the true classes.


# %% exercise="05.linear_gradients" role="answer"
def linear_gradients(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Gradients (dW, db) of the mean cross-entropy; x (N, D), y (N,) int64, W (K, D), b (K,)."""
    ### BEGIN SOLUTION
    p = torch.softmax(x @ W.T + b, -1)
    r = (p - torch.nn.functional.one_hot(y, len(b))) / len(x)
    return r.T @ x, r.sum(0)
    ### END SOLUTION


# %% exercise="05.linear_gradients" role="check"
ex.linear_gradients.check(linear_gradients)

# %% [markdown]
# ### One step
#
# All weights zero: every digit gets a tenth, and the loss is $\log 10 = 2.3026$. You have the gradient. Now one step. Does the loss fall or rise, if you go
#
# - `along`: 0.1 *along* the gradient?
# - `against`: 0.1 *against* it?
# - `leap`: 100 against it?

# %% exercise="05.step_bet" role="answer"
### BEGIN SOLUTION
#: each one of "falls", "rises"
step_bet = dict(along="rises", against="falls", leap="rises")
### END SOLUTION

# %% exercise="05.step_bet" role="check"
ex.step_bet.check(step_bet)

# %% [markdown]
# The *negative* gradient, and a step that is short enough. How short? $J$ knows. The loss bends, as a function of the scores, by at most ½ in any direction (its second
# derivative is $J$, as you will see; the bound is in Böhning, 1992). As a function of the weights, at most by ½ times the largest eigenvalue $\lambda$ of the mean of $x x^\top$, a 1 appended for the bias.
# Call that bound $M$. Then a step of length $\eta$ against the gradient $g$ is *sure* to bring
#
# $$L(\text{after}) \;\le\; L(\text{before}) - \eta\,\big(1 - \tfrac{M\eta}{2}\big)\,\|g\|^2$$
#
# which is a gain for every $\eta$ below $2/M$ (Nesterov, 2004; Boyd and Vandenberghe, 2004, section 9.3).

# %%
data = digits.load()
x, y_true = data.x_train.double(), data.y_train
with_one = torch.cat([x, torch.ones(len(x), 1, dtype=x.dtype)], dim=1)
bend = 0.5 * torch.linalg.eigvalsh(with_one.T @ with_one / len(x))[-1]
print(f"the loss bends by at most {bend:.2f}: every step below {2 / bend:.3f} is sure to help")

# %% [markdown]
# A promise for the worst place there is. Elsewhere longer steps may do well, as you will see.

# %% [markdown]
# ### Train it
#
# Start with all weights zero. Then again and again: get the gradient from your `linear_gradients`, take a step against it.


# %% exercise="05.train" role="answer"
def train(
    x: torch.Tensor, y: torch.Tensor, steps: int, step_size: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """W (10, D) and b (10,), dtype of `x`, after so many steps of gradient descent from zero."""
    ### BEGIN SOLUTION
    W = torch.zeros(10, x.shape[-1], dtype=x.dtype, device=x.device)
    b = torch.zeros(10, dtype=x.dtype, device=x.device)
    for _ in range(steps):
        dW, db = linear_gradients(x, y, W, b)
        W, b = W - step_size * dW, b - step_size * db
    return W, b
    ### END SOLUTION


# %% exercise="05.train" role="check"
ex.train.check(train)

# %% [markdown]
# Now the real run, the same 300 steps that notebook 01 left to autograd. With your own `train`, not one derivative in it is PyTorch's:

# %%
W, b = ex.train.for_demo(train)(x, y_true, 300, 1.0)
reference = digits.train_linear(data.x_train, y_true)
guesses = (data.x_held_out.double() @ W.T + b).argmax(-1)
print("right on", int((guesses == data.y_held_out).sum()), "of", len(guesses), "held-out digits")
print("weights within 1e-12 of autograd's:", bool((W - reference.weight).abs().max() < 1e-12))

# %% [markdown]
# ## And the second derivative?
#
# You will read that "the Hessian of softmax is the matrix $\partial^2 p_i / \partial z_i \partial z_j$". Count. A function with *one* output has a matrix of second derivatives. Softmax has $K$ outputs:
#
# $$H_{ijk} = \frac{\partial^2 p_i}{\partial z_j\,\partial z_k}$$
#
# a block of $K \times K \times K$ numbers. Differentiate $p_i\,(\delta_{ij} - p_j)$ once more, by $z_k$, with the product rule. Then write it.


# %% exercise="05.second_derivative" role="answer"
def second_derivative(z: torch.Tensor) -> torch.Tensor:
    """All d²p_i / dz_j dz_k, as entry [i, j, k], at a vector `z` (K,); shape (K, K, K)."""
    ### BEGIN SOLUTION
    p = torch.softmax(z, -1)
    gap = torch.eye(len(z), dtype=z.dtype, device=z.device) - p
    both = gap[:, :, None] * gap[:, None, :]
    return p[:, None, None] * (both - (torch.diag(p) - p[:, None] * p))
    ### END SOLUTION


# %% exercise="05.second_derivative" role="check"
ex.second_derivative.check(second_derivative)

# %%
H = ex.second_derivative.for_demo(second_derivative)(scores)
twice = torch.func.jacfwd(torch.func.jacrev(lambda s: torch.softmax(s, -1)))(scores)
print("within 1e-12 of autograd's:", bool((H - twice).abs().max() < 1e-12))
swapped = [H.permute(order) for order in ((2, 1, 0), (0, 2, 1))]  # these two make all the others
print("any two indices may be swapped:", all(bool((H - s).abs().max() < 1e-12) for s in swapped))
print("eigenvalues of two of the slices:")
for c in (3, 4):
    bends = torch.linalg.eigvalsh(H[c]).round(decimals=3) + 0.0  # no -0.000
    print(f"slice of class {c}, p = {probs[c]:.3f}:", *(f"{e:.3f}" for e in bends.tolist()))

# %% [markdown]
# Each slice is the Hessian of one output. At this point, no direction bends $p_3$ upward. But $p_4$ has both signs: it bends upward along some directions and downward along others.
# (Multiply out $v^\top H_i v = p_i\,[(v_i - m)^2 - \mathrm{Var}(v_C)]$, with $m$ the mean of $v_C$. From $p_i = \tfrac12$ on, it is never positive.)
#
# A single $K \times K$ Hessian belongs to the soft *maximum*, $\mathrm{LSE}(z) = \log\sum_k e^{z_k}$. Its gradient is softmax. So its Hessian must be an old friend. Show that
# $\displaystyle\frac{\partial}{\partial z_j}\frac{\partial\,\mathrm{LSE}}{\partial z_i} = p_i\,(\delta_{ij} - p_j)$. (`LSE(z)` is in the setup; write the inner derivative first.)

# %% exercise="05.lse_hessian" role="answer"
### BEGIN SOLUTION
lse_hessian = derive(
    D(D(LSE(z), z[i]), z[j]),
    #: (the next expression, "its rule"),
    (D(D(log(Z), z[i]), z[j]), "definition"),
    (D(D(Z, z[i]) / Z, z[j]), "derivative of log"),
    (D(exp(z[i]) / Z, z[j]), "derivative of a sum"),
    (D(p[i], z[j]), "definition"),
    (p[i] * (delta(i, j) - p[j]), "Jacobian of softmax"),
)  # fmt: skip
### END SOLUTION

# %% exercise="05.lse_hessian" role="check"
ex.lse_hessian.check(lse_hessian)

# %% [markdown]
# A Hessian whose every $v^\top J v$ is a variance bends no direction downward (Boyd and Vandenberghe, 2004, section 3.1.5). Now you can say who is **convex** (a bowl: every chord
# lies above or on the graph). For each of these, as a function of the scores (two classes or more): `"convex"`, `"concave"` or `"neither"`?
#
# - `lse`: $\mathrm{LSE}(z)$
# - `cross_entropy`: $-\sum_k y_k \log p_k = \mathrm{LSE}(z) - \sum_k y_k z_k$
# - `p0`: $p_0$
# - `log_p0`: $\log p_0 = z_0 - \mathrm{LSE}(z)$

# %% exercise="05.convex_or_not" role="answer"
### BEGIN SOLUTION
convex_or_not = dict(lse="convex", cross_entropy="convex", p0="neither", log_p0="concave")
### END SOLUTION

# %% exercise="05.convex_or_not" role="check"
ex.convex_or_not.check(convex_or_not)

# %% [markdown]
# **Break it.** "Each component of softmax is convex": this sentence stands on the web, with a proof. (The proof says $\log p_i = z_i + \mathrm{LSE}(z)$. See the slip?)
# Two vectors of scores are enough to refute it. Supply `a` and `b` such that $p_0$ *halfway* between them is larger than the mean of $p_0$ at the two ends.

# %% exercise="05.not_convex" role="answer"
### BEGIN SOLUTION
#: for example dict(a=torch.tensor([...]), b=torch.tensor([...]))
not_convex = dict(a=torch.tensor([0.0, 0.0]), b=torch.tensor([4.0, 0.0]))
### END SOLUTION

# %% exercise="05.not_convex" role="check"
ex.not_convex.check(not_convex)

# %% [markdown]
# The loss of a linear model is convex in its weights, since scores are linear in weights. There is no bad valley to get caught in, so we could just start at zero.

# %% [markdown]
# ## Two losses that look fine
#
# ### The squared error
#
# Why the logarithm at all? $\|p - y\|^2$ also is 0 when all is right, and 2, its largest, when the model is sure and wrong. Its gradient by the scores is $2\,J\,(p - y)$: here $J$ does *not* cancel.
#
# **Break it.** The true class is 0. Supply scores that give *another* class a probability above 0.99, and yet no slope of the squared error reaches $10^{-6}$.
# The model is sure and wrong, and does not learn.

# %% exercise="05.stuck" role="answer"
### BEGIN SOLUTION
#: a vector, for example torch.tensor([0.0, 3.0]), which is not stuck yet
stuck = torch.tensor([0.0, 20.0, 0.0])
### END SOLUTION

# %% exercise="05.stuck" role="check"
ex.stuck.check(stuck)

# %% tags=["figure"]
demos.saturation()

# %% [markdown]
# The surer the wrong answer, the less it learns. That is **saturation** (Goodfellow and others, 2016): you saw the arrows shrink in the corners. Cross-entropy keeps pushing, because its logarithm brought a $1/p_k$ along.
#
# ### Softmax, and then CrossEntropyLoss
#
# Many a program ends like this, and it does not crash:
#
# ```python
# p = torch.softmax(scores, dim=-1)
# loss = torch.nn.CrossEntropyLoss()(p, y)
# ```
#
# `CrossEntropyLoss` expects *scores*, and runs its own softmax. So here are two. Suppose the model is perfect: ten classes, and the first softmax gives 1 to the true class
# and 0 to the nine others. **How small is the loss then?** (A number, to three decimals.)

# %% exercise="05.double_floor" role="answer"
### BEGIN SOLUTION
#: a number, for example 0.123
double_floor = 1.4612
### END SOLUTION

# %% exercise="05.double_floor" role="check"
ex.double_floor.check(double_floor)

# %% tags=["figure"]
demos.two_losses()

# %% [markdown]
# It learns, after a fashion: the order of the classes survives the second softmax. But its scale misleads: with ten classes a
# perfect model has loss 1.461, a clueless one 2.303, and the worst 2.461. And the gradient has to pass through a $J$ that cross-entropy was
# meant to cancel. Class 1 is true, and the model is sure of class 0:

# %%
wrong = torch.tensor([4.0, 0.0, 0.0], dtype=torch.float64, requires_grad=True)
truth = torch.tensor([1])
for name, given in (("scores", wrong), ("softmax first", torch.softmax(wrong, -1))):
    loss = torch.nn.functional.cross_entropy(given[None], truth)
    (slopes,) = torch.autograd.grad(loss, wrong)
    print(f"{name:14} loss {loss:.3f}, slopes", *(f"{s:+.4f}" for s in slopes.tolist()))

# %% [markdown]
# A friend's network has ten classes, ends in a softmax, and is trained with `CrossEntropyLoss`. "The loss hangs at 1.5, so the model must be bad." **Explain to your friend** what
# happens, what it does to the loss and to learning, and what to change. (15 words at least.)

# %% exercise="05.explain_double" role="answer"
### BEGIN SOLUTION
explain_double = """
CrossEntropyLoss wants raw scores and applies softmax itself, so there are two now. The second one
sees numbers between 0 and 1 only, so even a perfect model gives e/(e+9) to the true class, and the
loss cannot go below 1.461. So 1.5 may be a very good model. Learning is slow, though: the slopes pass
through your softmax's Jacobian, almost zero when the model is sure and wrong. Hand over the scores.
"""
### END SOLUTION

# %% exercise="05.explain_double" role="check"
ex.explain_double.check(explain_double)

# %% [markdown]
# ## What you can now do
#
# 1. You can prove that $\partial p_i/\partial z_j = p_i(\delta_{ij} - p_j)$, line by line, and write the matrix for any batch.
# 2. You can read a variance off it: no negative direction, one null direction, rank $K - 1$, no eigenvalue above ½.
# 3. You can use it without building it, and teach autograd a function of your own, twice differentiable.
# 4. You can show why cross-entropy leaves just $p - y$, and train a classifier with no autograd at all.
# 5. You can tell which functions around softmax are convex, and spot two losses that stall learning without a sound.
#
# Three quick questions. Answer before you look.
#
# **1.** A class has probability 0.5. Its score goes up by 0.01. By how much does its probability rise, about?
#
# <details><summary>Answer</summary>By 0.01 times 0.5 times 0.5, so 0.0025. No class can react more than that.</details>
#
# **2.** Add up all entries of $p - y$. What do you get, and which direction of the scores does the loss therefore not feel?
#
# <details><summary>Answer</summary>Zero: both sum to 1. So the loss does not feel all scores moving alike.</details>
#
# **3.** Softmax at temperature $T = 0.1$: which bound do the eigenvalues of its Jacobian keep to now?
#
# <details><summary>Answer</summary>5, which is one half divided by 0.1. The chain rule brings a factor 1/T.</details>
#
# Next, 06: not the probabilities themselves, but a *draw* from them, with nothing but noise and a maximum.

# %% [markdown]
# ## References
#
# - D. Böhning (1992). Multinomial logistic regression algorithm. *Annals of the Institute of Statistical Mathematics* 44, 197–200.
# - S. Boyd and L. Vandenberghe (2004). *Convex Optimization.* Cambridge University Press. Section 3.1.5: the Hessian of log-sum-exp; section 9.3: what a gradient step gains.
# - B. Gao and L. Pavel (2017). On the properties of the softmax function with application in game theory and reinforcement learning. arXiv:1704.00805. Lipschitz
#   constant and co-coercivity.
# - I. Goodfellow, Y. Bengio and A. Courville (2016). *Deep Learning.* MIT Press. Section 6.2.2: why a logarithm belongs after a saturating output.
# - P. Nair (2025). Softmax is 1/2-Lipschitz: A tight bound across all ℓp norms. arXiv:2510.23012.
# - Y. Nesterov (2004). *Introductory Lectures on Convex Optimization.* Springer. Section 1.2: the bound on a gradient step.
# - T. Popoviciu (1935). Sur les équations algébriques ayant toutes leurs racines réelles. *Mathematica* 9, 129–145. The variance of a bounded variable.

# %% [markdown]
# # 04 · Temperature
#
# Five scores, $z = (2, 1, 3, 5, 4)$. You know their softmax. Now a stranger hands you a dial. Turned to the left, the best class takes everything. Turned to
# the right, all five get the same. Nothing about the scores has been learned or forgotten.
#
# The dial is called **temperature**, and you have met it: language models have one, for the bold and the careful. Texts about it are full of sentences that
# *sound* right. Here you build the dial with all its edges, find the class that does not do as it is told, let a small model write, and
# use the dial for what it does best: making a classifier mean what it says.
#
# *An hour and a quarter, without what is marked "if you have time" (that is 40 minutes more). A good place to stop is before "How much is there to wonder about?"*
# *You need 01 to 03; for one of the extra proofs also the quotient rule.*
# *Stuck? `ex.NAME.hint()` in a cell of your own gives a nudge; call it again for more.*

# %% tags=["setup"]
try:
    import course_utils
except ModuleNotFoundError:
    raise ModuleNotFoundError(
        "The course is not installed in this kernel. In a terminal, in the course's folder, run: make lab"
    ) from None
import math

import torch

from course_utils import device
from course_utils.derivation import LSE, D, K, Sum, derive, exp, log, softmax
from course_utils.lessons import temperature as ex
from course_utils.lessons.temperature import blackboard, calibration, demos

scores = torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0])

# %% [markdown]
# ## Five bets
#
# **Temperature** $T$ *divides* the scores, before softmax: $\mathrm{softmax}(z / T)$. (Where a text says "scaled by $T$", ask which way.) That is all. So:
#
# - `accuracy`: all scores of a digit classifier are divided by 10. How many digits does it get right? (`"fewer"`, `"the same"` or `"more"`)
# - `runner_up`: $T$ goes down from 10 to 0.1. The share of the *second best* class, the one with score 4, (`"falls all the way"`, `"rises, then falls"` or `"rises all the way"`)
# - `zero`: at $T = 0$ a language model takes the best word, with no dice. The same question then gives the same answer (`"always"` or `"not always"`)
# - `sure`: on new pictures, the digits model gives its first choice a probability of 0.89 on average. That choice is right (`"less often"`, `"about as often"` or `"more often"`)
# - `hot_text`: a small text model writes at $T = 3$ instead of 0.5. Its text gets (`"more creative"` or `"misspelled"`)

# %% exercise="04.first_bets" role="answer"
### BEGIN SOLUTION
first_bets = dict(accuracy="the same", runner_up="rises, then falls", zero="not always",
                  sure="more often", hot_text="misspelled")  # fmt: skip
### END SOLUTION

# %% exercise="04.first_bets" role="check"
ex.first_bets.check(first_bets)

# %% [markdown]
# ## Play
#
# Drag $T$. The bars are the shares; the dots are 1000 draws, always with the same dice. On the right, the **entropy**: how much there is to wonder about, before
# a draw. Follow class 4 from the right end to the left. And does any bar ever overtake another?

# %% tags=["demo"]
demos.temperature()

# %% [markdown]
# None does. Dividing by a positive number keeps the order, so the best class stays the best: the *answers* of a classifier stay, however you turn the dial.

# %% [markdown]
# ## Build it, edges first
#
# Write $\mathrm{softmax}(z/T)$ over the last dimension. (In print you may meet $\mathrm{softmax}_T(z_a)$ for the share of class $a$. Read it as entry $a$ of the softmax of *all* scores: of a single
# number, softmax is 1.) The formula is one line. The work is at the edges:
#
# - $T < 0$ would turn the order round. Nobody means that: raise a `ValueError`.
# - $T = 0$: no number can be divided by it. We *define* it as the limit: 1 for the best class, 0 for the others. If several are best, they share the 1 equally.
# - $T = \infty$: all equal.
# - $T = 10^{-38}$ is allowed. But $5 / 10^{-38}$ is `inf` in float32. What did notebook 02 teach about that?


# %% exercise="04.at_temperature" role="answer"
def softmax_T(z: torch.Tensor, T: float) -> torch.Tensor:
    """Softmax of z / T over the last dimension of finite scores `z` (..., K); T >= 0, may be 0 or inf."""
    ### BEGIN SOLUTION
    if T < 0:
        raise ValueError(f"a temperature is not negative, but T = {T}")
    gaps = z - z.amax(-1, keepdim=True)  # the best class has 0, and 0 / T is 0
    if T == 0:
        best = (gaps == 0).to(z.dtype)
        return best / best.sum(-1, keepdim=True)
    return torch.softmax(gaps / T, -1)
    ### END SOLUTION


# %% exercise="04.at_temperature" role="check"
ex.at_temperature.check(softmax_T)

# %% [markdown]
# Some texts run a list like `[0, 0.1, 0.5, 1]` through the plain formula. It does not crash. Look at the first row.

# %%
mine = ex.at_temperature.for_demo(softmax_T)
for t in (0, 0.1, 0.5, 1):
    for name, p_t in (("plain", torch.softmax(scores / t, -1)), ("yours", mine(scores, t))):
        print(f"T = {t:3}, {name}:", *(f"{x:.4f}" for x in p_t.tolist()))

# %% [markdown]
# ### Zero is not a small number
#
# Some programs dodge the special case: they divide by `T + 1e-8`. At $T = 0$ that is a temperature of 0.00000001, "as good as zero".
#
# **Break it.** Supply float32 scores, one of them the largest, to which this trick gives a best share below 0.99. (It shifts by the maximum first, so overflow won't help you.)

# %% exercise="04.almost_zero" role="answer"
### BEGIN SOLUTION
#: a vector, for example torch.tensor([5.0, 4.0]), on which the trick works
almost_zero = torch.tensor([0.0, 1e-9])
### END SOLUTION

# %% exercise="04.almost_zero" role="check"
ex.almost_zero.check(almost_zero)

# %% [markdown]
# So at $T = 0$ a lead counts, however small. That makes $T = 0$ *touchier* than any other temperature, not safer: the best of almost equal scores is decided by their
# last bits. Here are the same three numbers added up in two orders, and the same two scores in two dtypes:

# %%
one_way, other_way = (0.1 + 0.2) + 0.3, 0.1 + (0.2 + 0.3)
rival = 0.6
for total in (one_way, other_way):
    print("best class:", torch.tensor([rival, total], dtype=torch.float64).argmax().item(), "of", [rival, total])
close = torch.tensor([5.0, 5.01])
print("float32: ", mine(close, 0.0).tolist(), " bfloat16:", mine(close.bfloat16(), 0.0).tolist())

# %% [markdown]
# The first sum is ahead by its last bit. The second is a tie, and `argmax` settled it by position. Another batch size, GPU or dtype can bring other last bits. $T = 0$ takes the dice away. It does not make two machines agree.

# %% [markdown]
# ## The base
#
# Why $e$, by the way? With any positive base $b$ you get shares, too: $b^{z_i} / \sum_k b^{z_k}$. Drag $b$ through 1. What happens *at* 1, and what below it?

# %% tags=["demo"]
demos.base()

# %% [markdown]
# It looks as if the base were the dial in disguise. It is: for every positive $b$ but 1, base $b$ is softmax at temperature $T = 1 / \ln b$. (Below 1, that $T$ is negative.)
#
# *If you have time*, prove it, in three lines. `log` is $\ln$. You may name four rules: `"powers"` ($b^x = e^{x \ln b}$), `"cancel"` ($x\,y = x / (1/y)$), `"definition"`, `"rearrange"`.

# %% tags=["setup"]
z, q, i = blackboard.z, blackboard.q, blackboard.i  # scores, any distribution, a class
b, T, beta = blackboard.b, blackboard.T, blackboard.beta

# %% exercise="04.base_proof" role="answer"
### BEGIN SOLUTION
base_proof = derive(
    b**z[i] / Sum(b**z[k] for k in K),
    #: (the next expression, "its rule"), down to softmax(z / (1/log(b)))[i]
    (exp(z[i] * log(b)) / Sum(exp(z[k] * log(b)) for k in K), "powers"),
    (exp(z[i] / (1 / log(b))) / Sum(exp(z[k] / (1 / log(b))) for k in K), "cancel"),
    (softmax(z / (1 / log(b)))[i], "definition"),
)
### END SOLUTION

# %% exercise="04.base_proof" role="check"
ex.base_proof.check(base_proof)

# %% [markdown]
# One family, three names for its dial: the base $b$, the temperature $T$, and the **inverse temperature** $\beta = 1/T = \ln b$. At $b = 1$, $\beta$ is 0 and no $T$ is finite.
# Below, $\beta$ is negative, and the *worst* class wins.

# %% [markdown]
# ## Who rises, who falls?
#
# "As $T$ falls, the largest probability goes to 1 and all others decrease." You have watched class 4, and you know better. But what is true?
# It is easiest to see in $\beta$:
#
# $$\frac{d p_i}{d \beta} = p_i\,\Big(z_i - \sum_k p_k z_k\Big) \qquad\text{for } p = \mathrm{softmax}(\beta z)$$
#
# *If you have time*, prove it: the quotient rule does it, in about seven lines. `D(x, beta)` is the derivative of x by beta; the table has the rules that you may name.
# (No calculus today? Read on. The next exercise only uses the result.)

# %% tags=["setup"]
p = softmax(beta * z)
Z = Sum(exp(beta * z[k]) for k in K)  # the denominator

# %%
ex.rules(ex.slope_proof)

# %% exercise="04.slope_proof" role="answer"
### BEGIN SOLUTION
slope_proof = derive(
    D(p[i], beta),
    #: (D(exp(beta*z[i]) / Z, beta), "definition"),
    (D(exp(beta * z[i]) / Z, beta), "definition"),
    ((D(exp(beta * z[i]), beta) * Z - exp(beta * z[i]) * D(Z, beta)) / Z**2, "quotient rule"),
    ((z[i] * exp(beta * z[i]) * Z - exp(beta * z[i]) * D(Z, beta)) / Z**2, "derivative of exp"),
    ((z[i] * exp(beta * z[i]) * Z - exp(beta * z[i]) * Sum(z[k] * exp(beta * z[k]) for k in K)) / Z**2,
     "derivative of a sum"),
    (exp(beta * z[i]) / Z * (z[i] - Sum(z[k] * exp(beta * z[k]) for k in K) / Z), "algebra"),
    (exp(beta * z[i]) / Z * (z[i] - Sum(exp(beta * z[k]) / Z * z[k] for k in K)), "constant out of a sum"),
    (p[i] * (z[i] - Sum(p[k] * z[k] for k in K)), "definition"),
)  # fmt: skip
### END SOLUTION

# %% exercise="04.slope_proof" role="check"
ex.slope_proof.check(slope_proof)

# %% [markdown]
# Read it. As it cools ($\beta$ rises), a class gains exactly as long as its score is above the **average** score $\sum_k p_k z_k$. That average itself rises as it cools. It
# starts at the plain mean, 3 for our scores, and ends at the best score, 5. So classes 0, 1 and 2, with scores of 3 and less, fall from the start. Class 3 never does. And class 4 is overtaken
# on the way.
#
# When? Find the temperature at which class 4 has its largest share, to two decimals. (Any way you like. `mine(scores, T)` is your softmax.)

# %% exercise="04.peak" role="answer"
### BEGIN SOLUTION
#: a number, for example 1.23
peak = 1.766
### END SOLUTION

# %% exercise="04.peak" role="check"
ex.peak.check(peak)

# %% tags=["figure"]
demos.runner_up()

# %% [markdown]
# ## A small model writes
#
# Time to play. A model that writes does not, as a rule, take the best letter or word: it *draws* one, at a temperature. This one read the help pages of your Python, and counted which letter
# follows which two; the logarithms of the counts are its scores. Drag $T$; the dice stay the same. Where does it repeat itself? Where do the words fall apart? Is there a place where it is *creative*?

# %% tags=["demo", "nbval-ignore-output"]
demos.typewriter()

# %% [markdown]
# Cold, it goes round in circles. Hot, it forgets how to spell. Temperature adds nothing that the model does not know: it moves chance from what it finds likely to
# what it finds unlikely, or back, and here most of the unlikely is nonsense. (For large models, too, it is disputed that a higher temperature means more variety: Mattei and Loureiro, 2026.)

# %% [markdown]
# ## How much is there to wonder about?
#
# Your surprise, when something of probability $p$ happens, is $-\log p$. The **entropy** is the surprise that you should expect (Cover and Thomas, 2006, chapter 2):
#
# $$H = -\sum_k p_k \log p_k \qquad \text{(in nats: natural logarithms)}$$
#
# 0 if one class has it all, $\log K$ if all are alike. The formula holds a trap. Write $H$ of the softmax of given *scores*, so that value *and gradient* are finite even
# where some $p_k$ is 0 in float32. (Scores 200, 0, 0 do that. And 0 times $-\infty$ is `nan`.)


# %% exercise="04.entropy" role="answer"
def entropy(z: torch.Tensor) -> torch.Tensor:
    """Entropy, in nats, of softmax(z) over the last dimension of finite scores `z` (..., K); shape (...)."""
    ### BEGIN SOLUTION
    log_p = torch.log_softmax(z, -1)
    return -(log_p.exp() * log_p).sum(-1)
    ### END SOLUTION


# %% exercise="04.entropy" role="check"
ex.entropy.check(entropy)

# %% [markdown]
# As it cools, entropy falls. How fast? $\dfrac{dH}{d\beta} = -\beta\,\mathrm{Var}(z)$, with the variance of the score of a class drawn from $p$. A variance is never negative, so for
# $\beta > 0$ cooling never adds entropy. Here at $\beta = 1.3$:

# %%
wonder = ex.entropy.for_demo(entropy)
cold = torch.tensor(1.3, dtype=torch.float64, requires_grad=True)
(slope,) = torch.autograd.grad(wonder(cold * scores.double()), cold)
share = torch.softmax(1.3 * scores.double(), -1)
variance = (share * scores.double() ** 2).sum() - (share * scores.double()).sum() ** 2
print(f"dH/dbeta by autograd {slope:.9f}, and -beta Var(z) {-1.3 * variance:.9f}")

# %% [markdown]
# ## Is there anything better?
#
# *If you have time, this whole section. (If not, its message: softmax at $T$ is the best trade there is between a high score and a high entropy.)*
#
# You pick a distribution $q$ over the five classes. You are paid the mean score $\sum_k q_k z_k$, and a bonus for keeping your options open: $T$ times the entropy of $q$. All on class 3 pays
# 5 and no bonus. All alike pays 3, and the largest bonus there is. **Try to beat** softmax, at $T = 2$: supply five probabilities. The check tells you what you lose.
# (It passes you if you come within 0.05 with another distribution than softmax itself: some entry at least 0.02 away.)

# %% exercise="04.beat_it" role="answer"
### BEGIN SOLUTION
#: five probabilities, for example torch.tensor([0.2, 0.2, 0.2, 0.2, 0.2])
beat_it = torch.tensor([0.10, 0.06, 0.16, 0.40, 0.28])
### END SOLUTION

# %% exercise="04.beat_it" role="check"
ex.beat_it.check(beat_it)

# %% [markdown]
# You can't. What you lose is always $T$ times the **Kullback–Leibler divergence** $\sum_k q_k \log (q_k / p_k)$. That is never negative, and zero for $q = p$ alone (Cover and Thomas, 2006, section 2.6).
# So softmax at temperature $T$ is *the* best trade between score and entropy. (Hence the name. With minus the score as the energy, it is Boltzmann's distribution, and $T$ is what a thermometer
# shows, in units of energy; Jaynes, 1957.)
#
# Prove it. The best pay is $T\,\mathrm{LSE}(z/T)$, which is what softmax gets; show that $q$ gets less by exactly $T$ times the divergence. You may cite
# `"log of a share"`: $\log \mathrm{softmax}(z)_i = z_i - \mathrm{LSE}(z)$; and since $q$ is a distribution, `"sums to one"`. Work from both ends.

# %% tags=["setup"]
M = Sum(q[k] * z[k] for k in K)  # the mean score
H = -Sum(q[k] * log(q[k]) for k in K)  # the entropy

# %%
ex.rules(ex.gap_proof)

# %% exercise="04.gap_proof" role="answer"
### BEGIN SOLUTION
gap_proof = derive(
    T * LSE(z / T) - (M + T * H),
    #: (the next expression, "its rule"), down to T * Sum(q[k] * log(q[k] / softmax(z/T)[k]) for k in K)
    (T * (LSE(z / T) - M / T - H), "algebra"),
    (T * (Sum(q[k] for k in K) * LSE(z / T) - M / T - H), "sums to one"),
    (T * Sum(q[k] * LSE(z / T) - q[k] * z[k] / T + q[k] * log(q[k]) for k in K), "split the sum"),
    (T * Sum(q[k] * (log(q[k]) - (z[k] / T - LSE(z / T))) for k in K), "factor"),
    (T * Sum(q[k] * (log(q[k]) - log(softmax(z / T)[k])) for k in K), "log of a share"),
    (T * Sum(q[k] * log(q[k] / softmax(z / T)[k]) for k in K), "log of a product"),
)
### END SOLUTION

# %% exercise="04.gap_proof" role="check"
ex.gap_proof.check(gap_proof)

# %% [markdown]
# And the best pay itself, $T\,\mathrm{LSE}(z/T)$, is the soft maximum of 01, with a dial: never below the maximum, never more than $T \log K$ above it.

# %%
for t in (1.0, 0.1, 0.01):
    print(f"T = {t:4}: T LSE(z/T) = {t * torch.logsumexp(scores.double() / t, -1):.6f}")

# %% [markdown]
# ## Draw
#
# The small model draws its letters. So can you: write `count` draws from $\mathrm{softmax}(z/T)$, class numbers in one tensor of shape `(count,)`.
# No seed inside, please: the check draws 150,000 times, counts, and compares with what theory says. (A right answer fails at most once in a million checks.)


# %% exercise="04.draws_at" role="answer"
def sample_T(z: torch.Tensor, T: float, count: int) -> torch.Tensor:
    """`count` class numbers, int64 (count,), drawn from softmax(z / T); scores `z` (K,), T > 0."""
    ### BEGIN SOLUTION
    return torch.multinomial(softmax_T(z, T), count, replacement=True)
    ### END SOLUTION


# %% exercise="04.draws_at" role="check"
ex.draws_at.check(sample_T)

# %% [markdown]
# (A tempting recipe: add noise $g$ to the scores and take the largest of $(z + g)/T$. Turn $T$ as you like, the draws stay the same: dividing everything by $T$ changes no maximum. In 06 the
# noise gets its right place, $z/T + g$.)
#
# ### What can 1000 draws tell?
#
# A published text prints such shares, from 1000 draws, with three decimals. Here are three times 1000 draws at $T = 1$.

# %%
device.seed(0)
draw = torch.multinomial
for _ in range(3):
    counts = torch.bincount(draw(torch.softmax(scores, -1), 1000, replacement=True), minlength=5)
    print("percent:", *(f"{c / 10:5.1f}" for c in counts.tolist()))
print("theory: ", *(f"{100 * x:5.1f}" for x in torch.softmax(scores, -1).tolist()))

# %% [markdown]
# A share that is counted in $n$ draws is typically off by $\sqrt{p\,(1-p)/n}$, its **standard error**. Here that is up to 1.5 percentage points: even the whole percents are dice. How many draws, then?
#
# - `seen`: a class has $p = 0.01$. How many draws until it has come at least once with 95 % probability?
# - `sharp`: how many draws until *two* standard errors of class 3's share ($p = 0.6364$) are down to 0.01?

# %% exercise="04.how_many" role="answer"
### BEGIN SOLUTION
how_many = dict(seen=299, sharp=9256)
### END SOLUTION

# %% exercise="04.how_many" role="check"
ex.how_many.check(how_many)

# %% [markdown]
# ## Does it mean what it says?
#
# Back to the digits. Two classifiers. The **modest** one was trained like that of 01, on 937 pictures. The **bold** one got 200 pictures, and ten times the
# steps, each twice as long. Neither has seen the 360 held-out pictures.

# %% tags=["setup"]
modest, bold = calibration.modest(), calibration.bold()

# %%
def report(name, model, T):
    p = torch.softmax(model.z_held_out / T, -1)
    right = int((p.argmax(-1) == model.y_held_out).sum())
    error, _ = calibration.expected_error(p, model.y_held_out)
    stated = p.amax(-1).mean()
    print(f"{name:6} T = {T:.2f}: says {stated:.3f}, right {right}/360 = {right / 360:.3f}, ECE {error:.3f}")


report("modest", modest, 1.0)
report("bold", bold, 1.0)

# %% [markdown]
# `says` is the probability of the first choice, on average. The modest one says less than it does. The bold one says more. The **expected calibration error** (ECE; Naeini and others, 2015) sorts the pictures
# into bins by the probability that was stated (15 of them, as in Guo and others, 2017). In each it takes the distance between what was stated, on average, and the share that was right. Then it averages over the pictures.
#
# One number can mend much of it. Divide all scores by the same $T$, and choose $T$ by the loss on pictures that the model did *not* learn from (500 are set aside; Guo and others, 2017).
# Write that: the $T$ between 0.1 and 10 with the smallest mean cross-entropy, to 2 in 100. Return one number, of any floating dtype.


# %% exercise="04.fit_temperature" role="answer"
def fit_temperature(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor | float:
    """The T in [0.1, 10] with the least mean cross-entropy of z / T; scores `z` (N, K), labels `y` (N,)."""
    ### BEGIN SOLUTION
    temperatures = torch.logspace(-1, 1, 201, dtype=torch.float64)
    losses = [torch.nn.functional.cross_entropy(z.double() / T, y) for T in temperatures.tolist()]
    return temperatures[torch.stack(losses).argmin().cpu()].to(z)
    ### END SOLUTION


# %% exercise="04.fit_temperature" role="check"
ex.fit_temperature.check(fit_temperature)

# %%
fit = ex.fit_temperature.for_demo(fit_temperature)
T_modest, T_bold = float(fit(modest.z_fit, modest.y_fit)), float(fit(bold.z_fit, bold.y_fit))
report("modest", modest, T_modest)
report("bold", bold, T_bold)

# %% tags=["figure"]
demos.reliability([("modest", modest, T_modest), ("bold", bold, T_bold)])

# %% [markdown]
# Below 1 for the modest, above 1 for the bold, and the same digits right as before: not one answer has changed. (The figure has six groups instead of 15: many of the 15 bins hold a handful of pictures.)
#
# But 360 pictures are few. Even a model that means *exactly* what it says would get an ECE of 0.02 to 0.04 here, on average, by chance alone. So the modest model's 0.075 is no chance; the bold one's 0.038
# may be. That the bold one *is* too bold is shown better by its $T$ on 500 pictures: about 1.25, give or take 0.1. (And an ECE can even get a little worse: Guo and others, 2017, report one that went from 0.85 to 0.91 percent.)
#
# A colleague: "The network gave this scan a 0.99, so it is 99 % sure." **Is the top probability a confidence?** Answer in a few sentences. (15 words at least.)

# %% exercise="04.confidence" role="answer"
### BEGIN SOLUTION
confidence = """
Only if somebody has checked. Softmax always gives numbers that sum to one, and I can make the largest one
bigger or smaller with a temperature, while not a single answer changes. To know what 0.99 means, take pictures
that the network has not seen, look at those where it said about 0.99, and count how many were right.
"""
### END SOLUTION

# %% exercise="04.confidence" role="check"
ex.confidence.check(confidence)

# %% [markdown]
# ## What you can now do
#
# 1. You can build $\mathrm{softmax}(z/T)$ with its edges, and say why $T = 0$ is a definition and no division.
# 2. You can tell who rises and who falls as it cools: those above, and those below, the average score.
# 3. You can compute an entropy with no `nan` in it, nor in its gradient.
# 4. You can draw at a temperature, and say how many draws a claim needs.
# 5. You can calibrate a classifier with one number, and explain what that changes and what it can't.
#
# Three quick questions. Answer before you look.
#
# **1.** Which temperature do you get with base $b = 2$ instead of $e$: above 1 or below?
#
# <details><summary>Answer</summary>Above: T = 1/ln 2, about 1.44. A smaller base is a flatter softmax.</details>
#
# **2.** The scores are (5, 5, 1). What are the shares at T = 0?
#
# <details><summary>Answer</summary>½, ½ and 0. The tied share, as they do at every temperature.</details>
#
# **3.** A model's ECE fell from 0.08 to 0.01 by a temperature. By how much did its accuracy rise?
#
# <details><summary>Answer</summary>Not at all. The order of its scores is the same, so are its answers.</details>
#
# Next, 05: what the probabilities do when a single score moves.

# %% [markdown]
# ## References
#
# - T. M. Cover and J. A. Thomas (2006). *Elements of Information Theory.* Wiley. Chapter 2: entropy and divergence; chapter 12: maximum entropy.
# - C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger (2017). On calibration of modern neural networks. *ICML*. arXiv:1706.04599. Temperature scaling; Table 1.
# - E. T. Jaynes (1957). Information theory and statistical mechanics. *Physical Review* 106, 620–630. Boltzmann's distribution as the one of largest entropy.
# - P.-A. Mattei and B. Loureiro (2026). The well-tempered classifier. arXiv:2602.14862. What a temperature does, and what it does not.
# - M. P. Naeini, G. F. Cooper and M. Hauskrecht (2015). Obtaining well calibrated probabilities using Bayesian binning. *AAAI*. The calibration error.

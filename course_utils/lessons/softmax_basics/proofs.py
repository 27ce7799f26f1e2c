"""Notebook 01: the letters of its proofs, and the four proofs to write.

z                  a vector of K scores (any real numbers)
p                  their softmax, `Softmax(z)`
i, j               classes, counted from 1 as on paper
total              the sum of all exponentials
prior, likelihood  a distribution over the classes; what each class says to an observation (positive numbers)
"""

from __future__ import annotations

from course_utils.checking import Exercise
from course_utils.checking.derivation import Derivation
from course_utils.derivation import (
    Definition,
    K,
    Statement,
    Sum,
    distributions,
    exp,
    indices,
    log,
    positive_vectors,
    sigmoid,
    vectors,
)

z = vectors("z")
i, j = indices("i j")
total = Sum(exp(z[k]) for k in K)
prior, likelihood = distributions("prior"), positive_vectors("likelihood")

# Here `softmax` is the student's own function of tensors, so the one of letters needs another name.
Softmax = Definition("Softmax", (z,), exp(z[i]) / total, index=i)
p = Softmax(z)

SUMS_TO_ONE = Statement(
    start=Sum(p[i] for i in K),
    goal=1,
    rules=("definition", "constant out of a sum", "cancel", "rearrange"),
    definitions=(Softmax,),
)

RATIO = Statement(
    start=p[i] / p[j],
    goal=exp(z[i] - z[j]),
    rules=("definition", "cancel", "exp of a sum", "rearrange"),
    definitions=(Softmax,),
)

TWO_CLASSES = Statement(
    start=p[2],
    goal=sigmoid(z[2] - z[1]),
    rules=("definition", "write out the sum", "common denominator", "cancel", "exp of a sum", "rearrange"),
    definitions=(Softmax, sigmoid),
    classes=2,
)

BAYES = Statement(
    start=prior[i] * likelihood[i] / Sum(prior[k] * likelihood[k] for k in K),
    goal=Softmax(log(prior) + log(likelihood))[i],
    rules=(
        "definition",
        "exp and log undo each other",
        "exp of a sum",
        "log of a product",
        "rearrange",
    ),
    definitions=(Softmax,),
)

sums_to_one = Exercise(
    id="01.sums_to_one",
    title="Proof: the shares make one",
    points=2,
    task=Derivation(SUMS_TO_ONE),
    hints=(
        "What *is* `p[i]`? Put it in its place, inside the sum. Mind the index: two sums need two letters.",
        "Now every term has the same denominator, `total`. It does not depend on the index of the outer "
        "sum. You have done the rest in 00.",
        'Three lines: `"definition"`, `"constant out of a sum"`, `"cancel"`.',
        "The first line is `Sum(exp(z[i]) / total for i in K)`. In the second, `total` stands outside.",
    ),
)

ratio_proof = Exercise(
    id="01.ratio_proof",
    title="Proof: a gap is a ratio",
    points=2,
    task=Derivation(RATIO),
    hints=(
        "Write out both shares, the one on top and the one below. What do the two fractions have in common?",
        "Both have the denominator `total`. In a fraction of two fractions it can go: which rule says so?",
        "Then you have `exp(z[i])` over `exp(z[j])`. Which law of the exponential makes one of two?",
        'The rules, in order: `"definition"`, `"cancel"`, `"exp of a sum"`. The first line is `(exp(z[i]) / '
        "total) / (exp(z[j]) / total)`, with all four brackets.",
    ),
)

sigmoid_proof = Exercise(
    id="01.sigmoid_proof",
    title="Proof: two classes, one sigmoid",
    points=3,
    task=Derivation(TWO_CLASSES),
    hints=(
        "Begin as always: what is `p[2]`? Then, with two classes, you can say what the sum is, term by term.",
        'You want a 1 on top. By what do you divide top and bottom to get it? (That rule is called `"common '
        'denominator"`: it multiplies or divides top and bottom by the same thing.)',
        "Look at the goal from behind, too: `sigmoid(z[2] - z[1])` is `1 / (1 + exp(-(z[2] - z[1])))` by "
        "definition. Which ratio of exponentials is that exponential?",
        'The rules, in order: `"definition"`, `"write out the sum"`, `"common denominator"`, `"exp of a '
        'sum"`, `"definition"`. The third line is `1 / (1 + exp(z[1]) / exp(z[2]))`.',
    ),
)

bayes_proof = Exercise(
    id="01.bayes_proof",
    title="Proof: Bayes' rule is a softmax",
    points=3,
    task=Derivation(BAYES),
    hints=(
        "Read the goal backwards: by definition it is a fraction of exponentials. What stands in its "
        "exponents?",
        "There is no exponential in the first line, so make one: any positive number `a` is `exp(log(a))`. "
        "Do it on top *and* in every term of the sum.",
        "Either turn each whole product into `exp(log(...))` and take the log of a product apart, or turn "
        "each factor into one, and put the two exponentials together.",
        'The rules, in order: `"exp and log undo each other"`, `"log of a product"`, `"definition"`. After '
        "the second, the top is `exp(log(prior[i]) + log(likelihood[i]))`, and the sum below looks the "
        "same, with `k`.",
    ),
)

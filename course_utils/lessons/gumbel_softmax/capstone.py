"""Notebook 07's capstone: a picture of a digit becomes a word of four letters, and a picture again.

The model: letters c_1 ... c_M, each one of K, uniform and independent; given a word, the 64 pixels are
independent Bernoulli variables whose logits the decoder computes. The encoder gives q(c | x), a product of
one categorical for each letter (D. P. Kingma, M. Welling, Auto-Encoding Variational Bayes, 2013; categorical
codes as in E. Jang, S. Gu, B. Poole, Categorical Reparameterization with Gumbel-Softmax, 2016).

K^M = 256 words are few enough to look at every one, so everything here is exact: the ELBO is a sum over
words, with no draw in it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import torch
from torch import nn

from course_utils.lessons import digits

M, K = 4, 4
"""Letters in a word, and letters in the alphabet: 256 words, 8 bits."""
ALPHABET = "abcd"
HIDDEN = 128
BATCH = 128


@dataclass(frozen=True)
class Pictures:
    """Digits in black and white: every pixel is 0. or 1.; train (1437, 64), held_out (360, 64), float32."""

    train: torch.Tensor
    held_out: torch.Tensor


@dataclass(frozen=True)
class Autoencoder:
    """encoder: pictures (N, 64) to letter logits (N, M, K). decoder: words (N, M, K) to pixel logits."""

    encoder: nn.Sequential
    decoder: nn.Sequential

    def parameters(self) -> list[nn.Parameter]:
        """All that is learned."""
        return [*self.encoder.parameters(), *self.decoder.parameters()]


@cache
def pictures() -> Pictures:
    """The digits of the course, a pixel black where at least half of it is covered with ink."""
    data = digits.load()
    return Pictures(*((x >= 0.5).to(torch.float32) for x in (data.x_train, data.x_held_out)))


def autoencoder(seed: int) -> Autoencoder:
    """The untrained networks of the notebook, started from `seed`; leaves PyTorch's generator so seeded."""
    torch.manual_seed(seed)
    encoder = nn.Sequential(
        nn.Linear(digits.PIXELS, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, M * K), nn.Unflatten(-1, (M, K))
    )
    decoder = nn.Sequential(
        nn.Flatten(-2), nn.Linear(M * K, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, digits.PIXELS)
    )
    return Autoencoder(encoder, decoder)


@cache
def word_letters() -> torch.Tensor:
    """Every word as the numbers of its letters, in the order of a dictionary; (K^M, M), int64."""
    return torch.cartesian_prod(*[torch.arange(K)] * M).reshape(-1, M)


@cache
def all_words() -> torch.Tensor:
    """Every word as one-hot letters, in the order of a dictionary; (K^M, M, K), float32."""
    return nn.functional.one_hot(word_letters(), K).to(torch.float32)


def spell(letters: torch.Tensor) -> str:
    """A word in letters, from the numbers of its letters (M,)."""
    return "".join(ALPHABET[i] for i in letters.tolist())


def pixel_log_likelihoods(model: Autoencoder, x: torch.Tensor) -> torch.Tensor:
    """log p(x | word) of pictures `x` (N, 64) for every word; (N, K^M), in nats."""
    logits = model.decoder(all_words())
    black, white = nn.functional.logsigmoid(logits), nn.functional.logsigmoid(-logits)
    return x @ black.T + (1 - x) @ white.T


def word_log_probabilities(letter_logits: torch.Tensor) -> torch.Tensor:
    """log q(word | x) for every word, from letter logits (N, M, K); (N, K^M)."""
    log_q = torch.log_softmax(letter_logits, -1)
    return sum((log_q[:, m, word_letters()[:, m]] for m in range(M)), torch.zeros(()))


def kl_to_uniform(letter_logits: torch.Tensor) -> torch.Tensor:
    """KL(q || uniform) in nats, summed over letters; (N, M, K) to (N,)."""
    log_q = torch.log_softmax(letter_logits, -1)
    return (log_q.exp() * (log_q + math.log(K))).sum((-1, -2))


def exact_elbo(model: Autoencoder, x: torch.Tensor) -> torch.Tensor:
    """The ELBO of pictures `x` (N, 64), the mean over words taken exactly; (N,), in nats."""
    letter_logits = model.encoder(x)
    q = word_log_probabilities(letter_logits).exp()
    return (q * pixel_log_likelihoods(model, x)).sum(-1) - kl_to_uniform(letter_logits)


def log_marginal(model: Autoencoder, x: torch.Tensor) -> torch.Tensor:
    """log p(x), all words summed out: what the ELBO is a lower bound of; (N,), in nats."""
    return torch.logsumexp(pixel_log_likelihoods(model, x), -1) - M * math.log(K)


def wrong_pixels(probabilities: torch.Tensor, x: torch.Tensor) -> float:
    """How many of 64 pixels are wrong after rounding the guesses (N, 64) to black or white; a mean over N."""
    return float(((probabilities >= 0.5) != (x >= 0.5)).sum(-1).double().mean())


@torch.no_grad()
def decoded(model: Autoencoder, x: torch.Tensor) -> torch.Tensor:
    """Pixel probabilities after sending each picture as its likeliest word under q; (N, 64)."""
    letters = model.encoder(x).argmax(-1)
    return torch.sigmoid(model.decoder(nn.functional.one_hot(letters, K).to(x)))


@torch.no_grad()
def decoded_after_search(model: Autoencoder, x: torch.Tensor) -> torch.Tensor:
    """Pixel probabilities if the sender tries all words and takes the likeliest picture; (N, 64)."""
    best = pixel_log_likelihoods(model, x).argmax(-1)
    return torch.sigmoid(model.decoder(all_words()[best]))


@torch.no_grad()
def wrong_pixels_of_drawn_words(model: Autoencoder, x: torch.Tensor) -> float:
    """How many pixels are wrong on average if the words are drawn from q; a mean over pictures (N, 64)."""
    black = (torch.sigmoid(model.decoder(all_words())) >= 0.5).to(x)
    wrong = x @ (1 - black).T + (1 - x) @ black.T
    q = word_log_probabilities(model.encoder(x)).exp()
    return float((q * wrong).sum(-1).double().mean())

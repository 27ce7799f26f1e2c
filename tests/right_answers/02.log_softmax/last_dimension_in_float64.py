"""Moves the dimension to the end, works in float64, and moves it back."""


def log_softmax(z, dim=-1):
    w = z.double().movedim(dim, -1)
    w = w - w.amax(-1)[..., None]
    return (w - w.exp().sum(-1).log().unsqueeze(-1)).movedim(-1, dim).to(z.dtype)

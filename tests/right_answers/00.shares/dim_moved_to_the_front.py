"""Moves `dim` to the front, so that the totals line up by broadcasting, and moves it back."""


def shares(z, dim=-1):
    front = z.movedim(dim, 0)
    return (front / front.sum(0)).movedim(0, dim)

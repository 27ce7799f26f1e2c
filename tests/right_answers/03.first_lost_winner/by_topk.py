"""Compares the two largest entries of each row."""

import torch

from course_utils.lessons.invariance.floats import rows_of_scores

_rows = rows_of_scores()


def _lost(c):
    best = (_rows + c).topk(2, dim=-1).values
    return bool((best[:, 0] == best[:, 1]).any())


first_lost = min(c for c in (1, 10, 100, 1000, 10_000, 100_000) if _lost(c))

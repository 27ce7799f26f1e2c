"""Predicted: the first power near which floats are further apart than the closest race."""

import torch

from course_utils.lessons.invariance.floats import rows_of_scores

_rows = rows_of_scores()

_best = _rows.topk(2, dim=-1).values
_closest = (_best[:, 0] - _best[:, 1]).min()
_powers = torch.tensor([1.0, 10.0, 100.0, 1000.0, 10_000.0])
_spacing = _powers.nextafter(torch.tensor(torch.inf)) - _powers
first_lost = _powers[_spacing > _closest][0]

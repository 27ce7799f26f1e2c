"""Looks for the smallest entry of the whole table."""

# says: the smallest probability of *any* class

import torch

from course_utils.lessons import digits

data = digits.load()
model = digits.train_linear(data.x_train, data.y_train)
p, y = torch.softmax(model.scores(data.x_held_out), dim=-1), data.y_held_out
worst = int(p.amin(-1).argmin())
most_surprised = dict(row=worst, probability=float(p.min()), guess=int(p[worst].argmax()))

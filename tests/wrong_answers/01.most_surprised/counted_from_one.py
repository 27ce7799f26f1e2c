"""Counts the rows from 1."""

# says: You are one row too far

import torch

from course_utils.lessons import digits

data = digits.load()
model = digits.train_linear(data.x_train, data.y_train)
p, y = torch.softmax(model.scores(data.x_held_out), dim=-1), data.y_held_out
true = p[torch.arange(len(y)), y]
worst = int(true.argmin())
most_surprised = dict(row=worst + 1, probability=float(true[worst]), guess=int(p[worst].argmax()))

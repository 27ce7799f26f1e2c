"""Sorts the probabilities of the truth, in a plain list; hands over tensors."""

import torch

from course_utils.lessons import digits

data = digits.load()
p = torch.softmax(digits.train_linear(data.x_train, data.y_train).scores(data.x_held_out), -1)
y = data.y_held_out
truth = sorted((float(p[n, y[n]]), n) for n in range(len(y)))
most_surprised = dict(row=truth[0][1], probability=truth[0][0], guess=p[truth[0][1]].argmax())

"""Reports the loss, not the probability."""

# says: the loss. The probability itself is wanted

import torch

from course_utils.lessons import digits

data = digits.load()
p = torch.softmax(digits.train_linear(data.x_train, data.y_train).scores(data.x_held_out), -1)
y = data.y_held_out
row = int(p.gather(-1, y[:, None]).argmin())
most_surprised = dict(row=row, probability=float(-p[row, y[row]].log()), guess=int(p[row].argmax()))

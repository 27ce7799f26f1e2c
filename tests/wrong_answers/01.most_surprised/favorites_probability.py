"""Reports what the favorite got."""

# says: what the model gave its *favorite*

import torch

from course_utils.lessons import digits

data = digits.load()
p = torch.softmax(digits.train_linear(data.x_train, data.y_train).scores(data.x_held_out), -1)
y = data.y_held_out
row = int(p.gather(-1, y[:, None]).argmin())
most_surprised = dict(row=row, probability=float(p[row].max()), guess=int(p[row].argmax()))

"""Takes the picture on which the model is most unsure."""

# says: most *unsure*

import torch

from course_utils.lessons import digits

data = digits.load()
p = torch.softmax(digits.train_linear(data.x_train, data.y_train).scores(data.x_held_out), -1)
y = data.y_held_out
row = int(p.max(-1).values.argmin())
most_surprised = dict(row=row, probability=float(p[row, y[row]]), guess=int(p[row].argmax()))

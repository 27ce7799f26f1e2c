"""Through the losses, with cross_entropy and argmax."""

import torch

from course_utils.lessons import digits

data = digits.load()
scores = digits.train_linear(data.x_train, data.y_train).scores(data.x_held_out)
y = data.y_held_out
losses = torch.nn.functional.cross_entropy(scores, y, reduction="none")
row = int(losses.argmax())
most_surprised = {
    "row": row,
    "probability": float((-losses[row]).exp()),
    "guess": int(scores[row].argmax()),
}

"""Adds the row instead of taking it off."""

# says: Which sign takes them to 0?

from course_utils.lessons import digits

_data = digits.load()
_model = digits.train_linear(_data.x_train, _data.y_train)
v = _model.weight[0]

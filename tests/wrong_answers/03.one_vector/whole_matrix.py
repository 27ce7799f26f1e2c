"""Takes all weights off."""

# status: could not run
# says: At most 64 numbers

from course_utils.lessons import digits

_data = digits.load()
_model = digits.train_linear(_data.x_train, _data.y_train)
v = -_model.weight

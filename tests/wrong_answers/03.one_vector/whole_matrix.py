"""Takes all weights off."""

# says: Yours gives each class a vector of its own

from course_utils.lessons import digits

_data = digits.load()
_model = digits.train_linear(_data.x_train, _data.y_train)
v = -_model.weight

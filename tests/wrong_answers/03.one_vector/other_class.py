"""Takes the row of another class off."""

# says: What must you add to a number to get 0?

from course_utils.lessons import digits

_data = digits.load()
_model = digits.train_linear(_data.x_train, _data.y_train)
v = -_model.weight[1]

"""One number instead of a vector."""

# says: One vector of 64 numbers is wanted

from course_utils.lessons import digits

_data = digits.load()
_model = digits.train_linear(_data.x_train, _data.y_train)
v = -_model.weight[0].mean()

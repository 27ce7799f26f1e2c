"""What takes class 0 to 0, written as a difference; as a list."""

from course_utils.lessons import digits

_data = digits.load()
_model = digits.train_linear(_data.x_train, _data.y_train)
v = (_model.weight[0] - 2 * _model.weight[0]).tolist()

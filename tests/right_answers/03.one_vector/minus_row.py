"""Minus the row of class 0, in float32."""

from course_utils.lessons import digits

_data = digits.load()
_model = digits.train_linear(_data.x_train, _data.y_train)
v = -_model.weight[0].float()

"""The right options, with capitals."""

soft_what = dict(near_max="LogSumExp", near_winner="Softmax", side="Above the maximum")

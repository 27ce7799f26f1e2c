"""Mistakes that any function of 01 may make, and what to say to them."""

from __future__ import annotations

from course_utils.checking import Misconception

DTYPE_LOST = Misconception(
    "dtype lost",
    "A result of the input's dtype is asked for. Does your code make a new tensor, or convert one? "
    "`torch.tensor(numbers, dtype=...)` takes the dtype you want: which one is it here?",
    symptom=lambda s: s.kind == "dtype",
)
ONE_NUMBER = Misconception(
    "a function of one number",
    "`float` and the functions of `math` take *one* number. PyTorch's own, such as `z.exp()`, take them all "
    "at once. Or do you want to go through the entries in a loop?",
    symptom=lambda s: s.kind == "error" and "only one element tensors" in s.message,
)

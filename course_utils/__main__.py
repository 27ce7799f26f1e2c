"""`python -m course_utils` is the `softmax-course` command, wherever the environment's scripts live."""

from __future__ import annotations

from course_utils.cli import app

app(prog_name="softmax-course")

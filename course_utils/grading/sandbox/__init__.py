"""The sandbox: bubblewrap around a warm server, and a lockdown around each kernel that it forks."""

from course_utils.grading.sandbox.launch import Unavailable, bubblewrap
from course_utils.grading.sandbox.warm import Base, ForkedKernel, Lost, Warm, close, current, fork, inherit

__all__ = [
    "Base",
    "ForkedKernel",
    "Lost",
    "Unavailable",
    "Warm",
    "bubblewrap",
    "close",
    "current",
    "fork",
    "inherit",
]

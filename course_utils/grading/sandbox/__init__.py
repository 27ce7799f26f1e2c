"""The sandbox: bubblewrap around a warm server, and a lockdown around each kernel that it forks."""

from course_utils.grading.sandbox.launch import Unavailable, bubblewrap
from course_utils.grading.sandbox.warm import ForkedKernel, Lost, Warm, close, current, fork

__all__ = ["ForkedKernel", "Lost", "Unavailable", "Warm", "bubblewrap", "close", "current", "fork"]

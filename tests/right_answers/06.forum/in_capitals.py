"""Typed with capitals."""

forum = {"normalize": "NO", "report": "As it should be", "hand_over": "log p"}

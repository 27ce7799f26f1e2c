"""Written with braces."""

guard = {"overflow": "no", "underflow": "no", "better": "D"}

"""The table, written with braces."""

who_keeps_what = {"scale": "C", "shift": "A", "jump": "B", "order": "A and C", "sum": "A and C", "start": "B and C"}

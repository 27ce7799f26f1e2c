"""Two classes and c = 2."""

refute_scale = {"z": [0.0, 1.0], "c": 2.0}

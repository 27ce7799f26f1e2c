"""Plain lists, which become float32."""

printed_one = {"nearly": [3.0, -8.5], "exactly": [40.0, 1.0]}

"""Plain lists."""

tempting = dict(z=[4e9, 0.0], y=[0.8, 0.2])

"""Two scores so far below a third that both get 0."""

tied_outputs = [5.0, -200.0, -300.0]

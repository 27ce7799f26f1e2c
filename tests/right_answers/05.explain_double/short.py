"""Short, and to the point."""

explain_double = "There are two softmaxes, yours and the one inside CrossEntropyLoss. The second sees gaps of at most 1, so the loss has a floor of 1.461. Hand over raw scores instead."

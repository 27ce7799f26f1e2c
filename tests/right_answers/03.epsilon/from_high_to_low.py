"""Starts high up, where the epsilon is nothing, and comes down."""

epsilon = dict(z=[30.0, 29.0, 28.5], c=-50.0)

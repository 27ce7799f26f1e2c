"""Shares of the exps."""
import math

two_outcomes = math.exp(2) / (math.exp(2) + math.exp(1))

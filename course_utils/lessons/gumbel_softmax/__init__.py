"""Notebook 07, Gumbel-softmax and straight-through: its exercises, in the order of the notebook."""

from __future__ import annotations

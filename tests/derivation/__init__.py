"""Tests of the derivation engine."""

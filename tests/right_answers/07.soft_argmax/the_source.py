"""The scores of the source, sharpened tenfold, with more room between."""

in_between = [10.0, 50.0, 10.0, 49.9]

"""Explains by the factor that cancels."""

same_or_different = (
    "Taking away 1 multiplies every exponential by 1/e, on top and in the sum, so it cancels: same. "
    "Doubling squares every exponential, and a fraction of squares is not the fraction you had, unless all are equal: different."
)

"""The number in quotes."""

# status: could not run
# says: A number is expected here
half = "10"

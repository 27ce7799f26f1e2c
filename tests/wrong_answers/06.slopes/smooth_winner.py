"""The winner moves smoothly."""
# says: the slope of something that does not move

slopes = dict(one_draw="smooth", mean="smooth", soften="no")

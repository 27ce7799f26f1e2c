"""An option that is not offered."""
# says: The options are
# status: could not run

same_as_temperature = "yes"

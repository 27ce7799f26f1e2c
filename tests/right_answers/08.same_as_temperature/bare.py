"""The bare option."""

same_as_temperature = "The same"

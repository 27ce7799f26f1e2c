"""A few words."""

# status: not attempted
# says: Say more

why_it_failed = "Because of overflow."

"""Equal scores notice no scaling."""

# says: all gaps are 0

refute_scale = dict(z=[3.0, 3.0, 3.0], c=100.0)

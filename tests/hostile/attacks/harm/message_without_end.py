"""Sends one message of thousands of large parts, each below the limit: the same memory again and again."""
# event: protocol
# says: sent more than
# target: 00.shares

# %% answer 00.shares
import inspect
kernel = get_ipython().kernel
def shares(z, dim=-1):
    frame = inspect.currentframe()
    while "ident" not in frame.f_locals:
        frame = frame.f_back
    stream, ident = frame.f_locals["stream"], frame.f_locals["ident"]
    part = b"x" * (4 << 20)
    getattr(stream, "socket", stream).send_multipart([*ident, *[part] * 2_000], copy=False)
    return z / z.sum()

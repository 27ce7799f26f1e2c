"""Answers the probe with a message of many thousand parts, and is gone while they are being read."""
# event: killed, protocol
# target: 00.shares

# %% answer 00.shares
import inspect, os, time
kernel = get_ipython().kernel
def shares(z, dim=-1):
    frame = inspect.currentframe()
    while "ident" not in frame.f_locals:
        frame = frame.f_back
    stream, ident = frame.f_locals["stream"], frame.f_locals["ident"]
    getattr(stream, "socket", stream).send_multipart([*ident, *[b"x"] * 200_000])
    time.sleep(0.05)
    os._exit(0)

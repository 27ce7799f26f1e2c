"""Loops for ever in C code, with interrupts ignored."""
# waits: yes
# event: timed out
# target: 00.shares

# %% answer 00.shares
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
sum(iter(int, 1))

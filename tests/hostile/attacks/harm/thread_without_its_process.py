"""Ends the main thread alone: a process that is neither dead nor there, with a thread that stays."""
# waits: yes
# event: timed out
# target: 00.shares

# %% answer 00.shares
import ctypes, threading, time
def stay():
    while True:
        time.sleep(600)
threading.Thread(target=stay, daemon=True).start()
ctypes.CDLL(None).syscall(60, 0)
def shares(z, dim=-1):
    return z / z.sum()

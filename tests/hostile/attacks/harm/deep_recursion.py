"""Recurses until the C stack is gone."""
# waits: yes
# event: killed, memory, timed out
# target: 00.shares

# %% answer 00.shares
import sys
sys.setrecursionlimit(10**9)
def down(x):
    return eval("down(x)")
down(0)

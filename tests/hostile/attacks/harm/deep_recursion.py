"""Recurses until the C stack is gone."""
# target: 00.shares

# %% answer 00.shares
import sys
sys.setrecursionlimit(10**9)
def down(x):
    return eval("down(x)")
down(0)

"""An audit hook, which cannot be taken away again, that refuses imports and calls of other answers."""
# target: 00.shares

# %% answer 00.shares
import sys
def hook(event, args):
    if event in ("import", "exec", "compile"):
        raise RuntimeError(event)
sys.addaudithook(hook)
def shares(z, dim=-1):
    return z / z.sum()

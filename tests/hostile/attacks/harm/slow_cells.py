"""Cells that each stay just under the limit, and together use up the notebook's time before it is done."""
# waits: yes
# target: 00.shares

# %% before 00.shares
import time
time.sleep(2.7)  # 1

# %% before 00.shares
import time
time.sleep(2.7)  # 2

# %% before 00.shares
import time
time.sleep(2.7)  # 3

# %% before 00.shares
import time
time.sleep(2.7)  # 4

# %% before 00.shares
import time
time.sleep(2.7)  # 5

# %% before 00.shares
import time
time.sleep(2.7)  # 6

# %% before 00.shares
import time
time.sleep(2.7)  # 7

# %% before 00.shares
import time
time.sleep(2.7)  # 8

# %% before 00.shares
import time
time.sleep(2.7)  # 9

# %% before 00.shares
import time
time.sleep(2.7)  # 10

# %% before 00.shares
import time
time.sleep(2.7)  # 11

# %% before 00.shares
import time
time.sleep(2.7)  # 12

# %% before 00.shares
import time
time.sleep(2.7)  # 13

# %% before 00.shares
import time
time.sleep(2.7)  # 14

# %% answer 00.shares
def shares(z, dim=-1):
    return z / z.sum()

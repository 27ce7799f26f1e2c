"""Deletes every name, the course's setup among them."""
# may_lose: 00.first_proof
# may_lose: 00.half_of_it
# may_lose: 00.break_it
# may_lose: 00.why_not_shares
# target: 00.shares

# %% answer 00.shares
get_ipython().run_line_magic("reset", "-f")
import builtins
del builtins.sum

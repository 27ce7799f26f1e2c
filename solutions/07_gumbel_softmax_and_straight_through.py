# %% [markdown]
# # 07 · Gumbel-softmax and straight-through

# %% tags=["setup"]
try:
    import course_utils
except ModuleNotFoundError:
    raise ModuleNotFoundError(
        "The course is not installed in this kernel. In a terminal, in the course's folder, run: make lab"
    ) from None
import torch

from course_utils import device
from course_utils.lessons import gumbel_softmax as ex
from course_utils.lessons.gumbel_softmax import demos

# %% [markdown]
# ## The slope of a choice

# %% [markdown]
# ## Smooth it

# %% [markdown]
# ## Pretend: straight-through

# %% [markdown]
# ## Score it

# %% [markdown]
# ## Whom to trust

# %% [markdown]
# ## May one straight-through the plain argmax?

# %% [markdown]
# ## Use: a code for the digits

# %% [markdown]
# ## What you can now do

# %% [markdown]
# ## References

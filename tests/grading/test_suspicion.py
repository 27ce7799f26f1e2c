"""Which cells are suspected of changing the answers beside them. No torch, no kernel."""

from __future__ import annotations

import pytest

from course_utils.grading import suspicion


@pytest.mark.parametrize(
    "source",
    [
        "import gc",
        "import os.path as p",
        "from threading import Thread",
        "from torch import backends",
        "get_ipython().kernel.shell_handlers.clear()",
        "torch.set_default_dtype(torch.float64)",
        "torch.softmax = None",
        "half.__class__ = int",
        "class A:\n    def __del__(self): pass",
        "setattr(torch, 'softmax', None)",
        "del torch",
        "def f():\n    global torch\n    torch = 1",
        "%reset -f",
        "!ls",
        "def shares(z) return z",
        "(" * 5_000,
    ],
)
def test_a_cell_that_reaches_for_what_others_use_is_suspected(source: str) -> None:
    assert suspicion.of(source)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "import math\nimport torch",
        "def shares(z, dim=-1):\n    return z / z.sum(dim, keepdim=True)",
        "x = torch.zeros(3)\nx[0] = 1.0",
        "class Net(torch.nn.Module):\n    def forward(self, x):\n        self.seen = x\n        return x",
        "class F(torch.autograd.Function):\n    @staticmethod\n    def forward(ctx, z):\n"
        "        ctx.kept = z\n        return z",
        "print('os.system and del are only words here')  # exec",
    ],
)
def test_an_ordinary_answer_is_not(source: str) -> None:
    assert not suspicion.of(source)

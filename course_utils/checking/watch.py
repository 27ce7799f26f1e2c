"""Which tensor operations run inside a student's function."""

from __future__ import annotations

from typing import Any

from torch.utils._python_dispatch import TorchDispatchMode


class Watch(TorchDispatchMode):
    """Notes the names of the aten operations that run inside `with Watch(used):` in `used`."""

    def __init__(self, used: set[str]) -> None:
        super().__init__()
        self._used = used

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Nothing here is compiled; asking torch to skip its compiler would import it first, for a second."""
        return False

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self._used.add(func.overloadpacket.__name__.strip("_"))
        return func(*args, **(kwargs or {}))

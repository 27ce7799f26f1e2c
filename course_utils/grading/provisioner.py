"""Forked, sandboxed kernels for any Jupyter client, as a kernel provisioner.

    JUPYTER_DEFAULT_PROVISIONER_NAME=softmax-course-sandbox pytest --nbval-lax my.ipynb

makes nbval (or nbclient, or papermill) run its Python kernels here: forked from a warm server that has torch
loaded, each locked in. Only the kernel's process is replaced; whoever asked talks to it as to any other. The
command, environment and working folder in the kernel's specification do not apply: nothing of this machine's
files is visible from inside.
"""

from __future__ import annotations

import asyncio
import signal
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerBase

from course_utils.grading import sandbox

NAME = "softmax-course-sandbox"
MEMORY = 2 << 30
CPU_SECONDS = 3600


class SandboxProvisioner(KernelProvisionerBase):
    """One kernel of the sandbox's warm server, which is started when the first is asked for."""

    _kernel: sandbox.ForkedKernel | None = None
    _code: int | None = None

    @property
    def has_process(self) -> bool:
        """Whether there is a kernel."""
        return self._kernel is not None

    async def poll(self) -> int | None:
        """None while the kernel runs, then its exit code."""
        if self._kernel is None:
            return 0 if self._code is None else self._code
        return (self._kernel.exit_code() or 0) if self._kernel.ended() else None

    async def wait(self) -> int | None:
        """Wait until the kernel has ended; its exit code."""
        while (code := await self.poll()) is None:
            await asyncio.sleep(0.02)
        self._release()
        return code

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel."""
        if self._kernel is not None:
            self._kernel.signal(signum)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel now."""
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        """As `kill`: the first process of a namespace takes no gentler signal that it has not asked for."""
        await self.kill(restart)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """No command is run; the kernel manager wants to see one."""
        return await super().pre_launch(cmd=["(forked)"], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel. Raises sandbox.Unavailable."""
        self._kernel = sandbox.fork(MEMORY, CPU_SECONDS)
        self.connection_info = dict(self._kernel.connection)  # type: ignore[assignment]
        self.connection_info["key"] = self._kernel.connection["key"].encode()  # type: ignore[typeddict-item]
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:
        """Let go of what is left of the kernel."""
        self._release()

    def _release(self) -> None:
        if self._kernel is not None:
            self._kernel.kill()
            self._code, self._kernel = self._kernel.exit_code(), None

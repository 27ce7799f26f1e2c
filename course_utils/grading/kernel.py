"""The kernel that grading runs: IPython's own, which also answers probes.

A probe is a message of its own kind. It passes none of the places where a cell passes student's hands: no
input transformer, no event hook, no display publisher, no name in their namespace but the answer's. It holds
what it needs (its own copy of the checks) from before the first student's line ran.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable
from typing import Any

import zmq
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from IPython.core.profiledir import ProfileDir
from traitlets.config import Config

from course_utils.grading import probe

REQUEST, REPLY = "softmax_probe_request", "softmax_probe_reply"
MIME = "application/vnd.softmax-course.evidence+json"

HELD = 1 << 16
"""The most characters of output that wait for a flush."""

_prober: probe.Probe | None = None


def preload() -> None:
    """Everything that a kernel needs, loaded: in the warm server once, in a cold kernel before it starts."""
    global _prober
    if _prober is None:
        _prober = probe.prepare()


class GradingKernel(IPythonKernel):
    """IPython's kernel, with a handler for probes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        preload()
        self.shell_handlers[REQUEST] = _handler(self, _prober.answer)  # type: ignore[union-attr]


def _handler(kernel: GradingKernel, answer: Callable[..., str]) -> Callable[..., None]:
    # All that the handler uses is bound now: a student who replaces an attribute later changes nothing here.
    send, namespace = kernel.session.send, kernel.shell.user_ns

    def handle(stream: Any, ident: Any, parent: dict[str, Any]) -> None:
        try:
            text = answer(parent["content"], namespace)
        except KeyboardInterrupt:
            text = '{"interrupted": true}'
        send(stream, REPLY, {"status": "ok", "data": {MIME: text}}, parent=parent, ident=ident)

    return handle


class PromptStream(OutStream):
    """Standard output that sends as much as it gets.

    ipykernel's own holds back whatever is printed within 0.2 s: a flood would fill this memory, and end in
    whichever limit comes first, instead of the one on output. And it waits for its thread at each flush, of
    which every cell has four for each stream, also where nothing was written.
    """

    _held = 0

    def write(self, string: str) -> int | None:
        """Write; now and then wait until it is on its way."""
        written = super().write(string)
        self._held += len(string)
        if self._held >= HELD:
            self.flush()
        return written

    def flush(self) -> None:
        """Wait until what was written is on its way."""
        if self._held:
            self._held = 0
            super().flush()


class GradingKernelApp(IPKernelApp):
    """Starts the kernel from connection data, without a file, a profile folder or a history."""

    kernel_class = GradingKernel

    def init_crash_handler(self) -> None:
        """A crash ends the kernel; there is nobody here to read a report."""

    def parse_command_line(self, argv: Any = None) -> None:
        """There is no command line: every setting came as one."""

    def init_profile_dir(self) -> None:
        """A profile of its own, empty: nothing of the machine's owner's changes how a notebook runs."""
        self.profile_dir = ProfileDir(location=os.path.join(os.getcwd(), ".ipython"))

    def load_config_file(self, *args: Any, **kwargs: Any) -> None:
        """No configuration files, for the same reason."""

    def init_connection_file(self) -> None:
        """The connection came as data."""

    def init_control(self, context: zmq.Context) -> None:
        """As ipykernel's, without the thread that passes cells on to subshells: nobody here asks for any."""
        super().init_control(context)
        self.shell_channel_thread = None

    def init_iopub(self, context: zmq.Context) -> None:
        """As ipykernel's, without the TCP pipe for output of forked children: no kernel here can have any."""
        self.iopub_socket = context.socket(zmq.XPUB)
        self.iopub_socket.linger = 1000
        self.iopub_port = self._bind_socket(self.iopub_socket, self.iopub_port)
        self.configure_tornado_logger()
        self.iopub_thread = IOPubThread(self.iopub_socket, pipe=False, session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket

    def write_connection_file(self, **kwargs: Any) -> None:
        """Whoever started this kernel knows the connection."""


def serve(connection: dict[str, Any], ready: Callable[[], object]) -> None:
    """Be a kernel until told to end. `connection` is what a connection file holds; `ready` is called when
    every socket is bound and before anything runs."""
    settings = Config()
    settings.HistoryManager.enabled = False
    # ipykernel sleeps a moment before each reply, lest output comes after it. Here the reply ends nothing:
    # the output is read to the cell's own end, which comes on the same line.
    settings.IPythonKernel._execute_sleep = 0.0
    settings.InteractiveShell.colors = "nocolor"
    settings.InteractiveShellApp.matplotlib = None
    settings.Session.key = connection["key"].encode()
    settings.Session.signature_scheme = connection["signature_scheme"]
    app = GradingKernelApp.instance(
        config=settings,
        transport=connection["transport"],
        ip=connection["ip"],
        no_stdout=True,
        no_stderr=True,
        connection_file="kernel.json",
        capture_fd_output=False,
        outstream_class=f"{PromptStream.__module__}.PromptStream",
        log_level=50,
        **{
            f"{name}_port": connection[f"{name}_port"]
            for name in ("shell", "iopub", "stdin", "hb", "control")
        },
    )
    asyncio.set_event_loop(asyncio.new_event_loop())
    app.initialize([])
    from course_utils import device

    # The same start for every kernel: a notebook that sets no seed gives the same numbers in a regrade.
    device.seed(0)
    _prober.begin(app.kernel.shell.user_ns)  # type: ignore[union-attr]
    ready()
    app.start()


def main() -> None:
    """A cold kernel, outside any sandbox: reads its connection from standard input, one line of JSON."""
    connection = json.loads(sys.stdin.readline())
    serve(connection, ready=_say_ready)


def _say_ready() -> None:
    os.write(1, b"R")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


if __name__ == "__main__":
    main()

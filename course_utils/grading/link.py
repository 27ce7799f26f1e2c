"""The grader's line to one kernel: nbval's `RunningKernel`, with everything that comes back distrusted.

A kernel that a student's code lives in may fall silent, die, flood, send bytes that are no message, or the
same reply twice. Each of these ends in `Fatal` within bounded time and memory, never in a wrong reading.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import time
from collections import deque
from queue import Empty
from typing import Any, Protocol

import zmq
from jupyter_client import BlockingKernelClient
from nbval.kernel import RunningKernel

from course_utils.grading import kernel as in_kernel
from course_utils.grading.record import Event, Limits
from course_utils.grading.sandbox import Lost

MAX_MESSAGE = 4 << 20
MAX_QUEUED = 2000
MAX_REPLIES = 8 << 20
"""What may come on the shell line for one cell or probe, in bytes. Evidence has at most 256 KiB."""
MAX_HELD = 256 << 20
"""How much this process may grow, in bytes, while it waits for a kernel: libzmq limits the size of a part,
and not how many parts a message has."""
ASK_SECONDS = 0.25
"""A kernel that starts and says nothing for so long is asked whether it is there."""
WATCH_SECONDS = 0.1
NEVER_MS = 24 * 3600 * 1000
"""When a lost connection would be tried again, in milliseconds: a day, where a kernel lives for minutes."""
GRACE_SECONDS = 1.0
"""How long an interrupted cell has to answer before its kernel is killed."""
DEATH_SECONDS = 0.15
"""How long after its sockets a dying process may take to be gone."""
_SHOWN = frozenset({"status", "execute_input", "display_data", "execute_result", "stream", "error"})


class Process(Protocol):
    """A kernel's process, forked or cold."""

    pidfd: int
    connection: dict[str, Any]

    def ended(self) -> bool:
        """Whether it has ended."""
        ...

    def wait(self, seconds: float) -> bool:
        """Wait for its end; False if it did not come in time."""
        ...

    def signal(self, number: int) -> None:
        """Send it a signal."""
        ...

    def exit_code(self) -> int | None:
        """How it ended."""
        ...

    def kill(self) -> None:
        """End it and let go of it."""
        ...


def guarded_context() -> zmq.Context:
    """A context whose sockets take little at once, and connect once."""
    context = zmq.Context()
    for option, value in (
        (zmq.LINGER, 0),
        (zmq.MAXMSGSIZE, MAX_MESSAGE),
        (zmq.RCVHWM, 200),
        # A second connection could follow a link that a student put in the socket's place, so it comes when
        # nobody is there any more. Not -1 ("never"): then libzmq (4.3.5) drops the pipe of a peer that is
        # gone while a message is half read, and ends this process (fq.cpp, "Assertion failed: !_more").
        (zmq.RECONNECT_IVL, NEVER_MS),
    ):
        context.setsockopt(option, value)
    return context


class Fatal(Exception):
    """What one cell did to its kernel. `usable` says whether the kernel can go on."""

    def __init__(self, event: Event, told: str, usable: bool = False) -> None:
        super().__init__(told)
        self.event, self.told, self.usable = event, told, usable


class Link(RunningKernel):
    """A kernel as nbval drives it: `execute_cell_input`, `await_reply`, `get_message`; and `probe`.

    What a student's code does to the kernel is a Fatal; if it was the warm server that died, it is Lost.
    The kernel runs only while somebody waits for it: nothing can be sent while nobody counts (see `rest`).
    """

    def __init__(self, process: Process, limits: Limits) -> None:
        # Not super().__init__(): that one starts a kernel of its own.
        self._process, self._limits = process, limits
        self._usable = True
        self._shell: deque[dict[str, Any]] = deque()
        self._iopub: deque[dict[str, Any]] = deque()
        self._output = self._replies = 0
        self._resident, self._watch_at = _resident(), 0.0
        self.error: dict[str, str] | None = None
        """The error that the last cell ended with: "ename" and "evalue"; None if it ended well."""
        self._context = guarded_context()
        self.kc = BlockingKernelClient(context=self._context)
        self.kc.load_connection_info(process.connection)
        self.kc.start_channels(shell=True, iopub=True, stdin=False, hb=False, control=False)
        self._sockets = {"shell": self.kc.shell_channel.socket, "iopub": self.kc.iopub_channel.socket}
        self._monitors = {
            name: s.get_monitor_socket(zmq.EVENT_DISCONNECTED) for name, s in self._sockets.items()
        }
        self._poller = zmq.Poller()
        for socket in (*self._sockets.values(), *self._monitors.values(), process.pidfd):
            self._poller.register(socket, zmq.POLLIN)

    def await_ready(self, seconds: float = 20.0) -> None:
        """Wait for the kernel's first word. Raises Fatal."""
        deadline = time.monotonic() + seconds
        ask_at = time.monotonic() + ASK_SECONDS
        while not self._iopub:
            now = time.monotonic()
            if now > deadline:
                raise self._over(Event.KILLED, "its kernel did not start")
            if now > ask_at:
                # It greets whoever subscribes, but not if that came while it sent something itself (ipykernel
                # 7: sending takes the signal away from the listener). An answer says as much.
                self.kc.kernel_info()
                ask_at = now + ASK_SECONDS
            self._pump(min(deadline, ask_at))
        self._iopub.clear()

    # What nbval calls

    def execute_cell_input(self, cell_input: str, allow_stdin: bool | None = None) -> str:
        """Send a cell; returns its message id."""
        self._begin()
        return super().execute_cell_input(cell_input, allow_stdin=allow_stdin)

    def await_reply(self, msg_id: str, timeout: float | None = None) -> None:
        """Wait for the cell's reply, at most as long as a cell may take. Raises Fatal."""
        seconds = min(timeout or self._limits.cell_seconds, self._limits.cell_seconds)
        content = self._reply(msg_id, "execute_reply", seconds)
        if content.get("status") not in ("ok", "error"):
            raise self._over(Event.PROTOCOL, "its kernel gave a reply that is none")
        if content["status"] == "error":
            self.error = {key: str(content.get(key, ""))[:2000] for key in ("ename", "evalue")}

    def get_message(self, stream: str, timeout: float | None = None) -> dict[str, Any]:
        """The next message of a well-formed kind. Raises Empty on time-out (as nbval expects) or Fatal."""
        queue = self._iopub if stream == "iopub" else self._shell
        deadline = time.monotonic() + (timeout if timeout is not None else self._limits.cell_seconds)
        while True:
            while queue:
                message = queue.popleft()
                if stream != "iopub" or _is_output(message):
                    return message
            if time.monotonic() >= deadline:
                raise Empty
            self._pump(deadline)

    def await_idle(self, parent_id: str, timeout: float) -> None:
        """Wait until a cell is done (nbval asks after an error). Raises Fatal."""
        self._await_idle(parent_id, timeout)

    def is_alive(self) -> bool:
        """Whether the kernel runs and may be used."""
        return self._usable and not self._process.ended()

    def interrupt(self) -> None:
        """What Ctrl-C does."""
        self._process.signal(signal.SIGINT)

    def restart(self) -> None:
        """Not here: a fresh kernel is a fresh Link."""
        raise NotImplementedError

    def rest(self) -> None:
        """Let the kernel stand still until it is asked again."""
        if self._usable:
            self._process.signal(signal.SIGSTOP)

    def stop(self) -> None:
        """Kill the kernel and close everything that leads to it."""
        self._usable = False
        self._process.kill()
        if not self._context.closed:
            for name, socket in self._sockets.items():
                with contextlib.suppress(zmq.ZMQError):
                    socket.disable_monitor()
                self._monitors[name].close(0)
            self.kc.stop_channels()
            self._context.destroy(0)

    # What grading adds

    def probe(self, exercise: str, name: str, seed: int) -> dict[str, Any]:
        """Ask for evidence about one answer: what `probe.Probe.answer` writes, read. Raises Fatal."""
        self._begin()
        content = {"exercise": exercise, "name": name, "seed": str(seed)}
        message = self.kc.session.msg(in_kernel.REQUEST, content)
        self.kc.shell_channel.send(message)
        msg_id = message["header"]["msg_id"]
        reply = self._reply(msg_id, in_kernel.REPLY, self._limits.cell_seconds)
        self._await_idle(msg_id)
        if any(_parent(other) == msg_id for other in self._shell):
            raise self._over(Event.PROTOCOL, "its kernel answered one probe twice")
        try:
            data = json.loads(reply["data"][in_kernel.MIME])
        except (KeyError, TypeError, ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            raise self._over(Event.PROTOCOL, "its kernel's answer to a probe cannot be read")
        self.rest()
        return data

    def _begin(self) -> None:
        self._output, self._replies, self.error = 0, 0, None
        self._shell.clear()
        self._iopub.clear()
        self._resident = _resident()
        self._process.signal(signal.SIGCONT)

    def _await_idle(self, msg_id: str, seconds: float = 5.0) -> None:
        deadline = time.monotonic() + seconds
        while True:
            try:
                message = self.get_message("iopub", timeout=deadline - time.monotonic())
            except Empty:
                raise self._over(Event.PROTOCOL, "silenced its kernel") from None
            if _parent(message) == msg_id and message["content"].get("execution_state") == "idle":
                return

    def _reply(self, msg_id: str, kind: str, seconds: float) -> dict[str, Any]:
        deadline, stopped = time.monotonic() + seconds, None
        while True:
            while self._shell:
                message = self._shell.popleft()
                if _parent(message) != msg_id or message["msg_type"] != kind:
                    continue
                if stopped is not None:
                    stopped.usable = True
                    raise stopped
                return message["content"]
            if time.monotonic() >= deadline:
                if stopped is not None:
                    self._over(stopped.event, stopped.told)
                    raise stopped
                stopped = Fatal(Event.TIMED_OUT, f"went over {seconds:g} s")
                self.interrupt()
                deadline = time.monotonic() + GRACE_SECONDS
            try:
                self._pump(deadline)
            except Fatal as fatal:
                if stopped is None:
                    raise
                raise stopped from fatal

    def _over(self, event: Event, told: str) -> Fatal:
        # Unusable at once: in the milliseconds until a kill lands, the next cell must not reach this kernel.
        self._usable = False
        self._process.signal(signal.SIGKILL)
        return Fatal(event, told)

    def _pump(self, deadline: float) -> None:
        """Wait for something, and put what came into the queues. Raises Fatal."""
        if not self._usable:
            raise Fatal(Event.KILLED, "its kernel was gone")
        wait = max(0.0, deadline - time.monotonic())
        ready = dict(self._poller.poll(min(wait, WATCH_SECONDS) * 1000))
        if time.monotonic() >= self._watch_at:
            self._watch_at = time.monotonic() + WATCH_SECONDS
            if _resident() - self._resident > MAX_HELD:
                raise self._over(Event.PROTOCOL, f"sent more than {MAX_HELD >> 20} MiB in one message")
        came = self._receive("shell") + self._receive("iopub")
        if self._replies > MAX_REPLIES:
            raise self._over(Event.PROTOCOL, "flooded its line")
        if self._output > self._limits.output_bytes or len(self._iopub) > MAX_QUEUED:
            size = self._limits.output_bytes / (1 << 20)
            raise self._over(Event.OUTPUT, f"printed more than {size:g} MiB")
        if came:
            return  # what a dying kernel still had to say comes before its death
        if self._process.pidfd in ready or self._process.ended():
            self._usable = False
            code = self._process.exit_code()
            if code is None:
                raise Lost("the warm server ended, and this kernel with it")
            raise Fatal(Event.KILLED, _how_it_ended(code))
        for name, monitor in self._monitors.items():
            if monitor in ready:
                if self._process.wait(DEATH_SECONDS):
                    return  # it was the end of the process that broke the line
                event = Event.OUTPUT if name == "iopub" else Event.PROTOCOL
                size = f"more than {MAX_MESSAGE >> 20} MiB at once"
                raise self._over(
                    event, f"printed {size}" if name == "iopub" else f"closed its line, or sent {size}"
                )

    def _receive(self, name: str) -> int:
        socket, queue, session = self._sockets[name], getattr(self, f"_{name}"), self.kc.session
        for count in range(100):
            if self._output > self._limits.output_bytes or self._replies > MAX_REPLIES:
                return count  # enough, whatever it is: `_pump` says so
            try:
                frames = socket.recv_multipart(zmq.NOBLOCK)
            except zmq.Again:
                return count
            size = sum(map(len, frames))
            if name == "iopub":
                self._output += size
            else:
                self._replies += size
            try:
                _, frames = session.feed_identities(frames)
                message = session.deserialize(frames)
                good = isinstance(message["content"], dict) and isinstance(message["msg_type"], str)
            except Exception:
                good = False
            if not good:
                raise self._over(Event.PROTOCOL, "its kernel sent bytes that are no message")
            queue.append(message)
        return 100


def _resident() -> int:
    """The memory that this process holds, in bytes."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _parent(message: dict[str, Any]) -> object:
    parent = message.get("parent_header")
    return parent.get("msg_id") if isinstance(parent, dict) else None


_TEXTS = {"stream": ("name", "text"), "error": ("ename", "evalue"), "status": ("execution_state",)}


def _is_output(message: dict[str, Any]) -> bool:
    """Whether nbval can read this message without meeting anything that it does not expect."""
    kind, content = message["msg_type"], message["content"]
    if kind not in _SHOWN or not isinstance(message.get("parent_header"), dict):
        return False
    if not all(isinstance(content.get(key), str) for key in _TEXTS.get(kind, ())):
        return False
    if kind == "error":
        trace = content.get("traceback")
        return isinstance(trace, list) and all(isinstance(line, str) for line in trace)
    if kind in ("display_data", "execute_result"):
        content.setdefault("execution_count", None)
        return isinstance(content.get("data"), dict) and isinstance(content.get("metadata"), dict)
    return True


def _how_it_ended(code: int) -> str:
    if code >= 0:
        return f"ended its kernel (exit {code})"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = str(-code)
    return f"killed its kernel ({name})"

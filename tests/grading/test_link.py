"""The grader's line to a kernel, from the side of a peer that means harm."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import zmq
from jupyter_client.session import Session

from course_utils.grading import kernels
from course_utils.grading.link import Link
from course_utils.grading.record import Limits
from tests.grading.running import needs_sandbox, said

# A peer that sends hundreds of messages in parts and is gone; a grader that is too slow to have read them.
PEER = """
import os, sys, time, zmq
socket = zmq.Context().socket(zmq.DEALER)
socket.setsockopt(zmq.SNDHWM, 0)
socket.bind(sys.argv[1])
print("bound", flush=True)
for _ in range(600):
    socket.send_multipart([b"x" * 20] * 7)
time.sleep(0.05)
os._exit(0)
"""
SLOW_READER = """
import subprocess, sys, time, zmq
from course_utils.grading.link import guarded_context
socket = guarded_context().socket(zmq.DEALER)
peer = subprocess.Popen([sys.executable, "-c", sys.argv[2], sys.argv[1]], stdout=subprocess.PIPE)
peer.stdout.readline()
gone = socket.get_monitor_socket(zmq.EVENT_DISCONNECTED)
socket.connect(sys.argv[1])
read, end = 0, time.monotonic() + 30
while time.monotonic() < end:
    try:
        assert len(socket.recv_multipart(zmq.NOBLOCK)) == 7
        read += 1
        time.sleep(0.003 if read < 50 else 0)
    except zmq.Again:
        if gone.poll(1):
            print(read > 100)
            break
peer.wait()
"""

COUNTS = """
import threading, time
seen = []
def count():
    while True:
        seen.append(time.monotonic())
        time.sleep(0.01)
def more():
    so_far = len(seen)
    while len(seen) < so_far + 2:
        time.sleep(0.01)
threading.Thread(target=count, daemon=True).start()
more()
"""


def test_a_peer_that_dies_between_the_parts_of_a_message_does_not_take_the_grader_with_it(tmp_path: Path):
    command = [sys.executable, "-c", SLOW_READER, f"ipc://{tmp_path}/socket", PEER]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")


class Unwelcoming:
    """A kernel that greets nobody, and answers what it is asked."""

    def __init__(self, folder: Path) -> None:
        names = ("shell", "iopub", "stdin", "hb", "control")
        self.connection = {"transport": "ipc", "ip": f"{folder}/k", "key": "key"}
        self.connection |= {"signature_scheme": "hmac-sha256"}
        self.connection |= {f"{name}_port": n for n, name in enumerate(names, 1)}
        self.asked = 0
        self._stands_for_it = subprocess.Popen(["sleep", "60"])
        self.pidfd = os.pidfd_open(self._stands_for_it.pid)
        context = zmq.Context()
        self._shell, self._iopub = context.socket(zmq.ROUTER), context.socket(zmq.PUB)
        self._shell.bind(f"ipc://{folder}/k-1")
        self._iopub.bind(f"ipc://{folder}/k-2")
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._answer)
        self._thread.start()

    def _answer(self) -> None:
        session = Session(key=b"key")
        while not self._over.is_set():
            if self._shell.poll(50):
                _, message = session.recv(self._shell)
                self.asked += message["msg_type"] == "kernel_info_request"
                session.send(self._iopub, "status", {"execution_state": "idle"}, parent=message)
        self._shell.context.destroy(0)

    def ended(self) -> bool:
        return self._stands_for_it.poll() is not None

    def signal(self, number: int) -> None:
        self._stands_for_it.send_signal(number)

    def kill(self) -> None:
        self._over.set()
        self._thread.join()
        self._stands_for_it.kill()
        self._stands_for_it.wait()
        os.close(self.pidfd)


def test_a_kernel_whose_greeting_is_lost_is_asked_and_not_waited_for(tmp_path: Path):
    kernel = Unwelcoming(tmp_path)
    link = Link(kernel, Limits())  # type: ignore[arg-type]
    try:
        began = time.monotonic()
        link.await_ready()
        assert kernel.asked
        assert time.monotonic() - began < 5
    finally:
        link.stop()


@needs_sandbox
def test_a_kernel_stands_still_while_nobody_waits_for_it():
    link = kernels.start(Limits(), sandboxed=True)
    try:
        said(link, COUNTS)
        link.rest()
        time.sleep(0.6)
        assert float(said(link, "more(); print(max(b - a for a, b in zip(seen, seen[1:])))")) > 0.5
    finally:
        link.stop()

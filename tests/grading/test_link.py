"""The grader's line to a kernel, from the side of a peer that means harm."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from course_utils.grading import kernels
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
threading.Thread(target=count, daemon=True).start()
"""


def test_a_peer_that_dies_between_the_parts_of_a_message_does_not_take_the_grader_with_it(tmp_path: Path):
    command = [sys.executable, "-c", SLOW_READER, f"ipc://{tmp_path}/socket", PEER]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")


@needs_sandbox
def test_a_kernel_stands_still_while_nobody_waits_for_it():
    link = kernels.start(Limits(), sandboxed=True)
    try:
        said(link, COUNTS)
        link.rest()
        time.sleep(0.6)
        assert float(said(link, "print(max(b - a for a, b in zip(seen, seen[1:])))")) > 0.5
    finally:
        link.stop()

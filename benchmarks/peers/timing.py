"""Wall time and peak memory of a command, with everything that it starts."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

_EVERY = 0.25
_REST = 50
"""So many times as long as a look at the memory took, nobody looks: while it is counted, a process that wants
more memory waits, so looking must stay a small part of the time."""


@dataclass(frozen=True)
class Timed:
    """What a command took. `peak_mb`: of proportional memory (shared pages count once), all processes."""

    seconds: float
    peak_mb: float
    status: int
    said: str


def timed(command: list[str], folder: Path, environment: dict[str, str], seconds: float = 3600) -> Timed:
    """Run it to its end in `folder`. Raises subprocess.TimeoutExpired."""
    log = folder / "said.log"
    began = time.monotonic()
    peak = 0.0
    with log.open("wb") as said:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        top, rest = psutil.Process(process.pid), _EVERY
        while True:
            try:
                process.wait(rest)
                break
            except subprocess.TimeoutExpired:
                looked = time.monotonic()
                if looked - began > seconds:
                    process.kill()
                    raise
                peak = max(peak, memory(top))
                rest = max(_EVERY, _REST * (time.monotonic() - looked))
    took = time.monotonic() - began
    return Timed(took, peak, process.returncode, log.read_text(encoding="utf-8", errors="replace"))


def memory(top: psutil.Process) -> float:
    """MB of a process and all below it; those that end meanwhile count nothing."""
    total = 0
    for process in [top, *_below(top)]:
        try:
            total += process.memory_full_info().pss
        except (psutil.Error, OSError):
            continue
    return total / 1e6


def _below(top: psutil.Process) -> list[psutil.Process]:
    try:
        return top.children(recursive=True)
    except psutil.Error:
        return []

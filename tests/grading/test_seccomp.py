"""The tables of system calls, against this machine's own headers, and the program made of them."""

from __future__ import annotations

import errno
import re
import struct
from pathlib import Path

import pytest

from course_utils.grading.sandbox import seccomp

HEADERS = {
    "x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
    "aarch64": "/usr/include/asm-generic/unistd.h",  # aarch64 uses the generic table
}
ALLOW, KILL = 0x7FFF0000, 0x80000000


def verdict(machine: str, number: int, *args: int, arch: int | None = None) -> int:
    """What the program says to a call: a small machine for the few instructions it is made of."""
    _, audit = seccomp._ARCHITECTURES[machine]
    data = struct.pack("<IIQ6Q", number, audit if arch is None else arch, 0, *(*args, 0, 0, 0, 0, 0, 0)[:6])
    code = [
        struct.unpack_from("HBBI", seccomp.program(machine), at)
        for at in range(0, len(seccomp.program(machine)), 8)
    ]
    at, held = 0, 0
    while True:
        kind, yes, no, value = code[at]
        if kind == 0x06:
            return value
        if kind == 0x20:
            (held,) = struct.unpack_from("<I", data, value)
            at += 1
        else:
            true = {0x15: held == value, 0x25: held > value, 0x45: bool(held & value)}[kind]
            at += 1 + (yes if true else no)


def refused(number: int) -> int:
    return 0x00050000 | number


@pytest.mark.parametrize("machine", HEADERS)
def test_every_number_is_the_one_in_the_systems_header(machine: str):
    header = Path(HEADERS[machine])
    if not header.exists():
        pytest.skip(f"{header} is not installed here (linux-libc-dev)")
    found = dict(re.findall(r"^#define __NR(?:3264)?_(\w+)\s+(\d+)\s*$", header.read_text(), re.MULTILINE))
    column = list(seccomp._ARCHITECTURES).index(machine)
    for name, numbers in (seccomp.DENIED | seccomp.SPECIAL).items():
        expected = int(found[name]) if name in found else None
        assert numbers[column] == expected, name


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_a_second_process_is_refused_and_a_thread_is_not(machine: str):
    column = list(seccomp._ARCHITECTURES).index(machine)
    clone, clone3 = seccomp.SPECIAL["clone"][column], seccomp.SPECIAL["clone3"][column]
    assert verdict(machine, clone, 17) == refused(errno.EPERM)  # SIGCHLD: what fork asks for
    assert verdict(machine, clone, 0x003D0F00) == ALLOW  # what pthread_create asks for
    assert verdict(machine, clone3) == refused(errno.ENOSYS)
    for name, numbers in seccomp.DENIED.items():
        if numbers[column] is not None:
            assert verdict(machine, numbers[column]) == refused(errno.EPERM), name


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_only_unix_sockets_can_be_made_and_our_own_settings_stay(machine: str):
    column = list(seccomp._ARCHITECTURES).index(machine)
    socket, prctl, fcntl = (seccomp.SPECIAL[name][column] for name in ("socket", "prctl", "fcntl"))
    assert verdict(machine, socket, 1) == ALLOW
    assert all(verdict(machine, socket, family) == refused(errno.EACCES) for family in (2, 10, 16, 17, 40))
    assert verdict(machine, prctl, 1) == refused(errno.EPERM)  # PR_SET_PDEATHSIG
    assert verdict(machine, prctl, 15) == ALLOW  # PR_SET_NAME, which threads use
    assert verdict(machine, fcntl, 3, 6) == refused(errno.EPERM)  # F_SETLK
    assert verdict(machine, fcntl, 3, 2) == ALLOW  # F_SETFD


def test_another_architectures_calls_kill_and_newer_calls_do_not_exist():
    assert verdict("x86_64", 1, arch=0x40000003) == KILL  # i386, through int 0x80
    assert verdict("x86_64", 0x40000000 | 57) == refused(errno.ENOSYS)  # fork by its x32 number
    assert verdict("x86_64", seccomp.NEWEST + 1) == refused(errno.ENOSYS)
    assert verdict("x86_64", 0) == ALLOW


def test_a_machine_without_a_table_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(seccomp.UnknownArchitecture, match="riscv64"):
        seccomp.architecture()

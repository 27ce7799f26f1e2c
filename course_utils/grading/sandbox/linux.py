"""The few Linux calls that Python has no name for (Python 3.11 lacks `os.unshare` and `os.setns`).

Every function raises OSError, with the call's name, when the kernel refuses.
"""

from __future__ import annotations

import ctypes
import os
import struct

NEWNS, NEWCGROUP, NEWUTS, NEWIPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
NEWUSER, NEWPID, NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
PDEATHSIG, DUMPABLE, SECCOMP, CAPBSET_DROP, NO_NEW_PRIVS, CAP_AMBIENT = 1, 4, 22, 24, 38, 47

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """Leave the parent's namespaces for new ones."""
    _checked(_libc.unshare(flags), "unshare")


def setns(descriptor: int, kind: int) -> None:
    """Enter a namespace."""
    _checked(_libc.setns(descriptor, kind), "setns")


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    """Mount a file system, or change how it is mounted."""
    result = _libc.mount(
        source.encode(),
        target.encode(),
        kind.encode() or None,
        ctypes.c_ulong(flags),
        options.encode() or None,
    )
    _checked(result, f"mount {target}")


def prctl(option: int, *values: int) -> int:
    """Operations on this process."""
    four = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    return _checked(_libc.prctl(option, *four), f"prctl {option}")


def drop_all_capabilities() -> None:
    """No right beyond a plain user's is left, nor can one be had again."""
    for capability in range(64):
        try:
            prctl(CAPBSET_DROP, capability)
        except OSError:
            break  # past the last capability that this kernel knows
    prctl(CAP_AMBIENT, 4)  # PR_CAP_AMBIENT_CLEAR_ALL
    header = struct.pack("Ii", 0x20080522, 0)
    _checked(_libc.capset(header, struct.pack("6I", 0, 0, 0, 0, 0, 0)), "capset")


def install_filter(program: bytes) -> None:
    """Bind this thread, and all that it starts, to a seccomp filter (an array of `struct sock_filter`)."""
    body = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HP", len(program) // 8, ctypes.addressof(body))
    whole = ctypes.create_string_buffer(head, len(head))
    prctl(NO_NEW_PRIVS, 1)
    prctl(SECCOMP, 2, ctypes.addressof(whole))


def pidfd_open(pid: int) -> int:
    """A descriptor for a process, readable when it has ended (Python's own has the same name on 3.9+)."""
    return os.pidfd_open(pid)

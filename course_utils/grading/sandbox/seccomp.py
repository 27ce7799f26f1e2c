"""The system calls that a student's kernel may not make, as a classic BPF program.

With `fork`, `exec` and `memfd_create` gone a kernel is one process for ever, so its address-space limit
bounds its memory and no cgroup is needed. Threads stay allowed. Written by hand because what there is does
not fit: Debian's python3-seccomp serves the system's Python only, and the binding that has a wheel
(pyseccomp, last released in 2021) needs a system library that bubblewrap does not bring along.
"""

from __future__ import annotations

import errno
import platform
import struct

# name: (x86_64, aarch64); None where the architecture has no such call.
DENIED: dict[str, tuple[int | None, int | None]] = {
    # a second process
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    # memory that the address-space limit does not see
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "shmdt": (67, 197),
    "semget": (64, 190),
    "semop": (65, 193),
    "semctl": (66, 191),
    "semtimedop": (220, 192),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    # other processes
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "kcmp": (312, 272),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    # namespaces and mounts
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "mknod": (133, None),
    "mknodat": (259, 33),
    # wide parts of Linux that no notebook needs, and that have had holes
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_setup": (206, 0),
    "io_submit": (209, 2),
    "seccomp": (317, 277),
    "personality": (135, 92),
    "modify_ldt": (154, None),
    "vmsplice": (278, 75),
    "remap_file_pages": (216, 234),
    # the machine
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "syslog": (103, 116),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "iopl": (172, None),
    "ioperm": (173, None),
    "vhangup": (153, 58),
    "uselib": (134, None),
    "ustat": (136, None),
    "sysfs": (139, None),
    "lookup_dcookie": (212, 18),
    "nfsservctl": (180, 42),
    # what two kernels could see of each other through the read-only files that they share
    "flock": (73, 32),
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "inotify_add_watch": (254, 27),
    "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263),
}

# Calls that are looked at more closely, or answered with "no such call" so that glibc takes another road.
SPECIAL: dict[str, tuple[int, int]] = {
    "clone": (56, 220),
    "clone3": (435, 435),
    "socket": (41, 198),
    "prctl": (157, 167),
    "fcntl": (72, 25),
}

NEWEST = 450
"""Calls with a higher number are newer than these tables: answered with "no such call"."""

_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_CLONE_THREAD = 0x00010000
_AF_UNIX = 1
_PRCTL = (1, 4, 22, 23)  # PDEATHSIG, DUMPABLE, SECCOMP, CAPBSET_DROP: ours are set, and stay
_FCNTL = (5, 6, 7, 36, 37, 38, 1024, 1026)  # record locks, leases and directory watches

_LOAD, _JEQ, _JGT, _JSET, _RET = 0x20, 0x15, 0x25, 0x45, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_NUMBER, _ARCH, _ARG0, _ARG1 = 0, 4, 16, 24  # offsets in struct seccomp_data; arguments' low words


class UnknownArchitecture(OSError):
    """There is no table of system calls for this machine."""


def architecture() -> str:
    """This machine's name, if there is a table for it. Raises UnknownArchitecture."""
    machine = platform.machine()
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(machine.lower(), machine)
    if machine not in _ARCHITECTURES or struct.calcsize("P") != 8:
        raise UnknownArchitecture(f"no table of system calls for {machine!r}: kernels cannot be locked down")
    return machine


def _op(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)


def _error(number: int) -> bytes:
    return _op(_RET, 0x00050000 | number)


def program(machine: str) -> bytes:
    """The filter for one architecture: an array of `struct sock_filter`."""
    column, audit = _ARCHITECTURES[machine]
    special = {name: numbers[column] for name, numbers in SPECIAL.items()}
    code = [_op(_LOAD, _ARCH), _op(_JEQ, audit, 1, 0), _op(_RET, _KILL), _op(_LOAD, _NUMBER)]
    code += [_op(_JEQ, special["clone3"], 0, 1), _error(errno.ENOSYS)]
    # x86_64's second set of numbers (x32) starts at 2**30, so this closes it too.
    code += [_op(_JGT, NEWEST, 0, 1), _error(errno.ENOSYS)]
    for numbers in DENIED.values():
        if (number := numbers[column]) is not None:
            code += [_op(_JEQ, number, 0, 1), _error(errno.EPERM)]
    code += [
        _op(_JEQ, special["clone"], 0, 4),
        _op(_LOAD, _ARG0),
        _op(_JSET, _CLONE_THREAD, 1, 0),
        _error(errno.EPERM),
        _op(_RET, _ALLOW),
        _op(_JEQ, special["socket"], 0, 4),
        _op(_LOAD, _ARG0),
        _op(_JEQ, _AF_UNIX, 1, 0),
        _error(errno.EACCES),
        _op(_RET, _ALLOW),
    ]
    for name, offset, forbidden in (("prctl", _ARG0, _PRCTL), ("fcntl", _ARG1, _FCNTL)):
        body = [_op(_LOAD, offset)]
        for value in forbidden:
            body += [_op(_JEQ, value, 0, 1), _error(errno.EPERM)]
        body.append(_op(_RET, _ALLOW))
        code += [_op(_JEQ, special[name], 0, len(body)), *body]
    code.append(_op(_RET, _ALLOW))
    return b"".join(code)

"""What each forked kernel does to itself before it runs anything of a student's. The order matters."""

from __future__ import annotations

import contextlib
import os
import resource
from dataclasses import dataclass

from course_utils.grading.sandbox import linux, seccomp
from course_utils.grading.sandbox.launch import HOME, SOCKETS


@dataclass(frozen=True)
class Allowance:
    """What one kernel may have: bytes of address space (its parent's included), seconds of processor time."""

    address_space: int
    cpu_seconds: int


def _tmpfs(place: str, size: int, files: int) -> None:
    flags = linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC
    linux.mount("tmpfs", place, "tmpfs", flags, f"size={size},nr_inodes={files},mode=700")


def _own_places() -> None:
    """A file system view of its own: nothing written here is seen by, or left from, another kernel."""
    linux.mount("none", "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    no_more = linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC
    # Only its own process: nothing of the machine's (Linux 5.8; before that, with its settings read-only).
    try:
        linux.mount("proc", "/proc", "proc", no_more, "hidepid=2,subset=pid")
    except OSError:
        linux.mount("proc", "/proc", "proc", no_more, "hidepid=2")
    for settings in ("/proc/sys", "/proc/irq", "/proc/bus", "/proc/sysrq-trigger"):
        if os.path.exists(settings):
            linux.mount(settings, settings, flags=linux.MS_BIND)
            again = linux.MS_REMOUNT | linux.MS_BIND | linux.MS_RDONLY | no_more
            linux.mount("none", settings, flags=again)
    _tmpfs(HOME, 64 << 20, 1024)
    _tmpfs("/dev/shm", 16 << 20, 256)
    _tmpfs(SOCKETS, 32 << 10, 8)


def _own_user() -> None:
    """A user namespace in which there is one user, 1000: outside it is the plain user who began all this."""
    linux.unshare(linux.NEWUSER)
    for name, text in (("setgroups", "deny"), ("uid_map", "1000 0 1"), ("gid_map", "1000 0 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def _limits(allowance: Allowance) -> None:
    """Set in the new user namespace, where they are this kernel's alone; a refusal ends the kernel."""
    exact = {
        resource.RLIMIT_AS: allowance.address_space,
        resource.RLIMIT_NPROC: 64,
        resource.RLIMIT_FSIZE: 32 << 20,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_CPU: allowance.cpu_seconds,
    }
    for kind, value in exact.items():
        resource.setrlimit(kind, (value, value))


def _close_all_but(keep: int) -> None:
    """No descriptor of the server's stays: not its control socket, nor a log that siblings could read."""
    null = os.open("/dev/null", os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    for descriptor in [int(name) for name in os.listdir("/proc/self/fd")]:
        if descriptor > 2 and descriptor != keep:
            with contextlib.suppress(OSError):  # the one that listed the folder is gone by now
                os.close(descriptor)


def apply(allowance: Allowance, keep: int) -> None:
    """Lock this process in, for good; only the descriptor `keep` stays open. Raises OSError."""
    os.setsid()
    linux.unshare(linux.NEWNS | linux.NEWIPC | linux.NEWUTS | linux.NEWNET | linux.NEWCGROUP)
    _own_places()
    _close_all_but(keep)
    os.chdir(HOME)
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # if the machine runs out of memory, this goes first
    _own_user()
    _limits(allowance)
    linux.drop_all_capabilities()
    linux.prctl(linux.PDEATHSIG, 9)
    linux.install_filter(seccomp.program(seccomp.architecture()))

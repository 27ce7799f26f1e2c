"""How the warm server is started inside bubblewrap, as root or as a plain user."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from course_utils.grading.sandbox import enter, seccomp

HOME = "/home/student"
SOCKETS = "/run/kernel"
OLDEST_LINUX = (5, 14)
_SYSTEM = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_SETTINGS = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "fonts", "localtime")
_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": HOME,
    "USER": "student",
    "TMPDIR": HOME,
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "MPLBACKEND": "agg",
    "COURSE_DEVICE": "cpu",
    # The order of a set of strings is the same in every run, so that a regrade is exact.
    "PYTHONHASHSEED": "0",
}


class Unavailable(RuntimeError):
    """The sandbox cannot be had here; the message says why and how to get it."""


def bubblewrap() -> str:
    """The path of `bwrap`. Raises Unavailable."""
    if sys.platform != "linux":
        raise Unavailable("The sandbox needs Linux (on Windows: WSL 2; on a Mac: a container).")
    release = tuple(int(part) for part in re.findall(r"\d+", platform.release())[:2])
    if release < OLDEST_LINUX:
        # Before it, the limit on threads counts those of all kernels together: one could starve the rest.
        raise Unavailable(f"The sandbox needs Linux 5.14 or newer; this is {platform.release()}.")
    try:
        seccomp.architecture()
    except seccomp.UnknownArchitecture as reason:
        raise Unavailable(f"{reason}.".capitalize()) from None
    # Not from PATH: the command that locks the rest in is the system's, or none.
    found = shutil.which("bwrap", path="/usr/bin:/bin:/usr/local/bin")
    if found is None:
        raise Unavailable("bubblewrap is missing. Install it: sudo apt install bubblewrap")
    return found


def _trees() -> list[str]:
    """The folders that Python and the course live in, outermost first, none inside another or /usr."""
    package = Path(__file__).parents[2]
    named = {Path(os.path.abspath(p)) for p in (sys.prefix, sys.base_prefix, sys.exec_prefix, package)}
    # By their own paths too, links and all: a virtual environment is found by the path it was made with.
    wanted = named | {path.resolve() for path in named}
    trees: list[Path] = []
    for path in sorted(wanted, key=lambda p: len(p.parts)):
        if not any(path.is_relative_to(other) for other in (*trees, Path("/usr"))):
            trees.append(path)
    return [str(path) for path in trees]


def _bwrap(program: str, sources: dict[str, str], inner: list[str]) -> list[str]:
    command = [
        program,
        "--unshare-all",
        "--unshare-user",
        "--uid",
        "0",
        "--gid",
        "0",
        "--hostname",
        "student",
    ]
    # For the server, to build each kernel's own namespaces; the kernels keep none of these.
    for right in ("SYS_ADMIN", "SETPCAP", "SETFCAP", "SYS_RESOURCE"):
        command += ["--cap-add", f"CAP_{right}"]
    command += ["--die-with-parent", "--new-session", "--clearenv"]
    for name, value in _ENVIRONMENT.items():
        command += ["--setenv", name, value]
    command += ["--ro-bind", "/usr", "/usr"]
    for folder in _SYSTEM:
        if os.path.islink(folder):
            command += ["--symlink", os.readlink(folder), folder]
        elif os.path.isdir(folder):
            command += ["--ro-bind", folder, folder]
    for name in _SETTINGS:
        command += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    for inside, source in sources.items():
        command += ["--ro-bind", source, inside]
    command += ["--proc", "/proc", "--dev", "/dev", "--symlink", HOME, "/tmp"]
    for folder, size in ((HOME, 64 << 20), (SOCKETS, 32 << 10)):
        command += ["--size", str(size), "--tmpfs", folder]
    # Without these two, `/` and `/dev` are writable, in memory, without a limit.
    command += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", HOME, "--", *inner]
    return command


def start(inner: list[str], descriptor: int | None) -> subprocess.Popen[bytes]:
    """Start a command of this environment inside the sandbox. It dies with the calling thread.

    Call it from the main thread: Linux ties "dies with its parent" to the thread. Raises Unavailable.
    """
    program, trees = bubblewrap(), _trees()
    if below := [tree for tree in trees if Path(tree).is_relative_to("/tmp")]:
        # /tmp inside is each kernel's own: nothing of the machine's can lie there.
        raise Unavailable(f"The sandbox cannot show kernels what lies below /tmp: move {below[0]} elsewhere.")
    if os.geteuid() == 0:
        place = "/mnt" if os.path.isdir("/mnt") else "/tmp"
        sources = {tree: f"{place}/{number}" for number, tree in enumerate(trees)}
        todo = {"trees": trees, "place": place, "command": _bwrap(program, sources, inner)}
        # The real interpreter: a virtual environment's own start-up files have no part in what root does.
        command = [os.path.realpath(sys.executable), "-I", "-S", enter.__file__, json.dumps(todo)]
    else:
        command = _bwrap(program, {tree: tree for tree in trees}, inner)
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        pass_fds=() if descriptor is None else (descriptor,),
        env={},
        cwd="/",
        close_fds=True,
    )

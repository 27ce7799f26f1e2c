"""Where the other graders live, and the jail they run in.

Each has a virtual environment of its own below build/peers, made with uv: the grader and what it needs are
installed there, held to our lock where both name a package. torch and the course are not installed again
(a gigabyte each time): a .pth file lets the environment see ours after its own.

nbval and nbgrader run students' code as whoever grades, with nothing around it, and so does `otter run`
(`otter grade` puts a container around it). The attacks are meant, so here all of them run in bubblewrap: no
network, a read-only system, 256 MiB in memory to write to, limits on memory and processes. That protects
this machine; it also means that what a peer would lose outside its own process is not measured.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from course_utils.grading.sandbox import enter, launch

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "peers"
PACKAGES = {"nbval": "nbval==0.11.0", "nbgrader": "nbgrader==0.9.6", "otter": "otter-grader==7.0.0"}
INSIDE = Path(__file__).with_name("inside.py")


class Missing(RuntimeError):
    """A peer cannot be installed here; the message says why."""


def install(peer: str) -> Path:
    """The Python of a peer's environment, made if it is not there. Raises Missing."""
    ours = sysconfig.get_path("purelib")
    return made(peer, [PACKAGES[peer]], course=f"import site; site.addsitedir({ours!r})\n")


def made(name: str, packages: Sequence[str], *, course: str) -> Path:
    """The Python of an environment with these packages below build/peers, made if it is not there.

    `course` is the line of a .pth file by which the environment finds the course. Raises Missing.
    """
    home = FOLDER / name
    python, done = home / "bin" / "python", home / f"done {' '.join(packages)}"
    if done.exists():
        return python
    uv = [sys.executable, "-m", "uv"]
    to = ["--python", str(python), "--constraint", str(ROOT / "requirements.lock")]
    for command in (
        [*uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(home)],
        # Compiled now: in the jail everything is read-only, and each start would compile it again.
        [*uv, "pip", "install", "--quiet", "--compile-bytecode", *to, *packages],
    ):
        ran = subprocess.run(command, capture_output=True, text=True)
        if ran.returncode:
            raise Missing(f"{name} cannot be installed: {ran.stderr.strip()[-300:]}")
    (site,) = home.glob("lib/python*/site-packages")
    (site / "the_course.pth").write_text(course, encoding="utf-8")
    done.touch()
    return python


def jailed(python: Path, handed: Path, request: dict[str, Any], seconds: float) -> tuple[list[Any], float]:
    """Run a peer on the files in `handed`. Returns what it said, one JSON value a line, and the seconds.

    What it says comes over a pipe of its own: the files and the screen are the students'. After `seconds`
    everything inside is killed; what was said until then counts.
    """
    trees = [str(path) for path in (Path(sys.base_prefix).resolve(), ROOT)]
    as_root = os.geteuid() == 0
    place = "/mnt" if os.path.isdir("/mnt") else "/tmp"
    every = [*trees, str(handed)]
    sources = [f"{place}/{n}" for n in range(len(every))] if as_root else every
    reading, writing = os.pipe()
    told = json.dumps(request | {"say": writing})
    inner = [str(python), str(INSIDE), told]
    command = _bwrap(dict(zip([*trees, "/handed"], sources, strict=True)), inner)
    if as_root:
        todo = {"trees": every, "place": place, "command": command}
        command = [os.path.realpath(sys.executable), "-I", "-S", enter.__file__, json.dumps(todo)]
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            pass_fds=(writing,),
            env={},
            cwd="/",
        )
        os.close(writing)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()  # its child is the first process of the jail: all in it die
            process.wait()
        said.seek(0)
        noise = said.read(1 << 20).decode("utf-8", "replace")
    took = time.monotonic() - began
    with open(reading, encoding="utf-8", errors="replace") as pipe:
        lines = pipe.read().splitlines()
    values = [json.loads(line) for line in lines if line.startswith(("[", "{"))]
    if os.environ.get("PEERS_VERBOSE"):
        print(noise[-6000:], file=sys.stderr)
    return values, took


def _bwrap(sources: dict[str, str], inner: list[str]) -> list[str]:
    command = [launch.bubblewrap(), "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    command += ["--unshare-user", "--uid", "1000", "--gid", "1000", "--ro-bind", "/usr", "/usr"]
    settings = {
        "HOME": "/home/student",
        "TMPDIR": "/tmp",
        "PATH": f"{Path(inner[0]).parent}:/usr/bin:/bin",
        "LANG": "C.UTF-8",
    }
    settings |= {"OMP_NUM_THREADS": "1", "MPLBACKEND": "agg", "COURSE_DEVICE": "cpu", "USER": "student"}
    for name, value in settings.items():
        command += ["--setenv", name, value]
    for folder in ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"):
        if os.path.islink(folder):
            command += ["--symlink", os.readlink(folder), folder]
        elif os.path.isdir(folder):
            command += ["--ro-bind", folder, folder]
    for name in ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "fonts", "localtime"):
        command += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    for inside, source in sources.items():
        command += ["--ro-bind", source, inside]
    command += ["--symlink", "/handed/hosts", "/etc/hosts", "--proc", "/proc", "--dev", "/dev"]
    for folder in ("/tmp", "/home/student", "/dev/shm"):
        command += ["--size", str(256 << 20), "--tmpfs", folder]
    return [*command, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp", "--", *inner]

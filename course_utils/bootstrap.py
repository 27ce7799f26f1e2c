"""Makes or refreshes the environment `.venv`, if it is missing or stale: `python course_utils/bootstrap.py`.

Standard library only, and no syntax newer than Python 2.7: an old Python must get far enough to be told so.
(Hence no annotations and no f-strings; docstrings give the types.)

`.venv` is fresh when its stamp says that it was finished for these pins, these dependencies, this folder and
this version of Python. The stamp is taken away before work begins and written last, so an interrupted
installation is noticed, and done again from the start.
"""

from __future__ import print_function

import collections
import errno
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys

OLDEST = (3, 11)
ROOM = 3 * 10**9  # bytes: the environment takes 1.8 GB on Linux without a GPU, and pip unpacks beside it
AGAIN = "then run the same command again."


class Stop(Exception):
    """A failure that the user can mend; str(error) is one sentence that says how."""


def main(root):
    """root: str, the course's folder. Returns the exit status; says nothing when `.venv` is fresh."""
    try:
        if not is_fresh(root):
            refuse_old_python()
            with OneAtATime(root):
                if not is_fresh(root):
                    make(root)
    except Stop as error:
        print("\n%s" % error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(
            "\nStopped before the environment was ready. To finish, run the same command again.",
            file=sys.stderr,
        )
        return 130
    return 0


def is_fresh(root):
    """Whether `.venv` was finished for what `root` asks for now. root: str; returns bool."""
    stamp = read_stamp(root)
    if stamp is None or not os.path.exists(venv_python(root)):
        return False
    if sys.version_info[:2] < OLDEST:
        # Too old to make an environment, but good enough to see that there is one.
        return stamp == wanted(root, stamp.get("python"))
    return stamp == wanted(root, python_version())


def wanted(root, python):
    """The stamp of an environment that is fresh. root: str; python: str such as "3.11"; returns dict."""
    return {
        "lock": sha256(read(os.path.join(root, "requirements.lock"))),
        "project": sha256(packaging_part(read(os.path.join(root, "pyproject.toml")))),
        "python": python,
        "root": os.path.realpath(root),
    }


def packaging_part(pyproject):
    """pyproject: str. What installing depends on: everything above the first table of tool settings."""
    return re.split(r"(?m)^\[tool\.", pyproject)[0]


def make(root):
    """Makes `.venv`, or refreshes a finished one whose pins changed. Raises Stop."""
    stamp = read_stamp(root)
    usable = stamp is not None and os.path.exists(venv_python(root))
    refresh = (
        usable and stamp.get("python") == python_version() and stamp.get("root") == os.path.realpath(root)
    )
    try:
        if refresh:
            print("Refreshing the environment .venv: what it holds is not what requirements.lock asks for.")
            os.remove(stamp_path(root))
        else:
            print(
                "Making the environment .venv (Python %s). This takes some minutes, once." % python_version()
            )
            refuse_full_disk(root)
            make_venv(root)
        pip(root, ["install", "-r", "requirements.lock"])
        pip(root, ["install", "--no-deps", "--no-build-isolation", "-e", "."])
        write_stamp(root)
    except (IOError, OSError) as error:
        raise Stop(explain_os_error(root, error))
    print("The environment is ready.")


def refuse_old_python():
    """Raises Stop if the Python that runs this is too old."""
    if sys.version_info[:2] < OLDEST:
        raise Stop(
            "The course needs Python %d.%d or newer; this is %s (%s). Install a newer one from "
            "https://www.python.org/downloads/ or run: make PYTHON=/path/to/python3.12 lab"
            % (OLDEST + (".".join(str(part) for part in sys.version_info[:3]), sys.executable))
        )


def refuse_full_disk(root):
    """Raises Stop if the disk has no room for the environment."""
    free = shutil.disk_usage(root).free
    if free < ROOM:
        raise Stop(
            "The disk is too full: the environment needs about %s and %s has %s free. Free some space, %s"
            % (gigabytes(ROOM), root, gigabytes(free), AGAIN)
        )


def make_venv(root):
    """Makes an empty `.venv` in place of whatever is there. Raises Stop."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    probe = run([base, "-I", "-c", "import venv, ensurepip"], root, quiet=True)
    if probe.status != 0:
        raise Stop(
            "Python %s (%s) comes without its venv module. On Debian or Ubuntu run: sudo apt install "
            "python3-venv; elsewhere install Python from https://www.python.org/downloads/, %s"
            % (python_version(), base, AGAIN)
        )
    made = run([base, "-I", "-m", "venv", "--clear", os.path.join(root, ".venv")], root, quiet=True)
    if made.status != 0:
        raise Stop(explain(root, made.text, "Making the folder .venv failed"))


def pip(root, arguments):
    """Runs the environment's own pip, showing what it says. Raises Stop if it fails."""
    # A user's `--user` setting would keep pip from installing into an environment.
    settings = dict(os.environ, PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1")
    done = run([venv_python(root), "-I", "-m", "pip"] + arguments, root, env=settings)
    if done.status != 0:
        raise Stop(explain(root, done.text, "pip could not install the course's packages"))


Done = collections.namedtuple("Done", "status text")


def run(command, folder, env=None, quiet=False):
    """Runs command (list of str) in folder and shows its output as it comes. Returns Done(int, str)."""
    process = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = []
    try:
        for raw in process.stdout:
            line = raw.decode("utf-8", "replace").rstrip()
            lines.append(line)
            if not quiet and not line.startswith("Requirement already satisfied"):
                print("  " + line[:160])
                sys.stdout.flush()
    finally:
        process.stdout.close()
        if sys.exc_info()[0] is not None:
            process.terminate()
        status = process.wait()
    return Done(status, "\n".join(lines))


def explain(root, text, failed):
    """One sentence on why a command failed. text: str, all it printed; failed: str, what did not work."""
    if re.search(r"No space left on device|\[Errno (28|122)\]|Disk quota exceeded", text):
        return disk_full(root)
    if re.search(
        r"NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|SSLError"
        r"|Max retries exceeded|Connection (refused|reset|aborted)|Network is unreachable"
        r"|Temporary failure in name resolution|Connection broken|connection error",
        text,
    ):
        return (
            "The network is gone: pip cannot reach its package index. Check the connection (and the proxy, "
            "if there is one), " + AGAIN
        )
    missing = re.search(r"No matching distribution found for ([^\s;]+)", text)
    if missing:
        return (
            "pip finds no build of %s for Python %s (%s). If this Python is very new, run: make "
            "PYTHON=/path/to/python3.12 lab; if not, check the network and the index that pip is set to."
            % (missing.group(1).rstrip(".,"), python_version(), sys.executable)
        )
    errors = [line for line in text.splitlines() if line.strip().lower().startswith("error")]
    last = (errors or text.splitlines() or ["no message"])[-1].strip()
    return "%s: %s" % (failed, last)


def explain_os_error(root, error):
    """One sentence on an OSError of our own file handling."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return disk_full(root)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            "The folder %s cannot be written to (%s). Make it yours, or copy the course to a folder that is."
            % (
                root,
                error.strerror,
            )
        )
    return "The environment .venv could not be made: %s." % error


def disk_full(root):
    """The sentence for a disk that filled up on the way."""
    return (
        "The disk is full: the environment needs about %s, and %s has %s left. Free some space (or, if it is "
        "the folder for temporary files that is full, set TMPDIR to a roomier one), %s"
        % (gigabytes(ROOM), root, gigabytes(shutil.disk_usage(root).free), AGAIN)
    )


class OneAtATime(object):
    """While one terminal makes the environment, another that wants it waits. root: str."""

    def __init__(self, root):
        self.path = os.path.join(root, "requirements.lock")

    def __enter__(self):
        self.file = io.open(self.path, "rb")
        try:
            import fcntl

            fcntl.flock(self.file, fcntl.LOCK_EX)
        except (ImportError, IOError, OSError):
            pass  # no such locks here (Windows, some network drives): go on without
        return self

    def __exit__(self, *error):
        self.file.close()


def read_stamp(root):
    """The stamp that `.venv` carries, as a dict, or None if it carries none that can be read."""
    try:
        stamp = json.loads(read(stamp_path(root)))
    except (IOError, OSError, ValueError):
        return None
    return stamp if isinstance(stamp, dict) else None


def write_stamp(root):
    """Marks `.venv` as finished."""
    draft = stamp_path(root) + ".draft"
    with io.open(draft, "w", encoding="utf-8") as file:
        file.write(json.dumps(wanted(root, python_version()), indent=1, sort_keys=True))
    os.rename(draft, stamp_path(root))


def stamp_path(root):
    """Where the stamp is. root: str; returns str."""
    return os.path.join(root, ".venv", "softmax-course.json")


def venv_python(root):
    """The environment's interpreter. root: str; returns str."""
    return os.path.join(root, ".venv", "bin", "python")


def python_version():
    """Version of the Python that runs this, as "3.11"."""
    return "%d.%d" % sys.version_info[:2]


def read(path):
    """The text of a file. path: str; returns str."""
    with io.open(path, encoding="utf-8") as file:
        return file.read()


def sha256(text):
    """text: str; returns its SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def gigabytes(count):
    """count: int, bytes; returns for example "3.0 GB"."""
    return "%.1f GB" % (count / 1e9)


if __name__ == "__main__":
    sys.exit(main(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

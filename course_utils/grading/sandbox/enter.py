"""Run as root, before bubblewrap: make what it needs readable to a plain user, become one, start it.

bubblewrap started by uid 0 is an escape: a process inside is uid 0 outside, owns /proc/sys, and no limit on
processes binds it. A plain user, on the other hand, cannot reach an environment below a home of mode 0700.
So the needed trees are bound, read-only, into a mount namespace of this process's own; nobody else sees them
and they go with it. Started by path (`python -I enter.py JSON`): no package is imported, so it starts fast.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys

PLAIN_USER = 64321
"""A user id that no system hands out: neither to people, nor to packages, nor to systemd's services."""


def main(argument: str) -> None:
    """Argument, in JSON: {"trees": [path, ...], "place": folder, "command": [...]}; tree n is at place/n."""
    todo = json.loads(argument)
    libc = ctypes.CDLL(None, use_errno=True)

    def mount(source: str, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
        texts = [text and text.encode() for text in (source, target, kind, options)]
        if libc.mount(texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3]) != 0:
            number = ctypes.get_errno()
            sys.exit(f"mount {target}: {os.strerror(number)}")

    if libc.unshare(0x00020000) != 0:  # CLONE_NEWNS
        sys.exit(f"unshare: {os.strerror(ctypes.get_errno())} (root without the right to mount?)")
    trees = [os.open(path, os.O_PATH) for path in todo["trees"]]  # before a mount can hide one
    read_only, bind, remount, recursive, private = 1, 4096, 32, 16384, 1 << 18
    mount("none", "/", None, recursive | private)
    mount("tmpfs", todo["place"], "tmpfs", 2 | 4 | 8, "mode=755,size=64k")
    for number, descriptor in enumerate(trees):
        here = f"{todo['place']}/{number}"
        os.mkdir(here, 0o755)
        mount(f"/proc/self/fd/{descriptor}", here, None, bind)
        mount("none", here, None, bind | remount | read_only | 2 | 4)
        os.close(descriptor)
    os.chdir("/")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.setgroups([])
    os.setresgid(PLAIN_USER, PLAIN_USER, PLAIN_USER)
    os.setresuid(PLAIN_USER, PLAIN_USER, PLAIN_USER)
    os.execv(todo["command"][0], todo["command"])


if __name__ == "__main__":
    main(sys.argv[1])

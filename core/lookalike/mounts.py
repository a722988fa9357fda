"""Which volume a path lies on. Linux tells in /proc/self/mountinfo, bind mounts included; elsewhere by `ismount`."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

_MOUNTS = "/proc/self/mountinfo"
_OCTAL = re.compile(rb"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """A mounted volume: its top folder, and the kind of its file system ("ext4"; empty where unknown)."""

    top: str
    kind: str = ""


def mount_of(path: str) -> Mount:
    """The mount that holds a file or folder, which need not exist yet."""
    real = os.path.realpath(path)
    mounts = _linux_mounts()
    if mounts:
        while real not in mounts and real != os.path.dirname(real):
            real = os.path.dirname(real)
        return Mount(real, mounts.get(real, ""))
    while not os.path.ismount(real) and real != os.path.dirname(real):
        real = os.path.dirname(real)
    return Mount(real)


def same_mount(first: str, second: str) -> bool:
    """Whether a file can be renamed from one path to the other without being copied."""
    return mount_of(first).top == mount_of(second).top


def _linux_mounts() -> dict[str, str]:
    """Kind of file system by mount point; of several on one point the last is on top."""
    try:
        with open(_MOUNTS, "rb") as file:
            lines = file.read().splitlines()
    except OSError:
        return {}  # Another system, or /proc is not mounted.
    found = {}
    for line in lines:
        fields = line.split(b" ")
        point = _OCTAL.sub(lambda octal: bytes([int(octal.group(1), 8)]), fields[4])
        found[os.fsdecode(point)] = os.fsdecode(fields[fields.index(b"-") + 1])
    return found

"""Which volume a path lies on. Linux tells in /proc/self/mountinfo, bind mounts included; elsewhere by `ismount`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

_MOUNTS = "/proc/self/mountinfo"
_OCTAL = re.compile(rb"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """A mounted volume: its top folder, the kind of its file system ("ext4") and what is mounted there ("/dev/sda1").

    The latter two are empty where unknown.
    """

    top: str
    kind: str = ""
    source: str = ""


def mount_of(path: str) -> Mount:
    """The mount that holds a file or folder, which need not exist yet."""
    real = os.path.realpath(path)
    mounts = _linux_mounts()
    if mounts:
        while real not in mounts and real != os.path.dirname(real):
            real = os.path.dirname(real)
        return mounts.get(real, Mount(real))
    while not os.path.ismount(real) and real != os.path.dirname(real):
        real = os.path.dirname(real)
    return Mount(real)


def same_mount(first: str, second: str) -> bool:
    """Whether a file can be renamed from one path to the other without being copied."""
    return mount_of(first).top == mount_of(second).top


def _linux_mounts() -> Mapping[str, Mount]:
    """Mounts by their top folder; empty elsewhere, and where /proc is not mounted."""
    try:
        with open(_MOUNTS, "rb") as file:
            return _parse(file.read())
    except OSError:
        return {}


@lru_cache(maxsize=2)
def _parse(content: bytes) -> Mapping[str, Mount]:
    """Of several mounts on one point the last is on top. Cached, because the table seldom changes between two files."""
    found = {}
    for line in content.splitlines():
        fields = line.split(b" ")
        kind, source = fields[fields.index(b"-") + 1 :][:2]
        point = _text(fields[4])
        found[point] = Mount(point, os.fsdecode(kind), _text(source))
    return MappingProxyType(found)


def _text(field: bytes) -> str:
    return os.fsdecode(_OCTAL.sub(lambda octal: bytes([int(octal.group(1), 8)]), field))

"""Is this still the file that was judged, are these two names one file, does this file lie in that folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass

from lookalike.mounts import mount_of

# Linux makes up the inode numbers of these file systems, anew whenever it has forgotten a file in between.
_UNSTABLE_INODES = frozenset({"vfat", "msdos", "exfat", "fuseblk", "cifs", "smb3", "9p", "fuse.sshfs"})


@dataclass(frozen=True, slots=True)
class FileState:
    """By what a judged file is known again: size in bytes, modification time in nanoseconds, inode number.

    `digest` is the SHA-256 of the content in hexadecimal, empty where it was not needed. `mode` are the permission
    bits. `device` is not kept, because it changes when a volume is mounted again.
    """

    path: str
    size: int
    mtime_ns: int
    inode: int
    mode: int = 0
    digest: str = ""


def state_of(path: str) -> FileState:
    """The present state of a file, without digest; a symbolic link is not followed. Raises OSError."""
    status = os.lstat(path)
    return FileState(path, status.st_size, status.st_mtime_ns, status.st_ino, stat.S_IMODE(status.st_mode))


def present(path: str) -> os.stat_result | None:
    """The status of what has this name, a symbolic link itself, or None where nothing has it."""
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_judged(state: FileState, status: os.stat_result) -> bool:
    """Whether `status`, of `state.path`, is of the very file that was judged: size, time and inode number agree."""
    if (status.st_size, status.st_mtime_ns) != (state.size, state.mtime_ns):
        return False
    return status.st_ino == state.inode or mount_of(state.path).kind in _UNSTABLE_INODES


def is_same_content(state: FileState, status: os.stat_result) -> bool:
    """Whether a moved or copied file is still as it was: FAT keeps times to two seconds only."""
    exact = status.st_ino == state.inode
    tolerance = 0 if exact else 2_000_000_000
    return status.st_size == state.size and abs(status.st_mtime_ns - state.mtime_ns) <= tolerance


def same_file(first: str, second: str) -> bool:
    """Whether two names lead to one file: hard links, symbolic links, other case, a volume mounted twice.

    Raises OSError if one of them cannot be looked at.
    """
    return os.path.samestat(os.stat(first), os.stat(second))


def lies_in(path: str, folders: Iterable[str]) -> bool:
    """Whether a file lies in or below one of the folders, by whatever names its own folders are reached.

    Every folder above the path, as written and with links resolved, is compared by device and inode number, so that
    links, other case and bind mounts are seen through. A folder that does not exist is compared by its name.
    """
    wanted = [_names(folder) for folder in folders]
    above = _folders_above(os.path.dirname(path)) if wanted else set()
    return any(not above.isdisjoint(names) for names in wanted)


def _chain(folder: str) -> list[str]:
    found = [folder]
    while (parent := os.path.dirname(found[-1])) != found[-1]:
        found.append(parent)
    return found


def _folders_above(folder: str) -> set[object]:
    found: set[object] = set()
    for path in {*_chain(os.path.abspath(folder)), *_chain(os.path.realpath(folder))}:
        found.update(_names(path))
    return found


def _names(folder: str) -> set[object]:
    names: set[object] = {os.path.normcase(os.path.abspath(folder))}
    try:
        status = os.stat(folder)
    except OSError:
        return names  # Compared by its name alone.
    return names | {(status.st_dev, status.st_ino)}

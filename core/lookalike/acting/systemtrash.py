"""The trash of Windows and macOS: `send2trash` puts files there, and this finds them again.

Neither system tells where a file went. On Windows each file `$R...` in the volume's recycle bin has a record `$I...`
with its old path (described in https://github.com/libyal/dtformats, "Windows Recycle.Bin file formats"). On macOS the
file keeps its inode number in `~/.Trash` or the volume's `.Trashes`, which a program may only read if the person has
granted it full access to the disk.
"""

from __future__ import annotations

import os
import struct
import sys

from send2trash import send2trash

from lookalike.acting.plan import Reason
from lookalike.acting.refusal import RefusedError
from lookalike.files.mounts import mount_of
from lookalike.files.safefiles import discard, write_new
from lookalike.files.states import FileState, present, state_of

_HEADER = struct.Struct("<qqq")  # version, size in bytes, time of deletion


def send(path: str) -> None:
    """Put a file into the system's trash. Raises OSError."""
    send2trash(path)


def find(state: FileState) -> str | None:
    """Where a trashed file lies now; None if it is not there, or if we may not look."""
    try:
        if sys.platform == "win32":
            return next(iter(find_in_bin(recycle_bin(state.path), state)), None)
        return next(iter(find_by_inode(trash_folders(state.path), state)), None)
    except OSError:
        return None


def forget(place: str) -> None:
    """Remove the record of a file that was taken out of the recycle bin."""
    folder, name = os.path.split(place)
    if name.startswith("$R"):
        discard(os.path.join(folder, "$I" + name[2:]))


def probe(folder: str, name: str) -> None:
    """Trash a small file of our own, and see that it went to the trash and not away for good.

    Raises RefusedError: NO_TRASH if the volume has none, otherwise what is wrong with `folder`.
    """
    path = os.path.join(folder, f".lookalike-probe-{name}")
    write_new(path, b"Lookalike tries the trash.\n")
    state = state_of(path)
    try:
        send(path)
    except OSError as error:
        raise RefusedError(folder, Reason.NO_TRASH, str(error)) from error
    finally:
        discard(path)
    place = find(state)
    if place is not None:
        os.unlink(place)
        forget(place)
    elif sys.platform == "win32":
        raise RefusedError(folder, Reason.NO_TRASH, recycle_bin(path))


def recycle_bin(path: str) -> str:
    """The recycle bins of all users on a file's volume; only the person's own can be read."""
    return os.path.join(mount_of(path).top, "$Recycle.Bin")


def find_in_bin(folder: str, state: FileState) -> list[str]:
    """Files in a recycle bin whose record names this path and size, the last deleted first."""
    found: list[tuple[int, str]] = []
    for user in (os.path.join(folder, name) for name in os.listdir(folder)):
        try:
            names = [name for name in os.listdir(user) if name.startswith("$I")]
        except OSError:
            continue  # Another user's.
        for name in names:
            deleted, size, path = read_record(os.path.join(user, name))
            place = os.path.join(user, "$R" + name[2:])
            if size == state.size and os.path.normcase(path) == os.path.normcase(state.path) and present(place):
                found.append((deleted, place))
    return [place for _, place in sorted(found, reverse=True)]


def read_record(path: str) -> tuple[int, int, str]:
    """Time of deletion (in Windows' own count), size in bytes and old path of a `$I` file."""
    with open(path, "rb") as file:
        content = file.read(65536)
    if len(content) < _HEADER.size:
        return 0, -1, ""
    version, size, deleted = _HEADER.unpack_from(content)
    start = _HEADER.size + (4 if version == 2 else 0)  # From Windows 10 on the length of the path comes first.
    return deleted, size, content[start:].decode("utf-16-le", "surrogatepass").split("\0", 1)[0]


def trash_folders(path: str) -> tuple[str, ...]:
    """Where macOS puts what is trashed from a file's volume."""
    own = os.path.expanduser("~/.Trash")
    return own, os.path.join(mount_of(path).top, ".Trashes", str(getattr(os, "getuid", int)()))


def find_by_inode(folders: tuple[str, ...], state: FileState) -> list[str]:
    """Files that have the state's inode number, size and time."""
    found = []
    for folder in filter(os.path.isdir, folders):
        for path in (os.path.join(folder, name) for name in os.listdir(folder)):
            status = os.lstat(path)
            if (status.st_ino, status.st_size, status.st_mtime_ns) == (state.inode, state.size, state.mtime_ns):
                found.append(path)
    return found

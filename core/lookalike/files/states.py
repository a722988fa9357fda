"""Comparing files: with their state when they were judged, with another name of the same file, with a folder."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from lookalike.files.mounts import mount_of
from lookalike.files.windowspaths import system_path

# Linux makes up the inode numbers of these file systems, anew whenever it has forgotten a file in between.
_UNSTABLE_INODES = ("vfat", "msdos", "exfat", "fuse", "cifs", "smb3", "9p")


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
    status = os.lstat(system_path(path))
    return FileState(path, status.st_size, status.st_mtime_ns, status.st_ino, stat.S_IMODE(status.st_mode))


def present(path: str) -> os.stat_result | None:
    """The status of what has this name, a symbolic link itself, or None where nothing has it."""
    try:
        return os.lstat(system_path(path))
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_judged(state: FileState, status: os.stat_result) -> bool:
    """Whether `status`, of `state.path`, is of the very file that was judged: size, time and inode number agree."""
    if (status.st_size, status.st_mtime_ns) != (state.size, state.mtime_ns):
        return False
    return status.st_ino == state.inode or mount_of(state.path).kind.startswith(_UNSTABLE_INODES)


def is_same_content(state: FileState, status: os.stat_result) -> bool:
    """Whether a moved or copied file is still as it was: FAT keeps times to two seconds only."""
    exact = status.st_ino == state.inode
    tolerance = 0 if exact else 2_000_000_000
    return status.st_size == state.size and abs(status.st_mtime_ns - state.mtime_ns) <= tolerance


def stands(keeper: FileState) -> bool:
    """Whether a keeper is still there as it was judged."""
    try:
        status = os.stat(system_path(keeper.path))
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and is_judged(keeper, status)


def same_file(first: str, second: str) -> bool:
    """Whether two names lead to one file: hard links, symbolic links, other case, a volume mounted twice.

    Raises OSError if one of them cannot be looked at.
    """
    return os.path.samestat(os.stat(system_path(first)), os.stat(system_path(second))) or same_name(first, second)


def same_name(first: str, second: str) -> bool:
    """Whether two existing paths differ only in case or Unicode form, and their folders know but one of the names.

    Drivers in user space, exFAT's for one, give such names inode numbers of their own.
    """
    first, second = os.path.realpath(first), os.path.realpath(second)
    if _folded(first) != _folded(second):
        return False
    parts, other_parts = Path(first).parts, Path(second).parts
    return not any(
        one != other and {one, other} <= set(os.listdir(os.path.join(*parts[:depth])))
        for depth, (one, other) in enumerate(zip(parts, other_parts, strict=True))
    )


def lies_in(path: str, folders: Iterable[str]) -> bool:
    """Whether a file lies in or below one of the folders, by whatever names its own folders are reached.

    Every folder above the path, as written and with links resolved, is compared by device and inode number and by
    name, so that links, other case and bind mounts are seen through.
    """
    folders = [os.path.abspath(folder) for folder in folders]
    if not folders:
        return False
    folder = os.path.dirname(path)
    above = {*_chain(os.path.abspath(folder)), *_chain(os.path.realpath(folder))}
    identities = {identity for ancestor in above if (identity := _identity(ancestor))}
    names = {_folded(ancestor): ancestor for ancestor in above}
    return any(
        folder in above
        or _identity(folder) in identities
        or (_folded(folder) in names and _is_same_folder(folder, names[_folded(folder)]))
        for folder in folders
    )


def lying_in(folders: Iterable[str]) -> Callable[[str], bool]:
    """`lies_in` for many files: the system is asked once for each folder that holds some."""
    roots, known = tuple(folders), dict[str, bool]()

    def inside(path: str) -> bool:
        folder = os.path.dirname(path)
        if folder not in known:
            known[folder] = lies_in(path, roots)
        return known[folder]

    return inside


def is_below(path: str, folder: str) -> bool:
    """Whether a path is a folder's own or leads below it, by the names alone: the disk is not asked.

    For many paths at a time, and for saved results, whose separators may be another system's.
    """
    return path == folder or path.startswith(tuple(folder.rstrip("/\\") + separator for separator in "/\\"))


def _is_same_folder(first: str, second: str) -> bool:
    try:
        return same_name(first, second)
    except OSError:
        return True  # Its names cannot be looked up: rather take it for the same one and leave its photos alone.


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _chain(folder: str) -> list[str]:
    found = [folder]
    while (parent := os.path.dirname(found[-1])) != found[-1]:
        found.append(parent)
    return found


def _identity(folder: str) -> tuple[int, int] | None:
    try:
        status = os.stat(system_path(folder))
    except OSError:
        return None  # Compared by its name alone.
    return status.st_dev, status.st_ino

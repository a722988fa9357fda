"""File operations that a crash, a full disk or another program cannot turn into a loss.

Each is a few system calls of `os` in an order in which the process may be killed between any two of them: at no
moment is a content without a name, and nothing that was there before is overwritten. All raise OSError, and then
what was at the target before is still there.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress

from lookalike.files.windowspaths import system_path

_CHUNK = 1 << 20
_FILE_MODE = 0o666
_AT_FDCWD = -100
_RENAME_NOREPLACE = 1
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
# What link() answers on FAT and many network shares, and on Linux for a file of another user.
NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EINVAL})
# What file systems answer that cannot sync a folder (SMB, some FUSE); there is nothing that we could do instead.
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS, errno.EACCES})


def part_name(name: str) -> str:
    """The hidden name under which the file `name` is written until it is whole; short enough for any file system."""
    return f".lookalike-{hashlib.blake2b(os.fsencode(name), digest_size=8).hexdigest()}.part"


def part_path(path: str) -> str:
    """Where `path` is written until it is whole: beside it."""
    folder, name = os.path.split(path)
    return os.path.join(folder, part_name(name))


def discard(path: str) -> None:
    """Remove a file of our own that may be there. Looks first: a read-only volume refuses even what is not there."""
    if os.path.lexists(system_path(path)):
        with suppress(FileNotFoundError):
            os.unlink(system_path(path))


def sync_folder(folder: str) -> None:
    """Make the names in a folder durable. Windows has no such call and writes them at once."""
    if os.name == "nt":
        return
    handle = os.open(system_path(folder), os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)


def make_folders(folder: str) -> None:
    """Make a folder and its missing parents, each of them durable."""
    missing = []
    while not os.path.isdir(system_path(folder)):
        missing.append(folder)
        parent = os.path.dirname(folder)
        if parent == folder:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), folder)  # A drive that is not there.
        folder = parent
    for path in reversed(missing):
        with suppress(FileExistsError):
            os.mkdir(system_path(path))
        sync_folder(os.path.dirname(path))


def write_all(handle: int, content: bytes) -> None:
    """Write everything to an open file; `os.write` alone may stop early."""
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]


def write_new(path: str, content: bytes) -> None:
    """Write a file that must not exist yet (FileExistsError), and sync it."""
    _write_new(path, (content,))


def _write_new(path: str, pieces: Iterable[bytes]) -> None:
    handle = os.open(system_path(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, _FILE_MODE)
    try:
        for piece in pieces:
            write_all(handle, piece)
        os.fsync(handle)
    except OSError:
        discard(path)
        raise
    finally:
        os.close(handle)
    sync_folder(os.path.dirname(path))


def write_durably(path: str, content: bytes) -> None:
    """Write or replace a whole file: whoever reads `path` sees the old content or the new one, never a part of it.

    A symbolic link stays one, and an existing file keeps its permissions. An OSError names `path`, not the file that
    was written on the way.
    """
    write_pieces_durably(path, (content,))


def write_pieces_durably(path: str, pieces: Iterable[bytes]) -> None:
    """`write_durably` of a content that is too large to be held whole; what `pieces` raises leaves `path` as it was."""
    path = os.path.realpath(path)
    part = part_path(path)
    discard(part)
    try:
        _write_new(part, pieces)
        if os.path.exists(system_path(path)):
            os.chmod(system_path(part), stat.S_IMODE(os.stat(system_path(path)).st_mode))
        os.replace(system_path(part), system_path(path))
    except OSError as error:
        error.filename = path
        raise
    finally:
        discard(part)  # Not there any more where all went well.
    sync_folder(os.path.dirname(path))


def rename_new(source: str, target: str) -> None:
    """Rename a file on its own volume without overwriting: FileExistsError if the target exists.

    The file gets its second name, which only succeeds where there is none, and loses the first; a crash in between
    leaves one file with two names. File systems without hard links are asked for the same in one call.
    """
    if os.name == "nt":
        os.rename(system_path(source), system_path(target))  # Windows refuses to overwrite.
        return
    try:
        os.link(system_path(source), system_path(target))
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        _rename_without_links(source, target)
        sync_folder(os.path.dirname(target))
    else:
        sync_folder(os.path.dirname(target))  # Before the first name goes, the second one is on the disk.
        os.unlink(system_path(source))
    sync_folder(os.path.dirname(source))


def _rename_without_links(source: str, target: str) -> None:
    if _rename_exclusively(source, target):
        return
    # Old drivers in user space know neither: look, then rename. The gap between the two is a few microseconds.
    if os.path.lexists(system_path(target)):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target)
    os.rename(system_path(source), system_path(target))


def _rename_exclusively(source: str, target: str) -> bool:
    """Linux's renameat2 with RENAME_NOREPLACE; False where the C library or the file system does not know it."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(source), _AT_FDCWD, os.fsencode(target), _RENAME_NOREPLACE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), source, None, target)


def copy_new(source: str, target: str) -> None:
    """Copy a file with its times and permissions, sync it, read it back and compare; never overwrites.

    The copy grows under `part_path(target)`. Raises OSError with errno EIO if what was read back differs.
    """
    part = part_path(target)
    discard(part)
    try:
        written = _copy_bytes(source, part)
        if sha256_of(part, from_disk=True) != written:
            raise OSError(errno.EIO, "the copy differs from its original", target)
        _copy_attributes(source, part)
        rename_new(part, target)
    except OSError:
        discard(part)
        raise


def sha256_of(path: str, *, from_disk: bool = False) -> str:
    """SHA-256 of a file's content in hexadecimal; `from_disk` asks the system to forget what it holds in memory."""
    found = hashlib.sha256()
    handle = os.open(system_path(path), os.O_RDONLY | _BINARY)
    try:
        if from_disk and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := os.read(handle, _CHUNK):
            found.update(chunk)
    finally:
        os.close(handle)
    return found.hexdigest()


def _copy_bytes(source: str, target: str) -> str:
    """Copy the content and return its digest, taken from what was read."""
    found = hashlib.sha256()
    reading = os.open(system_path(source), os.O_RDONLY | _BINARY)
    try:
        writing = os.open(system_path(target), os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        try:
            while chunk := os.read(reading, _CHUNK):
                found.update(chunk)
                write_all(writing, chunk)
            os.fsync(writing)
        finally:
            os.close(writing)
    finally:
        os.close(reading)
    return found.hexdigest()


def _copy_attributes(source: str, target: str) -> None:
    """Permissions, owner where allowed, extended attributes where possible, and the times last."""
    status = os.stat(system_path(source))
    if hasattr(os, "chown"):
        with suppress(OSError):  # Only an administrator may give a file away, and not every file system has owners.
            os.chown(target, status.st_uid, status.st_gid)
    if hasattr(os, "listxattr"):
        with suppress(OSError):  # The other file system may know none, or fewer kinds; they are no part of the photo.
            for name in os.listxattr(source):
                os.setxattr(target, name, os.getxattr(source, name))
    with suppress(PermissionError):  # FAT and SMB have no permissions of their own.
        os.chmod(system_path(target), stat.S_IMODE(status.st_mode))
    os.utime(system_path(target), ns=(status.st_atime_ns, status.st_mtime_ns))

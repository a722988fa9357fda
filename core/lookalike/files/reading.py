"""Opening a file that may be anything: never a pipe or a device, and every failure with its reason."""

from __future__ import annotations

import errno
import os
import stat
import sys
from io import BytesIO
from typing import BinaryIO

from lookalike.errors import UnreadableError
from lookalike.files.archives import ArchiveError, archive_of, member_status, open_member
from lookalike.files.windowspaths import system_path
from lookalike.types import ProblemReason

# O_NONBLOCK: opening a named pipe returns at once instead of waiting for a writer. On regular files it has no effect.
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)

# Windows: reading would fetch the file from the cloud
# (FILE_ATTRIBUTE_OFFLINE, _RECALL_ON_OPEN and _RECALL_ON_DATA_ACCESS).
_RECALL_ATTRIBUTES = 0x1000 | 0x40000 | 0x400000
# macOS: SF_DATALESS, the same for iCloud and other file providers.
_DATALESS_FLAG = 0x40000000

_CLOUDY = sys.platform in ("win32", "darwin")

_REASONS = {
    errno.ENOENT: ProblemReason.NOT_FOUND,
    errno.ENOTDIR: ProblemReason.NOT_FOUND,
    errno.EACCES: ProblemReason.PERMISSION_DENIED,
    errno.EPERM: ProblemReason.PERMISSION_DENIED,
    errno.ELOOP: ProblemReason.LINK_LOOP,
    errno.ENXIO: ProblemReason.SPECIAL_FILE,
    errno.ENODEV: ProblemReason.SPECIAL_FILE,
    errno.EISDIR: ProblemReason.SPECIAL_FILE,
    errno.ENOMEM: ProblemReason.TOO_LARGE,
}


def reason_of(error: OSError) -> ProblemReason:
    """The reason behind an error of the operating system."""
    return _REASONS.get(error.errno or 0, ProblemReason.READ_ERROR)


def unreadable(path: str, error: OSError) -> UnreadableError:
    """An error of the operating system as ours."""
    return UnreadableError(path, reason_of(error), error.strerror or str(error))


def is_cloud_placeholder(status: os.stat_result) -> bool:
    """Whether the file's content lies elsewhere, so that reading it would start a download."""
    return is_in_the_cloud(sys.platform, getattr(status, "st_file_attributes", 0), getattr(status, "st_flags", 0))


def is_in_the_cloud(platform: str, attributes: int, flags: int) -> bool:
    """What Windows' file attributes and macOS' file flags say about where a file's content is."""
    return bool(
        attributes & _RECALL_ATTRIBUTES if platform == "win32" else platform == "darwin" and flags & _DATALESS_FLAG
    )


def problem_with(status: os.stat_result) -> ProblemReason | None:
    """Why a file with this status must not be opened, None where nothing speaks against it."""
    if not stat.S_ISREG(status.st_mode):
        return ProblemReason.SPECIAL_FILE
    if _CLOUDY and is_cloud_placeholder(status):
        return ProblemReason.CLOUD_PLACEHOLDER
    return None


def open_photo(path: str, max_bytes: int | None = None) -> tuple[BinaryIO, os.stat_result]:
    """Open a regular file, or a photo in an archive, for reading, and its status. The caller closes it.

    Raises:
        UnreadableError: it is missing, forbidden, empty, no regular file, in the cloud only, or above `max_bytes`.
    """
    try:
        descriptor = os.open(system_path(path), _FLAGS)
    except (FileNotFoundError, NotADirectoryError) as error:
        if archive_of(path) is None:
            raise unreadable(path, error) from error
        return _open_member(path, max_bytes)
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:
        raise UnreadableError(path, ProblemReason.NOT_FOUND, str(error)) from error
    try:
        status = os.fstat(descriptor)
        _check(path, status, max_bytes)
        return os.fdopen(descriptor, "rb"), status
    except BaseException:
        os.close(descriptor)
        raise


def look_at(path: str) -> os.stat_result:
    """The present size and modification time of a photo, also of one in an archive. Raises OSError."""
    try:
        return os.stat(system_path(path))
    except (FileNotFoundError, NotADirectoryError) as error:
        try:
            return member_status(path)
        except ArchiveError:
            raise error from None


def has_changed(file: BinaryIO, before: os.stat_result) -> bool:
    """Whether an open photo was written since `open_photo` gave its status. Raises OSError."""
    if isinstance(file, BytesIO):
        return False  # Of an archive, and unpacked before.
    now = os.fstat(file.fileno())
    return (before.st_size, before.st_mtime_ns) != (now.st_size, now.st_mtime_ns)


def _open_member(path: str, max_bytes: int | None) -> tuple[BinaryIO, os.stat_result]:
    try:
        _check(path, member_status(path), max_bytes)
        return open_member(path)
    except ArchiveError as error:
        raise UnreadableError(path, error.reason, error.detail) from error
    except OSError as error:
        raise unreadable(path, error) from error


def _check(path: str, status: os.stat_result, max_bytes: int | None) -> None:
    reason = problem_with(status)
    if reason is None and status.st_size == 0:
        reason = ProblemReason.EMPTY
    if reason is None and max_bytes is not None and status.st_size > max_bytes:
        reason = ProblemReason.TOO_LARGE
    if reason is not None:
        raise UnreadableError(path, reason, f"{status.st_size} bytes" if reason is ProblemReason.TOO_LARGE else "")

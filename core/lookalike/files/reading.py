"""Opening a file that may be anything: never a pipe or a device, and every failure with its reason."""

from __future__ import annotations

import errno
import os
import stat
import sys
from typing import BinaryIO

from lookalike.errors import UnreadableError
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
    if sys.platform == "win32":
        return bool(status.st_file_attributes & _RECALL_ATTRIBUTES)
    if sys.platform == "darwin":
        return bool(status.st_flags & _DATALESS_FLAG)
    return False


def problem_with(status: os.stat_result) -> ProblemReason | None:
    """Why a file with this status must not be opened, None where nothing speaks against it."""
    if not stat.S_ISREG(status.st_mode):
        return ProblemReason.SPECIAL_FILE
    if _CLOUDY and is_cloud_placeholder(status):
        return ProblemReason.CLOUD_PLACEHOLDER
    return None


def open_photo(path: str, max_bytes: int | None = None) -> tuple[BinaryIO, os.stat_result]:
    """Open a regular file for reading, and its status. The caller closes it.

    Raises:
        UnreadableError: it is missing, forbidden, empty, no regular file, in the cloud only, or above `max_bytes`.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError):
            raise unreadable(path, error) from error
        raise UnreadableError(path, ProblemReason.NOT_FOUND, str(error)) from error
    try:
        status = os.fstat(descriptor)
        reason = problem_with(status)
        if reason is None and status.st_size == 0:
            reason = ProblemReason.EMPTY
        if reason is None and max_bytes is not None and status.st_size > max_bytes:
            reason = ProblemReason.TOO_LARGE
        if reason is not None:
            raise UnreadableError(path, reason, f"{status.st_size} bytes" if reason is ProblemReason.TOO_LARGE else "")
        return os.fdopen(descriptor, "rb"), status
    except BaseException:
        os.close(descriptor)
        raise

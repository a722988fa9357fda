"""Why one file was left alone, as an exception that ends the work on this file and no other."""

from __future__ import annotations

import errno

from lookalike.acting.plan import Reason, Skipped
from lookalike.errors import LookalikeError

_SHARING_VIOLATION = 32  # Windows: another program has the file open
_REASONS = {
    errno.ENOSPC: Reason.DISK_FULL,
    errno.EDQUOT: Reason.DISK_FULL,
    errno.EFBIG: Reason.DISK_FULL,
    errno.EACCES: Reason.PERMISSION_DENIED,
    errno.EPERM: Reason.PERMISSION_DENIED,
    errno.EROFS: Reason.READ_ONLY,
    errno.ENOENT: Reason.VANISHED,
    errno.ENOTDIR: Reason.VANISHED,
    errno.EXDEV: Reason.OTHER_VOLUME,
    errno.EBUSY: Reason.IN_USE,
    errno.ETXTBSY: Reason.IN_USE,
    errno.EEXIST: Reason.TARGET_TAKEN,
    errno.ENAMETOOLONG: Reason.NAME_TOO_LONG,
}


class RefusedError(LookalikeError):
    """A file is left alone, or a step of it could not be taken back; `detail` is the system's message or a path."""

    def __init__(self, path: str, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{path}: {detail or reason.value}")
        self.path = path
        self.reason = reason
        self.detail = detail

    @property
    def skipped(self) -> Skipped:
        """The same as a value that travels."""
        return Skipped(self.path, self.reason, self.detail)


def refused(path: str, error: OSError) -> RefusedError:
    """What an error of the system means for a file."""
    if getattr(error, "winerror", None) == _SHARING_VIOLATION:
        return RefusedError(path, Reason.IN_USE, str(error))
    return RefusedError(path, _REASONS.get(error.errno or 0, Reason.READ_ERROR), str(error))

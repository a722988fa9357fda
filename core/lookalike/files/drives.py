"""Drives that many readers at a time slow down: spinning disks, whose head then travels, and network shares.

Photos are read in the order of their paths, so that what is left to do is to read few of them at a time. Only Linux
tells what a drive is; elsewhere all count as fast.
"""

from __future__ import annotations

import os
import threading
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from lookalike.files.mounts import Mount, mount_of
from lookalike.types import Photo

SPINNING_READERS = 2
"""One that reads while another decodes: two cores decode 200 MB of JPEG a second, which no disk delivers."""
NETWORK_READERS = 4
"""A share answers late, which more readers make up for; four decode more than a gigabit a second."""

_NETWORK = frozenset(
    {"9p", "afs", "ceph", "cifs", "davfs", "fuse.curlftpfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse",
     "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs", "glusterfs", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"}
)  # fmt: skip
_BLOCK_DEVICES = "/sys/dev/block"


class Drives:
    """Lets as many threads at a time read from a drive as it can serve. May be used from any thread."""

    def __init__(self, block_devices: str = _BLOCK_DEVICES) -> None:
        """`block_devices`: where the kernel describes them, a folder each."""
        self._block_devices = Path(block_devices)
        self._turns: dict[int, AbstractContextManager[object]] = {}
        self._lock = threading.Lock()

    def turn(self, photo: Photo) -> AbstractContextManager[object]:
        """To be held while the photo is read and decoded; waits while too many others read from its drive."""
        with self._lock:
            turn = self._turns.get(photo.device)
            if turn is None:
                readers = self.readers(mount_of(photo.path), photo.device)
                turn = self._turns[photo.device] = threading.BoundedSemaphore(readers) if readers else nullcontext()
        return turn

    def readers(self, mount: Mount, device: int) -> int:
        """How many may read at a time from a file system with this device number; 0: any number."""
        if mount.kind in _NETWORK:
            return NETWORK_READERS
        return SPINNING_READERS if self._is_spinning(device) or self._is_spinning(_number_of(mount.source)) else 0

    def _is_spinning(self, device: int) -> bool:
        """Whether the kernel says so. A partition's folder lies within that of its disk, which has the answer."""
        if not hasattr(os, "major"):
            return False
        place = (self._block_devices / f"{os.major(device)}:{os.minor(device)}").resolve()
        for folder in (place, place.parent):
            try:
                return (folder / "queue" / "rotational").read_text("ascii").strip() == "1"
            except OSError:
                continue  # a partition, or no block device at all
        return False


def _number_of(source: str) -> int:
    """The number of a block device; file systems such as Btrfs give their files numbers of their own. 0: none."""
    try:
        return os.stat(source).st_rdev if source.startswith("/dev/") else 0
    except OSError:
        return 0

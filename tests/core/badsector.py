"""A disk that cannot read one place of a file."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO

from lookalike.files.reading import open_photo


class BadSector(BytesIO):
    """A file's content; reading over the byte at `bad` fails as from a worn-out disk."""

    def __init__(self, content: bytes, bad: int) -> None:
        super().__init__(content)
        self._bad = bad

    def read(self, size: int | None = -1, /) -> bytes:
        start = self.tell()
        data = super().read(size)
        if start <= self._bad < start + len(data):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return data


def opening(name: str, bad: int) -> Callable[..., tuple[BinaryIO, os.stat_result]]:
    """`open_photo`, where the file called `name` has a bad sector."""

    def open_one(path: str, max_bytes: int | None = None) -> tuple[BinaryIO, os.stat_result]:
        file, status = open_photo(path, max_bytes)
        if os.path.basename(path) != name:
            return file, status
        with file:
            return BadSector(file.read(), bad), status

    return open_one

"""Working rasters that a scan sets aside, so that a photo whose pairs are verified is decoded only once.

They are kept as JPEG in a temporary file that vanishes with the scan. ORB features are always taken from such a JPEG,
also where a photo had to be decoded again, so that the answer does not depend on where the raster came from.
"""

from __future__ import annotations

import tempfile
import threading

import cv2
import numpy as np

from lookalike.types import Raster

JPEG_QUALITY = 90
"""At 512 px a photo takes about 45 kB."""

DEFAULT_LIMIT = 4_000_000_000
"""Bytes on disk; photos beyond are decoded again when needed."""


def encode(raster: Raster) -> bytes:
    """The raster as JPEG."""
    # Not by a view that is reversed: copying one takes OpenCV longer than encoding the picture.
    reversed_planes = cv2.cvtColor(raster, cv2.COLOR_RGB2BGR)
    done, buffer = cv2.imencode(".jpg", reversed_planes, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    if not done:
        raise ValueError(f"a raster of shape {raster.shape} cannot be encoded")
    return buffer.tobytes()


def restore(encoded: bytes) -> Raster:
    """The inverse of `encode`, within JPEG's loss."""
    picture = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise ValueError("not a picture that encode() made")
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)


class Scratch:
    """A bounded temporary file of encoded rasters by photo index. All methods may be called from any thread."""

    def __init__(self, folder: str | None = None, limit: int = DEFAULT_LIMIT) -> None:
        self._file = tempfile.TemporaryFile(dir=folder, prefix="lookalike-")  # noqa: SIM115  (closed by close)
        self._limit = limit
        self._end = 0
        self._places: dict[int, tuple[int, int]] = {}
        self._lock = threading.Lock()

    def put(self, index: int, encoded: bytes) -> bool:
        """Set a raster aside; False where there is no room for it, on the disk or within the limit."""
        with self._lock:
            if self._end + len(encoded) > self._limit:
                return False
            try:
                self._file.seek(self._end)
                self._file.write(encoded)
                self._file.flush()
            except OSError:  # a full disk costs time later, not the scan
                self._limit = self._end
                return False
            self._places[index] = (self._end, len(encoded))
            self._end += len(encoded)
            return True

    def get(self, index: int) -> bytes | None:
        """The raster of a photo, None if it was not kept."""
        with self._lock:
            place = self._places.get(index)
            if place is None:
                return None
            self._file.seek(place[0])
            return self._file.read(place[1])

    def close(self) -> None:
        """Give the disk space back."""
        self._file.close()

    def __enter__(self) -> Scratch:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

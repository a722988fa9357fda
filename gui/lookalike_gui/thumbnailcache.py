"""The thumbnails that file managers keep, and that ours are kept among.

https://specifications.freedesktop.org/thumbnail-spec/latest/ says where they lie and what they must say of themselves:
a picture counts only if it names the photo, and the second in which it was last changed. They are files of the person,
in the person's cache, and are gone when that is emptied.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from lookalike.files.archives import archive_of

log = logging.getLogger(__name__)

FOLDERS = {128: "normal", 256: "large", 512: "x-large", 1024: "xx-large"}
"""The folder for thumbnails of so many pixels on their longest side, at most."""

_QUICKLY = 80
"""Qt's word for little compression: a third of the time, and hardly more bytes for a photo."""

_UNESCAPED = "/!$&'()*+,:=@~-._"
"""What `g_filename_to_uri` leaves as it is; a name written in another way would never be found."""


def desktop_folder() -> Path | None:
    """Where the desktop keeps thumbnails; None where it has no such place."""
    if sys.platform in ("win32", "darwin"):
        return None
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "thumbnails"


def uri_of(path: str) -> str:
    """A photo's name as the specification wants it."""
    return "file://" + quote(os.fsencode(path), safe=_UNESCAPED)


class ThumbnailCache:
    """Reads and writes thumbnails; for any thread. What cannot be read or written is as if it were not there."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def load(self, path: str, side: int, make: Callable[[int], QImage]) -> QImage:
        """The photo with at most `side` pixels on its longest side: kept, or else made, and then kept.

        `make` decodes it for a side, and may raise what it wants. Raises OSError where the photo cannot be seen.
        """
        wanted = next((size for size in FOLDERS if size >= side), None)
        if self._folder is None or wanted is None or Path(path).is_relative_to(self._folder):
            return make(side)
        if archive_of(path) is not None:  # No file has its name, so nobody else could use what is kept of it.
            return make(side)
        photo = os.stat(path)
        image = self._read(path, photo, wanted)
        if image is None:
            image = make(wanted)
            if _same(os.stat(path), photo):
                self._write(path, photo, wanted, image)
        return _fitted(image, side)

    def _place(self, path: str, size: int) -> Path:
        assert self._folder is not None
        name = hashlib.md5(uri_of(path).encode(), usedforsecurity=False).hexdigest()
        return self._folder / FOLDERS[size] / f"{name}.png"

    def _read(self, path: str, photo: os.stat_result, wanted: int) -> QImage | None:
        """The smallest thumbnail that is large enough and of the photo as it is now."""
        for size in (size for size in FOLDERS if size >= wanted):
            place = self._place(path, size)
            if not place.is_file():
                continue
            reader = QImageReader(str(place))
            if reader.format() != b"png" or max(reader.size().width(), reader.size().height()) > size:
                continue
            image = reader.read()
            if not image.isNull() and _is_of(image, path, photo):
                return image.convertToFormat(QImage.Format.Format_RGB32)
        return None

    def _write(self, path: str, photo: os.stat_result, size: int, image: QImage) -> None:
        told = image.copy()
        told.setText("Thumb::URI", uri_of(path))
        told.setText("Thumb::MTime", str(int(photo.st_mtime)))
        told.setText("Thumb::Size", str(photo.st_size))
        told.setText("Software", "Lookalike")
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if not told.save(buffer, "PNG", _QUICKLY):  # type: ignore[call-overload]
            return
        try:
            _replace(self._place(path, size), bytes(buffer.data().data()))
        except OSError as error:
            log.debug("The thumbnail could not be kept: %s", error)


def _is_of(image: QImage, path: str, photo: os.stat_result) -> bool:
    size = image.text("Thumb::Size")
    of_now = image.text("Thumb::MTime") == str(int(photo.st_mtime)) and size in ("", str(photo.st_size))
    return of_now and image.text("Thumb::URI") == uri_of(path)


def _same(one: os.stat_result, other: os.stat_result) -> bool:
    return (one.st_mtime_ns, one.st_size) == (other.st_mtime_ns, other.st_size)


def _fitted(image: QImage, side: int) -> QImage:
    if max(image.width(), image.height()) <= side:
        return image
    return image.scaled(
        QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _replace(place: Path, content: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all. Raises OSError."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".lookalike-", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, place)
    except OSError:
        os.unlink(name)
        raise

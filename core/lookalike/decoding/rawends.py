"""Whether a camera RAW file holds all of its pixels: its preview lies before them and looks whole where they are cut.

LibRaw does not tell. A file that was not copied to its end would pass for a good copy.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

from lookalike.decoding.tiff import DAMAGE, Directory, all_directories

_MAKE, _MODEL, _DNG = 271, 272, 50706
_PHOTOMETRIC, _CANON_SLICES = 262, 50752
_SENSOR = (32803, 34892)
"""A mosaic, and one whose colours were filled in. Canon does not say, but tells how its sensor's pixels are sliced."""
_PIECES = ((273, 279), (324, 325))
"""Offsets and lengths of strips and tiles."""

# Programs that rewrite RAW files copy these makers' pixels by the lengths in the file. Others' may be the length before
# compression (Panasonic), or were not looked at: a sound file must never be called cut off.
_EXACT_MAKERS = (b"canon", b"nikon", b"pentax", b"ricoh", b"sony")
_INEXACT_MODEL = b"DSLR-A100"

_BOXES = (b"ftyp", b"moov", b"mdat", b"uuid", b"free", b"skip", b"meta")


def is_cut_off(file: BinaryIO) -> bool:
    """Whether the file says that its pixels end behind its end. Files that are not understood are whole.

    Raises OSError.
    """
    length = file.seek(0, 2)
    file.seek(0)
    head = file.read(16)
    try:
        if head.startswith((b"II*\0", b"MM\0*")):
            return _is_cut_tiff(file, length)
        if head.startswith(b"ftyp", 4):
            return _are_cut_boxes(file, length)
    except DAMAGE:
        return False
    return False


def _is_cut_tiff(file: BinaryIO, length: int) -> bool:
    directories = list(all_directories(file))
    if not _is_exact(directories[0]):
        return False
    for directory in filter(_is_of_sensor, directories):
        for where, how_long in _PIECES:
            starts, lengths = directory.numbers(where), directory.numbers(how_long)
            if any(start + size > length for start, size in zip(starts, lengths, strict=False)):
                return True
    return False


def _is_exact(directory: Directory) -> bool:
    if directory.text(_MODEL).startswith(_INEXACT_MODEL):
        return False
    return _DNG in directory or directory.text(_MAKE).lower().startswith(_EXACT_MAKERS)


def _is_of_sensor(directory: Directory) -> bool:
    return _CANON_SLICES in directory or any(model in _SENSOR for model in directory.numbers(_PHOTOMETRIC, 1))


def _are_cut_boxes(file: BinaryIO, length: int) -> bool:
    """ISO base media files are boxes behind each other."""
    at = 0
    while at + 8 <= length:
        file.seek(at)
        size, kind = struct.unpack(">I4s", file.read(8))
        if kind not in _BOXES:
            return False  # Something was put behind the last one.
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
        if size < 8:  # 0: to the end of the file.
            return False
        at += size
    return at > length

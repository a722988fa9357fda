"""Whether a camera RAW file holds all of its pixels: its preview lies before them and looks whole where they are cut.

LibRaw does not tell. A file that was not copied to its end would pass for a good copy.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

_SUBDIRECTORIES, _MAKE, _MODEL, _DNG = 330, 271, 272, 50706
_PHOTOMETRIC, _CANON_SLICES = 262, 50752
_SENSOR = (32803, 34892)
"""A mosaic, and one whose colours were filled in. Canon does not say, but tells how its sensor's pixels are sliced."""
_PIECES = ((273, 279), (324, 325))
"""Offsets and lengths of strips and tiles."""
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 7: 1, 13: 4}
_MAX_DIRECTORIES = 32
_MAX_VALUES = 1 << 20

# Programs that rewrite RAW files copy these makers' pixels by the lengths in the file. Others' may be the length before
# compression (Panasonic), or were not looked at: a sound file must never be called cut off.
_EXACT_MAKERS = (b"canon", b"nikon", b"pentax", b"ricoh", b"sony")
_INEXACT_MODEL = b"DSLR-A100"

_BOXES = (b"ftyp", b"moov", b"mdat", b"uuid", b"free", b"skip", b"meta")

_Tags = dict[int, list[int] | bytes]


def is_cut_off(file: BinaryIO) -> bool:
    """Whether the file says that its pixels end behind its end. Files that are not understood are whole.

    Raises OSError.
    """
    length = file.seek(0, 2)
    file.seek(0)
    head = file.read(16)
    try:
        if head.startswith((b"II*\0", b"MM\0*")):
            return _is_cut_tiff(file, length, "<" if head.startswith(b"II") else ">")
        if head.startswith(b"ftyp", 4):
            return _are_cut_boxes(file, length)
    except (struct.error, ValueError, OverflowError):
        return False
    return False


def _is_cut_tiff(file: BinaryIO, length: int, order: str) -> bool:
    directories = list(_directories(file, order))
    if not directories or not _is_exact(directories[0]):
        return False
    for tags in filter(_is_of_sensor, directories):
        for where, how_long in _PIECES:
            starts, lengths = tags.get(where, []), tags.get(how_long, [])
            if any(start + size > length for start, size in zip(starts, lengths, strict=False)):
                return True
    return False


def _is_exact(tags: _Tags) -> bool:
    make, model = tags.get(_MAKE, b""), tags.get(_MODEL, b"")
    if not isinstance(make, bytes) or not isinstance(model, bytes) or model.startswith(_INEXACT_MODEL):
        return False
    return _DNG in tags or make.lower().startswith(_EXACT_MAKERS)


def _is_of_sensor(tags: _Tags) -> bool:
    model = tags.get(_PHOTOMETRIC) or [0]
    return model[0] in _SENSOR or _CANON_SLICES in tags


def _directories(file: BinaryIO, order: str) -> Iterator[_Tags]:
    """All directories, each before those it names."""
    file.seek(4)
    waiting = list(struct.unpack(order + "I", file.read(4)))
    seen: set[int] = set()
    while waiting and len(seen) < _MAX_DIRECTORIES:
        at = waiting.pop(0)
        if at == 0 or at in seen:
            continue
        seen.add(at)
        file.seek(at)
        (count,) = struct.unpack(order + "H", file.read(2))
        table = file.read(count * 12)
        following = file.read(4)
        tags = {tag: _values(file, order, *entry) for tag, *entry in struct.iter_unpack(order + "HHI4s", table)}
        inner = tags.get(_SUBDIRECTORIES, [])
        waiting += inner if isinstance(inner, list) else []
        waiting += struct.unpack(order + "I", following) if len(following) == 4 else ()
        yield tags


def _values(file: BinaryIO, order: str, kind: int, count: int, field: bytes) -> list[int] | bytes:
    size = _SIZES.get(kind, 0) * count
    if size == 0 or count > _MAX_VALUES:
        return []
    if size > len(field):
        file.seek(struct.unpack(order + "I", field)[0])
        field = file.read(size)
    if _SIZES[kind] == 1:
        return field[:size]
    return list(struct.unpack(f"{order}{count}{'H' if kind == 3 else 'I'}", field[:size]))


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

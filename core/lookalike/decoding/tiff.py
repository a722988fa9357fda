"""What a TIFF's first directory says: its plugin would make a Python object of each strip before it tells."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

MAX_PIECES = 200_000
"""A scan of the largest formats, stored row by row, has 100,000; each costs about 10 microseconds."""

_BITS, _COMPRESSION, _PHOTOMETRIC, _SAMPLES, _PLANAR, _SAMPLE_FORMAT = 258, 259, 262, 277, 284, 339
_OFFSETS = (273, 324)
"""StripOffsets and TileOffsets."""
_KINDS = {1: "whole numbers", 2: "signed numbers", 3: "floating point", 4: "undefined", 5: "complex", 6: "complex"}
_MAX_SAMPLES = 16
_SHORT = 3

_DAMAGE = (struct.error, ValueError, OverflowError)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the first picture is stored: the bits of each sample, and TIFF's own numbers for the rest.

    What is missing has TIFF's default; a picture without a colour model is taken for grey whose black is 0.
    """

    bits: tuple[int, ...]
    compression: int
    photometric: int
    is_planar: bool
    sample_format: int

    @property
    def kind(self) -> str:
        """What the samples are."""
        return _KINDS.get(self.sample_format, "of an unknown kind")


def count_pieces(file: BinaryIO) -> int:
    """The strips or tiles that the first directory claims, 0 where it does not say; the file is left where it was."""
    start = file.tell()
    try:
        return max((count for tag, _kind, count, _value in _entries(file) if tag in _OFFSETS), default=0)
    except (*_DAMAGE, OSError):
        return 0  # Its plugin will say what is wrong with it.
    finally:
        file.seek(start)


def read_layout(file: BinaryIO) -> Layout | None:
    """The layout of the first picture; None where the directory is broken. Raises OSError."""
    file.seek(0)
    try:
        order = _order(file.read(2))
        entries = {tag: (kind, count, value) for tag, kind, count, value in _entries(file)}
        samples = _number(file, order, entries.get(_SAMPLES), 1)[0]
        bits = _number(file, order, entries.get(_BITS), 1)
        return Layout(
            bits if len(bits) > 1 else bits * min(samples, _MAX_SAMPLES),
            _number(file, order, entries.get(_COMPRESSION), 1)[0],
            _number(file, order, entries.get(_PHOTOMETRIC), 1)[0],
            _number(file, order, entries.get(_PLANAR), 1)[0] == 2,
            _number(file, order, entries.get(_SAMPLE_FORMAT), 1)[0],
        )
    except _DAMAGE:
        return None


def _order(head: bytes) -> str:
    return "<" if head.startswith(b"II") else ">"


def _entries(file: BinaryIO) -> list[tuple[int, int, int, bytes]]:
    """Tag, type, count and value field of everything in the first directory."""
    file.seek(0)
    head = file.read(16)
    order = _order(head)
    is_big = struct.unpack_from(order + "H", head, 2) == (43,)
    (directory,) = struct.unpack_from(order + ("Q" if is_big else "I"), head, 8 if is_big else 4)
    file.seek(directory)
    number, entry = (order + "Q", order + "HHQ8s") if is_big else (order + "H", order + "HHI4s")
    (entries,) = struct.unpack(number, file.read(struct.calcsize(number)))
    size = struct.calcsize(entry)
    table = file.read(min(entries, 0xFFFF) * size)
    return list(struct.iter_unpack(entry, table[: len(table) // size * size]))


def _number(file: BinaryIO, order: str, entry: tuple[int, int, bytes] | None, default: int) -> tuple[int, ...]:
    """The first few of an entry's whole numbers."""
    if entry is None or entry[1] == 0:
        return (default,)
    kind, count, value = entry
    count = min(count, _MAX_SAMPLES)
    letter = "H" if kind == _SHORT else "I"
    size = struct.calcsize(letter) * count
    if size > len(value):
        file.seek(struct.unpack(order + ("Q" if len(value) == 8 else "I"), value)[0])
        value = file.read(size)
    return struct.unpack(f"{order}{count}{letter}", value[:size])

"""TIFF directories, and how the first picture of a file is stored.

Pillow's plugin is not used for this: it makes an object of each strip's offset before it tells how many there are.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

MAX_PIECES = 200_000
"""A scan of the largest formats, stored row by row, has 100,000; each costs about 10 microseconds."""

DAMAGE = (struct.error, ValueError, OverflowError)
"""What reading a directory raises where the file's own numbers make no sense; OSError beside it."""

_MAX_DIRECTORIES = 32
_MAX_VALUES = 1 << 20
_MAX_TEXT = 1 << 24
_MAX_SAMPLES = 16

_BITS, _COMPRESSION, _PHOTOMETRIC, _SAMPLES, _PLANAR, _SAMPLE_FORMAT = 258, 259, 262, 277, 284, 339
_SUBDIRECTORIES = 330
_PIECE_OFFSETS = (273, 324)
"""StripOffsets and TileOffsets."""
_NUMBERS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 13: "I", 16: "Q", 17: "q", 18: "Q"}
"""TIFF's types of whole numbers (TIFF 6.0, section 2, and BigTIFF) and struct's letters for them."""
_TEXTS = (1, 2, 7)
"""The types of single bytes: BYTE, ASCII and UNDEFINED."""
_KINDS = {1: "whole numbers", 2: "signed numbers", 3: "floating point", 4: "undefined", 5: "complex", 6: "complex"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A tag's type, number of values, and the field of 4 or 8 bytes that holds them, or where they are."""

    kind: int
    count: int
    field: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """A directory of an open file. Values are read when asked for, which raises OSError or one of `DAMAGE`.

    `order` is struct's sign for the byte order. `following` is the offset of the next directory, 0 for none.
    """

    file: BinaryIO
    order: str
    entries: Mapping[int, _Entry]
    following: int

    def __contains__(self, tag: int) -> bool:
        return tag in self.entries

    def numbers(self, tag: int, most: int = _MAX_VALUES) -> tuple[int, ...]:
        """The first `most` whole numbers of a tag; empty where it is missing or holds anything else."""
        entry = self.entries.get(tag)
        letter = _NUMBERS.get(entry.kind) if entry else None
        if entry is None or letter is None:
            return ()
        count = min(entry.count, most)
        return struct.unpack(f"{self.order}{count}{letter}", self._bytes(entry, struct.calcsize("=" + letter), count))

    def text(self, tag: int) -> bytes:
        """The bytes of a tag, such as a name or a profile; empty where it is missing or holds anything else."""
        entry = self.entries.get(tag)
        if entry is None or entry.kind not in _TEXTS or entry.count > _MAX_TEXT:
            return b""
        return self._bytes(entry, 1, entry.count)

    def _bytes(self, entry: _Entry, size: int, count: int) -> bytes:
        """The first `count` values of an entry, `size` bytes each."""
        if size * entry.count <= len(entry.field):
            return entry.field[: size * count]
        (place,) = struct.unpack(self.order + ("Q" if len(entry.field) == 8 else "I"), entry.field)
        self.file.seek(place)
        return self.file.read(size * count)


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


def first_directory(file: BinaryIO) -> Directory:
    """The directory of the first picture, of TIFF and BigTIFF. Raises OSError or one of `DAMAGE`."""
    file.seek(0)
    head = file.read(16)
    order = "<" if head.startswith(b"II") else ">"
    is_big = struct.unpack_from(order + "H", head, 2) == (43,)
    (place,) = struct.unpack_from(order + ("Q" if is_big else "I"), head, 8 if is_big else 4)
    return _directory_at(file, place, order, is_big=is_big)


def all_directories(file: BinaryIO) -> Iterator[Directory]:
    """The directories of a TIFF (not a BigTIFF) and their subdirectories, each before those that it names.

    Raises OSError or one of `DAMAGE`.
    """
    first = first_directory(file)
    yield first
    seen = {0}
    waiting = _named_by(first)
    while waiting and len(seen) < _MAX_DIRECTORIES:
        place = waiting.pop(0)
        if place in seen:
            continue
        seen.add(place)
        directory = _directory_at(file, place, first.order, is_big=False)
        yield directory
        waiting += _named_by(directory)


def count_pieces(file: BinaryIO) -> int:
    """The strips or tiles that the first directory claims, 0 where it does not say; the file is left where it was."""
    start = file.tell()
    try:
        entries = first_directory(file).entries
        return max((entries[tag].count for tag in _PIECE_OFFSETS if tag in entries), default=0)
    except (*DAMAGE, OSError):
        return 0  # Its plugin will say what is wrong with it.
    finally:
        file.seek(start)


def read_layout(file: BinaryIO) -> Layout | None:
    """The layout of the first picture; None where the directory is broken. Raises OSError."""
    try:
        return layout_of(first_directory(file))
    except DAMAGE:
        return None


def layout_of(directory: Directory) -> Layout:
    """How the picture of a directory is stored. Raises OSError or one of `DAMAGE`."""

    def number(tag: int, default: int) -> int:
        return next(iter(directory.numbers(tag, 1)), default)

    bits = directory.numbers(_BITS, _MAX_SAMPLES) or (1,)
    return Layout(
        bits if len(bits) > 1 else bits * min(number(_SAMPLES, 1), _MAX_SAMPLES),
        number(_COMPRESSION, 1),
        number(_PHOTOMETRIC, 1),
        number(_PLANAR, 1) == 2,
        number(_SAMPLE_FORMAT, 1),
    )


def _directory_at(file: BinaryIO, place: int, order: str, *, is_big: bool) -> Directory:
    file.seek(place)
    number, entry, offset = (order + "Q", order + "HHQ8s", "Q") if is_big else (order + "H", order + "HHI4s", "I")
    (count,) = struct.unpack(number, file.read(struct.calcsize(number)))
    size = struct.calcsize(entry)
    table = file.read(min(count, 0xFFFF) * size)
    rest = file.read(struct.calcsize(offset))
    whole = struct.iter_unpack(entry, table[: len(table) // size * size])
    entries = {tag: _Entry(kind, values, field) for tag, kind, values, field in whole}
    following = struct.unpack(order + offset, rest)[0] if len(rest) == struct.calcsize(offset) else 0
    return Directory(file, order, entries, following)


def _named_by(directory: Directory) -> list[int]:
    return [*directory.numbers(_SUBDIRECTORIES), directory.following]

"""Photoshop documents of every kind, as Adobe's specification has them, from planes of numbers.

document(planes, depth=16, mode=RGB, is_large=True)          # a PSB with 16 bits
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

BITMAP, GREY, INDEXED, RGB, CMYK, MULTICHANNEL, DUOTONE, LAB = 0, 1, 2, 3, 4, 7, 8, 9
_NUMBERS = {1: "u1", 8: "u1", 16: ">u2", 32: ">f4"}

Planes = npt.NDArray[np.generic]


def document(
    planes: Planes,
    *,
    mode: int = RGB,
    depth: int = 8,
    is_large: bool = False,
    is_packed: bool = False,
    palette: bytes = b"",
    resources: Mapping[int, bytes] | None = None,
    layers: int | None = None,
    in_blocks: bool = False,
) -> bytes:
    """A document whose merged picture has these planes, an array of shape (channels, height, width).

    `layers` is the number that stands where layers would follow, below zero if the merged picture is transparent;
    `in_blocks` says that it stands where documents with 16 bits have it.
    """
    channels, height, width = planes.shape
    head = struct.pack(">4sH6xHIIHH", b"8BPS", 2 if is_large else 1, channels, height, width, depth, mode)
    inside = b"".join(_resource(number, content) for number, content in (resources or {}).items())
    sections = struct.pack(">I", len(palette)) + palette + struct.pack(">I", len(inside)) + inside
    return head + sections + _layers(layers, is_large, in_blocks) + _merged(planes, depth, is_large, is_packed)


def _resource(number: int, content: bytes) -> bytes:
    return struct.pack(">4sHHI", b"8BIM", number, 0, len(content)) + content + bytes(len(content) % 2)


def _layers(layers: int | None, is_large: bool, in_blocks: bool) -> bytes:
    length = ">Q" if is_large else ">I"
    count = b"" if layers is None else struct.pack(">hxx", layers)
    if in_blocks:
        other = b"8BIMPatt" + struct.pack(">I", 0)
        inside = struct.pack(length, 0) + struct.pack(">I", 0) + other
        inside += b"8BIMLr16" + struct.pack(length, len(count)) + count
    else:
        inside = struct.pack(length, len(count)) + count if count else b""
    return struct.pack(length, len(inside)) + inside


def _merged(planes: Planes, depth: int, is_large: bool, is_packed: bool) -> bytes:
    stored = planes.astype(_NUMBERS[depth])
    rows = [(np.packbits(row) if depth == 1 else row).tobytes() for plane in stored for row in plane]
    if not is_packed:
        return struct.pack(">H", 0) + b"".join(rows)
    packed = [_pack(row) for row in rows]
    table = b"".join(struct.pack(">I" if is_large else ">H", len(row)) for row in packed)
    return struct.pack(">H", 1) + table + b"".join(packed)


def _pack(row: bytes) -> bytes:
    """PackBits, without looking for runs but for a first one of two equal bytes."""
    runs = b""
    if len(row) > 1 and row[0] == row[1]:
        runs, row = bytes([255, row[0]]), row[2:]
    pieces = (row[at : at + 128] for at in range(0, len(row), 128))
    return runs + b"".join(bytes([len(piece) - 1]) + piece for piece in pieces)

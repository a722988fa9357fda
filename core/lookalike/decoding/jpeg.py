"""What a JPEG file tells about its compression."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

# The luminance table of ITU-T T.81 (1992), Annex K.1, in row order: what the IJG's libjpeg scales for a quality.
_LUMINANCE = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
    51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
    120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
)  # fmt: skip
_CAP = 255
"""What baseline tables are capped at: such entries say nothing of the scale."""

_START_OF_SCAN = 0xDA
_FRAMES = frozenset({*range(0xC0, 0xD0), 0xF7} - {0xC4, 0xC8, 0xCC})
"""SOF0 to SOF15 without the three that are tables (ITU-T T.81, table B.1), and that of JPEG-LS (T.87)."""
_ALONE = frozenset({0x01, *range(0xD0, 0xDA)})
"""Markers without a length."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame header: the marker, which tells the kind of compression, and the bits of a channel."""

    marker: int
    bits: int


def estimate_quality(tables: Mapping[int, Sequence[int]]) -> int | None:
    """The libjpeg quality, 1 to 100, whose luminance table is nearest in strength to a file's own.

    libjpeg scales its standard table by S percent, where S = 5000 / quality below 50 and 200 - 2 * quality above
    (`jpeg_quality_scaling` in jcparam.c). This inverts that with the ratio of the tables' sums, as is common. It is
    exact to about 1 for libjpeg's own files; makers with tables of their own are placed among them.

    Args:
        tables: quantisation tables by number, 64 entries each, of which number 0 is the luminance's.
    """
    table = tables.get(0)
    if not table or len(table) != len(_LUMINANCE):
        return None
    usable = [(own, standard) for own, standard in zip(table, _LUMINANCE, strict=True) if own < _CAP]
    if not usable:
        return 1
    scale = 100 * sum(own for own, _ in usable) / sum(standard for _, standard in usable)
    quality = 5000 / scale if scale > 100 else (200 - scale) / 2
    return max(1, min(100, round(quality)))


def find_frame(file: BinaryIO) -> Frame | None:
    """The first frame header; None where there is none before the first scan. Raises OSError."""
    for marker, _start in _segments(file):
        if marker in _FRAMES:
            return Frame(marker, int.from_bytes(file.read(1), "big"))
    return None


def first_scan(file: BinaryIO) -> int:
    """Where the first scan's marker is: behind all that is no picture. The file's end if there is none."""
    for marker, start in _segments(file):
        if marker == _START_OF_SCAN:
            return start - 4
    return file.seek(0, 2)


def _segments(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Markers, and where their contents begin, at which the file then is; the last one is the first scan's."""
    at = 2
    while True:
        file.seek(at)
        head = file.read(4)
        if len(head) < 4 or head[0] != 0xFF:
            return
        if head[1] == 0xFF or head[1] in _ALONE:
            at += 1 if head[1] == 0xFF else 2
            continue
        yield head[1], at + 4
        if head[1] == _START_OF_SCAN:
            return
        at += 2 + int.from_bytes(head[2:], "big")

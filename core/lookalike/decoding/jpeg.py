"""What a JPEG file tells about its compression, and a progressive one without what a small decode passes over."""

from __future__ import annotations

import re
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
_END_OF_IMAGE = 0xD9
_FRAMES = frozenset({*range(0xC0, 0xD0), 0xF7} - {0xC4, 0xC8, 0xCC})
"""SOF0 to SOF15 without the three that are tables (ITU-T T.81, table B.1), and that of JPEG-LS (T.87)."""
_ALONE = frozenset({0x01, *range(0xD0, 0xDA)})
"""Markers without a length."""
_HEAD_BYTES = 18
"""The header of a frame of four components, which is longer than that of a scan (T.81, B.2.2)."""
_AFTER_A_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""The next marker: inside a scan, 0xFF is followed by zero or is a restart marker (T.81, B.1.1.5)."""


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


def without_fine_scans(data: bytes) -> bytes | None:
    """A progressive JPEG without the scans that change nothing where it is decoded at an eighth of its size.

    There, libjpeg makes one pixel of 8 x 8, from their mean alone (the DC coefficient). Refining the other coefficients
    is most of the work: 105 ms for 12 megapixels, and 32 ms without (21 files). Their first, coarse scan stays: with no
    such scan libjpeg smooths the means, as in a picture that is still being loaded (`decompress_smooth_data` in
    jdcoefct.c). Colours that are stored at half the size stay whole, because there more than their means is looked at.

    Returns:
        None where the file is not whole or not as expected: decoding all of it will tell what is wrong.
    """
    kept, full_size = [data[:2]], b""
    for marker, start, end in _whole_segments(data):
        head = data[start + 4 : min(end, start + 4 + _HEAD_BYTES)]
        if marker in _FRAMES:
            full_size = _full_size_components(head)
        if marker != _START_OF_SCAN or not _is_fine(head, full_size):
            kept.append(data[start:end])
        if marker == _END_OF_IMAGE:
            return b"".join(kept)
    return None


def _whole_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Markers with where their segments begin and end, a scan's with its compressed data; the last is the image's end.

    Ends sooner where the data do.
    """
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, end = data[at + 1], at + _length(data[at : at + 4])
        if marker == _START_OF_SCAN:
            following = _AFTER_A_SCAN.search(data, end)
            end = following.start() if following else len(data)
        yield marker, at, end
        if marker == _END_OF_IMAGE:
            return
        at = end
    if data[at : at + 2] == bytes((0xFF, _END_OF_IMAGE)):
        yield _END_OF_IMAGE, at, at + 2


def _full_size_components(frame: bytes) -> bytes:
    """The numbers of a frame's components that no other has more samples than, across and down."""
    components = [(frame[at], frame[at + 1] >> 4, frame[at + 1] & 15) for at in range(6, len(frame) - 1, 3)]
    across, down = (max((one[axis] for one in components), default=0) for axis in (1, 2))
    return bytes(number for number, *sampling in components if sampling == [across, down])


def _is_fine(scan: bytes, components: bytes) -> bool:
    """Whether a scan is of one of these components alone, and neither of its means nor the first of the others."""
    if len(scan) < 6 or scan[0] != 1 or scan[1] not in components:
        return False
    first_coefficient, bits_before = scan[3], scan[5] >> 4
    return first_coefficient > 1 or (first_coefficient == 1 and bits_before > 0)


def _segments(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Markers, and where their contents begin, at which the file then is; the last one is the first scan's."""
    at = 2
    while True:
        file.seek(at)
        head = file.read(4)
        if len(head) < 4 or head[0] != 0xFF:
            return
        if head[1] != 0xFF and head[1] not in _ALONE:
            yield head[1], at + 4
        if head[1] == _START_OF_SCAN:
            return
        at += _length(head)


def _length(head: bytes) -> int:
    """The bytes of a segment that begins with these four, without a scan's compressed data."""
    if head[1] == 0xFF:  # It fills.
        return 1
    return 2 if head[1] in _ALONE else 2 + int.from_bytes(head[2:4], "big")

"""The size of a JPEG XL picture, from its first bytes: its plugin would decode everything to tell."""

from __future__ import annotations

_CONTAINER = b"\0\0\0\x0cJXL \r\n\x87\n"
_CODESTREAM = b"\xff\x0a"
# Width to height, by the three bits of the header that stand for a ratio (ISO/IEC 18181-1, SizeHeader).
_RATIOS = {1: (1, 1), 2: (12, 10), 3: (4, 3), 4: (3, 2), 5: (16, 9), 6: (5, 4), 7: (2, 1)}
_SIDE_BITS = (9, 13, 18, 30)

HEAD_BYTES = 4096
"""How much of a file `claimed_size` wants; the codestream of a container usually begins within it."""


def claimed_size(head: bytes) -> tuple[int, int] | None:
    """Width and height as stored; None where the header is not within `head`, or broken."""
    start = _codestream_start(head)
    if start is None or len(head) < start + 12:
        return None
    bits = _Bits(head[start + 2 : start + 12])
    is_small = bits.take(1) == 1
    height = _side(bits, is_small)
    ratio = bits.take(3)
    if ratio == 0:
        return _side(bits, is_small), height
    across, down = _RATIOS[ratio]
    return height * across // down, height


def _codestream_start(head: bytes) -> int | None:
    """Where the codestream begins: at once, or in a box `jxlc` or `jxlp` of a container."""
    if head.startswith(_CODESTREAM):
        return 0
    at = len(_CONTAINER) if head.startswith(_CONTAINER) else len(head)
    while at + 8 <= len(head):
        length, kind = int.from_bytes(head[at : at + 4], "big"), head[at + 4 : at + 8]
        payload = at + (16 if length == 1 else 8)
        if kind in (b"jxlc", b"jxlp"):
            start = payload + (4 if kind == b"jxlp" else 0)
            return start if head.startswith(_CODESTREAM, start) else None
        if length == 1:
            length = int.from_bytes(head[at + 8 : at + 16], "big")
        if length < 8:
            return None
        at += length
    return None


class _Bits:
    """Bits of a JPEG XL header, lowest first."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "little")

    def take(self, count: int) -> int:
        """The next `count` bits as a number."""
        taken = self._value & ((1 << count) - 1)
        self._value >>= count
        return taken


def _side(bits: _Bits, is_small: bool) -> int:
    if is_small:
        return (bits.take(5) + 1) * 8
    return bits.take(_SIDE_BITS[bits.take(2)]) + 1

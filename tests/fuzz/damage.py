"""Damage as it happens to files: not single bits alone, but the lengths and offsets that parsers trust."""

from __future__ import annotations

from hypothesis import strategies as some

Edit = tuple[float, str, bytes]
"""Where (0 to 1), what, and with which bytes."""

edits = some.lists(
    some.tuples(
        some.floats(0, 1, exclude_max=True),
        some.sampled_from(["replace", "insert", "cut", "repeat"]),
        some.one_of(some.binary(min_size=1, max_size=8), some.sampled_from([b"\xff" * 4, b"\0" * 4, b"\x7f\xff"])),
    ),
    min_size=1,
    max_size=6,
)


def damaged(data: bytes, changes: list[Edit]) -> bytes:
    """The data after these edits. Most are near the beginning, where headers are."""
    for place, change, piece in changes:
        at = int(place**3 * len(data))
        if change == "replace":
            data = data[:at] + piece + data[at + len(piece) :]
        elif change == "insert":
            data = data[:at] + piece + data[at:]
        elif change == "cut":
            data = data[:at] + data[at + 16 * len(piece) :]
        else:
            data = data[:at] + data[at : at + 64] * 2 + data[at + 64 :]
    return data

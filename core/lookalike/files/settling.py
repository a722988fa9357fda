"""When a file's modification time can be trusted to tell a change.

A file system's clock ticks: whoever writes twice within one tick leaves the same time twice. Photos that were written
a moment ago are therefore read a moment later, so that any later change shows. The same problem is git's "racy" index.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from lookalike.files.reading import look_at
from lookalike.types import Photo

FINE_TICK_NS = 20_000_000
"""Twice the coarsest tick of the file systems that keep parts of a second: 10 ms on exFAT and on a 100 Hz kernel."""

COARSE_TICK_NS = 2_000_000_000
"""FAT's, the coarsest: its times are whole seconds."""

_SECOND_NS = 1_000_000_000


def wait_until_settled(photos: Iterable[Photo]) -> None:
    """Wait, two ticks at most, until no photo can be written again under the modification time that it has now.

    A time that lies ahead was set on purpose, or comes from a clock that is wrong; nothing is waited for then.
    """
    now = time.time_ns()
    left = 0
    for photo in photos:
        if photo.mtime_ns < now - COARSE_TICK_NS:
            continue
        tick = FINE_TICK_NS if photo.mtime_ns % _SECOND_NS else COARSE_TICK_NS
        if now - tick < photo.mtime_ns < now + tick:
            left = max(left, photo.mtime_ns + tick - now)
    if left:
        time.sleep(left / _SECOND_NS)


def is_unchanged(photo: Photo) -> bool:
    """Whether the file still has the size and the modification time that discovery saw."""
    try:
        status = look_at(photo.path)
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (photo.size, photo.mtime_ns)

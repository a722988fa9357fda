"""Pausing Python's garbage collector while many lasting values are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector of cyclic garbage while many values are made that all stay.

    It would look through them again and again, which takes as long as making them. For work of a second or two: it is
    off for the whole process meanwhile. What is alive afterwards is frozen (`gc.freeze`), so that no later collection
    stops all threads, a window's too, to walk through it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()

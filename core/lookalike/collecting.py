"""Python's garbage collector, and when it is in the way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_left() -> Iterator[None]:
    """Let garbage lie while many values are made that all stay.

    The collector would look through them again and again, which takes as long as making them. For work of a second or
    two: the whole process collects nothing meanwhile, and later looks for no cycles among what was there then, since
    that would stop all threads, a window's too, for as long.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()

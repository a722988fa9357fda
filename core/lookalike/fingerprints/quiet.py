"""Moves what native libraries print to standard error into the log."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

log = logging.getLogger(__name__)


@contextmanager
def native_chatter_logged() -> Iterator[None]:
    """While inside, what the process writes to standard error goes to our log, as debug lines.

    TensorFlow and LiteRT greet with lines that no setting of theirs turns off. They write past Python's `sys.stderr`,
    so the descriptor itself is turned away, for all threads: keep the time inside short. Where there is none (a program
    that was started without a console) nothing happens.
    """
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    with tempfile.TemporaryFile() as aside:
        _flush()
        os.dup2(aside.fileno(), 2)
        try:
            yield
        finally:
            _flush()
            os.dup2(kept, 2)
            os.close(kept)
            aside.seek(0)
            for line in aside.read().decode(errors="replace").splitlines():
                log.debug("%s", line)


def _flush() -> None:
    if sys.stderr is not None:
        sys.stderr.flush()

"""Settings of the interpreter that keep the window fluent while the engine's threads are at work.

Two things would make it wait. A thread keeps the interpreter for a turn of 5 ms before another one may have it, and a
paint event asks dozens of times. And the collector of cyclic garbage stops all threads to walk through everything that
is alive: a third of a second with 50,000 photos (`tests/benchmarks/ui_latency.py`).
"""

from __future__ import annotations

import gc
import sys
from typing import Any

TURN = 0.0005
"""Seconds. Shorter turns cost the workers more than they give to the window."""


def set_up() -> None:
    """Do so for the whole process; once, when what lives as long as the program has been loaded."""
    sys.setswitchinterval(TURN)
    gc.freeze()
    if _freeze not in gc.callbacks:
        gc.callbacks.append(_freeze)


def tidy_up() -> None:
    """Look for garbage among all that was put aside; takes a moment, so at the start of something long."""
    gc.unfreeze()
    gc.collect()


def _freeze(phase: str, info: dict[str, Any]) -> None:
    """Put aside what a full collection left alive, so that the next one walks through nothing but what has come since.

    What is put aside still goes when nobody refers to it any more; only cycles wait for `tidy_up`.
    """
    if phase == "stop" and info["generation"] == 2:
        gc.freeze()

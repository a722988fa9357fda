"""The collector of garbage neither stops the window nor leaves garbage behind for good."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Iterator

import pytest

from lookalike_gui import smoothness


class Node:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    turn, callbacks = sys.getswitchinterval(), list(gc.callbacks)
    smoothness.set_up()
    yield
    sys.setswitchinterval(turn)
    gc.callbacks[:] = callbacks
    gc.unfreeze()


def test_what_was_looked_at_once_is_not_walked_through_again() -> None:
    kept = [Node() for _ in range(1000)]
    gc.collect()
    assert not {id(node) for node in kept} & {id(found) for found in gc.get_objects()}


def test_a_cycle_that_was_put_aside_goes_when_the_next_scan_begins() -> None:
    node = Node()
    seen = weakref.ref(node)
    gc.collect()
    del node
    gc.collect()
    assert seen() is not None
    smoothness.tidy_up()
    assert seen() is None

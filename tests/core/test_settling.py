"""A photo that was written a moment ago is read a moment later, so that any later change shows."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from lookalike.files.settling import COARSE_TICK_NS, FINE_TICK_NS, wait_until_settled
from tests.core.values import photo_of
from tests.photos import photo, save


@pytest.mark.parametrize("age", [0, FINE_TICK_NS // 2])
def test_a_photo_that_was_just_written_is_read_when_its_clock_has_moved_on(tmp_path: Path, age: int) -> None:
    path = save(photo("camera"), tmp_path / "a.png")
    moment = (time.time_ns() - age) // 1000 * 1000 + 1
    os.utime(path, ns=(moment, moment))
    wait_until_settled([photo_of(path)])
    assert time.time_ns() >= moment + FINE_TICK_NS


def test_where_times_are_whole_seconds_a_change_within_two_would_not_show(tmp_path: Path) -> None:
    path = save(photo("camera"), tmp_path / "a.png")
    moment = time.time_ns() // 10**9 * 10**9 - 10**9
    os.utime(path, ns=(moment, moment))
    wait_until_settled([photo_of(path)])
    assert time.time_ns() >= moment + COARSE_TICK_NS

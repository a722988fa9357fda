"""How far hashes look for candidates."""

from __future__ import annotations

from lookalike.matching.candidates import LARGE_LIBRARY, radius_for


def test_hashes_look_farther_where_they_are_alone() -> None:
    for photos in (100, LARGE_LIBRARY):
        assert radius_for(photos, 256, alone=True) > radius_for(photos, 256, alone=False)


def test_hashes_look_less_far_in_a_large_library() -> None:
    for alone in (False, True):
        assert radius_for(LARGE_LIBRARY, 256, alone=alone) < radius_for(LARGE_LIBRARY - 1, 256, alone=alone)

"""Pairs of photos with equal hashes or vectors, where the options do not allow every pair.

Of equal photos, a search for near hashes or vectors returns the first only. Where the scope or reference folders forbid
its pairs, others of the equal photos may still have allowed ones. All pairs of a thousand equal photos would be half a
million, so in a large set each photo is paired with a few representatives: groups form around one photo anyway.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product
from typing import TypeAlias

import numpy as np

from lookalike.matching.arrays import Indices

SPELLED_OUT = 64
"""Up to so many pairs of two sets are all named: sets of eight."""

REPRESENTATIVES = 4
"""In a larger set, one photo of each of so many classes is paired with all others."""


Class: TypeAlias = tuple[bool, str]
"""What decides with whom a photo may be matched: whether it lies outside of all reference folders, and its folder."""


def spelled_out(first: Indices, second: Indices, same: Indices, classes: Sequence[Class]) -> tuple[Indices, Indices]:
    """All pairs worth asking about, from pairs that name only the first of equal photos.

    `same` names that first one for each photo. Every photo gets a pair with an allowed partner, if it has any among
    its equals or theirs; a pair may be named twice, or be a photo with itself.
    """
    members: dict[int, list[int]] = defaultdict(list)
    for photo, leader in enumerate(same.tolist()):
        members[leader].append(photo)
    found: list[tuple[int, int]] = []
    for equals in members.values():
        if len(equals) > 1:
            found += _within(equals, classes)
    firsts = {leader: _firsts(equals, classes) for leader, equals in members.items()}
    for one, two in zip(first.tolist(), second.tolist(), strict=True):
        if same[one] != same[two]:
            if len(members[one]) * len(members[two]) <= SPELLED_OUT:
                found += product(members[one], members[two])
            else:
                found += _between(firsts[one], firsts[two])
    table = np.array(found, np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _within(equals: Sequence[int], classes: Sequence[Class]) -> Iterable[tuple[int, int]]:
    if len(equals) ** 2 <= SPELLED_OUT:
        return product(equals, equals)
    firsts = _firsts(equals, classes)
    few = _few(firsts)
    return [(photo, partner) for photo in equals for partner in (*few, firsts[classes[photo]])]


def _between(one: dict[Class, int], two: dict[Class, int]) -> Iterable[tuple[int, int]]:
    return [*product(_few(one), _few(two)), *((photo, two[kind]) for kind, photo in one.items() if kind in two)]


def _firsts(photos: Sequence[int], classes: Sequence[Class]) -> dict[Class, int]:
    """The first photo of each class."""
    return {classes[photo]: photo for photo in reversed(photos)}


def _few(firsts: dict[Class, int]) -> list[int]:
    """Those of a few classes, in reference folders where there are any."""
    return [firsts[kind] for kind in sorted(firsts)[:REPRESENTATIVES]]

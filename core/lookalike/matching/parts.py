"""Photos that show others in parts of them: an original with its crops, a collage with its photos.

Crops from opposite corners have nothing in common, and yet belong together, to their original. The photos of a collage
do not, though it looks just the same. What tells a collage from an original is size: it shows its photos smaller than
they are, and a crop has no more pixels than it had in its original.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import cv2
import numpy as np
import numpy.typing as npt

from lookalike.matching.confidence import ONE_PHOTO
from lookalike.matching.geometry import apply, scale_of
from lookalike.types import Fingerprint, Match

PART = 0.7
"""A photo that takes more of another one than this is no part of it."""

SMALLER = 1.2
"""How many times as wide as it is shown a photo must be to be more than a crop of what shows it."""

SAME_PLACE = 0.1
"""Share of the smaller of two outlines that both have in common, from which they are no longer in two places."""

LEAST_OVERLAP = 0.5
"""Share of the smaller of two parts that they must have in common to be comparable (`implied`)."""

MOST_PARTS = 12
"""In larger groups nobody asks whether all photos are alike."""

Outline = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A photo inside another one: its outline there, the place of the match that says so, and whether it is shown
    smaller than it is."""

    photo: int
    outline: Outline
    match: int
    shrunk: bool


@dataclass(slots=True)
class _Place:
    """Where in a photo others are seen."""

    outline: Outline
    matches: list[int] = field(default_factory=list)
    confidence: float = 0.0
    shrunk: bool = False


def _inside(matches: Sequence[Match], fingerprints: Sequence[Fingerprint | None]) -> dict[int, list[_Seen]]:
    """For each photo the others that are parts of it."""
    found: dict[int, list[_Seen]] = defaultdict(list)
    for number, match in enumerate(matches):
        evidence = match.evidence
        if evidence is None or evidence.transform is None or abs(evidence.cropped) <= 1 - PART:
            continue
        if (match.scores.confidence or 0.0) < ONE_PHOTO:
            continue
        into = np.array(evidence.transform, np.float64).reshape(3, 3)
        whole, part = match.second, match.first
        if evidence.cropped > 0:
            into, whole, part = np.asarray(np.linalg.inv(into)), match.first, match.second
        outline = _outline(into, fingerprints[part])
        if outline is not None:
            found[whole].append(_Seen(part, outline, number, scale_of(into) * SMALLER < 1))
    return found


def strangers(matches: Sequence[Match], fingerprints: Sequence[Fingerprint | None]) -> list[int]:
    """Which of the matches, by their places in the sequence, join a collage to photos that it does not go with.

    It goes with those at the place where the surest matches are. Nothing depends on the order of the photos.
    """
    found: list[int] = []
    for seen in _inside(matches, fingerprints).values():
        if sum(one.shrunk for one in seen) > 1:
            found += _elsewhere(seen, matches)
    return found


def apart(matches: Sequence[Match], fingerprints: Sequence[Fingerprint | None]) -> npt.NDArray[np.int64]:
    """Pairs of photos that cannot be alike, since a third one shows them in places that have too little in common.

    Shape (n, 3): the third photo, then the two.
    """
    found = [
        (whole, one.photo, two.photo)
        for whole, seen in _inside(matches, fingerprints).items()
        if len(seen) <= MOST_PARTS
        for one, two in combinations(seen, 2)
        if _common(one.outline, two.outline) < LEAST_OVERLAP
    ]
    return np.array(found, np.int64).reshape(-1, 3)


def _outline(matrix: npt.NDArray[np.float64], photo: Fingerprint | None) -> Outline | None:
    if photo is None:
        return None
    width, height = photo.quality.width, photo.quality.height
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)
    return apply(matrix, corners).astype(np.float32)


def _elsewhere(seen: Sequence[_Seen], matches: Sequence[Match]) -> list[int]:
    """The matches of all places but the surest one, where photos of their own are shown at several."""
    places: list[_Place] = []
    for one in sorted(seen, key=lambda one: one.outline.round(1).tolist()):
        place = next((place for place in places if _common(place.outline, one.outline) > SAME_PLACE), None)
        if place is None:
            places.append(place := _Place(one.outline))
        place.matches.append(one.match)
        place.confidence += matches[one.match].scores.confidence or 0.0
        place.shrunk |= one.shrunk
    if sum(place.shrunk for place in places) < 2:
        return []
    best = max(places, key=lambda place: round(place.confidence, 6))
    return [number for place in places if place is not best for number in place.matches]


def _common(one: Outline, two: Outline) -> float:
    area, _ = cv2.intersectConvexConvex(one, two)
    return float(area) / max(min(cv2.contourArea(one), cv2.contourArea(two)), 1e-6)

"""Photos that show others in parts of them: an original with its crops, a collage with its photos.

Crops from opposite corners have nothing in common, and yet belong together, to their original. The photos of a collage
do not, though it looks just the same. Two things tell: a collage shows its photos smaller than they are, where a crop
has no more pixels than it had in its original; and at each place of a collage a whole family is seen, a photo with its
copies, where crops come singly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import cv2
import numpy as np
import numpy.typing as npt

from lookalike.matching.confidence import ONE_PHOTO
from lookalike.matching.geometry import apply, scale_of
from lookalike.types import Evidence, Fingerprint, Match

PART = 0.7
"""A photo that takes more of another one than this is no part of it."""

SMALLER = 1.2
"""How many times as wide as it is shown a photo must be to be more than a crop of what shows it."""

SAME_PLACE = 0.25
"""Share of the smaller of two outlines that both have in common, from which they are no longer in two places: photos
are cut to fit into a collage, so that their outlines reach into the next one's place."""

SAME_COVER = 0.5
"""Share of the larger of two outlines, from which they are one place whether or not the photos are alike."""

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
    """Where in a photo others are seen, the largest outline first."""

    seen: list[_Seen] = field(default_factory=list)

    @property
    def matches(self) -> list[int]:
        """The places of the matches that say so."""
        return [one.match for one in self.seen]

    @property
    def a_photo(self) -> bool:
        """Whether what is seen here is a photo of its own, not a crop."""
        return len(self.seen) > 1 or any(one.shrunk for one in self.seen)

    def takes(self, one: _Seen, alike: set[int]) -> bool:
        """Whether another photo, which is alike with those of `alike`, is seen at this place."""
        return any(
            _common(other.outline, one.outline) > SAME_PLACE
            if other.photo in alike
            else _common(other.outline, one.outline, of_larger=True) > SAME_COVER
            for other in self.seen
        )


def _inside(matches: Sequence[Match], fingerprints: Sequence[Fingerprint | None]) -> dict[int, list[_Seen]]:
    """For each photo the others that are parts of it, or of which a part is."""
    found: dict[int, list[_Seen]] = defaultdict(list)
    for number, match in enumerate(matches):
        first, second = fingerprints[match.first], fingerprints[match.second]
        if first is None or second is None or (match.scores.confidence or 0.0) < ONE_PHOTO:
            continue
        if match.evidence is None or match.evidence.transform is None:
            continue
        of_first, of_second = _shares(match.evidence, first, second)
        if min(of_first, of_second) >= PART:
            continue
        there = np.array(match.evidence.transform, np.float64).reshape(3, 3)
        if of_second < PART:
            found[match.second].append(_seen(match.first, first, there, number))
        if of_first < PART:
            found[match.first].append(_seen(match.second, second, np.asarray(np.linalg.inv(there)), number))
    return found


def _shares(evidence: Evidence, first: Fingerprint, second: Fingerprint) -> tuple[float, float]:
    """What share of each of two photos the other one shows."""
    if evidence.cropped < 0:
        return 1.0, 1 + evidence.cropped
    shown = (1 - evidence.cropped) * first.quality.pixels * evidence.scale**2
    return 1 - evidence.cropped, shown / second.quality.pixels


def _seen(photo: int, fingerprint: Fingerprint, there: npt.NDArray[np.float64], number: int) -> _Seen:
    width, height = fingerprint.quality.width, fingerprint.quality.height
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)
    return _Seen(photo, apply(there, corners).astype(np.float32), number, scale_of(there) * SMALLER < 1)


def strangers(matches: Sequence[Match], fingerprints: Sequence[Fingerprint | None]) -> list[int]:
    """Which of the matches, by their places in the sequence, join a collage to photos that it does not go with.

    It goes with those at the place where the surest matches are. What one of these matches implied (`implied`) falls
    with it. Nothing depends on the order of the photos.
    """
    inside = [seen for seen in _inside(matches, fingerprints).values() if len(seen) > 1]
    alike: dict[int, set[int]] = {one.photo: set() for seen in inside for one in seen}
    for match in matches if inside else ():
        if match.first in alike and match.second in alike and (match.scores.confidence or 0.0) >= ONE_PHOTO:
            alike[match.first].add(match.second)
            alike[match.second].add(match.first)
    found = [number for seen in inside for number in _elsewhere(seen, matches, alike)]
    closed = {frozenset((matches[number].first, matches[number].second)) for number in found}
    for number, match in enumerate(matches if closed else ()):
        if match.through is None:
            continue
        if any(frozenset((match.through, end)) in closed for end in (match.first, match.second)):
            found.append(number)
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


def _elsewhere(seen: Sequence[_Seen], matches: Sequence[Match], alike: Mapping[int, set[int]]) -> list[int]:
    """The matches of all places but the surest one, where photos of their own are shown at several."""

    def confidence(place: _Place) -> float:
        return round(sum(matches[number].scores.confidence or 0.0 for number in place.matches), 6)

    places = _places(seen, alike)
    if sum(place.a_photo for place in places) < 2:
        return []
    best = max(places, key=confidence)
    return [number for place in places if place is not best for number in place.matches]


def _places(seen: Sequence[_Seen], alike: Mapping[int, set[int]]) -> list[_Place]:
    """Where photos are seen: at one place are those that are alike and meet there, and those that cover the same.

    A copy with a lot around it, on a monitor or a wall, covers its neighbours' places too, but is alike with its own
    family only.
    """
    ordered = sorted(seen, key=lambda one: (-round(cv2.contourArea(one.outline)), one.outline.round(1).tolist()))
    places: list[_Place] = []
    for one in ordered:
        joined = [place for place in places if place.takes(one, alike[one.photo])]
        place = joined[0] if joined else _Place()
        for other in joined[1:]:
            place.seen += other.seen
            places.remove(other)
        if not joined:
            places.append(place)
        place.seen.append(one)
    return places


def _common(one: Outline, two: Outline, *, of_larger: bool = False) -> float:
    """The share of the smaller outline, or of the larger one, that both have in common."""
    area, _ = cv2.intersectConvexConvex(one, two)
    sizes = cv2.contourArea(one), cv2.contourArea(two)
    return float(area) / max(max(sizes) if of_larger else min(sizes), 1e-6)

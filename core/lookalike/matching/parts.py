"""Photos that show others in parts of them: an original with its crops, a collage with its photos.

Crops from opposite corners have nothing in common, and yet belong together, to their original. The photos of a collage
do not, though it looks just the same. Two things tell: a collage shows its photos smaller than they are, where a crop
has no more pixels than it had in its original; and at each place of a collage a whole family is seen, a photo with its
copies, where crops come singly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import cv2
import numpy as np
import numpy.typing as npt

from lookalike.matching.confidence import ONE_PHOTO
from lookalike.matching.geometry import Matrix, Points, apply, corners, matrix_of, scale_of, shared
from lookalike.matching.implied import LEAST_OVERLAP
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

MOST_PARTS = 12
"""In larger groups nobody asks whether all photos are alike."""


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A photo inside another one: its outline there, the place of the match that says so, and whether it is shown
    smaller than it is."""

    photo: int
    outline: Points
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
            shared(other.outline, one.outline) > SAME_PLACE
            if other.photo in alike
            else shared(other.outline, one.outline, of_larger=True) > SAME_COVER
            for other in self.seen
        )


class Parts:
    """Which photos of a result are parts of others, and what follows for its groups."""

    def __init__(self, matches: Sequence[Match], fingerprints: Sequence[Fingerprint | None]) -> None:
        """Nothing depends on the order of the photos."""
        self._matches = matches
        self._inside = _inside(matches, fingerprints)

    def strangers(self) -> list[int]:
        """Which of the matches, by their places in the sequence, join a collage to photos that it does not go with.

        It goes with those at the place where the surest matches are. What one of these matches implied (`implied`)
        falls with it.
        """
        several = [seen for seen in self._inside.values() if len(seen) > 1]
        alike = self._alike({one.photo for seen in several for one in seen})
        found = [number for seen in several for number in _elsewhere(seen, self._matches, alike)]
        closed = {frozenset((self._matches[number].first, self._matches[number].second)) for number in found}
        for number, match in enumerate(self._matches if closed else ()):
            if match.through is None:
                continue
            if any(frozenset((match.through, end)) in closed for end in (match.first, match.second)):
                found.append(number)
        return found

    def apart(self) -> npt.NDArray[np.int64]:
        """Pairs of photos that cannot be alike, since a third one shows them in places with too little in common.

        Shape (n, 3): the third photo, then the two.
        """
        found = [
            (whole, one.photo, two.photo)
            for whole, seen in self._inside.items()
            if len(seen) <= MOST_PARTS
            for one, two in combinations(seen, 2)
            if shared(one.outline, two.outline) < LEAST_OVERLAP
        ]
        return np.array(found, np.int64).reshape(-1, 3)

    def _alike(self, photos: Collection[int]) -> dict[int, set[int]]:
        """For each of these photos, which others of them are one photo with it."""
        alike: dict[int, set[int]] = {photo: set() for photo in photos}
        for match in self._matches if photos else ():
            if match.first in alike and match.second in alike and (match.scores.confidence or 0.0) >= ONE_PHOTO:
                alike[match.first].add(match.second)
                alike[match.second].add(match.first)
        return alike


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
        there = matrix_of(match.evidence.transform)
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


def _seen(photo: int, fingerprint: Fingerprint, there: Matrix, number: int) -> _Seen:
    outline = apply(there, corners(fingerprint.quality.width, fingerprint.quality.height)).astype(np.float32)
    return _Seen(photo, outline, number, scale_of(there) * SMALLER < 1)


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

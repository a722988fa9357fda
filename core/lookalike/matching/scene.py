"""Do two photos show one scene, though they need not be one photo? What the SIMILAR_SCENE preset asks.

And what every preset but those by hash and by bytes asks: are they two exposures, however alike they look?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lookalike.matching.contradictions import one_layout
from lookalike.matching.relation import SCENE_INLIERS
from lookalike.types import Decider, Fingerprint, Match

SCENE_RATIO, SCENE_NATURAL, SCENE_MOBILENET = 0.2, 2.0, 0.7
"""What two photos of one scene have at least, beside `SCENE_INLIERS`: the inliers' share of all keypoint matches,
blocks' worth of agreeing natural texture, and the MobileNet score where an engine ran. Of 168 pairs of
simulated burst frames (the camera has moved, and so have people), 105 had them; of the wrong pairs that were asked
about hardly any but photos of one building."""

SERIES_SECONDS = 30
"""Photos whose cameras wrote times no further apart than this may be a series; each needs a date of its own."""

SERIES_MOBILENET, SERIES_HASH = 0.75, 0.58
"""What two photos of a series have at least, MobileNet score and hash similarity, without any geometry: people have
moved, or the next frame is dark. Of the 168 pairs 165 have both."""


def shares_scene(match: Match, fingerprints: Sequence[Fingerprint | None]) -> bool:
    """Whether the geometry says that both photos show one scene, or their dates that they are one series."""
    first, second = fingerprints[match.first], fingerprints[match.second]
    return match.decider is Decider.TAKEN or _by_geometry(match) or _by_date(match, first, second)


def two_exposures(first: Fingerprint, second: Fingerprint) -> bool:
    """Whether cameras wrote different times, seconds apart: two frames of one series, not one photo.

    Where the camera stands still, as on a tripod, nothing else tells: 31 frames of a street, a second apart, in which
    people walk, agree as well as copies do. Times further apart say nothing, since a program may have written its own
    into a copy.
    """
    apart = _seconds_apart(first, second)
    return apart is not None and 0 < apart <= SERIES_SECONDS


def _by_geometry(match: Match) -> bool:
    evidence, mobilenet = match.evidence, match.scores.mobilenet
    return (
        evidence is not None
        and evidence.inliers >= max(SCENE_INLIERS, SCENE_RATIO * evidence.match_count)
        and evidence.natural >= SCENE_NATURAL
        and (mobilenet is None or mobilenet >= SCENE_MOBILENET)
        and not one_layout(evidence)
    )


def _by_date(match: Match, first: Fingerprint | None, second: Fingerprint | None) -> bool:
    if first is None or second is None:
        return False
    mobilenet, alike = match.scores.mobilenet, match.scores.phash or 0.0
    if alike < SERIES_HASH or (mobilenet is not None and mobilenet < SERIES_MOBILENET):
        return False
    apart = _seconds_apart(first, second)
    return apart is not None and apart <= SERIES_SECONDS


def _seconds_apart(first: Fingerprint, second: Fingerprint) -> float | None:
    """Between the times at which two photos were taken; None where one is not known.

    Whole seconds are compared where only one of the two has a fraction: a program may have dropped the other's.
    """
    if not first.quality.taken or not second.quality.taken:
        return None
    one, two = (datetime.fromisoformat(taken) for taken in (first.quality.taken, second.quality.taken))
    if not one.microsecond or not two.microsecond:
        one, two = one.replace(microsecond=0), two.replace(microsecond=0)
    return abs((one - two).total_seconds())

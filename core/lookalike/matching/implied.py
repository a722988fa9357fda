"""Two photos that cannot be compared directly, seen through a third one that shows both.

A strongly blurred copy and a tight crop may share too little for ORB, yet both match the original, and the original
says which part of it each of them shows. Where those parts overlap, both are the same photo. Where they do not (two
pictures of a collage, opposite corners of a panorama) they are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lookalike.matching.geometry import Matrix, Points, apply, corners, matrix_of, shared
from lookalike.types import Fingerprint, Match

LEAST_CONFIDENCE = 0.9
"""Both matches with the third photo must be as sure as this."""

LEAST_OVERLAP = 0.5
"""Share of the smaller part, as both lie in the third photo, that the parts must have in common."""


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """The outline of a photo inside another one, and how sure that is."""

    outline: Points
    confidence: float


def implied(
    matches: Sequence[Match], rejected: Sequence[Match], fingerprints: Sequence[Fingerprint | None]
) -> tuple[Match, ...]:
    """Of the `rejected` matches those that `matches` imply, with the third photo's index in `through`.

    The confidence is the product of the two that imply it.
    """
    parts = _parts(matches, fingerprints)
    found = []
    for match in rejected:
        best: tuple[float, int] | None = None
        for hub in sorted(parts[match.first].keys() & parts[match.second].keys()):
            one, two = parts[match.first][hub], parts[match.second][hub]
            sure = one.confidence * two.confidence
            if (best is None or sure > best[0]) and shared(one.outline, two.outline) >= LEAST_OVERLAP:
                best = sure, hub
        if best is not None:
            scores = replace(match.scores, confidence=best[0])
            found.append(replace(match, scores=scores, through=best[1]))
    return tuple(found)


def _parts(matches: Sequence[Match], fingerprints: Sequence[Fingerprint | None]) -> dict[int, dict[int, _Part]]:
    """For each photo, by the photo that shows it, the part of that one which it is."""
    parts: dict[int, dict[int, _Part]] = defaultdict(dict)
    for match in matches:
        first, second = fingerprints[match.first], fingerprints[match.second]
        sure = match.scores.confidence or 0.0
        if sure < LEAST_CONFIDENCE or match.evidence is None or match.evidence.transform is None:
            continue
        if first is None or second is None or match.through is not None:
            continue
        matrix = matrix_of(match.evidence.transform)
        parts[match.first][match.second] = _Part(_outline(matrix, first), sure)
        parts[match.second][match.first] = _Part(_outline(np.asarray(np.linalg.inv(matrix)), second), sure)
    return parts


def _outline(matrix: Matrix, photo: Fingerprint) -> Points:
    return apply(matrix, corners(photo.quality.width, photo.quality.height)).astype(np.float32)

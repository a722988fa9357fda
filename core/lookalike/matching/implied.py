"""Two photos that cannot be compared directly, seen through a third one that shows both.

A strongly blurred copy and a tight crop may share too little for ORB, yet both match the original, and the original
says which part of it each of them shows. Where those parts overlap, both are the same photo. Where they do not (two
pictures of a collage, opposite corners of a panorama) they are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lookalike.matching.geometry import Points, apply, corners, matrix_of, shared
from lookalike.types import Decider, Fingerprint, Match

LEAST_CONFIDENCE = 0.9
"""Both matches with the third photo must be as sure as this."""

LEAST_OVERLAP = 0.5
"""Share of the smaller part, as both lie in the third photo, that the parts must have in common."""


def implied(
    matches: Sequence[Match], unaccepted: Sequence[Match], fingerprints: Sequence[Fingerprint | None]
) -> tuple[Match, ...]:
    """Of the `unaccepted` matches those that `matches` imply, with the third photo's index in `through`.

    The confidence is the product of the two that imply it. Two exposures stay two, whatever shows both.
    """
    links = _links(matches, fingerprints)
    found = []
    for match in unaccepted:
        if match.decider is Decider.TAKEN:
            continue
        best: tuple[float, int] | None = None
        for hub in sorted(links[match.first].keys() & links[match.second].keys()):
            one, two = links[match.first][hub], links[match.second][hub]
            sure = (one.scores.confidence or 0.0) * (two.scores.confidence or 0.0)
            if best is not None and sure <= best[0]:
                continue
            here, there = _outline(one, match.first, fingerprints), _outline(two, match.second, fingerprints)
            if shared(here, there) >= LEAST_OVERLAP:
                best = sure, hub
        if best is not None:
            scores = replace(match.scores, confidence=best[0])
            found.append(replace(match, scores=scores, through=best[1]))
    return tuple(found)


def _links(matches: Sequence[Match], fingerprints: Sequence[Fingerprint | None]) -> dict[int, dict[int, Match]]:
    """For each photo, by the other one, the sure match in which one shows the other."""
    links: dict[int, dict[int, Match]] = defaultdict(dict)
    for match in matches:
        sure = match.scores.confidence or 0.0
        if sure < LEAST_CONFIDENCE or match.evidence is None or match.evidence.transform is None:
            continue
        if fingerprints[match.first] is None or fingerprints[match.second] is None or match.through is not None:
            continue
        links[match.first][match.second] = links[match.second][match.first] = match
    return links


def _outline(match: Match, photo: int, fingerprints: Sequence[Fingerprint | None]) -> Points:
    """The outline of a photo inside the other one of its match, which is one of `_links`."""
    fingerprint, evidence = fingerprints[photo], match.evidence
    assert fingerprint is not None and evidence is not None and evidence.transform is not None
    matrix = matrix_of(evidence.transform)
    if photo != match.first:
        matrix = np.asarray(np.linalg.inv(matrix))
    return apply(matrix, corners(fingerprint.quality.width, fingerprint.quality.height)).astype(np.float32)

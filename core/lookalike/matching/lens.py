"""Undoes what lenses and lens corrections do to straight lines, so that a bent copy lies on its straight original.

A lens that bends lines outwards (barrel) or inwards (pincushion) moves each point along the line through the middle of
the photo, by a share that grows with the square of its distance: one number, `strength` (the first term of Brown,
"Close-range camera calibration", 1971). Two frames of a burst differ by no such rule, so that they stay two photos.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from lookalike.matching.geometry import Matrix, Points, apply
from lookalike.matching.orb import Features, Pairing

FEWEST = 40
"""Keypoint matches from which it is worth asking whether a photo is bent; …"""

FEWEST_NEAR = 12
"""… if so many of them agree with a transform that bends nothing, those in one part of the photo."""

CLEARLY, WEAKEST = 1.1, 0.01
"""How many times as many votes as none a bend must get, and the strength below which it is none."""

_STRENGTHS = (-0.25, -0.12, -0.05, 0.05, 0.12, 0.25, 0.4, 0.65, 1.0)
_STEPS = (0.5, 0.25, 0.12)  # of the distance to the next strength, by which the best one is refined
_NEAR = (16.0, 8.0, 5.0)  # px of the working grey: tolerances while the transform comes to fit
_RIDGE = 1e-6 * np.eye(3)  # so that points on one line have a solution, too
_BEYOND = 128  # grey level of what a straightened photo does not show


def straightened(features: Features, strength: float) -> Features:
    """The features of a photo without its bend: its points and pixels moved, its descriptors as they were."""
    if not strength:
        return features
    points = _moved(features.points, features, strength)
    height, width = features.grey.shape
    half, shown = max(height, width) / 2, _shown(strength)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    across, down = (x + 0.5 - width / 2) / half, (y + 0.5 - height / 2) / half
    bent = np.linspace(0, 2, 512)
    straight = bent * (1 + strength * bent**2) / shown
    rising = straight[: int(np.argmax(straight)) + 1]
    far = np.sqrt(across**2 + down**2)
    factor = np.interp(far, rising, bent[: len(rising)], right=9.0) / np.maximum(far, 1e-6)
    grey = cv2.remap(
        features.grey,
        (across * factor * half + width / 2 - 0.5).astype(np.float32),
        (down * factor * half + height / 2 - 0.5).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=_BEYOND,
    )
    return replace(features, points=points, grey=np.asarray(grey, np.uint8))


def bends(first: Features, second: Features, pairing: Pairing, inliers: int) -> tuple[float, float]:
    """The strengths to straighten the first and the second photo with, at most one of which is not 0.

    `inliers` is how many matches of the pairing agree with the best transform that bends nothing. Takes 4 ms where
    there are enough, 1.5 where neither is bent.
    """
    if len(pairing) < FEWEST or inliers < FEWEST_NEAR:
        return 0.0, 0.0
    one, two = first.points[pairing.first], second.points[pairing.second]
    (votes, of_first), (more, of_second) = _strongest(one, two, first), _strongest(two, one, second)
    if votes >= more:
        return (of_first, 0.0) if abs(of_first) >= WEAKEST else (0.0, 0.0)
    return (0.0, of_second) if abs(of_second) >= WEAKEST else (0.0, 0.0)


def _strongest(points: Points, others: Points, features: Features) -> tuple[float, float]:
    """The strength under which the matches agree best with one affine map, after their votes."""
    straight = _agreeing(points, others, features, 0.0)
    best = max((_agreeing(points, others, features, strength), strength) for strength in _STRENGTHS)
    if best[0] < CLEARLY * straight:
        return straight, 0.0
    for step in _STEPS:
        width = step * max(0.05, 0.6 * abs(best[1]))
        best = max(best, *((_agreeing(points, others, features, best[1] + side * width), best[1] + side * width)
                           for side in (-1, 1)))  # fmt: skip
    return best


def _agreeing(points: Points, others: Points, features: Features, strength: float) -> float:
    """The votes of the matches for the affine map that fits them best under a strength: 1 for one that meets it."""
    moved = _moved(points, features, strength).astype(np.float64)
    design = np.column_stack([moved, np.ones(len(moved))])
    near = np.ones(len(moved), np.bool_)
    for tolerance in _NEAR:
        if near.sum() < 6:
            return 0.0
        matrix = _affine(design[near], others[near])
        misses = np.linalg.norm(apply(matrix, moved) - others, axis=1)
        near = misses < tolerance
    return float((1 - (misses[near] / tolerance) ** 2).sum())


def _affine(design: npt.NDArray[np.float64], others: Points) -> Matrix:
    """The least squares of so few columns by their normal equations, which takes a quarter of `lstsq`'s time."""
    solution = np.linalg.solve(design.T @ design + _RIDGE, design.T @ others)
    return np.vstack([solution.T, [0.0, 0.0, 1.0]])


def _moved(points: Points, features: Features, strength: float) -> Points:
    """Where points of a bent photo lie in the straight one, of the same size."""
    height, width = features.grey.shape
    middle, half = np.array([width / 2, height / 2], np.float32), max(height, width) / 2
    away = (points - middle) / half
    factor = (1 + strength * (away**2).sum(axis=1, keepdims=True)) / _shown(strength)
    return np.asarray(away * factor * half + middle, np.float32)


def _shown(strength: float) -> float:
    """How much wider a straight photo is than the bent one, so that all that lies on its middle line stays inside."""
    return 1 + max(strength, 0.0)

"""Which transform maps one photo onto the other, from keypoint matches: deterministic, without a random generator.

All coordinates are those of the callers' working greys. A transform is a 3x3 float64 matrix that maps points of the
first photo onto the second.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from lookalike.matching.arrays import Flags
from lookalike.types import Transform

Matrix = npt.NDArray[np.float64]
Points = npt.NDArray[np.float32]
Plane = npt.NDArray[np.complex128]
Model: TypeAlias = Callable[[Points, Points], Matrix | None]

TOLERANCE = 4.0
"""How far, in px of the 480 px greys, an inlier may miss."""

LARGEST_SCALE = 8.0
"""Copies shrunk or enlarged more than this, as seen at equal working size, are not looked for."""

_SEEDS = 48  # best matches of which every two make a hypothesis: all of them are tried, so nothing is left to chance
_FEW_SEEDS = 12  # those tried first
_CLEAR = 0.4  # share of the matches that agree with a hypothesis of the first ones, from which no more are made
_SHORTEST_BASE = 12.0  # px between two matches of a hypothesis; closer ones fix the angle badly
_ANGLE_TOLERANCE = 25.0  # degrees by which a keypoint's own direction may miss the hypothesis
_GROWTH = (8.0, 6.0, TOLERANCE)  # tolerances while similarity becomes affine becomes homography


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A transform and which of the matches agree with it."""

    matrix: Matrix
    inliers: Flags
    residuals: Points

    @property
    def count(self) -> int:
        """The number of inliers."""
        return int(self.inliers.sum())


def apply(matrix: npt.NDArray[np.floating], points: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Where a transform maps points, shape (n, 2)."""
    mapped = points @ matrix[:, :2].T + matrix[:, 2]
    weights = np.where(np.abs(mapped[:, 2:]) < 1e-9, 1e-9, mapped[:, 2:])
    return np.asarray(mapped[:, :2] / weights, np.float64)


def matrix_of(transform: Transform) -> Matrix:
    """The transform of an `Evidence` as a matrix."""
    return np.array(transform, np.float64).reshape(3, 3)


def corners(width: float, height: float) -> npt.NDArray[np.float64]:
    """The corners of a picture of this size, shape (4, 2), clockwise from the top left."""
    return box_corners((0, 0, width, height))


def box_corners(box: tuple[float, float, float, float]) -> npt.NDArray[np.float64]:
    """The corners of a box (left, top, right, bottom), shape (4, 2), clockwise from the top left."""
    left, top, right, bottom = box
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)


def at_centres(matrix: Matrix) -> Matrix:
    """A transform whose whole numbers are corners of pixels, as OpenCV wants it, where they are centres."""
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]], np.float64)
    return np.asarray(np.linalg.inv(half) @ matrix @ half)


def shared(one: Points, two: Points, *, of_larger: bool = False) -> float:
    """The share, 0 to 1, of the smaller of two convex outlines, shape (n, 2), or of the larger, that both cover."""
    area, _ = cv2.intersectConvexConvex(one, two)
    sizes = cv2.contourArea(one), cv2.contourArea(two)
    return float(area) / max(max(sizes) if of_larger else min(sizes), 1e-6)


def fit(first: Points, second: Points, turns: npt.NDArray[np.float32], *, least: int) -> Fit | None:
    """The transform that most matches agree with, or None when fewer than `least` do.

    `first` and `second` are matched points, best match first; `turns` how far, in degrees, the keypoint's direction
    turns from the first photo to the second. A similarity is found from all pairs of the best matches, and grown to
    an affine map or a homography where that explains clearly more of them.
    """
    if len(first) < max(least, 2):
        return None
    found = _similarity(first, second, turns)
    if found is None or found.count < min(least, 4):
        return None
    for grow, fewest in ((_affine, 6), (_homography, 10)):
        found = _grown(found, first, second, grow, fewest)
    return found if found.count >= least else None


def _similarity(first: Points, second: Points, turns: npt.NDArray[np.float32]) -> Fit | None:
    """The best hypothesis z -> a z + b (complex numbers), refined by least squares."""
    source, target = (points[:, 0].astype(np.float64) + 1j * points[:, 1] for points in (first, second))
    best: tuple[int, complex, complex] = 0, 0j, 0j
    for seeds in (_FEW_SEEDS, _SEEDS):
        best = _voted(source, target, turns, seeds)
        if best[0] >= _CLEAR * len(first):
            break
    votes, factor, shift = best
    if not votes:
        return None
    for _ in range(2):
        near = np.abs(factor * source + shift - target) < TOLERANCE * max(1.0, abs(factor)) * 1.5
        if near.sum() < 2:
            break
        factor, shift = _least_squares(source[near], target[near])
    if not 1 / LARGEST_SCALE < abs(factor) < LARGEST_SCALE:
        return None
    matrix = np.array(
        [[factor.real, -factor.imag, shift.real], [factor.imag, factor.real, shift.imag], [0.0, 0.0, 1.0]]
    )
    return judge(matrix, first, second, TOLERANCE)


def _voted(source: Plane, target: Plane, turns: npt.NDArray[np.float32], seeds: int) -> tuple[int, complex, complex]:
    """Of all hypotheses that two of the first `seeds` matches make, the one that most matches agree with, after
    their number; 0 where there is none."""
    one, two = np.triu_indices(min(seeds, len(source)), 1)
    base, image = source[two] - source[one], target[two] - target[one]
    usable = (np.abs(base) > _SHORTEST_BASE) & (np.abs(image) > _SHORTEST_BASE / 2)
    factors = image[usable] / base[usable]
    angles = np.degrees(np.angle(factors))
    one, two = one[usable], two[usable]
    size = np.abs(factors)
    plausible = (size < LARGEST_SCALE) & (size > 1 / LARGEST_SCALE)
    for end in (one, two):
        plausible &= np.abs((turns[end] - angles + 180) % 360 - 180) < _ANGLE_TOLERANCE
    factors, one = factors[plausible], one[plausible]
    if not len(factors):
        return 0, 0j, 0j
    shifts = target[one] - factors * source[one]
    misses = factors[:, None] * source
    misses += shifts[:, None]
    misses -= target
    squares = misses.real * misses.real + misses.imag * misses.imag
    tolerance = TOLERANCE * np.maximum(1.0, np.abs(factors))
    votes = np.count_nonzero(squares < (tolerance * tolerance)[:, None], axis=1)
    best = int(votes.argmax())
    return int(votes[best]), complex(factors[best]), complex(shifts[best])


def _least_squares(source: Plane, target: Plane) -> tuple[complex, complex]:
    centre, middle = source.mean(), target.mean()
    moved = source - centre
    factor = (moved.conj() * (target - middle)).sum() / max(float((np.abs(moved) ** 2).sum()), 1e-9)
    return complex(factor), complex(middle - factor * centre)


def judge(matrix: Matrix, first: Points, second: Points, tolerance: float) -> Fit:
    """Which matches agree with a transform to within `tolerance` px, more where it enlarges."""
    residuals = np.linalg.norm(apply(matrix, first) - second, axis=1).astype(np.float32)
    inliers = residuals < tolerance * max(1.0, scale_of(matrix))
    return Fit(matrix, inliers, residuals)


def _grown(found: Fit, first: Points, second: Points, model: Model, fewest: int) -> Fit:
    """`found`, or a richer model that keeps its shape sane and explains at least a tenth more matches."""
    best = found
    current = found
    enough = best.count * 1.05 + 1
    if len(first) < enough:
        return best
    for tolerance in _GROWTH:
        near = current.residuals < tolerance * max(1.0, scale_of(current.matrix))
        if near.sum() < fewest:
            return best
        matrix = model(first[near], second[near])
        if matrix is None or not sane(matrix, first):
            return best
        current = judge(matrix, first, second, TOLERANCE)
    return current if current.count >= enough else best


def _affine(first: Points, second: Points) -> Matrix | None:
    design = np.column_stack([first.astype(np.float64), np.ones(len(first))])
    solution, _, rank, _ = np.linalg.lstsq(design, second.astype(np.float64), rcond=None)
    return None if rank < 3 else np.vstack([solution.T, [0.0, 0.0, 1.0]])


def _homography(first: Points, second: Points) -> Matrix | None:
    matrix, _ = cv2.findHomography(first, second, 0)
    return None if matrix is None else np.asarray(matrix, np.float64)


def scale_of(matrix: Matrix) -> float:
    """The square root of the factor by which areas grow, near the origin's neighbourhood of the affine part."""
    return math.sqrt(abs(float(np.linalg.det(matrix[:2, :2]))))


def sane(matrix: Matrix, points: npt.NDArray[np.floating]) -> bool:
    """Whether a transform is one that an edit or a camera makes: no fold, little shear, mild perspective."""
    around = box_corners((*points.min(axis=0), *points.max(axis=0)))
    weights = around @ matrix[2, :2] + matrix[2, 2]
    if weights.min() <= 0.5 * weights.max():
        return False
    values = np.linalg.svd(matrix[:2, :2], compute_uv=False)
    return bool(values[0] < LARGEST_SCALE and values[1] > 1 / LARGEST_SCALE and values[0] < 2.2 * values[1])

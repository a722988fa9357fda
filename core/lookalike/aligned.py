"""Do the pixels agree where one photo lies over the other? The second witness beside ORB's inliers."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from lookalike.geometry import Matrix, apply

GRID_SIDE = 192
"""The overlap is sampled so that its longest side has this many px."""

BLOCK = 16
"""Side of the blocks, px of the sampled overlap, that are correlated one by one."""

AGREEING = 0.6
"""Correlation from which a block counts as showing the same."""

_TEXTURE = 5.0  # standard deviation, grey levels of 255, below which a block shows nothing to compare
_SMOOTHING = 1.0  # px of the sampled overlap; forgives noise, compression and half a pixel of misalignment

Greys = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the pixels of the overlap compare.

    `correlation` is the median correlation of the blocks that have texture, `agreeing` the share of them that
    correlate, `blocks` how many there are, `textured` their share of all blocks in the overlap. `first_share` and
    `second_share` say how much of each photo's area the overlap covers.
    """

    correlation: float = 0.0
    agreeing: float = 0.0
    blocks: int = 0
    textured: float = 0.0
    whole: float = 0.0
    first_share: float = 0.0
    second_share: float = 0.0

    @property
    def overlap(self) -> float:
        """The share of the smaller photo that the other one shows."""
        return max(self.first_share, self.second_share)

    def swapped(self) -> Agreement:
        """The same, seen from the second photo."""
        return replace(self, first_share=self.second_share, second_share=self.first_share)


def frame(grey: Greys) -> npt.NDArray[np.float32]:
    """The corners of a picture, shape (4, 2), clockwise from the top left."""
    height, width = grey.shape
    return np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)


def overlap_polygon(matrix: Matrix, first: Greys, second: Greys) -> npt.NDArray[np.float32]:
    """The part of the first photo that the second one shows, as a convex polygon in the first, shape (n, 2)."""
    outline = apply(np.linalg.inv(matrix), frame(second)).astype(np.float32)
    _, polygon = cv2.intersectConvexConvex(frame(first), outline)
    return np.zeros((0, 2), np.float32) if polygon is None else np.asarray(polygon, np.float32).reshape(-1, 2)


def compare(matrix: Matrix, first: Greys, second: Greys) -> Agreement:
    """Correlate two working greys block by block under `matrix`, first to second. About 1 ms."""
    polygon = overlap_polygon(matrix, first, second)
    if len(polygon) < 3:
        return Agreement()
    area = cv2.contourArea(polygon)
    shown = cv2.contourArea(apply(matrix, polygon).astype(np.float32))
    shares = min(1.0, area / first.size), min(1.0, shown / second.size)
    (left, top), (right, bottom) = polygon.min(axis=0), polygon.max(axis=0)
    step = max(right - left, bottom - top) / GRID_SIDE
    width, height = (math.ceil((end - start) / step) for start, end in ((left, right), (top, bottom)))
    if min(width, height) < BLOCK or area < 256:
        return Agreement(first_share=shares[0], second_share=shares[1])
    place = np.array([[step, 0, left], [0, step, top], [0, 0, 1]], np.float64)
    one = _sampled(first, place, (width, height))
    two = _sampled(second, matrix @ place, (width, height))
    inside = np.zeros((height, width), np.uint8)
    cv2.fillConvexPoly(inside, np.round((polygon - (left, top)) / step).astype(np.int32), 1)
    correlations, share, whole = _blocks(one, two, inside)
    if not len(correlations):
        return Agreement(first_share=shares[0], second_share=shares[1])
    return Agreement(
        float(np.median(correlations)),
        float((correlations > AGREEING).mean()),
        len(correlations),
        share,
        whole,
        *shares,
    )


def _sampled(grey: Greys, matrix: Matrix, size: tuple[int, int]) -> Floats:
    """`grey` under `matrix` (sampled px to grey px, corners to corners), smoothed against aliasing."""
    step = math.sqrt(abs(float(np.linalg.det(matrix[:2, :2]))))
    if step > 1.3:
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.45 * step), np.uint8)
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]], np.float64)
    centred = np.linalg.inv(half) @ matrix @ half
    warped = cv2.warpPerspective(
        grey, centred, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(cv2.GaussianBlur(warped.astype(np.float32), (0, 0), _SMOOTHING))


def _blocks(one: Floats, two: Floats, inside: Greys) -> tuple[Floats, float, float]:
    """Correlations of the textured blocks, their share, and the correlation of all the overlap at once."""
    rows, columns = (side // BLOCK for side in one.shape)
    top, left = ((side % BLOCK) // 2 for side in one.shape)

    def cut(values: npt.NDArray[np.generic]) -> Floats:
        part = values[top : top + rows * BLOCK, left : left + columns * BLOCK]
        blocks = part.reshape(rows, BLOCK, columns, BLOCK).swapaxes(1, 2)
        return blocks.reshape(rows * columns, BLOCK * BLOCK).astype(np.float32)

    full = cut(inside).mean(axis=1) > 0.95
    first, second = cut(one)[full], cut(two)[full]
    if not len(first):
        return np.zeros(0, np.float32), 0.0, 0.0
    a, b = first - first.mean(), second - second.mean()
    whole = float((a * b).sum() / math.sqrt(max(float((a * a).sum() * (b * b).sum()), 1e-3)))
    first = first - first.mean(axis=1, keepdims=True)
    second = second - second.mean(axis=1, keepdims=True)
    energy = np.sqrt((first * first).mean(axis=1)), np.sqrt((second * second).mean(axis=1))
    textured = np.maximum(*energy) > _TEXTURE
    product = (first * second).mean(axis=1)
    floor = _TEXTURE / 4
    correlations = product / (np.maximum(energy[0], floor) * np.maximum(energy[1], floor))
    return correlations[textured], float(textured.mean()), whole

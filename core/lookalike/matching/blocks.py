"""A picture in square blocks, each of which is looked at by itself."""

from __future__ import annotations

import cv2
import numpy as np

from lookalike.matching.arrays import Flags, Greys, Singles

BLOCK = 16
"""Side of the blocks in px."""


def means(picture: Singles) -> Singles:
    """The mean of each block, row by row. Of whole numbers it is exact: 256 products of two bytes fit float32."""
    rows, columns = (side // BLOCK for side in picture.shape)
    part = picture[: rows * BLOCK, : columns * BLOCK]
    return np.asarray(cv2.resize(part, (columns, rows), interpolation=cv2.INTER_AREA), np.float32).ravel()


def correlated(first: Singles, second: Singles, floor: float) -> tuple[Singles, Singles, Singles]:
    """Correlation of each block, and the standard deviations of both; below `floor` these weaken the correlation."""
    mean, other = means(first), means(second)
    one = np.sqrt(np.maximum(means(first * first) - mean * mean, 0))
    two = np.sqrt(np.maximum(means(second * second) - other * other, 0))
    shared = means(first * second) - mean * other
    return shared / (np.maximum(one, floor) * np.maximum(two, floor)), one, two


def largest_place(blocks: Flags) -> Flags:
    """Which of the blocks, shape (rows, columns), belong to the most that hang together, corners included."""
    count, places, statistics, _ = cv2.connectedComponentsWithStats(blocks.astype(np.uint8), connectivity=8)
    if count < 2:
        return np.zeros_like(blocks)
    return np.asarray(places == 1 + int(statistics[1:, cv2.CC_STAT_AREA].argmax()), np.bool_)


def cut(picture: Greys) -> Greys:
    """The blocks of a picture, shape (blocks, BLOCK * BLOCK)."""
    rows, columns = (side // BLOCK for side in picture.shape)
    part = picture[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK)
    return part.swapaxes(1, 2).reshape(rows * columns, BLOCK * BLOCK)

"""Draws the ORB matches of two photos into one picture: evidence that a person can check."""

from __future__ import annotations

import os

import cv2
import numpy as np
from PIL import Image

from lookalike import decode
from lookalike.types import Evidence, Point, Raster

_SIDE = 1000
"""Longest side of each photo in the picture, in pixels."""

_INLIER, _OUTLIER, _FRAME = (60, 200, 90), (150, 150, 150), (255, 170, 0)


def draw_overlay(first: Raster, second: Raster, scales: tuple[float, float], evidence: Evidence) -> Raster:
    """Both photos side by side, lines between matching points, and the first one's frame in the second.

    `scales` are pixels of the rasters for each pixel of the full-size photos, which `evidence` speaks of.
    Inliers are green, the other matches grey.
    """
    height = max(first.shape[0], second.shape[0])
    canvas = np.full((height, first.shape[1] + second.shape[1], 3), 32, np.uint8)
    canvas[: first.shape[0], : first.shape[1]] = first
    canvas[: second.shape[0], first.shape[1] :] = second
    shift = first.shape[1]

    def place(point: Point, scale: float, offset: int) -> tuple[int, int]:
        return round(point[0] * scale) + offset, round(point[1] * scale)

    for match in sorted(evidence.matches, key=lambda match: match.inlier):
        colour = _INLIER if match.inlier else _OUTLIER
        start, end = place(match.first, scales[0], 0), place(match.second, scales[1], shift)
        cv2.line(canvas, start, end, colour, 1, cv2.LINE_AA)
        for point in (start, end):
            cv2.circle(canvas, point, 3, colour, -1, cv2.LINE_AA)
    if evidence.outline:
        corners = np.array([place(point, scales[1], shift) for point in evidence.outline], np.int32)
        cv2.polylines(canvas, [corners], isClosed=True, color=_FRAME, thickness=2, lineType=cv2.LINE_AA)
    return canvas


def write_overlay(first: str, second: str, evidence: Evidence | None, target: str | os.PathLike[str]) -> None:
    """Write the picture for two files. Raises UnreadableError for them, OSError or ValueError for the target."""
    rasters, scales = [], []
    for path in (first, second):
        raster = decode.thumbnail(path, _SIDE)
        rasters.append(raster)
        header = decode.read_header(path)
        scales.append(max(raster.shape[:2]) / max(header.width, header.height))
    empty = Evidence((), 0, 0, (0, 0), 0.0, 0.0, 0.0, 0.0)
    picture = draw_overlay(rasters[0], rasters[1], (scales[0], scales[1]), evidence or empty)
    Image.fromarray(picture).save(target)

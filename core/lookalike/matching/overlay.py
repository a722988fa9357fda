"""Draws the ORB matches of two photos into one picture: evidence that a person can check."""

from __future__ import annotations

import os
from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image

from lookalike.decoding import decode
from lookalike.matching.geometry import apply, corners, matrix_of
from lookalike.types import Evidence, KeypointMatch, Point, Raster

_HEIGHT = 720
"""Height of each photo in the picture, in pixels."""

_LINES = 120
"""Most matches drawn as lines; the others are points only. More lines than this hide the photos."""

_GAP = 16
_BACKGROUND, _INLIER, _OUTLIER, _FRAME = (32, 32, 36), (60, 200, 90), (230, 90, 70), (255, 170, 0)


def draw_overlay(first: Raster, second: Raster, sizes: tuple[Point, Point], evidence: Evidence) -> Raster:
    """Both photos side by side at one height, lines between matching points, and each one's frame in the other.

    `sizes` are width and height of the full-size photos, whose pixels `evidence` speaks of. Inliers are green, the
    other matches red.
    """
    panels = [_at_height(raster) for raster in (first, second)]
    scales = [panel.shape[1] / size[0] for panel, size in zip(panels, sizes, strict=True)]
    _draw_frames(panels, sizes, scales, evidence)
    left, right = panels
    canvas = np.full((_HEIGHT, left.shape[1] + _GAP + right.shape[1], 3), _BACKGROUND, np.uint8)
    canvas[:, : left.shape[1]] = left
    canvas[:, left.shape[1] + _GAP :] = right
    shift = left.shape[1] + _GAP
    lines = _chosen(evidence.matches)
    for match in sorted(evidence.matches, key=lambda match: match.inlier):
        colour = _INLIER if match.inlier else _OUTLIER
        start, end = _place(match.first, scales[0], 0), _place(match.second, scales[1], shift)
        if match in lines:
            cv2.line(canvas, start, end, colour, 1, cv2.LINE_AA)
        for point in (start, end):
            cv2.circle(canvas, point, 3, colour, 1, cv2.LINE_AA)
    return canvas


def write_overlay(first: str, second: str, evidence: Evidence, target: str | os.PathLike[str]) -> None:
    """Write the picture for two files. Raises UnreadableError for them, OSError or ValueError for the target."""
    headers = [decode.read_header(path) for path in (first, second)]
    rasters = [decode.thumbnail(path, 2 * _HEIGHT) for path in (first, second)]
    sizes = [(float(header.width), float(header.height)) for header in headers]
    picture = draw_overlay(rasters[0], rasters[1], (sizes[0], sizes[1]), evidence)
    Image.fromarray(picture).save(target)


def _at_height(raster: Raster) -> Raster:
    factor = _HEIGHT / raster.shape[0]
    size = (max(1, round(raster.shape[1] * factor)), _HEIGHT)
    kind = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(raster, size, interpolation=kind), np.uint8)


def _place(point: Point, scale: float, shift: int) -> tuple[int, int]:
    return round(point[0] * scale) + shift, round(point[1] * scale)


def _chosen(matches: Sequence[KeypointMatch]) -> frozenset[KeypointMatch]:
    """An even choice of the inliers, left to right, or of all matches where there are no inliers."""
    ordered = sorted([match for match in matches if match.inlier] or matches, key=lambda match: match.first)
    step = max(1, -(-len(ordered) // _LINES))
    return frozenset(ordered[::step])


def _draw_frames(
    panels: Sequence[Raster], sizes: tuple[Point, Point], scales: Sequence[float], evidence: Evidence
) -> None:
    """Each photo's frame as it lies in the other; what is outside is cut off."""
    if evidence.transform is None:
        return
    matrix = matrix_of(evidence.transform)
    for panel, scale, size, way in (
        (panels[1], scales[1], sizes[0], matrix),
        (panels[0], scales[0], sizes[1], np.asarray(np.linalg.inv(matrix), np.float64)),
    ):
        outline = np.rint(apply(way, corners(*size)) * scale).astype(np.int32)
        cv2.polylines(panel, [outline], isClosed=True, color=_FRAME, thickness=3, lineType=cv2.LINE_AA)

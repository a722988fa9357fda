"""Laying photos over each other: transforms of core as QTransform, and where each photo lies on the canvas.

The *canvas* is the plane of the first photo's upright full-size pixels, continued beyond its frame. A photo's
*placement* maps its own pixels onto the canvas.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from lookalike.types import Transform

IDENTITY: Transform = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
Size = tuple[int, int]

_SAME_SHAPE = 0.02
"""Frames whose width over height differs by less are taken for the same picture in other pixels."""

_WILDEST = 40.0
"""A placement that stretches any part of a photo more than this, up or down, is a failed fit and not shown."""


def to_qt(transform: Transform) -> QTransform:
    """Core's row-by-row homography for column vectors, as Qt's for row vectors."""
    a, b, c, d, e, f, g, h, i = transform
    return QTransform(a, d, g, b, e, h, c, f, i)


def from_qt(transform: QTransform) -> Transform:
    """The inverse of `to_qt`, scaled so that the last entry is 1."""
    last = transform.m33() or 1.0
    rows = (
        (transform.m11(), transform.m21(), transform.m31()),
        (transform.m12(), transform.m22(), transform.m32()),
        (transform.m13(), transform.m23(), transform.m33()),
    )
    (a, b, c), (d, e, f), (g, h, i) = rows
    return (a / last, b / last, c / last, d / last, e / last, f / last, g / last, h / last, i / last)


def inverted(transform: Transform) -> Transform | None:
    """The way back, None for a transform that flattens everything onto a line."""
    back, possible = to_qt(transform).inverted()
    return from_qt(back) if possible else None


def chained(first: Transform, then: Transform) -> Transform:
    """First one, then the other."""
    return from_qt(to_qt(first) * to_qt(then))


def frame(size: Size) -> QRectF:
    """The outline of a photo in its own pixels."""
    return QRectF(0, 0, size[0], size[1])


def scale_at(transform: QTransform, point: QPointF) -> float:
    """How much `transform` enlarges lengths around `point`: the square root of the area ratio."""
    x, y = point.x(), point.y()
    w = transform.m13() * x + transform.m23() * y + transform.m33()
    if abs(w) < 1e-12:
        return math.inf
    return math.sqrt(abs(transform.determinant() / w**3))


def fitted(size: Size, target: Size) -> QTransform:
    """The placement without a known transform: the whole photo in the middle of the target's frame.

    A photo of the same shape covers the target exactly, even where rounding made it a pixel longer.
    """
    across, down = target[0] / size[0], target[1] / size[1]
    if abs(across / down - 1) > _SAME_SHAPE:
        across = down = min(across, down)
    left, top = (target[0] - size[0] * across) / 2, (target[1] - size[1] * down) / 2
    return QTransform(across, 0, 0, down, left, top)


def placement(transform: Transform | None, size: Size, target: Size) -> QTransform:
    """Where a photo of `size` lies on the canvas of a photo of `target`, given what maps one onto the other."""
    if transform is None:
        return fitted(size, target)
    found = to_qt(transform)
    return found if _is_sane(found, size, target) else fitted(size, target)


def _is_sane(transform: QTransform, size: Size, target: Size) -> bool:
    """Whether every corner of the photo stays in front of the plane and keeps a reasonable size."""
    usual = max(target) / max(size)
    corners = [QPointF(x, y) for x in (0, size[0]) for y in (0, size[1])]
    depths = [transform.m13() * p.x() + transform.m23() * p.y() + transform.m33() for p in corners]
    if min(depths) <= 1e-6:
        return False
    return all(1 / _WILDEST < scale_at(transform, corner) / usual < _WILDEST for corner in corners)


def united(frames: list[QRectF]) -> QRectF:
    """The smallest rectangle that holds all of `frames`."""
    result = QRectF()
    for rect in frames:
        result = result.united(rect)
    return result

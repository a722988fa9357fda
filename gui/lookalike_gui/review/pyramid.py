"""A photo's pixels at full, half, quarter, … size, so that every zoom is both quick to draw and free of moiré."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QTransform

from lookalike.types import Raster
from lookalike_gui.basics.images import image_of

_SMALLEST_LEVEL = 256
_MOST_PIXELS = 120_000_000
"""Photos beyond this are held at half size (and half again): 480 MB of pixels are enough for one photo."""


@dataclass(frozen=True, slots=True, eq=False)
class Pyramid:
    """Copies of one photo, each half the size of the one before. `reduced`: the first level is below full size."""

    levels: tuple[QImage, ...]
    reduced: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the largest copy."""
        return self.levels[0].width(), self.levels[0].height()

    @property
    def bytes(self) -> int:
        """The memory that all copies take."""
        return sum(level.sizeInBytes() for level in self.levels)

    def level(self, scale: float) -> QImage:
        """The smallest copy that has a pixel for every pixel shown, where the largest is drawn at `scale`."""
        step = math.floor(-math.log2(scale)) if 0 < scale < 1 else 0
        return self.levels[min(step, len(self.levels) - 1)]


def build(raster: Raster) -> Pyramid:
    """The pyramid of a photo. For worker threads."""
    reduced = False
    while raster.shape[0] * raster.shape[1] > _MOST_PIXELS:
        raster, reduced = _halved(raster), True
    levels = [image_of(raster)]
    while max(raster.shape[:2]) > _SMALLEST_LEVEL and min(raster.shape[:2]) > 1:
        raster = _halved(raster)
        levels.append(image_of(raster))
    return Pyramid(tuple(levels), reduced)


def _halved(raster: Raster) -> Raster:
    height, width = raster.shape[:2]
    size = (max(1, width // 2), max(1, height // 2))
    return np.asarray(cv2.resize(raster, size, interpolation=cv2.INTER_AREA), np.uint8)


def draw(painter: QPainter, pyramid: Pyramid, to_device: QTransform, scale: float, visible: QRectF) -> None:
    """Draw a photo through `to_device`, which maps its largest copy to device pixels (what the painter is set to).

    `scale` is how much that enlarges in the middle of what is seen. Only what lies in `visible` (device pixels)
    is handed to Qt, whose rasteriser is confused by coordinates beyond 32767.
    """
    back, possible = to_device.inverted()
    if not possible:
        return
    full_width, full_height = pyramid.size
    seen = back.mapRect(visible)
    level = pyramid.level(scale)
    across, down = level.width() / full_width, level.height() / full_height
    part = QRectF(seen.x() * across - 2, seen.y() * down - 2, seen.width() * across + 4, seen.height() * down + 4)
    part = QRectF(part.toAlignedRect().intersected(level.rect()))
    if part.isEmpty():
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 2)
    painter.setTransform(QTransform.fromScale(1 / across, 1 / down) * to_device, combine=True)
    painter.drawImage(part, level, part)
    painter.restore()

"""Zoom and place, shared by all panes, so that photos move in step."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

_DEEPEST = 32.0
"""Device pixels per pixel of the finest photo at the deepest zoom."""

_MARGIN = 0.97
"""How much of a pane the fitted photos fill."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """`scale` is device pixels per canvas unit; `centre` is the canvas point in the middle of every pane."""

    scale: float
    centre: QPointF

    def to_device(self, pane: QRectF) -> QTransform:
        """Canvas to device pixels of a pane; whole device pixels, so that 100 % is not smeared over neighbours."""
        left = round(pane.center().x() - self.centre.x() * self.scale)
        top = round(pane.center().y() - self.centre.y() * self.scale)
        return QTransform(self.scale, 0, 0, self.scale, left, top)

    def moved(self, across: float, down: float) -> Viewport:
        """The view after dragging by so many device pixels."""
        return replace(self, centre=self.centre - QPointF(across, down) / self.scale)

    def zoomed(self, factor: float, anchor: QPointF, limits: tuple[float, float]) -> Viewport:
        """The view `factor` closer, with what lies at `anchor` (device pixels from a pane's middle) held still."""
        scale = min(max(self.scale * factor, limits[0]), limits[1])
        return Viewport(scale, self.centre + anchor / self.scale - anchor / scale)


def fit(scene: QRectF, pane: QSizeF) -> Viewport:
    """The view in which a pane of that many device pixels shows the whole scene."""
    if scene.isEmpty() or pane.isEmpty():
        return Viewport(1.0, scene.center())
    return Viewport(min(pane.width() / scene.width(), pane.height() / scene.height()) * _MARGIN, scene.center())


def limits(fitting: float, full: float) -> tuple[float, float]:
    """The smallest and the largest scale, from those that fit the scene and that show it pixel by pixel."""
    return min(fitting, full) / 4, max(full * _DEEPEST, fitting)

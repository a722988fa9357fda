"""Where two aligned photos differ, as a heat map over a dimmed grey picture. Pure: for worker threads."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QTransform

from lookalike_gui.basics.images import pixels_of
from lookalike_gui.review import geometry, pyramid
from lookalike_gui.review.pyramid import Pyramid

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

NOTICEABLE = 24.0
"""Levels of 255 from which a pixel counts as changed: above what saving a JPEG twice does to most pixels."""

_DIMMED = 0.45
_OUTSIDE = 0.18


@dataclass(frozen=True, slots=True, eq=False)
class HeatRequest:
    """Two photos, what maps their largest copies to the pixels of the heat map, and its size."""

    first: Pyramid
    second: Pyramid
    first_place: QTransform
    second_place: QTransform
    size: tuple[int, int]
    gain: float
    even_out: bool
    canvas: QRectF


@dataclass(frozen=True, slots=True, eq=False)
class Heat:
    """The heat map, the part of the canvas it covers, and the share of the overlap that differs noticeably."""

    image: QImage
    canvas: QRectF
    changed: float | None


def compute(request: HeatRequest) -> Heat:
    """Draw both photos in the same place and compare them."""
    first, first_there = _rendered(request.first, request.first_place, request.size)
    second, second_there = _rendered(request.second, request.second_place, request.size)
    both = first_there & second_there
    difference = _difference(first, second, both, even_out=request.even_out)
    either = np.where(first_there[:, :, None], first, second)
    grey = cv2.cvtColor(either, cv2.COLOR_BGR2GRAY).astype(np.float32)
    picture = _coloured(grey, difference * request.gain, both)
    image = QImage(*request.size, QImage.Format.Format_RGB32)
    pixels_of(image)[:] = cv2.cvtColor(picture, cv2.COLOR_BGR2BGRA)
    changed = float((difference[both] > NOTICEABLE).mean()) if both.any() else None
    return Heat(image, request.canvas, changed)


def scale_bar(width: int, height: int) -> QImage:
    """The colours from no difference to the strongest, left to right."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    row = cv2.applyColorMap(np.linspace(0, 255, width).astype(np.uint8)[None, :], cv2.COLORMAP_INFERNO)
    pixels_of(image)[:] = cv2.cvtColor(row, cv2.COLOR_BGR2BGRA)
    return image


def _rendered(photo: Pyramid, place: QTransform, size: tuple[int, int]) -> tuple[Bytes, npt.NDArray[np.bool_]]:
    """The photo as B, G, R, and where there is any of it."""
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    area = QRectF(0, 0, *size)
    back, _possible = place.inverted()
    painter = QPainter(image)
    pyramid.draw(painter, photo, place, geometry.scale_at(place, back.map(area.center())), area)
    painter.end()
    pixels = pixels_of(image)
    return np.ascontiguousarray(pixels[:, :, :3]), pixels[:, :, 3] > 250


def _difference(first: Bytes, second: Bytes, both: npt.NDArray[np.bool_], *, even_out: bool) -> Floats:
    """The largest difference of a channel, in levels, after a blur that swallows resampling; 0 outside of both."""
    one = cv2.blur(first, (3, 3)).astype(np.float32)
    two = cv2.blur(second, (3, 3)).astype(np.float32)
    if even_out and both.any():
        for channel in range(3):
            slope, offset = _tone(two[:, :, channel][both], one[:, :, channel][both])
            two[:, :, channel] = two[:, :, channel] * slope + offset
    result: Floats = np.abs(one - two).max(axis=2).astype(np.float32)
    # A frame's own edge is half a pixel of background: no difference of the photos.
    inside = cv2.erode(both.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    result[~inside] = 0
    return result


def _tone(source: Floats, target: Floats) -> tuple[float, float]:
    """The contrast and brightness that take one channel to the other.

    Least squares over the 60 % that fit best, three times over, so that what was added does not count.
    """
    source, target = source[::7], target[::7]
    slope, offset = 1.0, 0.0
    for _ in range(3):
        misses = np.abs(source * slope + offset - target)
        calm = misses <= np.percentile(misses, 60)
        spread = float(source[calm].var())
        if spread < 1:
            break
        covariance = float(np.mean((source[calm] - source[calm].mean()) * (target[calm] - target[calm].mean())))
        slope = min(max(covariance / spread, 0.5), 2.0)
        offset = float(target[calm].mean() - source[calm].mean() * slope)
    return slope, offset


def _coloured(grey: Floats, heat: Floats, both: npt.NDArray[np.bool_]) -> Bytes:
    """Heat in inferno's colours over the dimmed picture; what only one photo shows stays darker still."""
    strength = np.clip(heat, 0, 255)
    colours = cv2.applyColorMap(strength.astype(np.uint8), cv2.COLORMAP_INFERNO).astype(np.float32)
    share = np.clip(strength / 96, 0, 1)[:, :, None]
    base = np.where(both, grey * _DIMMED, grey * _OUTSIDE)[:, :, None]
    return np.asarray(np.clip(base * (1 - share) + colours * share, 0, 255), np.uint8)

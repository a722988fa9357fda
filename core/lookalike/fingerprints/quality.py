"""How much a photo shows: its sharpness, and whether there is anything in it to compare."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from lookalike.types import Luminance

LOW_SHARPNESS = 100.0
"""Sharpness below which a photo may be blurred, or be of something flat. It is the customary value of such checks, and
proves nothing."""

SHARPNESS_SIDE = 384
"""Longest side, in pixels, at which sharpness is measured; it is the least that a working raster has, so that the
number means the same for every photo, however many pixels it has."""

_LINEAR_FROM = 0.7  # of the size; see `sharpness`
_DETAIL_SIDE = 64  # px; see `detail`

_Floats: TypeAlias = npt.NDArray[np.float64]


def sharpness(luminance: Luminance) -> float:
    """The variance of the Laplacian of the luminance (0 to 255) at 384 pixels on the longest side.

    Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy" (ICPR 2000). Photos that are smaller are
    enlarged, which gives them the low sharpness that they have at that size. Measured on a working raster, which
    is a shrunk photo, it says little of blur finer than a pixel of that raster, and hardly reacts to noise.
    """
    height, width = luminance.shape
    factor = SHARPNESS_SIDE / max(height, width)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    if size != (width, height):
        # A working raster is shrunk by a quarter at most. There, linear interpolation takes a sixth of the time of an
        # area filter, and stays nearer to the sharpness of a photo that has this size (0.75 of it instead of 0.64).
        shrink = cv2.INTER_AREA if factor < _LINEAR_FROM else cv2.INTER_LINEAR
        luminance = np.asarray(cv2.resize(luminance, size, interpolation=shrink), np.uint8)
    _mean, deviation = cv2.meanStdDev(cv2.Laplacian(luminance, cv2.CV_16S))
    return float(deviation[0, 0]) ** 2


def detail(luminance: Luminance) -> float:
    """How much there is to compare: the standard deviation, 0 to 127, of the luminance around its smooth ramp.

    The ramp is the best quadratic surface through the photo at 64x64 pixels: a sky or a lamp's glow on a wall leaves
    nothing. Shrinking takes noise away with it. Drawn ramps have 0.02 to 0.3, our 185 test photos and all their edits
    at least 4.9, pages and screenshots at least 9.
    """
    small = cv2.resize(luminance, (_DETAIL_SIDE, _DETAIL_SIDE), interpolation=cv2.INTER_AREA).ravel().astype(np.float64)
    ramp = _smooth_ramps()
    # Not by `@`: for products of this size OpenBLAS wakes threads, which then spin and slow the decoders down.
    weights = np.einsum("ji,i->j", ramp, small)
    return float((small - np.einsum("ji,j->i", ramp, weights)).std())


@cache
def _smooth_ramps() -> _Floats:
    """An orthonormal basis of the quadratic surfaces over the small square, shape (6, 64 * 64)."""
    line = np.linspace(-1, 1, _DETAIL_SIDE)
    x, y = (axis.ravel() for axis in np.meshgrid(line, line))
    basis, _ = np.linalg.qr(np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], axis=1))
    return np.ascontiguousarray(basis.T, np.float64)

"""How much a photo shows: its sharpness, and whether there is anything in it to compare."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from lookalike.types import Raster

LOW_DETAIL = 100.0
"""Sharpness below which a photo is hinted to be of low detail: blurred, or a photograph of a flat picture. It is the
customary value of such checks, and a hint that proves nothing."""

SHARPNESS_SIDE = 384
"""Longest side, in pixels, at which sharpness is measured; it is the least that a working raster has, so that the
number means the same for every photo, however many pixels it has."""

_LINEAR_FROM = 0.7  # of the size; see `sharpness_of`
_DETAIL_SIDE = 64  # px; see `detail`

_Floats: TypeAlias = npt.NDArray[np.float64]


def luminance(raster: Raster) -> Raster:
    """The luminance of a raster, uint8 of shape (height, width)."""
    return np.asarray(cv2.cvtColor(raster, cv2.COLOR_RGB2GRAY), np.uint8)


def sharpness(raster: Raster) -> float:
    """The variance of the Laplacian of the luminance (0 to 255) at 384 pixels on the longest side.

    Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy" (ICPR 2000). Photos that are smaller are
    enlarged, which gives them the low sharpness that they have at that size. Measured on a working raster, which
    is a shrunk photo, it says little of blur finer than a pixel of that raster, and hardly reacts to noise.
    """
    return sharpness_of(luminance(raster))


def sharpness_of(grey: Raster) -> float:
    """`sharpness`, where the luminance is at hand."""
    factor = SHARPNESS_SIDE / max(grey.shape)
    size = (max(1, round(grey.shape[1] * factor)), max(1, round(grey.shape[0] * factor)))
    if size != (grey.shape[1], grey.shape[0]):
        # A working raster is shrunk by a quarter at most. There, linear interpolation takes a sixth of the time of an
        # area filter, and stays nearer to the sharpness of a photo that has this size (0.75 of it instead of 0.64).
        shrink = cv2.INTER_AREA if factor < _LINEAR_FROM else cv2.INTER_LINEAR
        grey = np.asarray(cv2.resize(grey, size, interpolation=shrink), np.uint8)
    _mean, deviation = cv2.meanStdDev(cv2.Laplacian(grey, cv2.CV_16S))
    return float(deviation[0, 0]) ** 2


def detail(raster: Raster) -> float:
    """How much there is to compare: the standard deviation, 0 to 127, of the luminance around its smooth ramp.

    The ramp is the best quadratic surface through the photo at 64x64 pixels: a sky or a lamp's glow on a wall leaves
    nothing. Shrinking takes noise away with it. Drawn ramps have 0.02 to 0.3, our 185 test photos and all their edits
    at least 4.9, pages and screenshots at least 9.
    """
    return detail_of(luminance(raster))


def detail_of(grey: Raster) -> float:
    """`detail`, where the luminance is at hand."""
    small = cv2.resize(grey, (_DETAIL_SIDE, _DETAIL_SIDE), interpolation=cv2.INTER_AREA).ravel().astype(np.float64)
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

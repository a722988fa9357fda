"""How much there is to see in a photo: sharpness and detail."""

from __future__ import annotations

import cv2

from lookalike.types import Raster


def sharpness(raster: Raster) -> float:
    """The variance of the Laplacian of the working raster's luminance (Pech-Pacheco et al., ICPR 2000)."""
    return float(cv2.Laplacian(cv2.cvtColor(raster, cv2.COLOR_RGB2GRAY), cv2.CV_64F).var())


def detail(raster: Raster) -> float:
    """The standard deviation, 0 to 127, of the luminance."""
    return float(cv2.cvtColor(raster, cv2.COLOR_RGB2GRAY).std())

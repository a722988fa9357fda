"""The engine's rasters as images of Qt, and the bytes of such an image as an array."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from lookalike.types import Raster


def image_of(raster: Raster) -> QImage:
    """An image that owns its pixels; 32 bits each, the format in which Qt draws fastest."""
    height, width = raster.shape[:2]
    image = QImage(width, height, QImage.Format.Format_RGB32)
    cv2.cvtColor(raster, cv2.COLOR_RGB2BGRA, dst=pixels_of(image))
    return image


def pixels_of(image: QImage) -> npt.NDArray[np.uint8]:
    """The bytes of a 32-bit image as an array (height, width, 4) in the order B, G, R, A that shares its memory."""
    return np.frombuffer(image.bits(), np.uint8).reshape(image.height(), image.width(), 4)

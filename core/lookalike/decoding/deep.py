"""TIFF pictures of depths that Pillow has no pixels for, such as floating point in colour, by OpenCV's libtiff."""

from __future__ import annotations

from typing import Any, BinaryIO

import numpy as np
from PIL import Image

from lookalike.decoding.colour import scaled
from lookalike.decoding.decodedonce import DecodedOnceImageFile
from lookalike.decoding.opened import UnsupportedVariantError
from lookalike.decoding.pixels import is_swapped
from lookalike.decoding.tiff import DAMAGE, Layout, first_directory, layout_of, read_layout
from lookalike.types import Raster

_COMPRESSIONS = (1, 5, 8, 32773, 32946)
"""None, LZW, deflate (twice) and PackBits: OpenCV was seen to give black, without an error, for what it lacks."""
_MIN_IS_WHITE, _MIN_IS_BLACK, _RGB = 0, 1, 2
_WHOLE, _FLOAT = 1, 3
_DEPTHS = {_WHOLE: (10, 12, 14, 16, 32), _FLOAT: (32,)}
"""What OpenCV reads, and notices damage in: not in floats of 64 bits."""
_MODES = {1: "L", 3: "RGB", 4: "RGBA"}
_WIDTH, _LENGTH, _ORIENTATION, _PROFILE = 256, 257, 274, 34675


def is_deep(file: BinaryIO) -> bool:
    """Whether a TIFF is to be read here although Pillow would open it: it shows these too dark, or as negatives.

    The file is left where it was. Raises OSError.
    """
    start = file.tell()
    layout = read_layout(file)
    file.seek(start)
    if layout is None or not _is_readable(layout):
        return False
    is_misread = layout.bits[0] != 16 and layout.sample_format == _WHOLE
    return is_misread or layout.photometric == _MIN_IS_WHITE


def _is_readable(layout: Layout) -> bool:
    is_plain = layout.compression in _COMPRESSIONS and not layout.is_planar and len(set(layout.bits)) == 1
    is_colour = layout.photometric in (_MIN_IS_BLACK, _RGB)
    return (
        is_plain
        and (is_colour or (layout.photometric == _MIN_IS_WHITE and len(layout.bits) == 1))
        and layout.bits[0] in _DEPTHS.get(layout.sample_format, ())
    )


class DeepTiffImageFile(DecodedOnceImageFile):
    """The first picture of a TIFF, upright, as 8 bits for each channel; its header alone until `load`."""

    format = "TIFF"
    format_description = "TIFF of unusual depth"

    def _open(self) -> None:
        try:
            directory = first_directory(self._file)
            layout = layout_of(directory)
            (width,), (height,) = directory.numbers(_WIDTH), directory.numbers(_LENGTH)
        except DAMAGE as error:
            raise SyntaxError("no directory of a picture") from error
        if not _is_readable(layout):
            raise UnsupportedVariantError("another kind of TIFF")
        self._is_negative = layout.photometric == _MIN_IS_WHITE
        self._mode = _MODES.get(len(layout.bits), "")
        lies_down = any(map(is_swapped, directory.numbers(_ORIENTATION, 1)))
        self._size = (height, width) if lies_down else (width, height)
        if profile := directory.text(_PROFILE):
            self.info["icc_profile"] = profile

    def getexif(self) -> Image.Exif:
        """The metadata, which a TIFF keeps beside the layout."""
        exif = Image.Exif()
        self._file.seek(0)
        exif.load_from_fp(self._file)
        return exif

    def _decoded(self) -> Image.Image:
        return Image.fromarray(self._pixels())

    def _pixels(self) -> Raster:
        """The pixels as OpenCV gives them, which turns a TIFF as its directory says, whatever flags it is given."""
        import cv2  # Here, because few files need it, and it takes longer to load than all else.

        self._file.seek(0)
        try:
            pixels = cv2.imdecode(np.frombuffer(self._file.read(), np.uint8), cv2.IMREAD_UNCHANGED)
        except cv2.error as error:
            raise OSError(str(error)) from error
        expected = (self.height, self.width, len(self.mode)) if self.mode != "L" else (self.height, self.width)
        if pixels is None or pixels.shape != expected:
            raise OSError("the decoder gave up")
        if self.mode == "L":
            return 255 - scaled(pixels) if self._is_negative else scaled(pixels)
        colours = scaled(pixels[..., 2::-1])
        if self.mode == "RGB":
            return colours
        return np.dstack([colours, _opacity(pixels[..., 3])])


def _opacity(values: np.ndarray[Any, Any]) -> Raster:
    """Transparency has its own scale: all of the type, or 1."""
    most = 1.0 if np.issubdtype(values.dtype, np.floating) else float(np.iinfo(values.dtype).max)
    shares = np.clip(np.nan_to_num(values.astype(np.float32), nan=1.0) / most, 0, 1)
    return np.asarray(shares * 255 + 0.5, dtype=np.uint8)

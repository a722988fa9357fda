"""Camera RAW files, by LibRaw: the preview that the camera put in, or a development where there is none."""

from __future__ import annotations

from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image

from lookalike.decoders import MissingDecoderError, Opened
from lookalike.metadata import orientation_of

_SMALLEST_PREVIEW = 384
"""Longest side below which a preview is too small for the working raster, so that the RAW itself is developed."""

# LibRaw's flip -> EXIF's orientation (LibRaw API, libraw_image_sizes_t).
_ORIENTATIONS = {0: 1, 3: 3, 5: 8, 6: 6}


def open_raw(file: BinaryIO, *, preview_only: bool = False) -> Opened:
    """Open a RAW file's preview, or develop it at half its size if the preview is missing or too small.

    Raises:
        ValueError: there is no preview, and `preview_only` was asked for.
        one of `decoders.DECODER_ERRORS` otherwise.
    """
    try:
        import rawpy
    except ImportError as error:
        raise MissingDecoderError("pip install 'lookalike[formats]'") from error

    try:
        with rawpy.imread(file) as raw:
            width, height = raw.sizes.width, raw.sizes.height
            orientation = _ORIENTATIONS.get(raw.sizes.flip, 1)
            preview = _preview(rawpy, raw)
            if preview is not None and (preview_only or max(preview.size) >= _SMALLEST_PREVIEW):
                return Opened(preview, width, height, _preview_orientation(preview, (width, height), orientation))
            if preview_only:
                raise ValueError("no preview inside")
            pixels = raw.postprocess(half_size=True, use_camera_wb=True, output_bps=8, user_flip=0)
            return Opened(Image.fromarray(pixels), width, height, orientation)
    except rawpy.LibRawError as error:
        raise ValueError(str(error)) from error


def _preview(rawpy: Any, raw: Any) -> Image.Image | None:
    """The embedded preview, not decoded yet; None where there is none that can be used."""
    try:
        thumb = raw.extract_thumb()
    except (rawpy.LibRawNoThumbnailError, rawpy.LibRawUnsupportedThumbnailError):
        return None
    if thumb.format == rawpy.ThumbFormat.JPEG:
        return Image.open(BytesIO(thumb.data), formats=("JPEG",))
    return Image.fromarray(thumb.data)


def _preview_orientation(preview: Image.Image, stored: tuple[int, int], orientation: int) -> int:
    """How to turn the preview: as the RAW, unless it says so itself or has been turned already."""
    own = orientation_of(preview)
    if own != 1:
        return own
    is_turned = (preview.width > preview.height) != (stored[0] > stored[1])
    return 1 if is_turned and orientation >= 5 else orientation

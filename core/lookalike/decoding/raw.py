"""Camera RAW files, by LibRaw: the preview that the camera put in, or a development where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image

from lookalike.decoding.metadata import orientation_of
from lookalike.decoding.opened import MissingDecoderError, Opened
from lookalike.decoding.pixels import is_swapped
from lookalike.decoding.rawends import is_cut_off

_ENOUGH = 384
"""Longest side of a preview that does for the working raster. A smaller one is used if a development is no larger."""

# LibRaw's flip -> EXIF's orientation (LibRaw API, libraw_image_sizes_t).
_ORIENTATIONS = {0: 1, 3: 3, 5: 8, 6: 6}


class NotRawError(ValueError):
    """LibRaw does not know the file."""


def open_raw(file: BinaryIO) -> Opened:
    """Open a RAW file's preview, or develop it at half its size if the preview is missing or too small.

    Raises:
        NotRawError, or another of `decoders.DECODER_ERRORS`; also where the sensor's pixels are cut off.
    """
    with _loaded(file) as raw:
        if is_cut_off(file):
            raise EOFError("the sensor's pixels are not all there")
        preview = _preview(raw)
        if preview is not None and max(preview.image.size) >= min(_ENOUGH, max(preview.width, preview.height) // 2):
            return preview
        width, height, orientation = raw.sizes.width, raw.sizes.height, _orientation(raw)  # Developing changes them.
        pixels = raw.postprocess(half_size=True, use_camera_wb=True, output_bps=8, user_flip=0)
        return Opened(Image.fromarray(pixels), width, height, orientation)


def open_raw_preview(file: BinaryIO) -> Opened | None:
    """Open a RAW file's preview, however small; None where there is none. Raises like `open_raw`."""
    with _loaded(file) as raw:
        return _preview(raw)


@contextmanager
def _loaded(file: BinaryIO) -> Iterator[Any]:
    try:
        import rawpy
    except ImportError as error:
        raise MissingDecoderError("pip install 'lookalike[formats]'") from error
    try:
        with rawpy.imread(file) as raw:
            yield raw
    except rawpy.LibRawFileUnsupportedError as error:
        raise NotRawError(str(error)) from error
    except rawpy.LibRawError as error:
        raise ValueError(str(error)) from error


def _orientation(raw: Any) -> int:
    return _ORIENTATIONS.get(raw.sizes.flip, 1)


def _preview(raw: Any) -> Opened | None:
    """The embedded preview, not decoded yet; None where there is none that can be used."""
    import rawpy

    try:
        thumb = raw.extract_thumb()
    except (rawpy.LibRawNoThumbnailError, rawpy.LibRawUnsupportedThumbnailError):
        return None
    if thumb.format == rawpy.ThumbFormat.JPEG:
        image: Image.Image = Image.open(BytesIO(thumb.data), formats=("JPEG",))
    else:
        image = Image.fromarray(thumb.data)
    turn = _preview_orientation(image, raw)
    size = (raw.sizes.width, raw.sizes.height)
    return Opened(image, *(size if is_swapped(turn) == is_swapped(_orientation(raw)) else size[::-1]), turn)


def _preview_orientation(preview: Image.Image, raw: Any) -> int:
    """How to turn the preview: as it says itself or else as the RAW, unless it has been turned already.

    What it says may be LibRaw's word, who puts the RAW's orientation into a preview that has no EXIF.
    """
    own, orientation = orientation_of(preview), _orientation(raw)
    turn = own if own != 1 else orientation
    lies = (preview.width > preview.height) != is_swapped(turn)
    return turn if lies == ((raw.sizes.width > raw.sizes.height) != is_swapped(orientation)) else 1

"""The one decoder: a file -> its upright sRGB raster, and what the keeper ranking wants to know.

Every picture that the program computes with or shows comes from here. The *working raster* of `decode` comes from a
reduced decode of at least 384 pixels on the longest side and is at most 512; hashes, the network's input, sharpness
and ORB all look at it, so that a photo is read and decoded once.

Limits are checked against the header, before any pixel is decoded. A file that ends early is a problem and never half
a photo: what is damaged must not be taken for a good copy.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image
from PIL.ExifTags import IFD, Base

from lookalike.decoders import DECODER_ERRORS, Opened, explain, open_image
from lookalike.errors import UnreadableError
from lookalike.formats import CAMERA_RAW, HEADER_BYTES, Format, sniff
from lookalike.jpeg import estimate_quality
from lookalike.metadata import Metadata, read_metadata, read_summary
from lookalike.pixels import is_swapped, render, upright_orientation
from lookalike.raw import open_raw
from lookalike.reading import open_photo
from lookalike.types import ProblemReason, Raster

WORKING_MIN = 384
WORKING_MAX = 512
"""Bounds of the working raster's longest side, in pixels; smaller photos stay as they are."""

_BOMB_PIXELS = 64_000_000
_BOMB_RATIO = 200
"""Pixels per byte of file. A flat grey JPEG has 64, a flat RGB PNG 344; photos and drawings have 0.1 to 20."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost at most: stored pixels, and bytes on disk."""

    max_pixels: int = 500_000_000
    max_bytes: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says of itself before a pixel is decoded. `width` and `height` are of the upright photo."""

    width: int
    height: int
    format: str
    metadata: Metadata
    compression: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """The working raster and what else one reading of the file gave.

    `width` and `height` are of the upright full-size photo. `compression` estimates the JPEG quality, 1 to 100;
    `taken` is ISO 8601 without zone; `metadata_fields` counts what a person may want to keep.
    """

    raster: Raster
    width: int
    height: int
    format: str
    compression: int | None = None
    taken: str | None = None
    metadata_fields: int = 0


DEFAULT_LIMITS = Limits()


def decode(path: str, limits: Limits = DEFAULT_LIMITS) -> Decoded:
    """Read a photo for comparison.

    Raises:
        UnreadableError: with the reason, whatever is wrong with the file.
    """
    with _opened(path, limits) as (opened, form):
        compression = _compression(opened.image)
        raster = render(opened, at_least=WORKING_MIN, at_most=WORKING_MAX)
        width, height = _upright_size(opened)
        taken, fields = read_summary(opened.image)
        return Decoded(raster, width, height, form.name, compression, taken, fields)


def thumbnail(path: str, side: int, limits: Limits = DEFAULT_LIMITS) -> Raster:
    """The photo with at most `side` pixels on its longest side. Raises UnreadableError."""
    with _opened(path, limits) as (opened, _form):
        return render(opened, at_least=side, at_most=side)


def full(path: str, max_side: int | None = None, limits: Limits = DEFAULT_LIMITS) -> Raster:
    """The whole photo, or as much of its detail as `max_side` pixels on the longest side hold. Raises UnreadableError.

    Of a camera RAW file it is the preview inside, which may be smaller than the photo.
    """
    with _opened(path, limits) as (opened, _form):
        return render(opened, at_least=max_side, at_most=max_side)


def embedded_preview(path: str, limits: Limits = DEFAULT_LIMITS) -> Raster | None:
    """The small preview that a camera put into the file, upright; None where there is none.

    It costs a hundredth of decoding, but a program that edited the photo may have left it behind unchanged.
    Raises UnreadableError.
    """
    with _file_opened(path, limits) as (file, form):
        if form.name == CAMERA_RAW:
            return render(open_raw(file, preview_only=True), at_least=WORKING_MIN, at_most=WORKING_MAX)
        opened = open_image(file, form)
        data = _exif_thumbnail(opened.image)
        if data is None:
            return None
        inside = Image.open(BytesIO(data), formats=("JPEG",))
        orientation = upright_orientation(opened)
        return render(Opened(inside, *inside.size, orientation=orientation), at_most=WORKING_MAX)


def read_header(path: str, limits: Limits = DEFAULT_LIMITS) -> Header:
    """Size, format and metadata, without decoding. Raises UnreadableError."""
    with _opened(path, limits) as (opened, form):
        width, height = _upright_size(opened)
        return Header(width, height, form.name, read_metadata(opened.image), _compression(opened.image))


@contextmanager
def _file_opened(path: str, limits: Limits) -> Iterator[tuple[BinaryIO, Format]]:
    """An open file whose format is known; whatever a decoder raises inside comes out as UnreadableError."""
    file, _status = open_photo(path, limits.max_bytes)
    with file:
        try:
            form = sniff(file.read(HEADER_BYTES), path)
            if form is None:
                raise UnreadableError(path, ProblemReason.UNKNOWN_FORMAT)
            file.seek(0)
            yield file, form
        except DECODER_ERRORS as error:
            raise explain(path, error) from error


@contextmanager
def _opened(path: str, limits: Limits) -> Iterator[tuple[Opened, Format]]:
    """An image within the limits, not decoded yet."""
    with _file_opened(path, limits) as (file, form):
        opened = open_image(file, form)
        _check_size(path, opened, os.fstat(file.fileno()).st_size, limits)
        yield opened, form


def _check_size(path: str, opened: Opened, size: int, limits: Limits) -> None:
    pixels = max(opened.width * opened.height, opened.image.width * opened.image.height)
    if pixels > limits.max_pixels or (pixels > _BOMB_PIXELS and pixels > _BOMB_RATIO * size):
        detail = f"{opened.width} x {opened.height} pixels in {size} bytes"
        raise UnreadableError(path, ProblemReason.TOO_LARGE, detail)


def _upright_size(opened: Opened) -> tuple[int, int]:
    if is_swapped(upright_orientation(opened)):
        return opened.height, opened.width
    return opened.width, opened.height


def _compression(image: Image.Image) -> int | None:
    tables = getattr(image, "quantization", None)
    return estimate_quality(tables) if isinstance(tables, dict) else None


def _exif_thumbnail(image: Image.Image) -> bytes | None:
    """The JPEG inside EXIF's second directory (JPEGInterchangeFormat)."""
    directory = image.getexif().get_ifd(IFD.IFD1)
    offset, length = directory.get(Base.JpegIFOffset), directory.get(Base.JpegIFByteCount)
    block = image.info.get("exif")
    if not isinstance(offset, int) or not isinstance(length, int) or not isinstance(block, bytes):
        return None
    start = len(b"Exif\0\0") if block.startswith(b"Exif\0\0") else 0
    data = block[start + offset : start + offset + length]
    return data if data.startswith(b"\xff\xd8") else None

"""Decoding in this process: an open file of a known format -> rasters and facts.

Called by `decode.py` for the well-tested formats and, inside a decoder process, by `sandbox_child.py` for the others.
Limits are checked against the header, before any pixel is decoded.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import BinaryIO, TypeAlias

import numpy as np
from PIL import Image
from PIL.ExifTags import IFD, Base
from PIL.JpegImagePlugin import JpegImageFile

from lookalike.decoding import jxl
from lookalike.decoding.decoders import DECODER_ERRORS, explain, open_image
from lookalike.decoding.jpeg import estimate_quality, first_scan
from lookalike.decoding.metadata import Metadata, read_metadata, read_summary
from lookalike.decoding.opened import Opened
from lookalike.decoding.pixels import (
    is_swapped,
    render,
    render_luminance,
    render_with_luminance,
    stores_luminance,
    upright_orientation,
)
from lookalike.decoding.raw import open_raw_preview
from lookalike.decoding.variants import rare_kind
from lookalike.errors import UnreadableError
from lookalike.files.formats import CAMERA_RAW, HEADER_BYTES, Format, sniff
from lookalike.files.reading import unreadable
from lookalike.types import Luminance, ProblemReason, Raster

WORKING_MIN = 384
WORKING_MAX = 512
"""Bounds of the working raster's longest side, in pixels; smaller photos stay as they are."""

_SMALL = 128
"""A HEIC's thumbnail must have at least this longest side to count as a preview, in pixels."""
_PREVIEW_PIXELS = 4_000_000
"""EXIF holds at most 64 KiB: a larger picture in it is no preview but a bomb."""
_HEAVY_PIXELS = 64_000_000
"""Above this, a photo is decoded under guard whatever its format, and is suspected of being a bomb."""
_PYTHON_CODECS = ("qoi", "ppm_plain", "bmp_rle")
"""What Pillow decodes in Python: a second for a million pixels, in which no other thread does much."""
_SLOW_PIXELS = 500_000
_BOMB_RATIO = 200
"""Pixels per byte of file. A flat grey JPEG has 64, a flat RGB PNG 344; photos and drawings have 0.1 to 20."""
_FAX_RATIO = 2000
"""The same of black and white, which fax compresses so well: pages and plans have 100 to 1,000."""
_PIECE = 1 << 16
_START_OF_SCAN = b"\xff\xda"
"""A JPEG's marker, which cannot occur inside the compressed data."""
_MAX_SCANS = 100
"""Scans of a progressive JPEG. Encoders make about 10; each costs a pass over the picture, and takes few bytes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost at most.

    Stored pixels and bytes on disk, whatever the format; in a decoder process, also seconds and bytes of memory.
    """

    max_pixels: int = 500_000_000
    max_bytes: int = 2_000_000_000
    seconds: float = 60.0
    memory: int = 3 << 30


class NotHereError(Exception):
    """The file is well-formed as far as its header goes, but should be decoded where memory and time are limited."""


class Task(StrEnum):
    """What can be asked of a file."""

    DECODE = "decode"
    RASTER = "raster"
    PREVIEW = "preview"
    HEADER = "header"


@dataclass(frozen=True, slots=True)
class Request:
    """A task for one file.

    `max_side` bounds the longest side of `Task.RASTER`, in pixels. `colours` says whether `Task.DECODE` needs them.
    """

    task: Task
    path: str
    limits: Limits
    max_side: int | None = None
    colours: bool = True


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

    `raster` has colours or, where those were not asked for and cost more, the luminance alone. `plane` is the luminance
    as the file stores it, where it does.
    `width` and `height` are of the upright full-size photo. `compression` estimates the JPEG quality, 1 to 100;
    `taken` is ISO 8601 without zone; `metadata_fields` counts what a person may want to keep.
    """

    raster: Raster | Luminance
    width: int
    height: int
    format: str
    compression: int | None = None
    taken: str | None = None
    metadata_fields: int = 0
    plane: Luminance | None = None

    def luminance(self) -> Luminance:
        """The luminance: the same, whether colours were asked for or not."""
        import cv2  # Here, because a decoder process does not need it.

        if self.raster.ndim == 2:
            return self.raster
        return self.plane if self.plane is not None else np.asarray(cv2.cvtColor(self.raster, cv2.COLOR_RGB2GRAY))


Answer: TypeAlias = Decoded | Header | Raster | None


def recognise(file: BinaryIO, path: str) -> Format:
    """The format of an open file, which is left at its beginning.

    Raises:
        UnreadableError: nothing that we read, or nothing can be read at all.
    """
    try:
        form = sniff(file.read(HEADER_BYTES), path)
        file.seek(0)
    except OSError as error:
        raise unreadable(path, error) from error
    if form is None:
        raise UnreadableError(path, ProblemReason.UNKNOWN_FORMAT)
    return form


def perform(request: Request, file: BinaryIO, form: Format, *, guarded: bool) -> Answer:
    """Do what is asked.

    Args:
        request: the task.
        file: the open file, at its beginning.
        form: its format.
        guarded: this is a decoder process, whose memory and time are limited. Its rasters always have colours.

    Raises:
        UnreadableError: for whatever is wrong with the file.
        NotHereError: the photo is so large that it should be decoded under guard; only if this is not.
    """
    try:
        if request.task is Task.PREVIEW:
            return _preview(file, form, request)
        if request.task is Task.HEADER:
            return _header(_open_within(file, form, request), form)
        opened = _open_within(file, form, request)
        _check_scans(opened.image, file)
        if not guarded and opened.image.width * opened.image.height > _most_here(opened.image):
            raise NotHereError
        if request.task is Task.DECODE:
            return _decode(opened, form, request.colours, as_stored=not guarded)
        return render(opened, at_least=request.max_side, at_most=request.max_side)
    except Image.DecompressionBombError as error:
        if not guarded:  # Pillow's own limit, which is lower than ours, and lifted there.
            raise NotHereError from error
        raise explain(request.path, error) from error
    except DECODER_ERRORS as error:
        raise _explained(request.path, error, file, form) from error


def _most_here(image: Image.Image) -> int:
    """How many pixels of such an image are decoded in this process."""
    is_slow = any(tile.codec_name in _PYTHON_CODECS for tile in getattr(image, "tile", ()))
    return _SLOW_PIXELS if is_slow else _HEAVY_PIXELS


def _explained(path: str, error: Exception, file: BinaryIO, form: Format) -> UnreadableError:
    """A decoder's error as ours. What is only rare is not called damaged."""
    found = explain(path, error)
    if found.reason is not ProblemReason.DAMAGED:
        return found
    try:
        kind = rare_kind(file, form, found.detail)
    except (OSError, ValueError):  # It cannot be read any more.
        return found
    return found if kind is None else UnreadableError(path, ProblemReason.UNSUPPORTED, kind)


def _check_scans(image: Image.Image, file: BinaryIO) -> None:
    """Refuse a progressive JPEG that would take minutes, however small it is."""
    if "progressive" not in image.info:
        return
    position, scans, last = file.tell(), 0, b""
    file.seek(first_scan(file))  # Before it are previews and profiles, in which the marker means nothing.
    while piece := file.read(_PIECE):
        scans += (last + piece).count(_START_OF_SCAN)
        last = piece[-1:]
    file.seek(position)
    if scans > _MAX_SCANS:
        raise Image.DecompressionBombError(f"{scans} scans")


def _decode(opened: Opened, form: Format, colours: bool, *, as_stored: bool) -> Decoded:
    compression = _compression(opened.image)
    plane = None
    if not as_stored or not stores_luminance(opened.image):
        raster = render(opened, at_least=WORKING_MIN, at_most=WORKING_MAX)
    elif colours:
        raster, plane = render_with_luminance(opened, at_least=WORKING_MIN, at_most=WORKING_MAX)
    else:
        raster = render_luminance(opened, at_least=WORKING_MIN, at_most=WORKING_MAX)
    width, height = _upright_size(opened)
    taken, fields = read_summary(opened.image)
    return Decoded(raster, width, height, form.name, compression, taken, fields, plane)


def _header(opened: Opened, form: Format) -> Header:
    width, height = _upright_size(opened)
    return Header(width, height, form.name, read_metadata(opened.image), _compression(opened.image))


def _preview(file: BinaryIO, form: Format, request: Request) -> Raster | None:
    """The small picture that a camera put beside the large one."""
    if form.name == CAMERA_RAW:
        preview = open_raw_preview(file)
        return None if preview is None else render(preview, at_least=WORKING_MIN, at_most=WORKING_MAX)
    opened = _open_within(file, form, request)
    if form.name == "HEIF":
        has_small = opened.image.draft(None, (_SMALL, _SMALL)) is not None
        return render(opened, at_most=WORKING_MAX) if has_small else None
    data = _exif_thumbnail(opened.image)
    if data is None:
        return None
    inside = JpegImageFile(BytesIO(data), "")
    if inside.width * inside.height > _PREVIEW_PIXELS:
        return None
    return render(Opened(inside, *inside.size, orientation=upright_orientation(opened)), at_most=WORKING_MAX)


def _open_within(file: BinaryIO, form: Format, request: Request) -> Opened:
    """An image within the limits, not decoded yet."""
    length = file.seek(0, os.SEEK_END)
    file.seek(0)
    if form.name == "JXL":
        claimed = jxl.claimed_size(file.read(jxl.HEAD_BYTES))
        file.seek(0)
        _check_size(claimed or (1, 1), length, request)
    opened = open_image(file, form)
    ratio = _FAX_RATIO if opened.image.mode == "1" else _BOMB_RATIO
    _check_size((opened.width, opened.height), length, request, ratio)
    _check_size(opened.image.size, length, request, ratio)
    return opened


def _check_size(size: tuple[int, int], length: int, request: Request, ratio: int = _BOMB_RATIO) -> None:
    width, height = size
    pixels = width * height
    if pixels <= min(request.limits.max_pixels, _HEAVY_PIXELS):
        return
    if pixels > min(request.limits.max_pixels, ratio * length):
        detail = f"{width} x {height} pixels in {length} bytes"
        raise UnreadableError(request.path, ProblemReason.TOO_LARGE, detail)


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

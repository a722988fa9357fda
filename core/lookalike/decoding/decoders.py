"""From an open file to an image that knows its size but has not decoded a pixel yet.

Runs inside the program for the well-tested formats and inside a decoder process for the others; `decode.py` knows
which. Nothing here looks at limits.
"""

from __future__ import annotations

import errno
import importlib
import struct
import zlib
from collections.abc import Callable
from types import ModuleType
from typing import BinaryIO

from PIL import Image, ImageCms, UnidentifiedImageError

from lookalike.decoding.deep import DeepTiffImageFile, is_deep
from lookalike.decoding.opened import MissingDecoderError, Opened, UnsupportedVariantError
from lookalike.decoding.png import without_remarks
from lookalike.decoding.raw import NotRawError, open_raw
from lookalike.decoding.tiff import MAX_PIECES, count_pieces
from lookalike.errors import UnreadableError
from lookalike.files.formats import CAMERA_RAW, Format, by_name
from lookalike.files.reading import reason_of
from lookalike.types import ProblemReason

_PLUGINS = {
    "AVIF": ("PIL.AvifImagePlugin", "AvifImageFile"),
    "BMP": ("PIL.BmpImagePlugin", "BmpImageFile"),
    "DIB": ("PIL.BmpImagePlugin", "DibImageFile"),
    "GIF": ("PIL.GifImagePlugin", "GifImageFile"),
    "HEIF": ("pillow_heif", "HeifImageFile"),
    "ICO": ("PIL.IcoImagePlugin", "IcoImageFile"),
    "JPEG": ("PIL.JpegImagePlugin", "JpegImageFile"),
    "JPEG2000": ("PIL.Jpeg2KImagePlugin", "Jpeg2KImageFile"),
    "JXL": ("pillow_jxl.JpegXLImagePlugin", "JXLImageFile"),
    "PNG": ("PIL.PngImagePlugin", "PngImageFile"),
    "PPM": ("PIL.PpmImagePlugin", "PpmImageFile"),
    "PSD": ("lookalike.decoding.psd", "PsdImageFile"),
    "QOI": ("PIL.QoiImagePlugin", "QoiImageFile"),
    "TGA": ("PIL.TgaImagePlugin", "TgaImageFile"),
    "TIFF": ("PIL.TiffImagePlugin", "TiffImageFile"),
    "WEBP": ("PIL.WebPImagePlugin", "WebPImageFile"),
}
"""Format -> module and class. Imported when first needed: together they take as long as a small scan."""

_INSTEAD = {"pillow_heif": "pi_heif"}
"""Module -> one with the same classes: pi-heif is pillow-heif without encoders, which is what the bundle ships."""

_MAX_DETAIL = 300

_WILD_OFFSETS = frozenset({errno.EINVAL, errno.EOVERFLOW})
"""What the system answers where a file's own numbers lead before its beginning or beyond what can be."""

DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    EOFError,
    MemoryError,
    RuntimeError,
    AssertionError,
    struct.error,
    zlib.error,
    ImageCms.PyCMSError,
    Image.DecompressionBombError,
    MissingDecoderError,
    UnsupportedVariantError,
)
"""Everything that Pillow and its plugins were seen, or are documented, to raise for damaged files."""


def explain(path: str, error: BaseException) -> UnreadableError:
    """One of `DECODER_ERRORS` as ours, with a reason."""
    detail = f"{type(error).__name__}: {error}"[:_MAX_DETAIL] if str(error) else type(error).__name__
    if isinstance(error, MissingDecoderError):
        return UnreadableError(path, ProblemReason.MISSING_DECODER, str(error))
    if isinstance(error, UnsupportedVariantError):
        return UnreadableError(path, ProblemReason.UNSUPPORTED, str(error))
    if isinstance(error, (MemoryError, Image.DecompressionBombError)) or "MAX_TEXT_" in detail:
        return UnreadableError(path, ProblemReason.TOO_LARGE, detail)
    if isinstance(error, UnidentifiedImageError):
        return UnreadableError(path, ProblemReason.UNKNOWN_FORMAT, detail)
    if isinstance(error, OSError) and error.errno and error.errno not in _WILD_OFFSETS:
        return UnreadableError(path, reason_of(error), detail)
    return UnreadableError(path, ProblemReason.DAMAGED, detail)


def open_image(file: BinaryIO, form: Format) -> Opened:
    """Read a file's header.

    Raises:
        one of `DECODER_ERRORS`.
    """
    if form.name != CAMERA_RAW:
        return _plugin_image(file, form)
    try:
        return open_raw(file)
    except NotRawError:  # A TIFF with a RAW file's ending.
        file.seek(0)
        return _plugin_image(file, by_name("TIFF"))


def _plugin_image(file: BinaryIO, form: Format) -> Opened:
    # The plugin itself instead of Image.open: that one tries every format, and its bomb limit is a global of Pillow.
    module, name = _PLUGINS[form.name]
    try:
        plugin = getattr(_import_either(module), name)
    except ImportError as error:
        raise MissingDecoderError(f"pip install 'lookalike[{form.extra}]'") from error
    if form.name == "TIFF" and (pieces := count_pieces(file)) > MAX_PIECES:
        raise Image.DecompressionBombError(f"{pieces} strips or tiles")
    if form.name == "TIFF" and is_deep(file):
        plugin = DeepTiffImageFile
    try:
        image: Image.Image = plugin(file, "")
    except DECODER_ERRORS as error:
        image = _second_try(file, form, plugin, error)
    if form.name == "JPEG" and not getattr(image, "quantization", None):
        raise SyntaxError("no quantisation table")  # A lossless JPEG. libjpeg unpacks some, for some requests.
    return Opened(image, *image.size, orientation=1 if _turns_by_itself(image, form) else None)


def _second_try(
    file: BinaryIO, form: Format, plugin: Callable[[BinaryIO, str], Image.Image], error: Exception
) -> Image.Image:
    """The image of a file that its plugin refused, if it is sound after all; otherwise what was wrong."""
    try:
        if form.name == "PNG" and (repaired := without_remarks(file)) is not None:
            return plugin(repaired, "")
        if form.name == "TIFF":
            return DeepTiffImageFile(file, "")
    except DECODER_ERRORS:
        raise error from None
    raise error


def _import_either(module: str) -> ModuleType:
    try:
        return importlib.import_module(module)
    except ImportError:
        if module not in _INSTEAD:
            raise
        return importlib.import_module(_INSTEAD[module])


def _turns_by_itself(image: Image.Image, form: Format) -> bool:
    """Whether the plugin gives upright pixels, so that an EXIF orientation must not be applied again.

    Both readers of TIFF turn on load, and give the size as it will be then. HEIF and JPEG XL turn by properties of
    their own, and their standards tell readers to pass over EXIF's; but the plugin unpacks a recompressed JPEG as such.
    """
    return form.name in ("TIFF", "HEIF") or (form.name == "JXL" and not getattr(image, "jpeg", False))

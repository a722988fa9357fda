"""The one decoder: a file -> its upright sRGB raster, and what the keeper ranking wants to know.

Every picture that the program computes with or shows comes from here. The *working raster* of `decode` comes from a
reduced decode of at least 384 pixels on the longest side and is at most 512; hashes, the network's input, sharpness
and ORB all look at it, so that a photo is read and decoded once.

Formats whose decoders have a poor safety record are decoded in a child process (`sandbox.py`), the others in the
calling thread, without the interpreter lock. All functions may be called from several threads. A file that ends early
is a problem and never half a photo: what is damaged must not be taken for a good copy.
"""

from __future__ import annotations

from contextlib import suppress
from typing import cast

from lookalike.decoding.imaging import (
    WORKING_MAX,
    WORKING_MIN,
    Answer,
    Decoded,
    Header,
    Limits,
    NotHereError,
    Request,
    Task,
    perform,
    recognise,
)
from lookalike.decoding.sandbox import shared_pool
from lookalike.files.reading import open_photo
from lookalike.types import Raster

__all__ = [
    "DEFAULT_LIMITS",
    "WORKING_MAX",
    "WORKING_MIN",
    "Decoded",
    "Header",
    "Limits",
    "decode",
    "embedded_preview",
    "full",
    "read_header",
    "thumbnail",
]

DEFAULT_LIMITS = Limits()


def decode(path: str, limits: Limits = DEFAULT_LIMITS, *, colours: bool = True) -> Decoded:
    """Read a photo for comparison. Where its luminance is all that is needed, `colours` may be left out.

    Raises:
        UnreadableError: with the reason, whatever is wrong with the file.
    """
    return cast(Decoded, _answer(Request(Task.DECODE, path, limits, colours=colours)))


def thumbnail(path: str, side: int, limits: Limits = DEFAULT_LIMITS) -> Raster:
    """The photo with at most `side` pixels on its longest side. Raises UnreadableError."""
    return cast(Raster, _answer(Request(Task.RASTER, path, limits, side)))


def full(path: str, max_side: int | None = None, limits: Limits = DEFAULT_LIMITS) -> Raster:
    """The whole photo, or as much of its detail as `max_side` pixels on the longest side hold. Raises UnreadableError.

    Of a camera RAW file it is the preview inside, which may be smaller than the photo.
    """
    return cast(Raster, _answer(Request(Task.RASTER, path, limits, max_side)))


def embedded_preview(path: str, limits: Limits = DEFAULT_LIMITS) -> Raster | None:
    """The small preview that a camera put into the file, upright; None where there is none.

    It costs a hundredth of decoding, but a program that edited the photo may have left it behind unchanged.
    Raises UnreadableError.
    """
    return cast(Raster | None, _answer(Request(Task.PREVIEW, path, limits)))


def read_header(path: str, limits: Limits = DEFAULT_LIMITS) -> Header:
    """Size, format and metadata, without decoding. Raises UnreadableError."""
    return cast(Header, _answer(Request(Task.HEADER, path, limits)))


def _answer(request: Request) -> Answer:
    file, _status = open_photo(request.path, request.limits.max_bytes)
    with file:
        form = recognise(file, request.path)
        if not form.isolated:
            with suppress(NotHereError):
                return perform(request, file, form, guarded=False)
    return shared_pool().ask(request)

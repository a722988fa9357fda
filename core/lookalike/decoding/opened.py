"""An image whose header has been read: what decoders hand over before a pixel is decoded."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """An image that is not decoded yet.

    `width` and `height` are of the full photo, before it is turned by `orientation`, which is None where the image's
    own metadata tell it.
    """

    image: Image.Image
    width: int
    height: int
    orientation: int | None = None


class MissingDecoderError(Exception):
    """The optional package for a format is not installed."""


class UnsupportedVariantError(Exception):
    """A file is well-formed as far as one can see, but of a kind of its format that is not read; says which."""

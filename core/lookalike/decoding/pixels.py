"""An opened image -> the upright sRGB raster, no larger than asked for."""

from __future__ import annotations

import numpy as np
from PIL import Image

from lookalike.decoding.colour import to_eight_bits, to_srgb
from lookalike.decoding.metadata import orientation_of
from lookalike.decoding.opened import Opened
from lookalike.types import Raster

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF orientation -> what undoes it."""

_SWAPPING = (5, 6, 7, 8)
_LINEAR_LIMIT = 1.5


def render(opened: Opened, *, at_least: int | None = None, at_most: int | None = None) -> Raster:
    """Decode, shrink, bring to sRGB and turn upright.

    Args:
        opened: it is used up.
        at_least: the decoder may skip detail, but not below this longest side; None: decode everything.
        at_most: longest side of the result, in pixels; None: as large as decoded. Nothing is ever enlarged.
    """
    image = opened.image
    if at_least is not None:
        _ask_for_less(image, at_least)
    image.load()
    profile = image.info.get("icc_profile")
    orientation = upright_orientation(opened)
    image = to_eight_bits(image)
    if at_most is not None and max(image.size) > _LINEAR_LIMIT * at_most:
        image = image.resize(_fitting(image.size, at_most), Image.Resampling.HAMMING, reducing_gap=2.0)
    image = to_srgb(image, profile if isinstance(profile, bytes) else None)
    if orientation in _TURNS:
        image = image.transpose(_TURNS[orientation])
    raster = np.asarray(image)
    if at_most is not None and max(image.size) > at_most:
        return _slightly_shrunk(raster, _fitting(image.size, at_most))
    return raster


def upright_orientation(opened: Opened) -> int:
    """How the decoded image still has to be turned. To be asked after `load`: some plugins turn by themselves."""
    return opened.orientation or orientation_of(opened.image)


def is_swapped(orientation: int) -> bool:
    """Whether turning upright exchanges width and height."""
    return orientation in _SWAPPING


def _ask_for_less(image: Image.Image, at_least: int) -> None:
    """Let a JPEG's decoder scale by 1/2, 1/4 or 1/8, which saves most of the work after the entropy decoding."""
    longest = max(image.size)
    if image.format in ("JPEG", "MPO") and longest >= 2 * at_least:
        image.draft(None, (max(1, image.width * at_least // longest), max(1, image.height * at_least // longest)))


def _fitting(size: tuple[int, int], at_most: int) -> tuple[int, int]:
    """Width and height scaled so that the longer one is `at_most`, at least 1 pixel each."""
    longest = max(size)
    return max(1, round(size[0] * at_most / longest)), max(1, round(size[1] * at_most / longest))


def _slightly_shrunk(raster: Raster, size: tuple[int, int]) -> Raster:
    """Scale by a factor of `_LINEAR_LIMIT` at most.

    Up to there, linear interpolation is as true to a Lanczos reduction as an area filter (mean error 1.1 levels, 1.0 of
    256 pHash bits; Hamming's window 1.2 and 1.3, Pillow's BOX 2.0 and 2.6; 53 photos) and takes a third of the time;
    most JPEGs are in that range after their reduced decode. Beyond it, it would alias.
    """
    import cv2  # Here, because few files of a decoder process need it, and it takes longer to load than all else.

    return np.asarray(cv2.resize(raster, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)

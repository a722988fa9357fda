"""An opened image -> the upright sRGB raster, no larger than asked for."""

from __future__ import annotations

import os
from io import BytesIO

import numpy as np
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from lookalike.decoding.colour import is_srgb, to_eight_bits, to_srgb, with_gamma
from lookalike.decoding.jpeg import without_fine_scans
from lookalike.decoding.metadata import orientation_of
from lookalike.decoding.opened import Opened
from lookalike.types import Luminance, Raster

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
_PIECE = 3 << 16
"""Bytes of a JPEG that its decoder is given at a time. Between two pieces a thread waits for the interpreter's lock, so
that with Pillow's own 64 KiB two threads take 2 % longer for large photos; still larger pieces cost fresh memory."""
_SMALLEST_SCALE = 8
"""libjpeg decodes at 1/8 of the size, or more."""
_MOST_IN_MEMORY = 1 << 27
"""Bytes of a progressive JPEG that are looked through for scans to leave out."""
_LINEAR_LIMIT = 1.5  # times too large; see `_slightly_shrunk`

# JFIF 1.02, page 3: Y, Cb and Cr with an offset of 128 -> R, G and B.
_FROM_YCC = np.array(
    [
        [1, 0, 1.402, -128 * 1.402],
        [1, -0.344136, -0.714136, 128 * (0.344136 + 0.714136)],
        [1, 1.772, 0, -128 * 1.772],
    ]
)


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
    gamma = None if profile or "srgb" in image.info else image.info.get("gamma")
    image = _reduced(to_eight_bits(image), at_most)
    if isinstance(gamma, float):
        image = with_gamma(image, gamma)
    image = to_srgb(image, profile if isinstance(profile, bytes) else None)
    return _upright(image, orientation, at_most)


def render_luminance(opened: Opened, *, at_least: int, at_most: int) -> Luminance:
    """The luminance of what `render` gives, for a JPEG that `stores_luminance`.

    It costs a tenth less than decoding all three planes.
    """
    return _render_planes(opened, "L", at_least, at_most)


def render_with_luminance(opened: Opened, *, at_least: int, at_most: int) -> tuple[Raster, Luminance]:
    """What `render` and `render_luminance` give, from one decode."""
    import cv2  # Here, because few files of a decoder process need it, and it takes longer to load than all else.

    planes = _render_planes(opened, "YCbCr", at_least, at_most)
    if planes.ndim == 2:
        return np.asarray(cv2.cvtColor(planes, cv2.COLOR_GRAY2RGB), np.uint8), planes
    return np.asarray(cv2.transform(planes, _FROM_YCC), np.uint8), np.ascontiguousarray(planes[..., 0])


def stores_luminance(image: Image.Image) -> bool:
    """Whether this is a JPEG whose first plane is the luminance of its sRGB pixels.

    Which of the others hold RGB is told as libjpeg does it (`default_decompress_parms` in jdapimin.c): by Adobe's
    marker, or by the names of the components.
    """
    if not isinstance(image, JpegImageFile) or image.mode not in ("L", "RGB"):
        return False
    named_rgb = bytes(component[0] for component in image.layer) == b"RGB"
    if image.mode == "RGB" and (named_rgb or image.info.get("adobe_transform", 1) != 1):
        return False
    return is_srgb(image.info.get("icc_profile"), image.mode)


def _render_planes(opened: Opened, model: str, at_least: int, at_most: int) -> Raster | Luminance:
    """The planes as they are stored, upright: shape (height, width), or (height, width, 3) for YCbCr."""
    image = opened.image
    _ask_for_less(image, at_least, model)
    image.load()
    return _upright(_reduced(image, at_most), upright_orientation(opened), at_most)


def upright_orientation(opened: Opened) -> int:
    """How the decoded image still has to be turned. To be asked after `load`: some plugins turn by themselves."""
    return opened.orientation or orientation_of(opened.image)


def is_swapped(orientation: int) -> bool:
    """Whether turning upright exchanges width and height."""
    return orientation in _SWAPPING


def _ask_for_less(image: Image.Image, at_least: int, model: str | None = None) -> None:
    """Let a JPEG's decoder scale by 1/2, 1/4 or 1/8, which saves most of the work after the entropy decoding.

    It may also give another colour model: "YCbCr" or "L".
    """
    if isinstance(image, JpegImageFile):
        image.decodermaxblock = _PIECE
        longest = max(image.size)
        least = min(at_least, longest)
        image.draft(model, (max(1, image.width * least // longest), max(1, image.height * least // longest)))
        if "progressive" in image.info and image.decoderconfig[:1] == (_SMALLEST_SCALE,):
            _leave_out_fine_scans(image)


def _leave_out_fine_scans(image: JpegImageFile) -> None:
    """Let the decoder have less of a progressive JPEG, of which it will make the same pixels."""
    file = image.fp
    if file is None or file.seek(0, os.SEEK_END) > _MOST_IN_MEMORY:
        return
    file.seek(0)
    data = without_fine_scans(file.read())
    if data is not None:
        image.fp = BytesIO(data)


def _reduced(image: Image.Image, at_most: int | None) -> Image.Image:
    """The image, shrunk if it is far too large."""
    if at_most is None or max(image.size) <= _LINEAR_LIMIT * at_most:
        return image
    return image.resize(_fitting(image.size, at_most), Image.Resampling.HAMMING, reducing_gap=2.0)


def _upright(image: Image.Image, orientation: int, at_most: int | None) -> Raster:
    """The pixels, turned, and shrunk if they are still too many."""
    if orientation in _TURNS:
        image = image.transpose(_TURNS[orientation])
    raster = np.asarray(image)
    if at_most is not None and max(image.size) > at_most:
        return _slightly_shrunk(raster, _fitting(image.size, at_most))
    return raster


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

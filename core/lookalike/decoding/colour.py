"""Any pixels that a decoder gives -> 8-bit sRGB: depth, colour model, embedded profile, transparency."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

BACKGROUND = (128, 128, 128)
"""What shows through transparent pixels: mid grey, so that neither dark nor light drawings vanish."""

_DEEP_MODES = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")
_DISPLAY_GAMMA = 2.2
_LEAST_GAMMA, _MOST_GAMMA = 0.1, 3.0
_SAME_GAMMA = 0.05
_BRIGHTEST = 16.0
"""Four stops above white: 99 of 100 pixels of an HDR photo are darker, and no picture with white at 255 is so dark."""
_SAMPLE = 100_000
_SAME_COLOUR = 2
"""Levels of 255 by which a profile may differ from sRGB and still be left alone."""


def to_eight_bits(image: Image.Image) -> Image.Image:
    """An image in mode L, RGB, RGBA, CMYK or LAB with 8 bits per channel, whatever it was before."""
    mode = image.mode
    if mode in _DEEP_MODES:
        return Image.fromarray(scaled(np.asarray(image)))
    if "transparency" in image.info and mode in ("1", "L", "P", "RGB"):
        return image.convert("RGBA")
    if mode in ("L", "RGB", "RGBA", "CMYK", "LAB"):
        return image
    if mode in ("LA", "La", "PA", "RGBa"):
        return (image.convert("LA") if mode == "La" else image).convert("RGBA")
    return image.convert("L" if mode == "1" else "RGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """An image of `to_eight_bits` as opaque sRGB in mode RGB.

    A profile that is broken, or not one for such pixels, is ignored, as every viewer does.
    """
    alpha = None
    if image.mode == "RGBA":
        alpha = image.getchannel("A")
        image = image.convert("RGB")
    transform = _from_lab() if image.mode == "LAB" else _to_srgb_from(profile, image.mode)
    if transform is not None:
        image = transform.apply(image)
    elif image.mode != "RGB":
        image = image.convert("RGB")
    if alpha is None or alpha.getextrema() == (255, 255):
        return image
    return Image.composite(image, Image.new("RGB", image.size, BACKGROUND), alpha)


def with_gamma(image: Image.Image, gamma: float) -> Image.Image:
    """An image of `to_eight_bits`, stored with this exponent of PNG's (0.45455 is about sRGB's), as sRGB would be.

    Values that no program means are ignored (PNG 3rd edition, section 13.13: decoder gamma handling).
    """
    exponent = 1 / (_DISPLAY_GAMMA * gamma) if _LEAST_GAMMA <= gamma <= _MOST_GAMMA else 1.0
    if abs(exponent - 1) < _SAME_GAMMA or image.mode not in ("L", "RGB", "RGBA"):
        return image
    curve = [round(255 * (value / 255) ** exponent) for value in range(256)]
    bands = image.getbands()
    return image.point([value for band in bands for value in (range(256) if band == "A" else curve)])


def is_srgb(profile: bytes | None, mode: str) -> bool:
    """Whether pixels with this profile are sRGB already, as far as `to_srgb` is concerned."""
    return _to_srgb_from(profile, mode) is None


def scaled(values: npt.NDArray[np.generic]) -> npt.NDArray[np.uint8]:
    """Values of 16 or 32 bits, or floats, as 0 to 255.

    Floats of which nearly all lie between 0 and `_BRIGHTEST` have their white at 1, and what is brighter is cut.
    Everything else goes by the smallest of 8, 16 bits and, where it cannot be negative, 32 that holds it, and what none
    of them holds is stretched from its smallest to its largest value.
    """
    if values.dtype.itemsize == 2:
        return (values.astype(np.uint16) >> 8).astype(np.uint8)
    if values.dtype == np.uint32 and values.max() > 65535:
        return (values.astype(np.uint32) >> 24).astype(np.uint8)
    grey = np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(grey.min()), float(grey.max())
    if np.issubdtype(values.dtype, np.floating) and _is_relative(grey):
        factor = 255.0
    elif low >= 0 and high <= 255:
        factor = 1.0
    elif low >= 0 and high <= 65535:
        factor = 1 / 257
    else:
        grey -= low
        factor = 255 / (high - low) if high > low else 0.0
    scaled: npt.NDArray[np.uint8] = np.clip(grey * factor + 0.5, 0, 255).astype(np.uint8)
    return scaled


def _is_relative(light: npt.NDArray[np.float32]) -> bool:
    """Whether floats are shares of white: a few, such as lamps and the rims of sharpened edges, lie outside."""
    sample = light.reshape(-1)[:: max(1, light.size // _SAMPLE)]
    low, high = np.percentile(sample, (1, 99))
    return bool(low >= -1 and high <= _BRIGHTEST)


@lru_cache(maxsize=1)
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@lru_cache(maxsize=1)
def _from_lab() -> ImageCms.ImageCmsTransform:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    return ImageCms.buildTransform(lab, _srgb(), "LAB", "RGB")


@lru_cache(maxsize=32)
def _to_srgb_from(profile: bytes | None, mode: str) -> ImageCms.ImageCmsTransform | None:
    """What brings a profile's colours to sRGB; None where they are sRGB already, or the profile is useless.

    A library holds many photos and few profiles, so the transforms are kept.
    """
    if profile is None:
        return None
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        transform = ImageCms.buildTransform(
            source, _srgb(), mode, "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    if mode == "RGB" and _changes_nothing(transform):
        return None
    return transform


def _changes_nothing(transform: ImageCms.ImageCmsTransform) -> bool:
    """Whether no colour of a coarse grid moves visibly: what the many spellings of sRGB have in common."""
    steps = np.linspace(0, 255, 9).astype(np.uint8)
    grid = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(27, 27, 3)
    moved = np.asarray(transform.apply(Image.fromarray(grid)))
    return int(np.abs(moved.astype(np.int16) - grid).max()) <= _SAME_COLOUR

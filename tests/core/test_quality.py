"""How sharp a photo is, and whether there is anything in it to compare."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFilter

from lookalike.fingerprints.quality import LOW_SHARPNESS, detail, sharpness
from lookalike.matching.candidates import LEAST_DETAIL
from lookalike.types import Luminance
from tests.photos import FILES, ORIGINALS, photo


def luminance(image: Image.Image) -> Luminance:
    return np.asarray(image.convert("L"))


@pytest.mark.parametrize("name", ORIGINALS)
def test_blur_lowers_sharpness(name: str) -> None:
    image = photo(name)
    blurred, more = (image.filter(ImageFilter.GaussianBlur(radius)) for radius in (2, 6))
    values = [sharpness(luminance(each)) for each in (image, blurred, more)]
    assert values == sorted(values, reverse=True)
    assert values[0] > LOW_SHARPNESS > values[2]


@pytest.mark.parametrize("name", ORIGINALS)
def test_sharpness_means_the_same_at_every_size_of_the_working_raster(name: str) -> None:
    image = photo(name)
    image.thumbnail((448, 448), Image.Resampling.LANCZOS)
    smaller = image.copy()
    smaller.thumbnail((400, 400), Image.Resampling.LANCZOS)
    assert sharpness(luminance(smaller)) == pytest.approx(sharpness(luminance(image)), rel=0.35)


@pytest.mark.parametrize("name", FILES)
def test_real_photographs_are_not_plain(name: str) -> None:
    assert detail(luminance(photo(name))) > LEAST_DETAIL


def test_a_sky_a_wall_and_the_dark_are_plain() -> None:
    y, x = np.mgrid[0:300, 0:400].astype(np.float64)
    noise = np.random.default_rng(1).normal(0, 3, (300, 400))
    sky = 120 + 0.3 * y + noise
    lamp = 200 - 0.001 * ((x - 150) ** 2 + (y - 100) ** 2) + noise
    dark = np.maximum(0, 2 + noise)
    for brightness in (sky, lamp, dark, np.zeros((300, 400))):
        assert detail(brightness.clip(0, 255).astype(np.uint8)) < LEAST_DETAIL


@pytest.mark.parametrize("size", [(1, 1), (1, 600), (3, 2)])
def test_tiny_photos_have_both_numbers(size: tuple[int, int]) -> None:
    black = np.zeros(size, np.uint8)
    assert sharpness(black) == 0
    assert detail(black) == pytest.approx(0)

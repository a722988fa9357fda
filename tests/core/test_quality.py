"""How sharp a photo is, and whether there is anything in it to compare."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFilter

from lookalike.fingerprints.quality import LOW_DETAIL, detail, sharpness
from lookalike.matching.candidates import LEAST_DETAIL
from tests.photos import FILES, ORIGINALS, photo


@pytest.mark.parametrize("name", ORIGINALS)
def test_blur_lowers_sharpness(name: str) -> None:
    image = photo(name)
    blurred, more = (image.filter(ImageFilter.GaussianBlur(radius)) for radius in (2, 6))
    values = [sharpness(np.asarray(each)) for each in (image, blurred, more)]
    assert values == sorted(values, reverse=True)
    assert values[0] > LOW_DETAIL > values[2]


@pytest.mark.parametrize("name", ORIGINALS)
def test_sharpness_means_the_same_at_every_size_of_the_working_raster(name: str) -> None:
    image = photo(name)
    image.thumbnail((448, 448), Image.Resampling.LANCZOS)
    smaller = image.copy()
    smaller.thumbnail((400, 400), Image.Resampling.LANCZOS)
    assert sharpness(np.asarray(smaller)) == pytest.approx(sharpness(np.asarray(image)), rel=0.35)


@pytest.mark.parametrize("name", FILES)
def test_real_photographs_are_not_plain(name: str) -> None:
    assert detail(np.asarray(photo(name))) > LEAST_DETAIL


def test_a_sky_a_wall_and_the_dark_are_plain() -> None:
    y, x = np.mgrid[0:300, 0:400].astype(np.float64)
    noise = np.random.default_rng(1).normal(0, 3, (300, 400))
    sky = 120 + 0.3 * y + noise
    lamp = 200 - 0.001 * ((x - 150) ** 2 + (y - 100) ** 2) + noise
    dark = np.maximum(0, 2 + noise)
    for luminance in (sky, lamp, dark, np.zeros((300, 400))):
        raster = np.repeat(luminance.clip(0, 255).astype(np.uint8)[..., None], 3, axis=2)
        assert detail(raster) < LEAST_DETAIL


@pytest.mark.parametrize("size", [(1, 1), (1, 600), (3, 2)])
def test_tiny_photos_have_both_numbers(size: tuple[int, int]) -> None:
    raster = np.zeros((*size, 3), np.uint8)
    assert sharpness(raster) == 0
    assert detail(raster) == pytest.approx(0)

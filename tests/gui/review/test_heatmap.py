import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTransform

from lookalike.types import Raster
from lookalike_gui.review.heatmap import Heat, HeatRequest, compute
from lookalike_gui.review.pyramid import build
from tests.photos import brightened, photo


def raster(image: object) -> Raster:
    return np.asarray(image, np.uint8)


def heat(first: Raster, second: Raster, *, even_out: bool = True, shift: float = 0) -> Heat:
    height, width = first.shape[:2]
    moved = QTransform.fromTranslate(shift, 0)
    size, canvas = (width, height), QRectF(0, 0, width, height)
    return compute(HeatRequest(build(first), build(second), QTransform(), moved, size, 4.0, even_out, canvas))


def test_equal_photos_are_cold() -> None:
    coffee = raster(photo("coffee"))
    assert heat(coffee, coffee).changed == 0


def test_a_brighter_copy_is_cold_unless_brightness_counts() -> None:
    # A dim photo, so that nothing is cut off at white.
    coffee = photo("coffee").point(lambda value: value // 2)
    brighter = raster(brightened(coffee, 1.6))
    evened, plain = heat(raster(coffee), brighter), heat(raster(coffee), brighter, even_out=False)
    assert evened.changed is not None and plain.changed is not None
    assert evened.changed < 0.01
    assert plain.changed > 0.2


def test_what_was_added_is_counted_by_its_area() -> None:
    coffee = raster(photo("coffee"))
    changed = coffee.copy()
    changed[50:150, 100:200] = (250, 250, 0)
    share = heat(coffee, changed).changed
    assert share == pytest.approx(100 * 100 / (coffee.shape[0] * coffee.shape[1]), rel=0.15)


def test_what_only_one_photo_shows_is_no_difference() -> None:
    coffee = raster(photo("coffee"))
    right = np.ascontiguousarray(coffee[:, 200:])
    assert heat(coffee, right, shift=200).changed == pytest.approx(0, abs=0.001)


def test_photos_that_do_not_overlap_have_nothing_to_compare() -> None:
    coffee = raster(photo("coffee"))
    assert heat(coffee, coffee, shift=5000).changed is None

"""Pixels of more than 8 bits as people see them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from lookalike.decoding.colour import scaled


def floats(*values: float) -> npt.NDArray[np.float32]:
    return np.array([values], np.float32)


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        (floats(0, 0.5, 1), [0, 128, 255]),
        (floats(0, 0.5, 1, 8), [0, 128, 255, 255]),  # a lamp, brighter than white
        (floats(0, 100, 255), [0, 100, 255]),
        (floats(0, 25700, 65535), [0, 100, 255]),
        (floats(-100, 100, 300), [0, 128, 255]),  # heights above the sea, say
        (floats(0, 100_000, 400_000), [0, 64, 255]),
        (floats(-50, -50), [0, 0]),
        (floats(0, np.nan, np.inf, 100, 200), [0, 0, 0, 100, 200]),
        (np.array([[0, 128, 255]], np.int32), [0, 128, 255]),
        (np.array([[0, 25700, 65535]], np.int32), [0, 100, 255]),
        (np.array([[0, 25700, 65535]], np.uint16), [0, 100, 255]),
        (np.array([[0, 1 << 31, (1 << 32) - 1]], np.uint32), [0, 128, 255]),
    ],
)
def test_values_are_shown_by_the_scale_that_they_are_meant_on(
    values: npt.NDArray[np.generic], shown: list[int]
) -> None:
    found = scaled(values)
    assert found.dtype == np.uint8
    assert found[0].tolist() == shown


def test_a_hundredth_of_odd_values_does_not_decide_the_scale() -> None:
    light = np.linspace(0, 1, 1000, dtype=np.float32).reshape(20, 50)
    light[0, :4], light[19, -4:] = -40, 500
    assert abs(int(scaled(light)[10, 25]) - 134) <= 1

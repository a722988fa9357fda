"""A copy from which a lens's bend was taken, or to which one was given, is the same photo; two takes stay two."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from PIL import Image

from lookalike.matching import lens
from lookalike.matching.confidence import ONE_PHOTO, confidence
from lookalike.matching.orb import Pairing, pair_up
from lookalike.matching.verify import Features, extract, verify
from lookalike.types import Evidence
from tests.photos import mirrored, photo, stereo_pair


def bent(image: Image.Image, strength: float) -> Image.Image:
    """As a wide lens shows it (`strength` above 0, straight lines bow outwards), or a long one."""
    y, x = np.mgrid[: image.height, : image.width].astype(np.float32)
    half = max(image.size) / 2
    across, down = (x + 0.5 - image.width / 2) / half, (y + 0.5 - image.height / 2) / half
    factor = (1 + strength * (across**2 + down**2)) / (1 + strength / 2)
    columns = (across * factor * half + image.width / 2 - 0.5).astype(np.float32)
    rows = (down * factor * half + image.height / 2 - 0.5).astype(np.float32)
    return Image.fromarray(cv2.remap(np.asarray(image), columns, rows, cv2.INTER_LINEAR))


def features(image: Image.Image) -> Features:
    return extract(np.asarray(image.convert("RGB")))


def compared(first: Image.Image, second: Image.Image, *, details: bool = False) -> Evidence:
    return verify(features(first), features(second), details=details)


@pytest.mark.parametrize("name", ["astronaut", "chelsea", "coffee", "rocket"])
@pytest.mark.parametrize("strength", [-0.2, 0.25, 0.6], ids=["pincushion", "barrel", "fisheye"])
def test_a_bent_copy_is_the_same_photo_whichever_comes_first(name: str, strength: float) -> None:
    straight, copy = photo(name), bent(photo(name), strength)
    assert confidence(compared(straight, copy)) >= ONE_PHOTO
    assert confidence(compared(copy, straight)) >= ONE_PHOTO


def test_a_bent_and_mirrored_copy_is_the_same_photo() -> None:
    evidence = compared(photo("coffee"), mirrored(bent(photo("coffee"), 0.4)))
    assert confidence(evidence) >= ONE_PHOTO
    assert evidence.mirrored


@pytest.mark.parametrize("lean", [lambda image: image, lambda image: bent(image, 0.3)], ids=["straight", "bent"])
def test_two_takes_of_a_scene_are_not_bent_until_they_meet(lean: Callable[[Image.Image], Image.Image]) -> None:
    left, right = stereo_pair()
    assert confidence(compared(left, lean(right))) < ONE_PHOTO


def test_how_strongly_a_photo_is_bent_is_measured() -> None:
    straight, copy = features(photo("coffee")), features(bent(photo("coffee"), 0.4))
    pairing = pairing_of(straight, copy)
    assert lens.bends(straight, copy, pairing, len(pairing) // 2) == pytest.approx((0, 0.4), abs=0.05)
    assert lens.bends(copy, straight, pairing_of(copy, straight), len(pairing) // 2) == pytest.approx(
        (0.4, 0), abs=0.05
    )


def pairing_of(first: Features, second: Features) -> Pairing:
    return pair_up(first.descriptors, second.descriptors)


def test_the_points_of_a_bent_copy_are_those_of_its_own_pixels() -> None:
    straight, copy = photo("coffee"), bent(photo("coffee"), 0.6)
    evidence = compared(straight, copy, details=True)
    good = [match for match in evidence.matches if match.inlier]
    assert len(good) > 50
    middle = np.array(copy.size) / 2
    for match in good:
        away = (np.array(match.second) - middle) / (max(copy.size) / 2)
        there = away * (1 + 0.6 * (away**2).sum()) / 1.3 * (max(copy.size) / 2) + middle
        assert np.hypot(*(there - match.first)) < 12

"""The perceptual hashes are imagehash's own, bit for bit, only faster."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import imagehash
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from skimage import data

from lookalike.fingerprints import hashing
from lookalike.types import HashKind, HashSpec, Raster

REFERENCE: dict[HashKind, Callable[[Image.Image, int], object]] = {
    HashKind.AHASH: imagehash.average_hash,
    HashKind.PHASH: imagehash.phash,
    HashKind.DHASH: imagehash.dhash,
    HashKind.WHASH: imagehash.whash,
}
SPECS = [HashSpec(kind, side) for kind in HashKind for side in (8, 16)]
PHOTO_NAMES = ["astronaut", "brick", "camera", "cat", "coffee", "colorwheel", "gravel", "hubble_deep_field"]
PHOTO_NAMES += ["immunohistochemistry", "moon", "page", "retina", "rocket", "text", "horse"]

spec_of_every_kind = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: f"{spec.kind}-{spec.side}")


def raster_of(picture: Image.Image, longest: int = 512) -> Raster:
    picture = picture.convert("RGB")
    picture.thumbnail((longest, longest))
    return np.asarray(picture)


def photo(name: str) -> Raster:
    return raster_of(Image.fromarray(getattr(data, name)()))


def expected(raster: Raster, spec: HashSpec) -> str:
    return str(REFERENCE[spec.kind](Image.fromarray(raster), spec.side))


def ours(raster: Raster, spec: HashSpec) -> str:
    """In the notation of imagehash."""
    return orientation_of(raster, spec, 1).hex()


def orientation_of(raster: Raster, spec: HashSpec, orientation: int) -> bytes:
    """The hash of the raster as an EXIF orientation, 1 to 8, would have it shown."""
    packed, width = hashing.hash_photo(raster, spec).orientations, spec.bits // 8
    return packed[(orientation - 1) * width : orientation * width]


def flat(value: int, height: int = 60, width: int = 80) -> Raster:
    return np.full((height, width, 3), value, np.uint8)


def ramp(horizontal: bool) -> Raster:
    steps = np.linspace(0, 255, 256).astype(np.uint8)
    plane = np.tile(steps, (200, 1)) if horizontal else np.tile(steps[:, None], (1, 200))
    return np.repeat(plane[:, :, None], 3, axis=2)


def checkerboard() -> Raster:
    plane = (np.indices((128, 128)).sum(axis=0) // 16 % 2 * 255).astype(np.uint8)
    return np.repeat(plane[:, :, None], 3, axis=2)


DRAWN = {
    "black": flat(0),
    "white": flat(255),
    "grey": flat(127),
    "one pixel": flat(200, 1, 1),
    "one row": flat(90, 1, 300),
    "one column": flat(90, 300, 1),
    "ramp to the right": ramp(horizontal=True),
    "ramp downwards": ramp(horizontal=False),
    "checkerboard": checkerboard(),
    "symmetric": np.concatenate([photo("rocket"), photo("rocket")[:, ::-1]], axis=1),
    "half black": np.concatenate([flat(0), photo("coffee")[:60, :80]], axis=0),
}


@spec_of_every_kind
@pytest.mark.parametrize("name", PHOTO_NAMES)
def test_photos_get_the_values_of_imagehash(name: str, spec: HashSpec) -> None:
    raster = photo(name)
    assert ours(raster, spec) == expected(raster, spec)


@spec_of_every_kind
@pytest.mark.parametrize("name", DRAWN)
def test_pictures_with_ties_get_the_values_of_imagehash(name: str, spec: HashSpec) -> None:
    assert ours(DRAWN[name], spec) == expected(DRAWN[name], spec)


@st.composite
def small_pictures(draw: st.DrawFn) -> Raster:
    height, width = draw(st.integers(1, 70)), draw(st.integers(1, 70))
    levels = draw(st.sampled_from([2, 3, 8, 256]))
    noise = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return (noise.integers(0, levels, (height, width, 3)) * (255 // (levels - 1))).astype(np.uint8)


@given(small_pictures(), st.sampled_from(SPECS))
@settings(max_examples=150)
def test_any_picture_gets_the_value_of_imagehash(raster: Raster, spec: HashSpec) -> None:
    assert ours(raster, spec) == expected(raster, spec)


@given(st.integers(0, 400), st.integers(0, 500), st.integers(1, 112), st.integers(1, 12), st.sampled_from(SPECS))
@settings(max_examples=150)
def test_any_detail_of_a_photo_gets_the_value_of_imagehash(
    top: int, left: int, side: int, stretch: int, spec: HashSpec
) -> None:
    detail = data.astronaut()[top : top + side, left : left + side * stretch]
    if detail.size:
        assert ours(detail, spec) == expected(detail, spec)


def test_values_never_change() -> None:
    cat = photo("cat")
    assert {spec.kind.value: ours(cat, spec) for spec in SPECS if spec.side == 8} == {
        "ahash": "82808e4b09a373e7",
        "phash": "b15fe6465121175e",
        "dhash": "5414589aab6fa785",
        "whash": "c2c08e4b09a377f7",
    }


def test_one_call_gives_all_hashes_of_a_photo() -> None:
    raster = photo("astronaut")
    hashes = hashing.hash_photo(raster)
    for kind in HashKind:
        assert f"{getattr(hashes, kind.value):016x}" == expected(raster, HashSpec(kind, 8))
    assert hashes.orientations[:32].hex() == expected(raster, HashSpec(HashKind.PHASH, 16))
    assert len(hashes.orientations) == 8 * 32


@spec_of_every_kind
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientations_are_those_that_exif_knows(orientation: int, spec: HashSpec) -> None:
    picture = Image.fromarray(photo("coffee"))
    picture.getexif()[0x0112] = orientation
    turned = ImageOps.exif_transpose(picture)
    found = int.from_bytes(orientation_of(photo("coffee"), spec, orientation), "big")
    assert hashing.similarity(found, int(ours(np.asarray(turned), spec), 16), spec.bits) >= 0.98


def test_similarity_is_the_share_of_equal_bits() -> None:
    assert hashing.similarity(0, 0, 64) == 1
    assert hashing.similarity(0, 2**64 - 1, 64) == 0
    assert hashing.similarity(0b1011, 0b0010, 64) == 1 - 2 / 64


def test_threads_do_not_disturb_each_other() -> None:
    rasters = [photo(name) for name in PHOTO_NAMES] * 3
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(hashing.hash_photo, rasters)) == [hashing.hash_photo(raster) for raster in rasters]

"""The luminance that is hashed: the same whether a photo is decoded in colours or not, and that of what one sees."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from lookalike.decoding.decode import Limits, decode, full
from lookalike.errors import UnreadableError
from lookalike.fingerprints.fingerprint import fingerprint_photo
from lookalike.fingerprints.hashing import PROPOSAL, SMALL
from lookalike.types import Fingerprint, ProblemReason
from tests.photos import photo, save_with_orientation

Save = Callable[[Image.Image, Path], object]


def swapped_profile() -> bytes:
    """A profile of a device whose red is sRGB's blue: whoever passes it over gets another luminance."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = profile[blue : blue + 4], profile[red : red + 4]
    return bytes(profile)


WAYS: dict[str, Save] = {
    "as cameras do": lambda image, path: image.save(path, quality=90, subsampling="4:2:0"),
    "with a thumbnail's size": lambda image, path: image.resize((90, 60)).save(path),
    "progressive": lambda image, path: image.save(path, progressive=True),
    "grey": lambda image, path: image.convert("L").save(path),
    "stored as RGB": lambda image, path: image.save(path, keep_rgb=True),
    "for print": lambda image, path: image.convert("CMYK").save(path),
    "with a profile": lambda image, path: image.save(path, icc_profile=swapped_profile()),
    "on its side": lambda image, path: save_with_orientation(image, path, 6),
}


@pytest.fixture(params=WAYS)
def jpeg(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    path = tmp_path / "photo.jpg"
    WAYS[request.param](photo("coffee").resize((1600, 1200)), path)
    return str(path)


def test_it_is_the_same_with_and_without_colours(jpeg: str) -> None:
    with_colours, without = decode(jpeg), decode(jpeg, colours=False)
    assert np.array_equal(with_colours.luminance(), without.luminance())
    assert with_colours.raster.shape == (*without.luminance().shape, 3)
    assert (with_colours.width, with_colours.height) == (without.width, without.height)


def test_it_is_that_of_the_whole_photo(jpeg: str) -> None:
    found = decode(jpeg)
    shape = found.raster.shape[1::-1]
    expected = cv2.resize(full(jpeg), shape, interpolation=cv2.INTER_AREA)
    assert np.abs(found.raster.astype(int) - expected).mean() < 4
    assert np.abs(found.luminance().astype(int) - cv2.cvtColor(expected, cv2.COLOR_RGB2GRAY)).mean() < 3


def test_a_scan_by_hash_alone_reads_the_same_fingerprint(jpeg: str) -> None:
    one = fingerprint_photo(jpeg, Limits(), PROPOSAL, hashes_only=True)
    thorough = fingerprint_photo(jpeg, Limits(), PROPOSAL)
    assert one.network_input is None
    assert one.fingerprint == thorough.fingerprint
    for spec in SMALL:
        assert fingerprint_photo(jpeg, Limits(), spec, hashes_only=True).fingerprint == thorough.by_hash[spec]


@pytest.mark.parametrize("way", ["as cameras do", "progressive", "for print"])
@given(damage=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=4))
@settings(max_examples=25)
def test_what_is_wrong_with_a_file_is_the_same_too(way: str, damage: list[tuple[float, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "photo.jpg")
        WAYS[way](photo("coffee"), path)
        content = bytearray(path.read_bytes())
        for place, value in damage:
            content[int(place**2 * len(content))] = value  # more often in the head, where most can go wrong
        path.write_bytes(content)
        assert read(path, hashes_only=True) == read(path, hashes_only=False)


def read(path: Path, *, hashes_only: bool) -> Fingerprint | tuple[ProblemReason, str]:
    try:
        return fingerprint_photo(str(path), Limits(), PROPOSAL, hashes_only=hashes_only).fingerprint
    except UnreadableError as error:
        return error.reason, error.detail

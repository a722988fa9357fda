"""Camera RAW: the camera's own preview where there is a useful one, otherwise a development.

The files are made here, from the formats' documentation. They have the structure of real ones, but neither their
compression nor makers' notes: those are LibRaw's business.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lookalike.decoding.decode import Decoded, decode, embedded_preview, read_header
from lookalike.errors import UnreadableError
from lookalike.types import ProblemReason
from tests.formats import camera_raw
from tests.photos import photo

SIZE = (800, 600)
CAMERAS = {
    ".nef": ("NIKON CORPORATION", "NIKON D70"),
    ".arw": ("SONY", "DSLR-A350"),
    ".cr2": ("Canon", "Canon EOS 5D"),
    ".orf": ("OLYMPUS", "E-510"),
    ".rw2": ("Panasonic", "DMC-G1"),
    ".pef": ("PENTAX", "PENTAX K-5"),
    ".srw": ("SAMSUNG", "NX10"),
    ".3fr": ("Hasselblad", "H3D"),
    ".mef": ("Mamiya", "ZD"),
    ".erf": ("SEIKO EPSON CORP.", "R-D1"),
}


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return photo("coffee").resize(SIZE, Image.Resampling.LANCZOS)


def shows(decoded: Decoded, picture: Image.Image) -> bool:
    """Whether it is the picture in its colours: a development of these mosaics would be grey."""
    expected = np.asarray(picture.resize(decoded.raster.shape[1::-1], Image.Resampling.BOX)).astype(int)
    return float(np.abs(decoded.raster.astype(int) - expected).mean()) < 6


@pytest.mark.parametrize("ending", CAMERAS)
def test_the_preview_is_taken(tmp_path: Path, picture: Image.Image, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(camera_raw(picture, *CAMERAS[ending], preview=picture))
    decoded = decode(str(path))
    assert shows(decoded, picture)
    assert decoded.format == "RAW"
    assert (decoded.width, decoded.height) == pytest.approx(SIZE, abs=2)  # Some cameras' masked edges are cut off.
    assert embedded_preview(str(path)) is not None


@pytest.mark.parametrize("orientation", [3, 6, 8])
@pytest.mark.parametrize("ending", [".nef", ".arw", ".cr2"])
def test_the_preview_is_turned_as_the_camera_was_held(
    tmp_path: Path, picture: Image.Image, ending: str, orientation: int
) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(camera_raw(picture, *CAMERAS[ending], preview=picture, orientation=orientation))
    assert shows(decode(str(path)), picture)
    header = read_header(str(path))
    assert header.width > header.height


@pytest.mark.parametrize("small", [None, (160, 120)])
def test_without_a_useful_preview_the_photo_is_developed(
    tmp_path: Path, picture: Image.Image, small: tuple[int, int] | None
) -> None:
    preview = None if small is None else Image.new("RGB", small, "red")
    path = tmp_path / "a.nef"
    path.write_bytes(camera_raw(picture, *CAMERAS[".nef"], preview=preview))
    decoded = decode(str(path))
    assert decoded.raster.shape[0] == SIZE[1] // 2  # Half of its size is enough.
    red, green, _blue = decoded.raster.mean(axis=(0, 1))
    assert red < 1.5 * green


@pytest.mark.parametrize("percent", [5, 30, 60, 95])
def test_a_raw_file_that_was_cut_off_is_damaged(tmp_path: Path, picture: Image.Image, percent: int) -> None:
    whole = camera_raw(picture, *CAMERAS[".nef"], preview=picture)
    path = tmp_path / "a.nef"
    path.write_bytes(whole[: len(whole) * percent // 100])
    with pytest.raises(UnreadableError) as raised:
        decode(str(path))
    assert raised.value.reason is ProblemReason.DAMAGED

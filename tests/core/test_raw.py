"""Camera RAW: the camera's own preview where there is a useful one, otherwise a development.

The files are made here, from the formats' documentation. They have the structure of real ones, but neither their
compression nor makers' notes: those are LibRaw's business.
"""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from lookalike.decoding.decode import Decoded, decode, embedded_preview, read_header
from lookalike.decoding.rawends import is_cut_off
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


def with_orientation(image: Image.Image, orientation: int) -> Image.Image:
    """The same pixels, to be turned as EXIF says."""
    result = image.copy()
    result.getexif()[0x0112] = orientation
    return result


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


@pytest.mark.parametrize("orientation", [6, 8])
@pytest.mark.parametrize("ending", [".nef", ".arw", ".cr2"])
def test_a_preview_that_the_camera_has_turned_already_is_left_as_it_is(
    tmp_path: Path, picture: Image.Image, ending: str, orientation: int
) -> None:
    turned_back = ImageOps.exif_transpose(with_orientation(picture, orientation))
    path = tmp_path / f"a{ending}"
    path.write_bytes(camera_raw(picture, *CAMERAS[ending], preview=turned_back, orientation=orientation))
    decoded = decode(str(path))
    assert shows(decoded, picture)
    assert (decoded.width, decoded.height) == pytest.approx(SIZE, abs=2)


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


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_development_is_turned_as_the_camera_was_held(tmp_path: Path, picture: Image.Image, orientation: int) -> None:
    path = tmp_path / "a.nef"
    path.write_bytes(camera_raw(picture, *CAMERAS[".nef"], preview=None, orientation=orientation))
    raster = decode(str(path)).raster
    light = np.asarray(picture.resize(raster.shape[1::-1], Image.Resampling.BOX))[..., 1]
    likeness = [
        np.corrcoef(raster[..., 1].ravel(), turned.ravel())[0, 1] for turned in (light, light[::-1], light[:, ::-1])
    ]
    assert likeness[0] > max(0.8, *likeness[1:])
    assert raster.shape[1] > raster.shape[0]


@pytest.mark.parametrize("percent", [5, 30, 60, 95])
def test_a_raw_file_that_was_cut_off_is_damaged(tmp_path: Path, picture: Image.Image, percent: int) -> None:
    whole = camera_raw(picture, *CAMERAS[".nef"], preview=picture)
    path = tmp_path / "a.nef"
    path.write_bytes(whole[: len(whole) * percent // 100])
    with pytest.raises(UnreadableError) as raised:
        decode(str(path))
    assert raised.value.reason is ProblemReason.DAMAGED


def pixels_last(whole: bytes) -> tuple[bytes, bytes]:
    """A RAW file of `camera_raw` in two parts, of which the second one is the sensor's pixels."""
    entry = struct.pack("<HHI", 273, 4, 1)
    place = whole.index(entry) + len(entry)
    (start,) = struct.unpack_from("<I", whole, place)
    (length,) = struct.unpack_from("<I", whole, whole.index(struct.pack("<HHI", 279, 4, 1)) + len(entry))
    front = whole[:place] + struct.pack("<I", len(whole)) + whole[place + 4 :]
    return front, whole[start : start + length]


class TestOneThatWasNotCopiedToItsEnd:
    """The preview lies before the sensor's pixels here, as in most cameras' files: it is whole where they are not."""

    def cut(self, path: Path, data: bytes) -> ProblemReason:
        path.write_bytes(data)
        with pytest.raises(UnreadableError) as raised:
            decode(str(path))
        return raised.value.reason

    @pytest.mark.parametrize("ending", [".nef", ".cr2", ".pef", ".arw"])
    def test_it_is_damaged_although_its_preview_is_whole(
        self, tmp_path: Path, picture: Image.Image, ending: str
    ) -> None:
        whole = camera_raw(picture, *CAMERAS[ending], preview=picture)
        front, pixels = pixels_last(whole)
        (tmp_path / f"whole{ending}").write_bytes(front + pixels)
        assert shows(decode(str(tmp_path / f"whole{ending}")), picture)
        for share in (0.1, 0.5, 0.99):
            cut = front + pixels[: int(len(pixels) * share)]
            assert self.cut(tmp_path / f"a{ending}", cut) is ProblemReason.DAMAGED

    def test_boxes_are_followed_too(self) -> None:
        boxes = struct.pack(">I4s4s4x", 16, b"ftyp", b"crx ") + struct.pack(">I4s", 108, b"mdat") + bytes(100)
        assert [is_cut_off(BytesIO(data)) for data in (boxes, boxes + b"\0trailer", boxes[:-1])] == [False, False, True]

    def test_so_are_long_boxes_and_one_that_reaches_to_the_end(self) -> None:
        head = struct.pack(">I4s4s4x", 16, b"ftyp", b"crx ")
        long = head + struct.pack(">I4sQ", 1, b"mdat", 116) + bytes(100)
        assert [is_cut_off(BytesIO(data)) for data in (long, long[:-1])] == [False, True]
        assert not is_cut_off(BytesIO(head + struct.pack(">I4s", 0, b"mdat") + bytes(100)))

    def test_canon_tells_of_its_sensor_by_slices(self, picture: Image.Image) -> None:
        front, pixels = pixels_last(camera_raw(picture, *CAMERAS[".cr2"], preview=picture))
        mosaic, slices = (struct.pack("<HHIHH", tag, 3, 1, 32803, 0) for tag in (262, 50752))
        sliced = front.replace(mosaic, slices) + pixels
        assert sliced.count(slices) == 1
        assert [is_cut_off(BytesIO(data)) for data in (sliced, sliced[:-1])] == [False, True]

    def test_a_maker_that_tells_other_lengths_is_believed(self, tmp_path: Path, picture: Image.Image) -> None:
        front, pixels = pixels_last(camera_raw(picture, *CAMERAS[".srw"], preview=picture))
        (tmp_path / "a.srw").write_bytes(front + pixels[:-1000])
        assert shows(decode(str(tmp_path / "a.srw")), picture)

    @pytest.mark.parametrize("data", [b"", b"II*\0", b"MM\0*\0\0\0\x08\xff\xff", b"II*\0\x08\0\0\0\x01\0", bytes(200)])
    def test_what_is_not_understood_is_left_to_the_decoder(self, data: bytes) -> None:
        assert not is_cut_off(BytesIO(data))

"""The same photo in every format is the same picture."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lookalike.decoding.decode import decode, embedded_preview, full, read_header
from lookalike.decoding.jxl import HEAD_BYTES, claimed_size
from lookalike.files.formats import FORMATS, PHOTO_ENDINGS, sniff
from lookalike.session import Session
from lookalike.settings import EngineChoice, Preset, ScanOptions
from lookalike.types import Raster
from tests.formats import ENDINGS, WITH_ORIENTATION, dng, encoded, write, write_variants
from tests.photos import photo, stored_for

SIZE = (256, 192)
"""Small enough for an icon, and not square, so that a wrong turn shows."""


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return photo("coffee").resize(SIZE, Image.Resampling.LANCZOS)


def difference(raster: Raster, picture: Image.Image) -> float:
    """Mean difference in levels of 255."""
    assert raster.shape == (picture.height, picture.width, 3)
    return float(np.abs(raster.astype(int) - np.asarray(picture).astype(int)).mean())


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_gives_the_same_picture(tmp_path: Path, picture: Image.Image, ending: str) -> None:
    decoded = decode(str(write(picture, tmp_path / f"a{ending}")))
    assert difference(decoded.raster, picture) < 4
    assert (decoded.width, decoded.height) == SIZE


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("ending", [*WITH_ORIENTATION, ".dng"])
def test_every_orientation_is_turned_upright_once(
    tmp_path: Path, picture: Image.Image, ending: str, orientation: int
) -> None:
    if ending == ".dng" and orientation in (2, 4, 5, 7):
        return  # LibRaw does not know mirrored photos; no camera makes them.
    path = str(write(picture, tmp_path / f"a{ending}", orientation=orientation))
    decoded = decode(path)
    assert difference(decoded.raster, picture) < 4
    assert (decoded.width, decoded.height) == SIZE
    assert difference(full(path), picture) < 4
    header = read_header(path)
    assert (header.width, header.height) == SIZE


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_jpeg_recompressed_as_jpeg_xl_is_turned_as_the_jpeg(
    tmp_path: Path, picture: Image.Image, orientation: int
) -> None:
    source = write(picture, tmp_path / "a.jpg", orientation=orientation)
    with Image.open(source) as jpeg:
        jpeg.save(tmp_path / "a.jxl", lossless_jpeg=True)
    assert difference(decode(str(tmp_path / "a.jxl")).raster, picture) < 4


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_content_counts_not_the_ending(tmp_path: Path, picture: Image.Image, ending: str) -> None:
    if ending == ".tga":
        return  # TGA has no signature: its ending is all there is.
    named_wrongly = tmp_path / ("a.png" if ending == ".jpg" else "a.jpg")
    write(picture, tmp_path / f"a{ending}").rename(named_wrongly)
    if ending == ".dng":
        named_wrongly.rename(named_wrongly := tmp_path / "a.nef")
    assert difference(decode(str(named_wrongly)).raster, picture) < 4


def test_a_tiff_with_the_ending_of_a_raw_file_is_read_as_tiff(tmp_path: Path, picture: Image.Image) -> None:
    path = write(picture, tmp_path / "a.tif").rename(tmp_path / "a.nef")
    assert difference(decode(str(path)).raster, picture) < 1


class TestCameraRaw:
    def test_without_a_preview_it_is_developed(self, tmp_path: Path) -> None:
        scene = photo("coffee").resize((400, 300))
        (tmp_path / "a.dng").write_bytes(dng(scene, preview=None, orientation=6))
        decoded = decode(str(tmp_path / "a.dng"))
        assert (decoded.width, decoded.height) == (400, 300)
        # A development is another rendering of the scene: alike, but neither its colours nor its contrast are exact.
        small = np.asarray(scene.resize(decoded.raster.shape[1::-1]).convert("L"), dtype=float)
        developed = np.asarray(Image.fromarray(decoded.raster).convert("L"), dtype=float)
        assert np.corrcoef(small.ravel(), developed.ravel())[0, 1] > 0.95

    def test_the_photo_is_as_large_as_its_sensor_not_as_its_preview(self, tmp_path: Path) -> None:
        scene = photo("coffee").resize((1600, 1200))
        (tmp_path / "a.dng").write_bytes(dng(scene, preview=scene.resize((400, 300))))
        decoded = decode(str(tmp_path / "a.dng"))
        assert (decoded.width, decoded.height) == (1600, 1200)
        assert decoded.raster.shape == (300, 400, 3)

    def test_its_preview_can_be_had_alone(self, tmp_path: Path) -> None:
        scene = photo("coffee").resize((400, 300))
        (tmp_path / "a.dng").write_bytes(dng(scene, preview=scene.resize((160, 120)), orientation=8))
        preview = embedded_preview(str(tmp_path / "a.dng"))
        assert preview is not None
        assert difference(preview, scene.resize((160, 120))) < 4

    def test_one_without_preview_has_none(self, tmp_path: Path, picture: Image.Image) -> None:
        (tmp_path / "a.dng").write_bytes(dng(picture, preview=None))
        assert embedded_preview(str(tmp_path / "a.dng")) is None


class TestJpegXlSize:
    @pytest.mark.parametrize("size", [(1, 1), (8, 8), (256, 256), (640, 480), (1920, 1080), (300, 7), (5000, 1000)])
    @pytest.mark.parametrize("use_container", [True, False])
    def test_it_is_read_from_the_first_bytes(self, tmp_path: Path, size: tuple[int, int], use_container: bool) -> None:
        Image.new("RGB", size).save(tmp_path / "a.jxl", effort=1, use_container=use_container)
        assert claimed_size((tmp_path / "a.jxl").read_bytes()[:HEAD_BYTES]) == size

    @pytest.mark.parametrize(
        "head", [b"", b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n", b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(99)]
    )
    def test_what_is_cut_off_has_none(self, head: bytes) -> None:
        assert claimed_size(head) is None


class TestSniffing:
    @pytest.mark.parametrize("ending", ENDINGS)
    def test_the_first_bytes_tell_the_format(self, tmp_path: Path, picture: Image.Image, ending: str) -> None:
        found = sniff(encoded(picture, ending, tmp_path)[:32], f"a{ending}")
        assert found is not None
        assert ending in found.endings

    def test_text_is_no_photo_whatever_its_name(self) -> None:
        for ending in PHOTO_ENDINGS - {".tga", ".icb", ".vda", ".vst", ".dib"}:
            assert sniff(b"Dear Sir or Madam, I hope this finds", f"a{ending}") is None

    def test_no_ending_belongs_to_two_formats(self) -> None:
        endings = [ending for form in FORMATS for ending in form.endings]
        assert len(endings) == len(set(endings))


def test_stored_pixels_differ_from_upright_ones(picture: Image.Image) -> None:
    for orientation in range(2, 9):
        assert stored_for(picture, orientation).tobytes() != picture.tobytes()


@pytest.mark.parametrize("preset", [Preset.SAME_PHOTO, Preset.HASH])
def test_a_photo_in_every_format_and_orientation_is_one_group(tmp_path: Path, preset: Preset) -> None:
    truth: set[frozenset[str]] = set()
    for name in ("coffee", "chelsea"):
        image = photo(name).resize(SIZE, Image.Resampling.LANCZOS)
        files = [write(image, tmp_path / f"{name}{ending}.1{ending}") for ending in ENDINGS]
        for ending in (*WITH_ORIENTATION, ".dng") if name == "coffee" else ():
            for orientation in (3, 6, 8) if ending == ".dng" else range(2, 9):
                target = tmp_path / f"{name}{ending}.{orientation}{ending}"  # A RAW of a JPEG's name is its companion.
                files.append(write(image, target, orientation=orientation))
        files += write_variants(image, tmp_path / name)
        truth.add(frozenset(map(str, files)))
    write(photo("rocket"), tmp_path / "another.jpg")
    with Session(str(tmp_path / "cache")) as session:
        result = session.scan(ScanOptions(roots=(str(tmp_path),), preset=preset, engine=EngineChoice.NONE))
    assert not result.problems
    assert {frozenset(result.photos[index].path for index in group.photos) for group in result.groups} == truth

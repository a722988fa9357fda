"""The one decoder: what its rasters are, and what it says of a photo beside them."""

import io
import os
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from lookalike.decoding.decode import (
    WORKING_MAX,
    WORKING_MIN,
    Limits,
    decode,
    embedded_preview,
    full,
    read_header,
    thumbnail,
)
from lookalike.errors import UnreadableError
from lookalike.job import ThreadRunner
from lookalike.types import ProblemReason, Raster
from tests.core.badsector import opening
from tests.formats import long, matrix_profile, short, tiff, write
from tests.photos import photo, save, save_with_orientation


def difference(first: Raster, second: Raster | Image.Image) -> float:
    return float(np.abs(first.astype(int) - np.asarray(second).astype(int)).mean())


def reason_for(path: Path, limits: Limits | None = None) -> ProblemReason:
    with pytest.raises(UnreadableError) as raised:
        decode(str(path), limits or Limits())
    assert str(path) in str(raised.value)
    return raised.value.reason


def decoded(image: Image.Image, path: Path, **options: object) -> Raster:
    image.save(path, **options)  # type: ignore[arg-type]
    return decode(str(path)).raster


class TestWorkingRaster:
    @pytest.mark.parametrize("ending", [".jpg", ".bmp"])
    @pytest.mark.parametrize("size", [(5000, 3000), (3072, 2048), (1601, 1201), (800, 600), (600, 900), (769, 512)])
    def test_a_large_photo_becomes_384_to_512_pixels(self, tmp_path: Path, ending: str, size: tuple[int, int]) -> None:
        raster = decoded(photo("coffee").resize(size), tmp_path / f"a{ending}")
        assert WORKING_MIN <= max(raster.shape[:2]) <= WORKING_MAX
        assert raster.shape[1] / raster.shape[0] == pytest.approx(size[0] / size[1], rel=0.01)
        assert (raster.dtype, raster.shape[2]) == (np.uint8, 3)

    @pytest.mark.parametrize("size", [(1, 1), (3, 200), (200, 150), (512, 512)])
    def test_a_small_one_keeps_its_pixels(self, tmp_path: Path, size: tuple[int, int]) -> None:
        image = photo("coffee").resize(size)
        assert difference(decoded(image, tmp_path / "a.png"), image) == 0

    @pytest.mark.parametrize("size", [(65535, 1), (1, 65535), (20000, 3)])
    def test_the_longest_strips_have_at_least_one_pixel_of_height(self, tmp_path: Path, size: tuple[int, int]) -> None:
        assert min(decoded(Image.new("RGB", size, "red"), tmp_path / "a.png").shape[:2]) >= 1

    def test_it_looks_the_same_from_jpeg_and_from_png(self, tmp_path: Path) -> None:
        image = photo("chelsea").resize((2000, 1400), Image.Resampling.LANCZOS)
        from_png = decoded(image, tmp_path / "a.png", compress_level=1)
        from_jpeg = Image.fromarray(decoded(image, tmp_path / "a.jpg", quality=95))
        assert difference(from_png, from_jpeg.resize(from_png.shape[1::-1])) < 2

    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_it_is_upright_for_every_orientation(self, tmp_path: Path, orientation: int) -> None:
        image = photo("coffee").resize((1200, 900))
        found = decode(str(save_with_orientation(image, tmp_path / "turned.jpg", orientation, quality=95)))
        assert (found.width, found.height) == (1200, 900)
        assert difference(found.raster, image.resize(found.raster.shape[1::-1], Image.Resampling.BOX)) < 3

    def test_many_threads_get_the_same_pixels(self, tmp_path: Path) -> None:
        paths = [str(save(photo("coffee"), tmp_path / f"{n}{e}")) for n in range(6) for e in (".jpg", ".png", ".tif")]
        with ThreadRunner(4) as runner:
            together = list(runner.map(decode, paths))
        for path, found in zip(paths, together, strict=True):
            assert difference(found.raster, decode(path).raster) == 0


class TestColour:
    grey = Image.linear_gradient("L")

    def close(self, raster: Raster, expected: Image.Image, tolerance: float = 1.0) -> None:
        assert difference(raster, expected.convert("RGB")) <= tolerance

    @pytest.mark.parametrize("name", ["a.png", "a.tif"])
    def test_sixteen_bits_of_grey(self, tmp_path: Path, name: str) -> None:
        deep = Image.fromarray(np.asarray(self.grey).astype(np.uint16) * 257)
        self.close(decoded(deep, tmp_path / name), self.grey)

    def test_floating_point_from_0_to_1(self, tmp_path: Path) -> None:
        self.close(decoded(Image.fromarray(np.asarray(self.grey) / np.float32(255)), tmp_path / "a.tif"), self.grey)

    def test_floating_point_beyond_is_stretched_and_holes_are_black(self, tmp_path: Path) -> None:
        values = np.linspace(-1e6, 1e6, 256 * 256, dtype=np.float32).reshape(256, 256)
        values[0, 0] = np.nan
        raster = decoded(Image.fromarray(values), tmp_path / "a.tif")
        assert (raster[0, 1, 0], raster[-1, -1, 0]) == (0, 255)

    @pytest.mark.parametrize("value", [-5, 100_000])
    def test_one_value_that_no_depth_holds_is_black_and_no_damage(self, tmp_path: Path, value: int) -> None:
        assert decoded(Image.fromarray(np.full((9, 9), value, np.int32)), tmp_path / "a.tif").max() == 0

    def test_cmyk(self, tmp_path: Path) -> None:
        image = photo("coffee")
        self.close(decoded(image.convert("CMYK"), tmp_path / "a.jpg", quality=95), image, 5)
        self.close(decoded(image.convert("CMYK"), tmp_path / "a.tif"), image, 2)

    def test_lab(self, tmp_path: Path) -> None:
        lab = Image.new("LAB", (8, 8), (128, 128, 128))
        raster = decoded(lab, tmp_path / "a.tif")
        assert raster[0, 0] == pytest.approx([119, 119, 119], abs=3)

    def test_palette_and_black_and_white(self, tmp_path: Path) -> None:
        image = photo("coffee")
        self.close(decoded(image.quantize(256), tmp_path / "a.png"), image, 8)
        self.close(decoded(image.convert("1"), tmp_path / "b.png"), image.convert("1"), 0)

    @pytest.mark.parametrize("ending", [".png", ".webp", ".tif", ".avif"])
    def test_a_transparent_background_is_mid_grey(self, tmp_path: Path, ending: str) -> None:
        image = Image.new("RGBA", (400, 300), (255, 0, 0, 0))
        ImageDraw.Draw(image).rectangle((0, 0, 199, 299), fill=(0, 0, 255, 255))
        raster = decoded(image, tmp_path / f"a{ending}")
        assert raster[150, 350] == pytest.approx([128] * 3, abs=2)
        assert raster[150, 50] == pytest.approx([0, 0, 255], abs=6)

    def test_transparency_of_a_palette_and_of_one_grey_level(self, tmp_path: Path) -> None:
        striped = Image.new("L", (40, 30), 7)
        striped.paste(200, (20, 0, 40, 30))
        for number, image in enumerate((striped, striped.quantize(4))):
            clear = image.getpixel((0, 0))
            raster = decoded(image, tmp_path / f"{number}.png", transparency=clear)
            assert (raster[0, 0].tolist(), raster[0, 39].tolist()) == ([128] * 3, [200] * 3)

    def test_an_embedded_profile_is_obeyed(self, tmp_path: Path) -> None:
        # Half of the light is 188 of 255 in sRGB; a file with a linear profile stores it as 128.
        image = Image.new("RGB", (40, 30), (128, 128, 128))
        raster = decoded(image, tmp_path / "a.png", icc_profile=matrix_profile(gamma=1.0))
        assert raster[0, 0] == pytest.approx([188] * 3, abs=2)
        grey = image.convert("L")
        assert decoded(grey, tmp_path / "b.png", icc_profile=matrix_profile(gamma=1.0))[0, 0].tolist() == [128] * 3

    def test_a_profile_close_to_srgb_changes_nothing(self, tmp_path: Path) -> None:
        image = photo("coffee")
        raster = decoded(image, tmp_path / "a.png", icc_profile=matrix_profile(gamma=None))
        assert difference(raster, image) == 0

    def test_a_broken_profile_is_ignored(self, tmp_path: Path) -> None:
        image = photo("coffee")
        assert difference(decoded(image, tmp_path / "a.png", icc_profile=b"no profile at all"), image) == 0


class TestFacts:
    def test_what_the_keeper_ranking_wants_to_know(self, tmp_path: Path) -> None:
        exif = Image.Exif()
        exif[0x010F], exif[0x0110] = "Canon", "Canon EOS 5D"
        exif.get_ifd(0x8769)[0x9003] = "2019:07:14 12:30:05"
        found = decode(str(save(photo("coffee").resize((1000, 700)), tmp_path / "a.jpg", quality=80, exif=exif)))
        assert (found.width, found.height, found.format) == (1000, 700, "JPEG")
        assert found.taken == "2019-07-14T12:30:05"
        assert found.metadata_fields == 3
        assert found.compression == 80

    def test_formats_other_than_jpeg_have_no_quality_to_estimate(self, tmp_path: Path) -> None:
        assert decode(str(save(photo("coffee"), tmp_path / "a.png"))).compression is None

    @pytest.mark.parametrize("quality", [1, 5, 10, 25, 49, 50, 51, 75, 85, 90, 95, 100])
    def test_the_quality_of_a_jpeg_is_estimated_from_its_tables(self, tmp_path: Path, quality: int) -> None:
        path = save(photo("coffee").resize((64, 64)), tmp_path / "a.jpg", quality=quality)
        assert decode(str(path)).compression == pytest.approx(quality, abs=1)

    def test_the_header_can_be_had_alone(self, tmp_path: Path) -> None:
        header = read_header(str(save_with_orientation(photo("coffee"), tmp_path / "a.jpg", 6)))
        image = photo("coffee")
        assert (header.width, header.height, header.format) == (*image.size, "JPEG")
        assert header.metadata.orientation == 6


class TestPictures:
    def test_a_thumbnail_fits_its_side_and_is_not_enlarged(self, tmp_path: Path) -> None:
        path = str(save(photo("coffee").resize((900, 600)), tmp_path / "a.jpg"))
        assert thumbnail(path, 256).shape == (171, 256, 3)
        assert thumbnail(path, 2000).shape == (600, 900, 3)

    def test_the_full_photo_has_all_its_pixels(self, tmp_path: Path) -> None:
        image = photo("coffee").resize((1500, 1000))
        path = str(save(image, tmp_path / "a.png"))
        assert difference(full(path), image) == 0
        assert full(path, 1200).shape == (800, 1200, 3)

    def test_the_preview_of_a_camera_is_found_and_turned(self, tmp_path: Path) -> None:
        small = photo("coffee").resize((160, 120))
        path = with_preview(tmp_path / "a.jpg", photo("coffee"), small, orientation=6)
        preview = embedded_preview(str(path))
        assert preview is not None
        assert difference(preview, small.transpose(Image.Transpose.ROTATE_270)) < 6

    @pytest.mark.parametrize("ending", [".jpg", ".png", ".webp", ".heic"])
    def test_most_files_have_no_preview(self, tmp_path: Path, ending: str) -> None:
        assert embedded_preview(str(write(photo("coffee"), tmp_path / f"a{ending}"))) is None

    def test_a_broken_preview_is_a_problem_of_the_preview_only(self, tmp_path: Path) -> None:
        path = with_preview(tmp_path / "a.jpg", photo("coffee"), None, orientation=1)
        with pytest.raises(UnreadableError):
            embedded_preview(str(path))
        assert decode(str(path)).width == photo("coffee").width


def with_preview(path: Path, image: Image.Image, small: Image.Image | None, orientation: int) -> Path:
    """A JPEG with an EXIF thumbnail, as cameras write it; `small` None: one that is cut off."""
    buffer = io.BytesIO()
    (small or image).save(buffer, "JPEG")
    data = buffer.getvalue() if small else buffer.getvalue()[:700]
    thumb = [short(259, 6), long(513, 0), long(514, len(data))]
    block = tiff([short(274, orientation)], thumb, blobs=(b"", data))
    image.save(path, exif=b"Exif\0\0" + block)
    return path


class TestLimits:
    def test_too_many_pixels(self, tmp_path: Path) -> None:
        path = save(photo("coffee"), tmp_path / "a.jpg")
        assert reason_for(path, Limits(max_pixels=1000)) is ProblemReason.TOO_LARGE

    def test_too_many_bytes(self, tmp_path: Path) -> None:
        path = save(photo("coffee"), tmp_path / "a.jpg")
        assert reason_for(path, Limits(max_bytes=1000)) is ProblemReason.TOO_LARGE


class TestWhatCannotBeRead:
    def test_every_cause_has_its_reason(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.jpg")
        (tmp_path / "folder.jpg").mkdir()
        (tmp_path / "empty.jpg").touch()
        (tmp_path / "loop.jpg").symlink_to("loop.jpg")
        (tmp_path / "text.jpg").write_text("Dear Sir or Madam")
        whole = save(photo("coffee"), tmp_path / "whole.jpg").read_bytes()
        (tmp_path / "half.jpg").write_bytes(whole[: len(whole) // 2])
        assert {path.name: reason_for(path) for path in sorted(tmp_path.iterdir()) if path.name != "whole.jpg"} == {
            "empty.jpg": ProblemReason.EMPTY,
            "folder.jpg": ProblemReason.SPECIAL_FILE,
            "half.jpg": ProblemReason.DAMAGED,
            "loop.jpg": ProblemReason.LINK_LOOP,
            "pipe.jpg": ProblemReason.SPECIAL_FILE,
            "text.jpg": ProblemReason.UNKNOWN_FORMAT,
        }
        assert reason_for(tmp_path / "gone.jpg") is ProblemReason.NOT_FOUND

    def test_files_that_are_refused_do_not_stay_open(self, tmp_path: Path) -> None:
        (tmp_path / "empty.jpg").touch()
        free = os.dup(0)
        os.close(free)
        for _ in range(5):
            assert reason_for(tmp_path / "empty.jpg") is ProblemReason.EMPTY
        again = os.dup(0)
        os.close(again)
        assert again <= free

    @pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.bmp", "a.webp", "a.gif"])
    @pytest.mark.parametrize("bad", [0, 700])
    def test_what_the_disk_cannot_read_is_not_called_damaged(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, bad: int
    ) -> None:
        path = save(photo("coffee"), tmp_path / name)
        monkeypatch.setattr("lookalike.decoding.decode.open_photo", opening(name, bad))
        assert reason_for(path) is ProblemReason.READ_ERROR

    def test_names_that_are_not_utf8_are_no_obstacle(self, tmp_path: Path) -> None:
        for ending in (".jpg", ".tif"):
            path = os.fsdecode(os.path.join(os.fsencode(tmp_path), b"caf\xe9\n\xf0\x9f\x93\xb7" + ending.encode()))
            photo("coffee").save(path)
            assert decode(path).width == photo("coffee").width


def turns_while_decoding(path: str) -> int:
    """How often this thread gets its turn while another one decodes the photo."""
    turns = 0
    done = threading.Event()

    def decode_once() -> None:
        decode(path)
        done.set()

    worker = threading.Thread(target=decode_once)
    worker.start()
    while not done.wait(0.001):
        turns += 1
    worker.join()
    return turns


def test_threads_decode_at_the_same_time(tmp_path: Path) -> None:
    """Pillow lets go of the interpreter lock, so that another thread runs while a large photo is decoded."""
    path = str(save(photo("coffee").resize((4000, 3000)), tmp_path / "a.jpg"))
    assert any(turns_while_decoding(path) > 5 for _ in range(20))  # A busy machine may give no turn in one decoding.

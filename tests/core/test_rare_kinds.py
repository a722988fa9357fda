"""Kinds of a format that few programs write: read where we can, named where we cannot, and never called damaged."""

from __future__ import annotations

import struct
import zlib
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageOps

from lookalike.decoding.decode import decode, full, read_header, thumbnail
from lookalike.decoding.imaging import Limits, NotHereError, Request, Task, perform, recognise
from lookalike.errors import UnreadableError
from lookalike.types import ProblemReason, Raster
from tests.formats import encoded, long, matrix_profile, packed_tiff, short, strip, tiff, write
from tests.hostile import chunk
from tests.photos import photo, stored_for


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return photo("chelsea").resize((210, 140), Image.Resampling.LANCZOS)


def difference(raster: Raster, expected: Image.Image) -> float:
    assert raster.shape[1::-1] == expected.size
    return float(np.abs(raster.astype(int) - np.asarray(expected.convert("RGB")).astype(int)).mean())


def refusal(path: Path, data: bytes) -> UnreadableError:
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as raised:
        decode(str(path))
    return raised.value


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


class TestJpeg:
    @pytest.mark.parametrize(
        ("marker", "bits", "kind"),
        [
            (0xC1, 12, "JPEG with 12 bits a channel"),
            (0xC3, 8, "lossless JPEG"),
            (0xC3, 16, "lossless JPEG"),
            (0xC5, 8, "hierarchical JPEG"),
            (0xF7, 8, "JPEG-LS"),
        ],
    )
    def test_a_kind_that_is_not_read_is_named(
        self, tmp_path: Path, picture: Image.Image, marker: int, bits: int, kind: str
    ) -> None:
        data = encoded(picture, ".jpg", tmp_path)
        frame = data.index(b"\xff\xc0")
        found = refusal(
            tmp_path / "a.jpg",
            data[:frame] + bytes([0xFF, marker]) + data[frame + 2 : frame + 4] + bytes([bits]) + data[frame + 5 :],
        )
        assert (found.reason, found.detail) == (ProblemReason.UNSUPPORTED, kind)

    def test_a_lossless_one_is_refused_whatever_is_asked_of_it(self, tmp_path: Path, picture: Image.Image) -> None:
        data = encoded(picture.convert("L"), ".jpg", tmp_path)
        tables = data.index(b"\xff\xdb")
        after = tables + 2 + int.from_bytes(data[tables + 2 : tables + 4], "big")
        path = tmp_path / "a.jpg"
        path.write_bytes(data[:tables] + data[after:].replace(b"\xff\xc0", b"\xff\xc3", 1))
        for look in (decode, full, read_header, partial(thumbnail, side=64)):
            with pytest.raises(UnreadableError) as raised:
                look(str(path))
            assert (raised.value.reason, raised.value.detail) == (ProblemReason.UNSUPPORTED, "lossless JPEG")

    def test_an_ordinary_one_that_ends_early_is_damaged_all_the_same(
        self, tmp_path: Path, picture: Image.Image
    ) -> None:
        data = encoded(picture, ".jpg", tmp_path)
        assert refusal(tmp_path / "a.jpg", data[: len(data) // 2]).reason is ProblemReason.DAMAGED

    def test_what_looks_like_scans_in_a_profile_does_not_make_a_bomb(
        self, tmp_path: Path, picture: Image.Image
    ) -> None:
        picture.save(tmp_path / "a.jpg", progressive=True, quality=95)
        data = (tmp_path / "a.jpg").read_bytes()
        noise = segment(0xE2, b"\xff\xda" * 30_000)
        (tmp_path / "a.jpg").write_bytes(data[:2] + noise + data[2:])
        assert difference(decode(str(tmp_path / "a.jpg")).raster, picture) < 3


class TestTiff:
    @pytest.mark.parametrize("compression", [1, 5, 8])
    @pytest.mark.parametrize("channels", [3, 4])
    @pytest.mark.parametrize("kind", [np.float32, np.uint32])
    def test_32_bits_of_colour(
        self, tmp_path: Path, picture: Image.Image, kind: type[np.generic], channels: int, compression: int
    ) -> None:
        white = 1.0 if kind is np.float32 else 2.0**32 - 1
        values = np.full((140, 210, channels), white)
        values[..., :3] = np.asarray(picture)[..., ::-1] / 255 * white
        done, data = cv2.imencode(".tif", values.astype(kind), [cv2.IMWRITE_TIFF_COMPRESSION, compression])
        assert done
        (tmp_path / "a.tif").write_bytes(data.tobytes())
        for raster in (decode(str(tmp_path / "a.tif")).raster, full(str(tmp_path / "a.tif"))):
            assert difference(raster, picture) < 1
        assert thumbnail(str(tmp_path / "a.tif"), 70).shape == (47, 70, 3)

    @pytest.mark.parametrize("bits", [10, 12, 14])
    def test_the_depths_of_scanners(self, tmp_path: Path, picture: Image.Image, bits: int) -> None:
        path = tmp_path / "a.tif"
        path.write_bytes(packed_tiff(picture, bits))
        assert difference(decode(str(path)).raster, picture) < 1

    @pytest.mark.parametrize("bits", [10, 12, 14, 16, 32])
    @pytest.mark.parametrize("white", [0, 1])
    def test_grey_of_every_depth_is_neither_dark_nor_negative(
        self, tmp_path: Path, picture: Image.Image, bits: int, white: int
    ) -> None:
        path = tmp_path / "a.tif"
        grey = picture.convert("L")
        stored = grey.point(range(256)) if white else ImageOps.invert(grey)
        path.write_bytes(packed_tiff(stored, bits, short(262, white)))
        assert difference(decode(str(path)).raster, grey) < 1

    def test_floating_point_whose_white_is_0(self, tmp_path: Path, picture: Image.Image) -> None:
        grey = picture.convert("L")
        blob = (1 - np.asarray(grey) / np.float32(255)).tobytes()
        path = tmp_path / "a.tif"
        path.write_bytes(tiff([*strip(grey, 32, blob), short(262, 0), short(339, 3)], blobs=(blob,)))
        assert difference(decode(str(path)).raster, grey) < 1

    def test_floating_point_that_does_not_say_what_its_white_is(self, tmp_path: Path, picture: Image.Image) -> None:
        grey = picture.convert("L")
        blob = (np.asarray(grey) / np.float32(255)).tobytes()
        path = tmp_path / "a.tif"
        path.write_bytes(tiff([*strip(grey, 32, blob), short(339, 3)], blobs=(blob,)))
        assert difference(decode(str(path)).raster, grey) < 1

    @pytest.mark.parametrize("orientation", range(1, 9))
    @pytest.mark.parametrize("bits", [12, 32])
    def test_it_is_turned_upright_once(self, tmp_path: Path, picture: Image.Image, bits: int, orientation: int) -> None:
        path = tmp_path / "a.tif"
        path.write_bytes(packed_tiff(stored_for(picture, orientation), bits, short(274, orientation)))
        assert difference(decode(str(path)).raster, picture) < 1
        header = read_header(str(path))
        assert (header.width, header.height) == (210, 140)

    def test_its_profile_is_obeyed(self, tmp_path: Path) -> None:
        profile = matrix_profile(gamma=1.0)
        grey = Image.new("RGB", (40, 30), (128, 128, 128))
        path = tmp_path / "a.tif"
        path.write_bytes(packed_tiff(grey, 12, (34675, 7, len(profile), profile)))
        assert decode(str(path)).raster[0, 0] == pytest.approx([188] * 3, abs=2)

    def test_one_that_ends_early_is_damaged(self, tmp_path: Path, picture: Image.Image) -> None:
        values = np.asarray(picture).astype(np.float32) / 255
        _done, data = cv2.imencode(".tif", values, [cv2.IMWRITE_TIFF_COMPRESSION, 5])
        broken = bytearray(data.tobytes())
        middle = len(broken) // 3
        broken[middle : middle + 300] = bytes(300)
        assert refusal(tmp_path / "a.tif", bytes(broken)).reason is ProblemReason.DAMAGED

    def test_compression_and_samples_that_are_not_read_are_named(self, tmp_path: Path) -> None:
        def one_strip(compression: int, sample_format: int, bits: int) -> bytes:
            blob = bytes(8 * 8 * bits // 8)
            entries = [
                long(256, 8), long(257, 8), short(258, bits), short(259, compression), short(262, 1), long(273, 0),
                short(277, 1), long(278, 8), long(279, len(blob)), short(339, sample_format),
            ]  # fmt: skip
            return tiff(entries, blobs=(blob,))

        for data, kind in (
            (one_strip(34712, 1, 8), "TIFF compressed as JPEG 2000"),
            (one_strip(1, 3, 64), "TIFF with 64 bits of grey, floating point"),
            (one_strip(1, 6, 64), "TIFF with 64 bits of grey, complex"),
            (b"MM\0+\0\x08\0\0" + bytes(100), "BigTIFF with the highest byte first"),
        ):
            found = refusal(tmp_path / "a.tif", data)
            assert (found.reason, found.detail) == (ProblemReason.UNSUPPORTED, kind)

    def test_a_large_plan_in_black_and_white_is_no_bomb(self, tmp_path: Path) -> None:
        plan = Image.new("1", (8300, 7800), 1)
        plan.paste(photo("coffee").resize((900, 600)).convert("1"), (0, 0))
        plan.save(tmp_path / "a.tif", compression="group4")
        assert plan.width * plan.height > 250 * (tmp_path / "a.tif").stat().st_size
        found = decode(str(tmp_path / "a.tif"))
        assert (found.width, found.height) == plan.size
        assert found.raster[:30, :50].mean() < 150 < found.raster[100:].min()

    def test_grey_with_transparency_that_is_multiplied_in(self, tmp_path: Path) -> None:
        blob = bytes([100, 255] * 32 + [0, 0] * 32)
        entries = [
            long(256, 8), long(257, 8), short(258, 8, 8), short(259, 1), short(262, 1), long(273, 0), short(277, 2),
            long(278, 8), long(279, len(blob)), short(338, 1),
        ]  # fmt: skip
        (tmp_path / "a.tif").write_bytes(tiff(entries, blobs=(blob,)))
        raster = decode(str(tmp_path / "a.tif")).raster
        assert (raster[0, 0].tolist(), raster[-1, 0].tolist()) == ([100] * 3, [128] * 3)


class TestPng:
    def with_chunk(self, picture: Image.Image, folder: Path, extra: bytes) -> Path:
        data = encoded(picture, ".png", folder)
        path = folder / "a.png"
        path.write_bytes(data[:33] + extra + data[33:])
        return path

    def test_a_remark_with_a_wrong_checksum_costs_no_picture(self, tmp_path: Path, picture: Image.Image) -> None:
        for name in (b"iCCP", b"tEXt", b"iTXt", b"tIME"):
            broken = chunk(name, b"gimp\0\0" + zlib.compress(b"nothing"))[:-4] + b"\0\0\0\0"
            assert difference(decode(str(self.with_chunk(picture, tmp_path, broken))).raster, picture) == 0

    def test_neither_do_remarks_that_are_too_short_or_too_long(self, tmp_path: Path, picture: Image.Image) -> None:
        for extra in (chunk(b"cHRM", b""), chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(3_000_000)))):
            assert difference(decode(str(self.with_chunk(picture, tmp_path, extra))).raster, picture) == 0

    def test_how_to_turn_it_is_kept(self, tmp_path: Path, picture: Image.Image) -> None:
        data = write(picture, tmp_path / "a.png", orientation=3).read_bytes()
        (tmp_path / "a.png").write_bytes(data[:33] + chunk(b"cHRM", b"") + data[33:])
        assert difference(decode(str(tmp_path / "a.png")).raster, picture) == 0

    def test_the_picture_s_own_checksums_are_believed(self, tmp_path: Path, picture: Image.Image) -> None:
        data = bytearray(encoded(picture, ".png", tmp_path))
        data[data.index(b"IDAT") + 200] ^= 1
        found = refusal(tmp_path / "a.png", bytes(data[:33]) + chunk(b"cHRM", b"") + bytes(data[33:]))
        assert found.reason is ProblemReason.DAMAGED

    @pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P"])
    def test_its_exponent_is_obeyed(self, tmp_path: Path, mode: str) -> None:
        # Half of the light is 188 of 255 in sRGB; a file with an exponent of 1 stores it as 128.
        path = self.with_chunk(Image.new("L", (40, 30), 128).convert(mode), tmp_path, gamma(1.0))
        assert decode(str(path)).raster[0, 0] == pytest.approx([186] * 3, abs=2)

    @pytest.mark.parametrize("value", [0.45455, 0.44, 0.0001, 40.0])
    def test_one_that_says_srgb_or_nonsense_changes_nothing(
        self, tmp_path: Path, picture: Image.Image, value: float
    ) -> None:
        path = self.with_chunk(picture, tmp_path, gamma(value))
        assert difference(decode(str(path)).raster, picture) == 0

    def test_srgb_and_profiles_are_believed_before_it(self, tmp_path: Path, picture: Image.Image) -> None:
        path = self.with_chunk(picture, tmp_path, chunk(b"sRGB", b"\0") + gamma(1.0))
        assert difference(decode(str(path)).raster, picture) == 0


def gamma(exponent: float) -> bytes:
    return chunk(b"gAMA", struct.pack(">I", round(exponent * 100_000)))


def test_a_pfm_in_colour_is_named(tmp_path: Path) -> None:
    found = refusal(tmp_path / "a.pfm", b"PF\n2 2\n-1.0\n" + bytes(48))
    assert (found.reason, found.detail) == (ProblemReason.UNSUPPORTED, "PFM in colour")


class TestBmp:
    @pytest.mark.parametrize(
        ("depth", "compression", "kind"),
        [(16, 3, "BMP with 16 bits and colour fields of its own"), (0, 4, "BMP with JPEG"), (2, 0, "BMP with 2 bits")],
    )
    def test_a_kind_that_is_not_read_is_named(self, tmp_path: Path, depth: int, compression: int, kind: str) -> None:
        fields = struct.pack("<IIII", 0x0F00, 0x00F0, 0x000F, 0xF000)
        head = struct.pack("<IiiHHIIiiII", 56, 4, 4, 1, depth, compression, 0, 0, 0, 0, 0) + fields
        data = b"BM" + struct.pack("<IHHI", 14 + len(head) + 64, 0, 0, 14 + len(head)) + head + bytes(64)
        found = refusal(tmp_path / "a.bmp", data)
        assert (found.reason, found.detail) == (ProblemReason.UNSUPPORTED, kind)


@pytest.mark.parametrize(
    ("ending", "head"),
    [
        (".qoi", b"qoif" + struct.pack(">IIBB", 1000, 700, 3, 0)),
        (".ppm", b"P3 1000 700 255\n"),
        (".bmp", b"BM" + struct.pack("<IHHI IiiHHIIiiII", 1078, 0, 0, 1078, 40, 1000, 700, 1, 8, 1, 0, 0, 0, 0, 0)),
    ],
)
def test_what_pillow_decodes_slowly_is_not_decoded_in_this_process(tmp_path: Path, ending: str, head: bytes) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(head + bytes(20_000))
    with path.open("rb") as file, pytest.raises(NotHereError):
        perform(Request(Task.DECODE, str(path), Limits()), file, recognise(file, str(path)), guarded=False)
    assert refusal(path, path.read_bytes()).reason is ProblemReason.DAMAGED


class TestBrands:
    def test_an_avif_that_calls_itself_a_heif_first(self, tmp_path: Path, picture: Image.Image) -> None:
        data = encoded(picture, ".avif", tmp_path)
        (tmp_path / "a.avif").write_bytes(data.replace(b"ftypavif", b"ftypmif1", 1))
        assert decode(str(tmp_path / "a.avif")).format == "AVIF"

    def test_a_heif_whose_own_brand_is_new_to_us(self, tmp_path: Path, picture: Image.Image) -> None:
        data = encoded(picture, ".heic", tmp_path)
        (tmp_path / "a.heic").write_bytes(data.replace(b"ftypheic", b"ftypnew1", 1))
        found = decode(str(tmp_path / "a.heic"))
        assert (found.format, difference(found.raster, picture) < 4) == ("HEIF", True)

    def test_a_film_is_no_photo(self, tmp_path: Path) -> None:
        film = struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"qt  ", 0, b"qt  ", b"mp42") + bytes(100)
        assert refusal(tmp_path / "a.heic", film).reason is ProblemReason.UNKNOWN_FORMAT


def test_floating_point_a_little_brighter_than_white_is_not_black(tmp_path: Path, picture: Image.Image) -> None:
    light = np.asarray(picture.convert("L")) / np.float32(255)
    bright = light.copy()
    bright[:2] = 3.5  # A lamp.
    bright[2, 0] = -0.02  # What sharpening leaves beside it.
    Image.fromarray(bright).save(tmp_path / "a.tif")
    raster = decode(str(tmp_path / "a.tif")).raster
    assert raster[:2].min() == 255
    assert np.abs(raster[4:, :, 0].astype(int) - (light[4:] * 255 + 0.5).astype(int)).max() <= 1


def test_a_heif_with_another_codec_inside_is_named(tmp_path: Path, picture: Image.Image) -> None:
    data = encoded(picture, ".avif", tmp_path).replace(b"avif", b"heic")
    found = refusal(tmp_path / "a.heic", data)
    assert (found.reason, found.detail) == (ProblemReason.UNSUPPORTED, "HEIF with AV1 inside")

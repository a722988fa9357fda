"""Photoshop documents: every depth and colour mode that Photoshop merges a picture for."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageCms

from lookalike.decoding.decode import Decoded, decode, read_header
from lookalike.errors import UnreadableError
from lookalike.types import ProblemReason
from tests.documents import BITMAP, CMYK, DUOTONE, GREY, INDEXED, LAB, MULTICHANNEL, RGB, document
from tests.photos import photo

Planes = npt.NDArray[np.float64]


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return photo("coffee").resize((261, 174), Image.Resampling.LANCZOS)


def planes(image: Image.Image) -> npt.NDArray[np.uint8]:
    return np.stack([np.asarray(band) for band in image.split()])


def read(path: Path, data: bytes) -> Decoded:
    path.write_bytes(data)
    return decode(str(path))


def difference(found: Decoded, expected: Image.Image) -> float:
    assert (found.width, found.height) == expected.size
    return float(np.abs(found.raster.astype(int) - np.asarray(expected.convert("RGB")).astype(int)).mean())


@pytest.mark.parametrize("is_packed", [False, True])
@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("depth", [8, 16])
def test_every_depth_in_small_and_large_documents(
    tmp_path: Path, picture: Image.Image, depth: int, is_large: bool, is_packed: bool
) -> None:
    values = planes(picture).astype(int) * (257 if depth == 16 else 1)
    data = document(values, depth=depth, is_large=is_large, is_packed=is_packed)
    found = read(tmp_path / ("a.psb" if is_large else "a.psd"), data)
    assert (found.format, difference(found, picture)) == ("PSD", 0)


@pytest.mark.parametrize("is_packed", [False, True])
def test_32_bits_are_amounts_of_light(tmp_path: Path, picture: Image.Image, is_packed: bool) -> None:
    stored = planes(picture) / 255
    light = np.where(stored <= 0.04045, stored / 12.92, ((stored + 0.055) / 1.055) ** 2.4)
    light[:, 0, 0] = (-1.0, np.nan, 40.0)  # Beyond black and white, and nothing at all.
    expected = picture.copy()
    expected.putpixel((0, 0), (0, 0, 255))
    assert difference(read(tmp_path / "a.psd", document(light, depth=32, is_packed=is_packed)), expected) == 0


@pytest.mark.parametrize("mode", [GREY, DUOTONE])
def test_grey(tmp_path: Path, picture: Image.Image, mode: int) -> None:
    grey = picture.convert("L")
    assert difference(read(tmp_path / "a.psd", document(planes(grey), mode=mode)), grey) == 0


def test_a_bitmap_is_no_negative(tmp_path: Path, picture: Image.Image) -> None:
    black_and_white = picture.convert("1")
    ink = 1 - planes(black_and_white).astype(int)
    found = read(tmp_path / "a.psd", document(ink, mode=BITMAP, depth=1, is_packed=True))
    assert difference(found, black_and_white) == 0


@pytest.mark.parametrize("mode", [CMYK, MULTICHANNEL])
def test_inks(tmp_path: Path, picture: Image.Image, mode: int) -> None:
    inks = 255 - planes(picture.convert("CMYK")).astype(int)
    assert difference(read(tmp_path / "a.psd", document(inks, mode=mode)), picture) < 2
    assert difference(read(tmp_path / "b.psd", document(inks * 257, mode=mode, depth=16)), picture) < 2


def test_lab(tmp_path: Path, picture: Image.Image) -> None:
    to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    converted = ImageCms.applyTransform(picture, to_lab)
    assert converted is not None
    lab = planes(converted)
    assert difference(read(tmp_path / "a.psd", document(lab, mode=LAB)), picture) < 3


def test_indexed_colours(tmp_path: Path, picture: Image.Image) -> None:
    few = picture.quantize(256)
    palette = np.asarray(few.getpalette(), np.uint8).reshape(256, 3).T.tobytes()
    found = read(tmp_path / "a.psd", document(planes(few), mode=INDEXED, palette=palette))
    assert difference(found, few) == 0


@pytest.mark.parametrize("channels", [1, 2])
def test_one_ink_or_two_are_shown_as_grey(tmp_path: Path, picture: Image.Image, channels: int) -> None:
    grey = picture.convert("L")
    inks = np.concatenate([planes(grey)] * channels)
    assert difference(read(tmp_path / "a.psd", document(inks, mode=MULTICHANNEL)), grey) == 0


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize(("layers", "in_blocks"), [(None, False), (2, False), (2, True)])
def test_a_stored_selection_is_not_transparency(
    tmp_path: Path, picture: Image.Image, layers: int | None, in_blocks: bool, is_large: bool
) -> None:
    with_selection = np.concatenate([planes(picture), np.zeros((1, 174, 261), np.uint8)])
    data = document(with_selection, layers=layers, in_blocks=in_blocks, is_large=is_large)
    assert difference(read(tmp_path / "a.psd", data), picture) == 0


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("in_blocks", [False, True])
def test_transparency_is(tmp_path: Path, picture: Image.Image, is_large: bool, in_blocks: bool) -> None:
    clear = picture.copy()
    clear.putalpha(0)
    data = document(planes(clear), layers=-1, is_large=is_large, in_blocks=in_blocks)
    assert read(tmp_path / "a.psd", data).raster.tolist() == np.full((174, 261, 3), 128).tolist()


def test_what_a_document_says_of_itself(tmp_path: Path, picture: Image.Image) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2020:02:03 04:05:06"
    names = b"xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:p='http://ns.adobe.com/xap/1.0/'"
    resources = {
        0x0404: b"\x1c\x02\x19\0\x03sea",
        0x0422: exif.tobytes().removeprefix(b"Exif\0\0"),
        0x0424: b"<x %s><r:Description p:Rating='4'/></x>" % names,
    }
    (tmp_path / "a.psd").write_bytes(document(planes(picture), resources=resources))
    header = read_header(str(tmp_path / "a.psd"))
    assert (header.width, header.height) == picture.size
    assert header.metadata.taken == "2020-02-03T04:05:06"
    assert (header.metadata.keywords, header.metadata.rating) == (("sea",), 4)


def test_a_document_without_a_merged_picture_is_named_and_no_white_photo(tmp_path: Path) -> None:
    version = struct.pack(">I?II", 1, False, 0, 0)
    white = np.full((3, 40, 30), 255)
    with pytest.raises(UnreadableError) as raised:
        read(tmp_path / "a.psd", document(white, resources={0x0421: version}))
    assert raised.value.reason is ProblemReason.UNSUPPORTED
    assert "without a picture" in raised.value.detail


def test_a_merged_picture_counts_even_where_it_is_denied(tmp_path: Path, picture: Image.Image) -> None:
    version = struct.pack(">I?II", 1, False, 0, 0)
    assert difference(read(tmp_path / "a.psd", document(planes(picture), resources={0x0421: version})), picture) == 0


@pytest.mark.parametrize(
    ("compression", "mode", "reason"),
    [(3, RGB, ProblemReason.UNSUPPORTED), (77, RGB, ProblemReason.DAMAGED), (0, 65, ProblemReason.DAMAGED)],
)
def test_what_nobody_writes_is_damaged_and_what_nobody_reads_is_not(
    tmp_path: Path, picture: Image.Image, compression: int, mode: int, reason: ProblemReason
) -> None:
    end_of_header = struct.pack(">IIIH", 0, 0, 0, 0)
    whole = document(planes(picture), mode=mode)
    with pytest.raises(UnreadableError) as raised:
        read(tmp_path / "a.psd", whole.replace(end_of_header, struct.pack(">IIIH", 0, 0, 0, compression), 1))
    assert raised.value.reason is reason


@pytest.mark.parametrize("is_packed", [False, True])
def test_one_that_ends_early_is_damaged(tmp_path: Path, picture: Image.Image, is_packed: bool) -> None:
    whole = document(planes(picture), is_packed=is_packed)
    for share in range(5, 100, 10):
        with pytest.raises(UnreadableError) as raised:
            read(tmp_path / "a.psd", whole[: len(whole) * share // 100])
        assert raised.value.reason is ProblemReason.DAMAGED

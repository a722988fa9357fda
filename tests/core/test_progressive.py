"""Large progressive JPEGs: their fine scans are left out, and nobody can tell but by the clock."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lookalike.decoding.decode import Decoded, decode
from lookalike.decoding.jpeg import without_fine_scans
from lookalike.errors import UnreadableError
from lookalike.types import ProblemReason
from tests.photos import photo

LARGE = (3200, 2400)  # px: the least that are decoded at an eighth of their size have 384 times 8
WAYS: dict[str, tuple[str, dict[str, object]]] = {
    "colours at full size": ("RGB", {"subsampling": "4:4:4"}),
    "colours at half the width": ("RGB", {"subsampling": "4:2:2"}),
    "colours at half the size": ("RGB", {"subsampling": "4:2:0"}),
    "with restart markers": ("RGB", {"restart_marker_rows": 3}),
    "stored as RGB": ("RGB", {"keep_rgb": True}),
    "grey": ("L", {}),
    "for print": ("CMYK", {}),
}


def written(path: Path, way: str, *, progressive: bool) -> Path:
    model, options = WAYS[way]
    image = photo("coffee").resize(LARGE).convert(model)
    image.save(path, quality=90, progressive=progressive, **options)  # type: ignore[arg-type]
    return path


def same_pixels(first: Decoded, second: Decoded) -> bool:
    return np.array_equal(first.raster, second.raster) and np.array_equal(first.luminance(), second.luminance())


@pytest.mark.parametrize("way", WAYS)
def test_the_pixels_are_those_of_the_same_photo_in_one_scan(tmp_path: Path, way: str) -> None:
    progressive = written(tmp_path / "progressive.jpg", way, progressive=True)
    ordinary = written(tmp_path / "ordinary.jpg", way, progressive=False)
    for colours in (True, False):
        assert same_pixels(decode(str(progressive), colours=colours), decode(str(ordinary), colours=colours))
    left = without_fine_scans(progressive.read_bytes())
    assert left is not None
    assert len(left) < 0.7 * progressive.stat().st_size


def test_a_photo_in_one_scan_keeps_it(tmp_path: Path) -> None:
    ordinary = written(tmp_path / "ordinary.jpg", "colours at half the size", progressive=False).read_bytes()
    assert without_fine_scans(ordinary) == ordinary


def test_what_follows_the_picture_does_not_matter(tmp_path: Path) -> None:
    alone = written(tmp_path / "alone.jpg", "colours at half the size", progressive=True)
    with_a_film = tmp_path / "film.jpg"
    with_a_film.write_bytes(alone.read_bytes() + b"\0\0\0\x18ftypmp42" + bytes(1000))
    assert same_pixels(decode(str(alone)), decode(str(with_a_film)))


@pytest.mark.parametrize("missing", [2, 3, 1000, 100_000])
def test_a_file_that_ends_in_a_scan_that_is_left_out_is_damaged_all_the_same(tmp_path: Path, missing: int) -> None:
    path = written(tmp_path / "cut.jpg", "colours at half the size", progressive=True)
    path.write_bytes(path.read_bytes()[:-missing])
    with pytest.raises(UnreadableError) as raised:
        decode(str(path))
    assert raised.value.reason is ProblemReason.DAMAGED


def test_a_small_one_needs_all_its_scans(tmp_path: Path) -> None:
    image = Image.fromarray(np.asarray(photo("coffee").resize((1600, 1200))))
    image.save(tmp_path / "progressive.jpg", quality=90, progressive=True)
    image.save(tmp_path / "ordinary.jpg", quality=90)
    assert same_pixels(decode(str(tmp_path / "progressive.jpg")), decode(str(tmp_path / "ordinary.jpg")))

"""The test photographs are what they claim to be."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from tests.photos import EDITS, FILES, make_photos, photo, save_with_orientation, stereo_pair


def difference(first: Image.Image, second: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(first, second)).mean)


def test_every_original_has_all_its_edits_and_nothing_else_lies_in_the_folder(tmp_path: Path) -> None:
    truth = make_photos(tmp_path / "My Photos")
    assert {name: len(group) for name, group in truth.groups.items()} == {
        name: 1 + len(EDITS) for name in ("astronaut", "chelsea", "coffee")
    }
    assert truth.paths == {path for path in (tmp_path / "My Photos").rglob("*") if path.is_file()}


def test_truth_knows_which_files_show_the_same_photo(tmp_path: Path) -> None:
    truth = make_photos(tmp_path, originals=["coffee"], edits=["resized"], unrelated=["rocket"])
    assert truth.same(tmp_path / "coffee.jpg", tmp_path / "edited" / "coffee-resized.jpg")
    assert not truth.same(tmp_path / "coffee.jpg", tmp_path / "rocket.jpg")


def test_a_copy_is_byte_for_byte(tmp_path: Path) -> None:
    make_photos(tmp_path, originals=["chelsea"], edits=["copy"], unrelated=[])
    assert (tmp_path / "chelsea.jpg").read_bytes() == (tmp_path / "edited" / "chelsea-copy.jpg").read_bytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_orientation_is_upright_once_obeyed(tmp_path: Path, orientation: int) -> None:
    upright = photo("astronaut")
    path = save_with_orientation(upright, tmp_path / "turned.png", orientation)
    with Image.open(path) as stored:
        assert difference(ImageOps.exif_transpose(stored), upright) == 0
        assert orientation == 1 or difference(stored, upright) > 5


def test_all_photographs_ship_with_scikit_image() -> None:
    assert {photo(name).mode for name in FILES} == {"RGB"}
    left, right = stereo_pair()
    assert left.size == right.size

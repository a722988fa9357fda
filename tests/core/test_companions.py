"""Files that must travel with a photo."""

from pathlib import Path

import pytest

from lookalike.files.companions import find_companions
from lookalike.files.discover import discover
from lookalike.settings import ScanOptions


@pytest.mark.parametrize(
    ("photos", "others", "companions"),
    [
        (["IMG_1.JPG", "IMG_1.CR2"], [], {"IMG_1.JPG": ("IMG_1.CR2",)}),
        (["IMG_1.heic", "IMG_1.dng", "IMG_1.jpg"], [], {"IMG_1.jpg": ("IMG_1.dng",)}),
        (["IMG_1.HEIC"], ["IMG_1.MOV", "IMG_1.AAE"], {"IMG_1.HEIC": ("IMG_1.AAE", "IMG_1.MOV")}),
        (["IMG_1.HEIC", "IMG_1.JPG"], ["IMG_1.MOV"], {"IMG_1.HEIC": ("IMG_1.MOV",)}),
        (["IMG_1234.HEIC"], ["IMG_O1234.AAE"], {"IMG_1234.HEIC": ("IMG_O1234.AAE",)}),
        (["IMG_1.HEIC", "IMG_O1.HEIC"], ["IMG_O1.AAE", "IMG_O1.xmp"], {"IMG_O1.HEIC": ("IMG_O1.AAE", "IMG_O1.xmp")}),
        (["IMG_1.HEIC"], ["IMG_O1.xmp"], {}),
        (["a.gif", "a.jpg", "a.png"], ["a.xmp"], {"a.jpg": ("a.xmp",)}),
        (["a.gif", "a.png"], ["a.xmp"], {"a.gif": ("a.xmp",)}),
        (["a.nef"], ["a.xmp"], {"a.nef": ("a.xmp",)}),
        (["a.jpg", "a.nef"], ["a.xmp", "a.nef.xmp"], {"a.jpg": ("a.nef", "a.nef.xmp", "a.xmp")}),
        (["a.jpg", "a.png"], ["a.png.xmp"], {"a.png": ("a.png.xmp",)}),
        (["a.jpg"], ["a.jpg.supplemental-metadata.json"], {"a.jpg": ("a.jpg.supplemental-metadata.json",)}),
        (["a.jpg"], ["a.json", "b.xmp", "a.txt"], {}),
        (["clip.png"], ["clip.mov"], {}),
        (["a.jpg", "b.cr2"], [], {}),
        (["a.png", "a.cr2"], [], {}),
    ],
)
def test_what_belongs_to_which_photo(
    photos: list[str], others: list[str], companions: dict[str, tuple[str, ...]]
) -> None:
    assert find_companions(photos, others) == companions
    assert find_companions(reversed(photos), reversed(others)) == companions


def scan(*roots: Path, exclude: tuple[str, ...] = ()) -> dict[str, list[str]]:
    found = discover(ScanOptions(roots=tuple(map(str, roots)), exclude=exclude))
    return {photo.name: [Path(companion).name for companion in photo.companions] for photo in found.photos}


def test_a_raw_file_beside_its_jpeg_is_no_photo_of_its_own(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.cr2", "b.cr2", "a.xmp"):
        (tmp_path / name).touch()
    assert scan(tmp_path) == {"a.jpg": ["a.cr2", "a.xmp"], "b.cr2": []}


def test_folders_do_not_share_companions(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "a.jpg").touch()
    (tmp_path / "raw/a.cr2").touch()
    assert scan(tmp_path) == {"a.jpg": [], "a.cr2": []}


def test_a_photo_that_was_named_alone_has_its_companions_too(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.cr2", "a.xmp", "b.jpg"):
        (tmp_path / name).touch()
    assert scan(tmp_path / "a.jpg") == {"a.jpg": ["a.cr2", "a.xmp"]}


def test_a_companion_that_was_named_as_well_stays_a_companion(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.cr2"):
        (tmp_path / name).touch()
    assert scan(tmp_path, tmp_path / "a.cr2") == {"a.jpg": ["a.cr2"]}
    assert scan(tmp_path / "a.cr2") == {"a.cr2": []}


def test_an_excluded_file_is_no_companion(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.cr2", "a.xmp"):
        (tmp_path / name).touch()
    assert scan(tmp_path, exclude=("*.cr2", "*.xmp")) == {"a.jpg": []}

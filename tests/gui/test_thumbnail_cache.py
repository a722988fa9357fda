"""Thumbnails are shared with the file managers of the desktop, and never taken for those of another photo."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PySide6.QtGui import QColor, QImage

from lookalike_gui.thumbnailcache import ThumbnailCache, uri_of
from tests.photos import photo, save


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return save(photo("coffee"), tmp_path / "Fotos & Bilder" / "Käse #1 (2).jpg")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "thumbnails"


def address(picture: Path) -> str:
    """As `gio info` and file managers name it: not all that could be escaped is."""
    return f"file://{picture.parent.parent}/Fotos%20&%20Bilder/K%C3%A4se%20%231%20(2).jpg"


def red(side: int) -> QImage:
    """What decoding gives in these tests."""
    image = QImage(side, side // 2, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    return image


def never(_side: int) -> QImage:
    raise AssertionError("the photo was decoded")


def by_a_file_manager(folder: Path, picture: Path, size: str = "large", **told: str) -> Path:
    """A blue thumbnail, 256 pixels wide, as other programs write it."""
    info = PngInfo()
    facts = {"Thumb::URI": address(picture), "Thumb::MTime": str(int(picture.stat().st_mtime))} | told
    for key, text in facts.items():
        info.add_text(key, text)
    place = folder / size / f"{hashlib.md5(address(picture).encode()).hexdigest()}.png"
    place.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (256, 192), "blue").save(place, pnginfo=info)
    return place


def colour(image: QImage) -> str:
    return image.pixelColor(5, 5).name()


def test_what_a_file_manager_made_is_shown_and_the_photo_not_decoded(folder: Path, picture: Path) -> None:
    by_a_file_manager(folder, picture)
    image = ThumbnailCache(folder).load(str(picture), 200, never)
    assert (image.width(), image.height()) == (200, 150)
    assert colour(image) == "#0000ff"


def test_a_larger_one_serves_too_and_a_smaller_one_does_not(folder: Path, picture: Path) -> None:
    by_a_file_manager(folder, picture)
    cache = ThumbnailCache(folder)
    assert colour(cache.load(str(picture), 96, never)) == "#0000ff"
    assert colour(cache.load(str(picture), 300, red)) == "#ff0000"


def _changed_photo(folder: Path, picture: Path) -> None:
    by_a_file_manager(folder, picture)
    os.utime(picture, (1, 1))


def _grown_photo(folder: Path, picture: Path) -> None:
    by_a_file_manager(folder, picture, **{"Thumb::Size": "12"})


def _another_photo(folder: Path, picture: Path) -> None:
    by_a_file_manager(folder, picture, **{"Thumb::URI": "file:///another.jpg"})


def _no_picture(folder: Path, picture: Path) -> None:
    by_a_file_manager(folder, picture).write_bytes(b"no picture")


@pytest.mark.parametrize("spoil", [_changed_photo, _grown_photo, _another_photo, _no_picture])
def test_a_thumbnail_that_is_not_of_the_photo_as_it_is_now_is_made_anew(
    folder: Path, picture: Path, spoil: Callable[[Path, Path], None]
) -> None:
    spoil(folder, picture)
    cache = ThumbnailCache(folder)
    assert colour(cache.load(str(picture), 256, red)) == "#ff0000"
    assert colour(cache.load(str(picture), 256, never)) == "#ff0000"


def test_ours_can_be_used_by_others_and_only_the_owner_can_read_them(folder: Path, picture: Path) -> None:
    ThumbnailCache(folder).load(str(picture), 160, red)
    place = folder / "large" / f"{hashlib.md5(address(picture).encode()).hexdigest()}.png"
    assert os.listdir(place.parent) == [place.name]
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    with Image.open(place) as image:
        assert image.size == (256, 128)
        assert image.info["Thumb::URI"] == address(picture)
        assert image.info["Thumb::MTime"] == str(int(picture.stat().st_mtime))


def test_a_name_of_any_bytes_has_an_address() -> None:
    assert uri_of("/a b/ü;\udcff!.jpg") == "file:///a%20b/%C3%BC%3B%FF!.jpg"


def test_where_nothing_can_be_kept_photos_are_decoded(folder: Path, picture: Path) -> None:
    folder.write_text("no folder")
    assert colour(ThumbnailCache(folder).load(str(picture), 160, red)) == "#ff0000"
    assert colour(ThumbnailCache(None).load(str(picture), 160, red)) == "#ff0000"


def test_a_photo_that_changes_while_it_is_decoded_leaves_nothing_behind(folder: Path, picture: Path) -> None:
    def changing(side: int) -> QImage:
        picture.write_bytes(b"something else")
        return red(side)

    ThumbnailCache(folder).load(str(picture), 160, changing)
    assert not folder.exists()


def test_a_photo_in_an_archive_is_shown_and_nothing_kept_of_it(folder: Path, picture: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(picture, "a.jpg")
    image = ThumbnailCache(folder).load(str(tmp_path / "a.zip" / "a.jpg"), 200, red)
    assert colour(image) == "#ff0000"
    assert not folder.exists()

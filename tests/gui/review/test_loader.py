from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from lookalike.types import Photo
from lookalike_gui.review.loader import Loader
from tests.gui.review.known import Files, photo_at


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def loader(files: Files) -> Iterator[Loader]:
    made = Loader(files, budget=4_000_000)
    yield made
    files.gate.set()
    made.close()


def photos(folder: Path, count: int) -> list[Photo]:
    made = []
    for number in range(count):
        path = folder / f"{number}.bmp"
        Image.new("RGB", (640, 480), (40 * number, 90, 200)).save(path)
        made.append(photo_at(path))
    return made


def test_a_preview_comes_before_every_pixel(qtbot: QtBot, loader: Loader, files: Files, tmp_path: Path) -> None:
    files.gate.clear()
    one, two = photos(tmp_path, 2)
    loader.show([one, two])
    qtbot.waitUntil(lambda: loader.state(one).preview is not None and loader.state(two).preview is not None)
    assert loader.state(one).full is None
    files.gate.set()
    qtbot.waitUntil(lambda: loader.state(two).full is not None)
    best = loader.state(two).best
    assert best is not None
    assert best.size == (640, 480)


def test_a_thumbnail_at_hand_shows_at_once(loader: Loader, files: Files, tmp_path: Path) -> None:
    files.gate.clear()
    (one,) = photos(tmp_path, 1)
    thumbnail = QImage(64, 48, QImage.Format.Format_RGB888)
    thumbnail.fill(QColor("red"))
    loader.offer(one, thumbnail)
    best = loader.state(one).best
    assert best is not None
    assert best.levels[0].pixelColor(5, 5) == QColor("red")


def test_a_file_that_changed_does_not_show_its_old_picture(qtbot: QtBot, loader: Loader, tmp_path: Path) -> None:
    (one,) = photos(tmp_path, 1)
    loader.show([one])
    qtbot.waitUntil(lambda: loader.state(one).full is not None)
    Image.new("RGB", (100, 100), "white").save(one.path)
    assert loader.state(photo_at(Path(one.path))).best is None


def test_a_vanished_file_says_so_and_the_others_still_load(qtbot: QtBot, loader: Loader, tmp_path: Path) -> None:
    one, two = photos(tmp_path, 2)
    Path(one.path).unlink()
    loader.show([one, two])
    qtbot.waitUntil(lambda: loader.state(two).full is not None)
    assert "the file is gone" in loader.state(one).error


def test_photos_no_longer_wanted_are_not_read(qtbot: QtBot, loader: Loader, files: Files, tmp_path: Path) -> None:
    files.gate.clear()
    first, skipped, last = photos(tmp_path, 3)
    loader.show([first, skipped])
    qtbot.waitUntil(lambda: files.reads == [first.name])
    loader.show([last])
    files.gate.set()
    qtbot.waitUntil(lambda: loader.state(last).full is not None)
    assert skipped.name not in files.reads


def is_whole(loader: Loader, photo: Photo) -> bool:
    return loader.state(photo).full is not None


def test_the_next_pair_is_read_ahead(qtbot: QtBot, loader: Loader, tmp_path: Path) -> None:
    one, following = photos(tmp_path, 2)
    loader.show([one])
    loader.load_ahead([following])
    qtbot.waitUntil(lambda: loader.state(following).full is not None)


def test_memory_stays_within_its_budget_but_what_is_shown_is_kept(qtbot: QtBot, loader: Loader, tmp_path: Path) -> None:
    made = photos(tmp_path, 4)
    for one in made:
        loader.show([one])
        qtbot.waitUntil(partial(is_whole, loader, one))
    held = [loader.state(one).full is not None for one in made]
    assert held == [False, False, True, True]

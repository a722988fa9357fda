"""Pictures for what is on screen."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from lookalike.errors import UnreadableError
from lookalike.types import ProblemReason
from lookalike_gui.basics.images import image_of
from lookalike_gui.thumbnails import Thumbnails


def grey(_path: str, side: int) -> QImage:
    return image_of(np.full((side // 2, side, 3), 128, np.uint8))


def test_a_wanted_picture_arrives(qtbot: QtBot) -> None:
    thumbnails = Thumbnails(grey)
    assert thumbnails.get("/a") is None
    with qtbot.waitSignal(thumbnails.ready) as ready:
        thumbnails.want(["/a"], 256)
    assert ready.args == ["/a"]
    image = thumbnails.get("/a")
    assert image is not None
    assert (image.width(), image.height()) == (256, 128)
    thumbnails.close()


def test_colours_are_not_swapped(qapp: object) -> None:
    raster = np.zeros((1, 3, 3), np.uint8)
    raster[0, 0] = (255, 10, 20)
    assert image_of(raster).pixelColor(0, 0) == QColor(255, 10, 20)


def test_what_was_scrolled_away_is_never_decoded(qtbot: QtBot) -> None:
    may_go_on, decoded = threading.Event(), []

    def slow(path: str, side: int) -> QImage:
        decoded.append(path)
        may_go_on.wait(60)
        return grey(path, side)

    thumbnails = Thumbnails(slow, workers=1)
    thumbnails.want([f"/old {n}" for n in range(50)], 256)
    qtbot.waitUntil(lambda: len(decoded) == 1)
    thumbnails.want(["/new"], 256)
    may_go_on.set()
    qtbot.waitUntil(lambda: thumbnails.get("/new") is not None)
    assert decoded == ["/old 0", "/new"]
    thumbnails.close()


def test_an_unreadable_photo_is_tried_once(qtbot: QtBot) -> None:
    tried: list[str] = []

    def broken(path: str, _side: int) -> QImage:
        tried.append(path)
        raise UnreadableError(path, ProblemReason.DAMAGED)

    thumbnails = Thumbnails(broken)
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.want(["/a"], 256)
    thumbnails.want(["/a"], 256)
    qtbot.wait(20)
    assert thumbnails.failed("/a")
    assert tried == ["/a"]
    thumbnails.close()


def test_memory_is_bounded_and_what_was_seen_last_stays(qtbot: QtBot) -> None:
    one = 256 * 128 * 4
    thumbnails = Thumbnails(grey, memory=10 * one)
    paths = [f"/{n}" for n in range(30)]
    for path in paths:
        with qtbot.waitSignal(thumbnails.ready):
            thumbnails.want([path], 256)
        thumbnails.get("/0")
    assert thumbnails.memory_used <= 10 * one
    assert thumbnails.get("/0") is not None
    assert thumbnails.get("/29") is not None
    assert thumbnails.get("/5") is None
    thumbnails.close()


@pytest.mark.parametrize("larger", [512])
def test_a_larger_size_is_loaded_while_the_smaller_one_is_shown(qtbot: QtBot, larger: int) -> None:
    thumbnails = Thumbnails(grey)
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.want(["/a"], 256)
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.want(["/a"], larger)
        assert thumbnails.get("/a") is not None
    image = thumbnails.get("/a")
    assert image is not None
    assert image.width() == larger
    thumbnails.close()

"""A group is compared: the chosen photo is in front, and of a large group every photo comes up in turn."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lookalike.result import ScanResult
from lookalike_gui.main_window import MainWindow
from tests.gui import made
from tests.gui.driving import press, show


def series(count: int) -> ScanResult:
    return made.result([[made.photo(f"/photos/{number}.jpg", 9000 - number) for number in range(1, count + 1)]])


def compared(window: MainWindow) -> list[str]:
    stage = window.compare.panel.canvas.stage
    assert stage is not None
    return [subject.photo.name for subject in stage.subjects]


def in_front(window: MainWindow) -> str:
    stage = window.compare.panel.canvas.stage
    assert stage is not None
    return stage.subjects[stage.front].photo.name


def type_into_the_photos(qtbot: QtBot, window: MainWindow, *keys: Qt.Key) -> None:
    canvas = window.compare.panel.canvas
    qtbot.waitUntil(lambda: canvas.isVisible() and canvas.hasFocus())
    for key in keys:
        qtbot.keyClick(canvas, key)


def test_the_photo_that_was_opened_is_the_one_that_is_marked(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    press(window, qtbot, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert compared(window)[0] == "lake.jpg" and in_front(window) == "lake.jpg"
    type_into_the_photos(qtbot, window, Qt.Key.Key_Space)
    assert controller.decisions.marked == {"/backup/lake.jpg"}


def test_the_next_group_comes_with_its_keeper_in_front(window: MainWindow, qtbot: QtBot) -> None:
    show(window, made.holiday())
    press(window, qtbot, Qt.Key.Key_Right, Qt.Key.Key_Return)
    type_into_the_photos(qtbot, window, Qt.Key.Key_N)
    assert in_front(window) == "cat.jpg"


def test_all_photos_of_a_large_group_come_up_beside_the_keeper(window: MainWindow, qtbot: QtBot) -> None:
    show(window, series(6))
    window.workspace.open_photo("/photos/1.jpg")
    page = window.compare
    assert compared(window) == ["1.jpg", "2.jpg", "3.jpg", "4.jpg"]
    assert page.part.isVisible() and page.part.text() == "Photos 1 to 4 of 6"
    type_into_the_photos(qtbot, window, Qt.Key.Key_V)
    assert compared(window) == ["1.jpg", "5.jpg", "6.jpg"] and in_front(window) == "5.jpg"
    assert page.part.text() == "Photos 5 to 6 of 6"
    qtbot.mouseClick(page.more_button, Qt.MouseButton.LeftButton)
    assert compared(window) == ["1.jpg", "2.jpg", "3.jpg", "4.jpg"]


def test_after_the_button_for_more_photos_the_keys_are_the_photos_again(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, series(6))
    window.workspace.open_photo("/photos/1.jpg")
    window.compare.more_button.setFocus()
    qtbot.keyClick(window.compare.more_button, Qt.Key.Key_Space)
    type_into_the_photos(qtbot, window, Qt.Key.Key_Space)
    assert controller.decisions.marked == {"/photos/5.jpg"}


def test_a_group_that_is_wholly_on_show_has_no_more_photos(window: MainWindow, qtbot: QtBot) -> None:
    show(window, series(4))
    window.workspace.open_photo("/photos/1.jpg")
    assert window.compare.more_button.isHidden() and window.compare.part.isHidden()
    type_into_the_photos(qtbot, window, Qt.Key.Key_V)
    assert compared(window) == ["1.jpg", "2.jpg", "3.jpg", "4.jpg"] and in_front(window) == "1.jpg"

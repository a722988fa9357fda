"""A group is compared: the chosen photo is in front, and of a large group every photo comes up in turn."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lookalike.result import ScanResult
from lookalike_gui.main_window import MainWindow
from tests.gui import made
from tests.gui.driving import press, scan, show


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


def names(paths: list[str]) -> list[str]:
    return [os.path.basename(path) for path in paths]


def compare_the_last_of_two_groups(window: MainWindow, qtbot: QtBot, library: Path) -> list[list[str]]:
    """The paths of both groups, the keeper first."""
    groups = scan(window, qtbot, library).groups
    paths = [list(groups.paths(group)) for group in groups.shown_groups]
    assert len(paths) == 2 and all(len(group) == 3 for group in paths)
    window.workspace.open_photo(paths[1][1])
    return paths


def remove(window: MainWindow, qtbot: QtBot, *paths: str) -> None:
    """As another program does it, or a dialog of ours."""
    for path in paths:
        os.unlink(path)
    with qtbot.waitSignal(window.controller.result_changed):
        window.controller.look_anew()


def test_when_another_group_goes_the_one_that_is_compared_stays(
    window: MainWindow, qtbot: QtBot, library: Path
) -> None:
    first, second = compare_the_last_of_two_groups(window, qtbot, library)
    remove(window, qtbot, *first[1:])
    assert compared(window) == names(second)
    assert window.compare.panel.decision_bar.place.text() == "Group 1 of 1"
    type_into_the_photos(qtbot, window, Qt.Key.Key_N)
    assert compared(window) == names(second)


def test_a_photo_that_went_is_compared_no_more(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    _, second = compare_the_last_of_two_groups(window, qtbot, library)
    remove(window, qtbot, second[1])
    assert compared(window) == names([second[0], second[2]])


def test_the_results_come_back_when_the_group_that_is_compared_goes(
    window: MainWindow, qtbot: QtBot, library: Path
) -> None:
    _, second = compare_the_last_of_two_groups(window, qtbot, library)
    remove(window, qtbot, *second[1:])
    assert window.workspace.pages.currentWidget() is window.results

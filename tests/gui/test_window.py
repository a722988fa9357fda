"""The window as a whole: folders come in, habits are remembered, every control has a name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QComboBox,
    QDialog,
    QLineEdit,
    QScrollBar,
)
from pytestqt.qtbot import QtBot

from lookalike.types import Problem, ProblemReason
from lookalike_gui.main_window import MainWindow
from lookalike_gui.models.folders import Role
from tests.gui import made
from tests.gui.driving import show


def test_an_empty_window_says_what_to_do(window: MainWindow) -> None:
    empty = window.workspace.empty
    assert window.workspace.pages.currentWidget() is empty
    assert empty.title.text() == "Drop folders here"
    assert not window.sidebar.scan_button.isEnabled()


def test_folders_are_dropped_anywhere_on_the_window(window: MainWindow, library: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(library))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(400, 300), copy, data, left, none)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert window.veil.isVisible()
    window.dropEvent(QDropEvent(QPointF(400, 300), copy, data, left, none))
    assert not window.veil.isVisible()
    assert window.sidebar.folders.view.model().rowCount() == 1
    assert window.sidebar.scan_button.isEnabled()


def test_a_place_that_is_not_on_this_computer_gets_an_answer(window: MainWindow, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl("mtp://phone/DCIM")])
    event = QDropEvent(
        QPointF(1, 1), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)
    box = window.findChild(QDialog, "failure")
    assert box is not None
    assert "mtp://phone/DCIM" in box.text()  # type: ignore[attr-defined]
    box.close()


def test_folders_are_pasted(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    QGuiApplication.clipboard().setText(str(library))
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.sidebar.folders.view.model().rowCount() == 1


def test_folders_and_their_roles_come_back_with_the_next_start(window: MainWindow, library: Path) -> None:
    window.add([str(library)])
    folders = window.controller.folders
    folders.assign([0], Role.PROTECTED)
    window.close()
    folders.remove([0])
    window.restore_folders()
    assert folders.paths(Role.PROTECTED) == (str(library),)


def test_habits_outlive_the_window(window: MainWindow, qtbot: QtBot) -> None:
    window.results.bar.thumb_size.setValue(224)
    window.results.show_list(True)
    window.close()
    assert window.habits.number("thumbnail-side", 0) == 224
    assert window.habits.number("list", 0) == 1


def test_every_control_has_a_name_for_tests_and_one_for_people(window: MainWindow) -> None:
    result = replace(made.holiday(), problems=(Problem("/a", "fingerprint", ProblemReason.DAMAGED),))
    show(window, result)
    for kind in (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit):
        for control in window.findChildren(kind):
            if (
                "qt_" in control.objectName()
                or isinstance(control, QScrollBar)
                or isinstance(control.parent(), QLineEdit)
            ):
                continue
            name = control.accessibleName() or getattr(control, "text", str)()
            assert control.objectName(), f"{control} has no object name"
            assert name, f"{control.objectName()} has no accessible name"


def test_the_key_for_pasting_looks_for_a_picture_while_searching_by_image(
    window: MainWindow, qtbot: QtBot, library: Path
) -> None:
    window.workspace.open_search()
    QGuiApplication.clipboard().setText(str(library / "rocket.jpg"))
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.sidebar.folders.view.model().rowCount() == 0

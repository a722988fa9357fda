"""What is no match stays apart, is listed, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lookalike import paths
from lookalike.cache.decisions import DecisionFile
from lookalike_gui.controller import Controller
from lookalike_gui.main_window import MainWindow
from lookalike_gui.views.rejected_dialog import RejectedDialog
from tests.gui.driving import press, scan


def with_threshold(controller: Controller, qtbot: QtBot, confidence: float) -> None:
    """As the threshold's slider does it."""
    with qtbot.waitSignal(controller.result_changed):
        controller.options = replace(controller.options, min_confidence=confidence)
        controller.regroup()


def groups(controller: Controller) -> set[frozenset[str]]:
    return {frozenset(controller.groups.paths(group)) for group in controller.groups.shown_groups}


def listed(dialog: RejectedDialog) -> list[tuple[str, str]]:
    """Both photos of each pair, as the tips say it."""
    model, tip = dialog.view.model(), Qt.ItemDataRole.ToolTipRole
    return [(model.index(row, 0).data(tip), model.index(row, 1).data(tip)) for row in range(model.rowCount())]


def test_another_threshold_does_not_bring_back_what_is_no_match(
    window: MainWindow, qtbot: QtBot, library: Path
) -> None:
    controller = scan(window, qtbot, library)
    before = groups(controller)
    press(window, qtbot, Qt.Key.Key_X)
    after = groups(controller)
    assert len(after) == 1
    with_threshold(controller, qtbot, 0.3)
    assert groups(controller) == after
    with qtbot.waitSignal(controller.result_changed):
        window.deciding.go_back()
    assert groups(controller) == before


def test_the_list_names_both_photos_and_lets_them_match_again(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    first = controller.groups.paths(controller.groups.shown_groups[0])
    press(window, qtbot, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: not controller._desk_thread.busy)
    window.dialogs.show_rejected()
    dialog = window.findChild(RejectedDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(listed(dialog)))
    assert all(set(pair) <= set(first) for pair in listed(dialog))
    assert not dialog.restore_button.isEnabled()
    dialog.view.selectAll()
    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not listed(dialog))
    assert "so far" in dialog.summary.text()
    assert not controller.session.rejected()
    dialog.reject()


def test_a_decision_that_knows_no_place_is_listed_by_its_size(window: MainWindow, qtbot: QtBot) -> None:
    DecisionFile(paths.data_folder()).reject([("2500-aa", "3000-bb")])
    window.dialogs.show_rejected()
    dialog = window.findChild(RejectedDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: listed(dialog) == [("a file of 2.5 kB", "a file of 3.0 kB")])
    dialog.reject()


def test_the_list_shows_both_photos(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: not controller._desk_thread.busy)
    window.dialogs.show_rejected()
    dialog = window.findChild(RejectedDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(listed(dialog)))
    model = dialog.view.model()

    def seen(column: int) -> bool:
        picture = model.index(0, column).data(Qt.ItemDataRole.DecorationRole)
        return bool(picture.pixelColor(picture.rect().center()).alpha() == 255)

    qtbot.waitUntil(lambda: seen(0) and seen(1))
    dialog.reject()

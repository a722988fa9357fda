"""A rule marks in the groups that are on show and wait for a decision, and nothing else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lookalike_gui.acting.rules_dialog import RulesDialog
from lookalike_gui.main_window import MainWindow
from tests.gui import made
from tests.gui.driving import press, scan, show


def mark(window: MainWindow, qtbot: QtBot, rule: str = "suggested") -> str:
    """Mark by a rule; what the dialog said of it."""
    window.menus.rule.trigger()
    dialog = window.findChild(RulesDialog)
    assert dialog is not None
    dialog.list.setCurrentRow([one.name for one in dialog._rules].index(rule))
    qtbot.waitUntil(dialog.mark_button.isEnabled)
    said = dialog.summary.text()
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(RulesDialog) is None)
    return said


def test_without_a_filter_all_groups_are_marked(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    assert "stay as they are" not in mark(window, qtbot)
    assert len(controller.decisions.marked) == 4


def test_groups_that_a_filter_hides_stay_as_they_are(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    window.results.bar.filter_text.setText("dog")
    qtbot.waitUntil(lambda: len(controller.groups.shown_groups) == 1)
    assert "2 group(s)" in mark(window, qtbot)
    assert controller.decisions.marked == {"/photos/dog.jpg"}


def test_photos_of_a_group_that_is_no_match_are_never_marked(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    first, second = (controller.groups.paths(group) for group in controller.groups.shown_groups)
    press(window, qtbot, Qt.Key.Key_X)
    mark(window, qtbot)
    assert controller.decisions.marked == set(second[1:])
    assert not controller.decisions.marked.intersection(first)


def test_what_was_decided_by_hand_stays_decided(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    press(window, qtbot, Qt.Key.Key_Right, Qt.Key.Key_K, Qt.Key.Key_A)
    mark(window, qtbot)
    assert controller.decisions.marked == {"/photos/lake.jpg", "/backup/lake 2.png", "/photos/dog.jpg"}


def test_a_second_rule_takes_the_place_of_the_first(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    mark(window, qtbot)
    mark(window, qtbot, "newest")
    assert controller.decisions.marked == {
        "/photos/cat.jpg", "/backup/lake.jpg", "/backup/lake 2.png", "/backup/dog.jpg",
    }  # fmt: skip
    window.deciding.go_back()
    assert "/photos/dog.jpg" in controller.decisions.marked


def test_a_folder_is_not_marked_in_groups_that_are_decided(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    press(window, qtbot, Qt.Key.Key_A)
    window.deciding.mark_folder("/backup")
    assert controller.decisions.marked == {"/backup/dog.jpg"}

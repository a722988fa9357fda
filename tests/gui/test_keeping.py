"""What is chosen on the left of the window: how photos are compared, and which one of a group is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lookalike.settings import DEFAULT_KEEPER_ORDER, KeeperCriterion, Preset, ScanOptions
from lookalike_gui.main_window import MainWindow
from lookalike_gui.views.keeper_dialog import KeeperDialog
from tests.gui.driving import scan
from tests.photos import photo, resized, save


def test_scrolling_over_the_options_does_not_change_them(window: MainWindow) -> None:
    options = window.sidebar.options
    before = options.threshold.slider.value()
    for control in (options.preset, options.threshold.slider):
        middle = QPointF(control.rect().center())
        event = QWheelEvent(
            middle, control.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(control, event)
    assert options.preset.currentData() == Preset.SAME_PHOTO
    assert options.threshold.slider.value() == before


def test_the_order_of_the_criteria_and_preferred_folders_are_chosen(window: MainWindow, qtbot: QtBot) -> None:
    options = window.sidebar.options
    options.more.click()
    options.keeper.click()
    dialog = window.findChild(KeeperDialog)
    assert dialog is not None
    dialog.order.list.setCurrentRow(1)
    qtbot.mouseClick(dialog.order.up, Qt.MouseButton.LeftButton)
    dialog.order.list.item(2).setCheckState(Qt.CheckState.Unchecked)
    dialog.prefer("/best")
    dialog.prefer("/good")
    dialog.accept()
    chosen = window.controller.options
    assert chosen.keeper_order[:3] == (KeeperCriterion.RESOLUTION, KeeperCriterion.FOLDER, KeeperCriterion.CLEAN)
    assert KeeperCriterion.UNPADDED not in chosen.keeper_order
    assert chosen.preferred == ("/best", "/good")


def test_the_suggested_order_comes_back(window: MainWindow) -> None:
    dialog = KeeperDialog(ScanOptions(roots=(), keeper_order=(KeeperCriterion.NEWER,)), window)
    assert dialog.options.keeper_order == (KeeperCriterion.NEWER,)
    dialog.reset_button.click()
    assert dialog.options.keeper_order == DEFAULT_KEEPER_ORDER


def test_a_scan_keeps_by_the_chosen_order(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = window.controller
    controller.options = replace(controller.options, keeper_order=(KeeperCriterion.SMALLER_FILE,))
    scan(window, qtbot, library)
    assert controller.groups.result.groups
    for group in controller.groups.result.groups:
        sizes = [controller.groups.result.photos[photo].size for photo in group.photos]
        assert sizes[0] == min(sizes)


def test_the_compare_view_says_why_the_keeper_is_suggested(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    save(photo("coffee"), tmp_path / "photos" / "whole.png")
    save(resized(photo("coffee")), tmp_path / "photos" / "small.png")
    controller = scan(window, qtbot, tmp_path / "photos")
    window.workspace.open_photo(controller.groups.paths(0)[0])
    line = window.compare.panel.evidence.kept
    assert line.text() == "whole.png is the suggested keeper: it has more pixels, not counting borders and enlargement."
    assert not line.isHidden()

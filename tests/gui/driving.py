"""What tests do with a window: add folders and scan, show a result made of nothing, press keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lookalike.result import ScanResult
from lookalike_gui.controller import Controller, State
from lookalike_gui.main_window import MainWindow
from lookalike_gui.models.overview import Overview


def scan(window: MainWindow, qtbot: QtBot, *folders: Path) -> Controller:
    window.add([str(folder) for folder in folders])
    controller = window.controller
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert controller.scanning
    qtbot.waitUntil(lambda: not controller.scanning)
    return controller


def show(window: MainWindow, result: ScanResult) -> Controller:
    """As after a scan."""
    controller = window.controller
    controller.groups.show(result, Overview.of(result))
    controller.problems.show(result.problems)
    controller.result_changed.emit()
    controller.state = State.RESULTS
    controller.state_changed.emit(State.RESULTS)
    window.results.view.setFocus()
    return controller


def press(window: MainWindow, qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(window.results.view, key)

"""The window shows how large the cache is, and makes it smaller."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lookalike import paths
from lookalike.cache.cachefile import FILE_NAME
from lookalike_gui.controller import State
from lookalike_gui.main_window import MainWindow
from lookalike_gui.views.cache_dialog import CacheDialog


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, library: Path) -> CacheDialog:
    """Opened over a window that has scanned seven photos twice, so that the second answer was known."""
    controller = window.controller
    window.add([str(library)])
    for _ in range(2):
        with qtbot.waitSignal(controller.state_changed, check_params_cb=lambda state: state is State.RESULTS):
            window.scan()
    return opened(qtbot, window)


def opened(qtbot: QtBot, window: MainWindow) -> CacheDialog:
    window.dialogs.show_cache()
    dialog = window.findChild(CacheDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.close_button.isEnabled)
    return dialog


def photos_in_cache() -> int:
    database = sqlite3.connect(paths.cache_folder() / FILE_NAME)
    try:
        return int(database.execute("SELECT count(*) FROM photos").fetchone()[0])
    finally:
        database.close()


def test_the_size_is_shown_with_what_is_in_it(dialog: CacheDialog) -> None:
    assert "7 photo" in dialog.held.text()
    assert "folder" in dialog.held.text()


def test_clearing_empties_the_cache_and_leaves_what_is_on_show(
    qtbot: QtBot, dialog: CacheDialog, window: MainWindow
) -> None:
    result = window.controller.groups.result
    dialog.clear_button.click()
    qtbot.waitUntil(lambda: "freed" in dialog.says.text())
    assert photos_in_cache() == 0
    assert "0 photo" in dialog.held.text()
    for photo in result.photos:
        Path(photo.path).unlink()
    assert None not in result.fingerprints


def test_pruning_to_more_than_there_is_drops_nothing_and_remembers_the_size(
    qtbot: QtBot, dialog: CacheDialog, window: MainWindow
) -> None:
    dialog.limit.setValue(700)
    dialog.prune_button.click()
    qtbot.waitUntil(lambda: "freed" in dialog.says.text())
    assert photos_in_cache() == 7
    dialog.close_button.click()
    qtbot.waitUntil(lambda: window.findChild(CacheDialog) is None)
    assert opened(qtbot, window).limit.value() == 700


def test_while_a_scan_runs_the_cache_is_left_alone(qtbot: QtBot, window: MainWindow, library: Path) -> None:
    controller = window.controller
    controller.state_changed.connect(controller.pause, Qt.ConnectionType.SingleShotConnection)  # before it can end
    window.add([str(library)])
    window.scan()
    dialog = opened(qtbot, window)
    assert not dialog.clear_button.isEnabled()
    assert not dialog.prune_button.isEnabled()
    assert "scan" in dialog.says.text()
    with qtbot.waitSignal(controller.state_changed, check_params_cb=lambda state: state is State.RESULTS):
        controller.pause()
    QApplication.processEvents()
    assert dialog.clear_button.isEnabled()
    assert dialog.says.text() == ""


@pytest.mark.logs_warnings
def test_a_cache_that_cannot_be_used_is_said_to_be_so(
    qtbot: QtBot, window: MainWindow, dialog: CacheDialog, library: Path
) -> None:
    (paths.cache_folder() / FILE_NAME).unlink()
    (paths.cache_folder() / FILE_NAME).mkdir()
    window.controller.session.close()
    dialog._look()
    qtbot.waitUntil(dialog.close_button.isEnabled)
    assert "cannot be used" in dialog.held.text()

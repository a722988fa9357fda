"""Whoever closes a dialog while it moves files stops it, and is told how far it came; what went can be brought back."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from lookalike.acting import actions
from lookalike.acting.undo import undo
from lookalike.job import Progress
from lookalike_gui.acting import history_dialog
from lookalike_gui.acting.history_dialog import HistoryDialog
from lookalike_gui.acting.plan_dialog import PlanDialog
from lookalike_gui.main_window import MainWindow
from tests.gui.conftest import PATIENCE
from tests.gui.driving import press, scan


class Halfway:
    """Lets a run wait after its first photo until it may go on."""

    def __init__(self) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()

    def wrapped(self, function: Any) -> Any:
        def call(*given: Any, report: Any, **more: Any) -> Any:
            def waiting(progress: Progress) -> None:
                report(progress)
                if progress.done == 1:
                    self.reached.set()
                    self.go_on.wait(PATIENCE / 1000)

            return function(*given, report=waiting, **more)

        return call


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


def planned(window: MainWindow, qtbot: QtBot, library: Path) -> PlanDialog:
    scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_K)
    window.dialogs.act()
    dialog = window.findChild(QDialog, "planDialog")
    assert isinstance(dialog, PlanDialog)
    qtbot.waitUntil(dialog.run_button.isEnabled)
    return dialog


@pytest.mark.usefixtures("trash")
def test_escape_in_the_middle_of_a_run_stops_it_and_the_groups_are_as_they_are_now(
    window: MainWindow, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog, halfway = planned(window, qtbot, library), Halfway()
    monkeypatch.setattr(actions, "apply", halfway.wrapped(actions.apply))
    controller = window.controller
    with qtbot.waitSignal(controller.result_changed):
        dialog.run_button.click()
        qtbot.waitUntil(halfway.reached.is_set)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible() and dialog.count.text().startswith("Stopping")
        halfway.go_on.set()
    assert "Done: 1 photo" in dialog.summary.text()
    groups = [controller.groups.paths(group) for group in controller.groups.shown_groups]
    assert sorted(len(group) for group in groups) == [2, 3]
    assert all(Path(path).exists() for group in groups for path in group)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.usefixtures("trash")
def test_what_a_run_took_comes_back_from_its_own_dialog(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    dialog = planned(window, qtbot, library)
    controller = window.controller
    assert dialog.undo_button.isHidden()
    with qtbot.waitSignal(controller.result_changed):
        dialog.run_button.click()
    assert len(controller.groups.shown_groups) == 1
    assert dialog.undo_button.isVisible()
    dialog.undo_button.click()
    assert not dialog.isVisible()
    history = window.findChild(QDialog, "historyDialog")
    assert isinstance(history, HistoryDialog) and history.isVisible()
    qtbot.waitUntil(history.undo_button.isEnabled)
    with qtbot.waitSignal(controller.result_changed):
        history.undo_button.click()
    assert len(controller.groups.shown_groups) == 2
    history.reject()


@pytest.mark.usefixtures("trash")
def test_escape_while_photos_are_brought_back_stops_that_and_those_that_are_back_are_shown(
    window: MainWindow, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog, halfway = planned(window, qtbot, library), Halfway()
    controller = window.controller
    with qtbot.waitSignal(controller.result_changed):
        dialog.run_button.click()
    dialog.undo_button.click()
    history = window.findChild(QDialog, "historyDialog")
    assert isinstance(history, HistoryDialog)
    qtbot.waitUntil(history.undo_button.isEnabled)
    monkeypatch.setattr(history_dialog, "undo", halfway.wrapped(undo))
    with qtbot.waitSignal(controller.result_changed):
        history.undo_button.click()
        qtbot.waitUntil(halfway.reached.is_set)
        history.close()
        assert history.isVisible()
        halfway.go_on.set()
    assert "Brought back: 1 photo" in history.summary.text()
    assert len(controller.groups.shown_groups) == 2
    history.close()
    assert not history.isVisible()

"""The computer stays awake while the window works on files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from lookalike.acting.plan import Action
from lookalike_gui.acting.plan_dialog import PlanDialog
from lookalike_gui.main_window import MainWindow
from tests.gui.driving import press, scan


def test_the_window_says_when_it_begins_and_ends_to_work_on_files(
    window: MainWindow, qtbot: QtBot, library: Path, tmp_path: Path
) -> None:
    scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_K)
    window.dialogs.act()
    dialog = window.findChild(QDialog, "planDialog")
    assert isinstance(dialog, PlanDialog)
    dialog.action.setCurrentIndex(dialog.action.findData(Action.COPY))
    dialog.target.setText(str(tmp_path / "copies"))
    dialog.make()
    qtbot.waitUntil(dialog.run_button.isEnabled)
    said: list[bool] = []
    window.dialogs.acting_changed.connect(said.append)
    with qtbot.waitSignal(dialog.acted):
        dialog.run()
    assert said[0]
    dialog.close()
    assert not said[-1]

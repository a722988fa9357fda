"""A session that ends takes no work with it."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lookalike.acting import actions
from lookalike.acting.actions import Outcome
from lookalike.acting.journal import Journal
from lookalike.acting.plan import Plan
from lookalike.job import CancelToken, Progress, Report
from lookalike_gui.acting.plan_dialog import PlanDialog
from lookalike_gui.main_window import MainWindow
from lookalike_gui.manners.farewell import Farewell
from tests.gui.conftest import PATIENCE
from tests.gui.driving import press, scan


@pytest.fixture
def signals() -> Iterator[None]:
    names = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = [signal.getsignal(name) for name in names]
    yield
    for name, handler in zip(names, before, strict=True):
        signal.signal(name, handler)


def test_at_logout_decisions_and_folders_are_on_the_disk_while_the_window_is_still_open(
    window: MainWindow, qapp: QApplication, qtbot: QtBot, library: Path, own_folders: Path
) -> None:
    scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_K)
    farewell = Farewell(qapp, window.keep_everything, window.leave)
    farewell.commit(None)  # type: ignore[arg-type]
    kept = json.loads((own_folders / "data" / "review" / "review.json").read_bytes())
    assert kept["decided"] == 1
    assert window.habits.values("folders") == {str(library): "normal"}
    assert window.isVisible()
    farewell.deleteLater()


def test_decisions_made_after_a_logout_that_was_called_off_are_saved_too(
    window: MainWindow, qtbot: QtBot, library: Path, own_folders: Path
) -> None:
    scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_K)
    window.keep_everything()
    press(window, qtbot, Qt.Key.Key_K)
    window.keep_everything()
    assert json.loads((own_folders / "data" / "review" / "review.json").read_bytes())["decided"] == 2


def test_the_folders_are_kept_when_a_scan_begins(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    scan(window, qtbot, library)
    assert window.habits.values("folders") == {str(library): "normal"}


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_program_that_is_told_to_end_closes_its_windows(
    name: str, qapp: QApplication, qtbot: QtBot, signals: None
) -> None:
    closed = QWidget()
    qtbot.addWidget(closed)
    closed.show()
    farewell = Farewell(qapp, lambda: None, qapp.closeAllWindows)
    farewell.install()
    signal.raise_signal(getattr(signal, name))
    qtbot.waitUntil(lambda: not closed.isVisible())
    farewell.deleteLater()


@pytest.mark.usefixtures("signals")
def test_a_program_that_is_told_to_end_while_it_moves_files_stops_at_the_next_one_and_ends(
    window: MainWindow, qapp: QApplication, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_moved = threading.Event()

    def apply(plan: Plan, journal: Journal, *, report: Report, cancel: CancelToken) -> Outcome:
        def wait_for_the_end(progress: Progress) -> None:
            report(progress)
            if progress.done == 1:
                first_moved.set()
                deadline = time.monotonic() + PATIENCE / 1000
                while not cancel.cancelled and time.monotonic() < deadline:
                    time.sleep(0.001)

        return moving(plan, journal, report=wait_for_the_end, cancel=cancel)

    moving = actions.apply
    monkeypatch.setattr(actions, "apply", apply)
    scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_K)
    marked = window.controller.decisions.marked
    window.dialogs.act()
    dialog = window.findChild(PlanDialog)
    assert isinstance(dialog, PlanDialog)
    qtbot.waitUntil(dialog.run_button.isEnabled)
    dialog.run_button.click()
    qtbot.waitUntil(first_moved.is_set)
    farewell = Farewell(qapp, window.keep_everything, window.leave)
    farewell.install()
    signal.raise_signal(signal.SIGTERM)
    qtbot.waitUntil(lambda: not window.isVisible())
    assert [os.path.exists(path) for path in marked].count(True) == len(marked) - 1 > 0
    farewell.deleteLater()

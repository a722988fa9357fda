"""Taking back what was done, and doing it again: with real files and the real journal."""

from __future__ import annotations

import os

import pytest
from pytestqt.qtbot import QtBot

from lookalike.result import ScanResult
from lookalike_gui.acting.history_dialog import HistoryDialog
from tests.gui.acting.conftest import OpenPlan


@pytest.fixture
def two_in_the_trash(qtbot: QtBot, open_plan: OpenPlan) -> None:
    """Photos 1 and 2 of the result."""
    dialog = open_plan(1, 2)
    qtbot.waitUntil(dialog.run_button.isEnabled)
    with qtbot.waitSignal(dialog.acted):
        dialog.run_button.click()


def opened(qtbot: QtBot) -> HistoryDialog:
    dialog = HistoryDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def read(qtbot: QtBot, *, photos: int) -> HistoryDialog:
    """The dialog once the journal was read, with so many photos in its last run."""
    dialog = opened(qtbot)
    qtbot.waitUntil(lambda: dialog.photos.rowCount() == photos)
    return dialog


@pytest.mark.usefixtures("two_in_the_trash")
def test_the_window_is_not_held_up_while_the_journal_is_read(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    assert dialog.runs.count() == 0  # What is read comes through the event loop.
    assert dialog.count.text() == "Reading what was done"
    assert dialog.count.isVisible()
    assert dialog.close_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.photos.rowCount() == 2)
    assert not dialog.count.isVisible()


@pytest.mark.usefixtures("two_in_the_trash")
def test_a_run_can_be_brought_back_and_done_again(qtbot: QtBot, result: ScanResult) -> None:
    dialog = read(qtbot, photos=2)
    assert "Move to the trash" in dialog.runs.item(0).text()
    with qtbot.waitSignal(dialog.changed):
        dialog.undo_button.click()
    assert os.path.exists(result.photos[1].path)
    assert "Brought back: 2" in dialog.summary.text()
    with qtbot.waitSignal(dialog.changed):
        dialog.redo_button.click()
    assert not os.path.exists(result.photos[1].path)


@pytest.mark.usefixtures("two_in_the_trash")
def test_while_photos_are_brought_back_nothing_else_can_be_begun(qtbot: QtBot) -> None:
    dialog = read(qtbot, photos=2)
    with qtbot.waitSignal(dialog.changed):
        dialog.undo_button.click()
        assert not dialog.undo_button.isEnabled()
        assert dialog.count.text().startswith("Bringing back")
        assert dialog.stop.isVisible()
    assert "Brought back: 2" in dialog.summary.text()


@pytest.mark.usefixtures("two_in_the_trash")
def test_single_photos_can_be_brought_back(qtbot: QtBot, result: ScanResult) -> None:
    dialog = read(qtbot, photos=2)
    dialog.files.selectRow(0)
    assert "1 photo" in dialog.undo_button.text()
    with qtbot.waitSignal(dialog.changed):
        dialog.undo_button.click()
    assert [os.path.exists(result.photos[index].path) for index in (1, 2)].count(True) == 1


@pytest.mark.usefixtures("folder")
def test_without_a_journal_there_is_nothing_to_bring_back(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    qtbot.waitUntil(lambda: dialog.summary.text() == "Nothing has been done yet.")
    assert not dialog.undo_button.isEnabled()

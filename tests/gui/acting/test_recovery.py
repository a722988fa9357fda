"""A program that was killed while it acted on photos tells at its next start what became of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from lookalike.acting.actions import apply
from lookalike.acting.journal import FILE, Journal
from lookalike.acting.plan import Action, PlanOptions
from lookalike.acting.planning import make_plan
from lookalike.job import Progress
from lookalike.result import ScanResult
from lookalike_gui.main_window import MainWindow
from tests.gui.acting.results import paths, two_groups

JOURNAL_LINES_THAT_SAY_IT_IS_DONE = 1


class KilledError(BaseException):
    """As if the power went."""


@pytest.fixture
def result(tmp_path: Path) -> ScanResult:
    return two_groups(tmp_path / "photos")


def begin_to_move(result: ScanResult, target: Path, *, photos: int) -> Path:
    """Move three photos, and be killed after so many; the journal that is left."""

    def killed(progress: Progress) -> None:
        if progress.done == photos:
            raise KilledError

    plan = make_plan(result, paths(result, 1, 2, 4), Action.MOVE, PlanOptions(target=str(target)))
    with Journal() as journal, pytest.raises(KilledError):
        apply(plan, journal, report=killed)
    return Path(journal.path)


def box(window: MainWindow) -> QMessageBox | None:
    return window.findChild(QMessageBox, "recovery")


def test_after_a_crash_the_next_start_says_what_was_finished(
    window: MainWindow, qtbot: QtBot, result: ScanResult, tmp_path: Path
) -> None:
    journal = begin_to_move(result, tmp_path / "away", photos=1)
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-JOURNAL_LINES_THAT_SAY_IT_IS_DONE]))
    window.begin()
    qtbot.waitUntil(lambda: box(window) is not None)
    said = box(window)
    assert said is not None
    assert "interrupted" in said.text()
    assert "1 photo(s) finished" in said.informativeText()
    assert result.photos[1].path in said.detailedText()
    said.close()


def test_it_is_said_only_once(window: MainWindow, qtbot: QtBot, result: ScanResult, tmp_path: Path) -> None:
    begin_to_move(result, tmp_path / "away", photos=2)
    window.begin()
    qtbot.waitUntil(lambda: box(window) is not None)
    said = box(window)
    assert said is not None
    assert "nothing had to be put back" in said.informativeText()
    said.close()
    qtbot.waitUntil(lambda: box(window) is None)
    window.begin()
    qtbot.waitUntil(lambda: not window.recovery.busy)
    assert box(window) is None


def test_a_start_without_a_journal_says_nothing_and_makes_none(
    window: MainWindow, qtbot: QtBot, own_folders: Path
) -> None:
    window.begin()
    qtbot.waitUntil(lambda: not window.recovery.busy)
    assert box(window) is None
    assert not os.path.exists(own_folders / "data" / FILE)

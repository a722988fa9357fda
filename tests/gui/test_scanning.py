"""A scan as it is seen in the window: groups that come in, pauses, ends and failures."""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from lookalike.job import CancelToken
from lookalike.result import ScanResult
from lookalike.settings import Preset, ScanOptions
from lookalike.types import Decider
from lookalike_gui.controller import Controller
from lookalike_gui.main_window import MainWindow
from tests.gui import made
from tests.gui.driving import scan, show
from tests.photos import photo, save


def _endless(options: ScanOptions, *, cancel: CancelToken, found: object, **_: object) -> ScanResult:
    result = replace(made.holiday(), options=options)
    while not cancel.stop_now():
        found(result)  # type: ignore[operator]
        threading.Event().wait(0.02)
    return result


def test_a_scan_finds_the_copies_and_counts_the_photos(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    assert window.workspace.pages.currentWidget() is window.results
    assert len(controller.groups.shown_groups) == 2
    assert controller.folders.roots[0].count == len(controller.groups.result.photos)
    assert window.totals.found.text().startswith("2 group")


@pytest.mark.parametrize(
    ("preset", "decided"), [(Preset.EXACT, {Decider.EXACT}), (Preset.HASH, {Decider.EXACT, Decider.HASH})]
)
def test_a_chosen_preset_decides_how_photos_are_compared(
    window: MainWindow, qtbot: QtBot, library: Path, preset: Preset, decided: set[Decider]
) -> None:
    shutil.copy(library / "rocket.jpg", library / "rocket again.jpg")
    choice = window.sidebar.options.preset
    choice.setCurrentIndex(choice.findData(preset))
    controller = scan(window, qtbot, library)
    assert {match.decider for match in controller.groups.result.matches} == decided


def test_a_scan_gives_way_to_other_programs_where_that_is_wished(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    save(photo("coffee").resize((60, 40)), tmp_path / "one" / "small.jpg")  # It may have to give way for long.
    window.sidebar.options.low_priority.click()
    controller = scan(window, qtbot, tmp_path / "one")
    niceness = next(
        iter(controller._runner.map(lambda _: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()), [0]))
    )
    assert niceness >= 15
    window.remember()
    assert window.habits.number("low-priority", 0) == 1


def test_thumbnails_arrive_for_what_is_seen(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    path = controller.groups.paths(controller.groups.shown_groups[0])[0]
    qtbot.waitUntil(lambda: controller.thumbnails.get(path) is not None)


def test_nothing_found_is_said_in_words(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    save(photo("coffee"), folder / "coffee.jpg")
    scan(window, qtbot, folder)
    assert window.workspace.pages.currentWidget() is window.workspace.nothing
    assert "1 photo" in window.workspace.nothing.text.text()


def test_a_broken_photo_is_listed_with_its_reason(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    (library / "broken.jpg").write_bytes(b"")
    scan(window, qtbot, library)
    window.dialogs.show_problems()
    dialog = window.findChild(QDialog, "problemsDialog")
    assert dialog is not None
    dialog.copy()  # type: ignore[attr-defined]
    assert QGuiApplication.clipboard().text() == f"{library}/broken.jpg\tThe file is empty"
    dialog.close()


def test_escape_stops_a_scan_and_keeps_what_was_found(
    window: MainWindow, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = window.controller
    monkeypatch.setattr(controller.session, "scan", _endless)
    window.add([str(library)])
    window.scan()
    qtbot.waitUntil(lambda: controller.groups.rowCount() > 0)
    assert not controller.can_decide
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not controller.scanning)
    assert len(controller.groups.shown_groups) == 3


def test_nothing_moves_and_nothing_is_deselected_while_groups_come_in(window: MainWindow, qtbot: QtBot) -> None:
    whole = made.many(60)
    controller, grid = window.controller, window.results.grid
    show(window, replace(whole, groups=whole.groups[30:], provisional=True))
    bar = grid.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    top = grid.indexAt(QPoint(grid.viewport().width() // 2, 60))
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(top).center())
    qtbot.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    selected, order = window.results.selected_paths(), keepers(controller)
    place = grid.visualRect(grid.currentIndex())
    for groups in (whole.groups[20:], whole.groups):
        show(window, replace(whole, groups=groups, provisional=True))
        assert keepers(controller)[: len(order)] == order
        assert window.results.selected_paths() == selected
        assert grid.visualRect(grid.currentIndex()) == place
    show(window, whole)
    assert keepers(controller)[: len(order)] != order
    assert window.results.selected_paths() == selected
    assert grid.visualRect(grid.currentIndex()).top() == place.top()


def test_whoever_has_not_moved_sees_the_largest_gain_first_when_the_scan_is_done(window: MainWindow) -> None:
    whole = made.many(60)
    show(window, replace(whole, groups=whole.groups[:6], provisional=True))
    show(window, replace(whole, groups=whole.groups[:20], provisional=True))
    show(window, whole)
    assert window.results.grid.verticalScrollBar().value() == 0
    assert window.results.current_path() == keepers(window.controller)[0]


def test_a_collapsed_group_stays_collapsed_as_more_come_in(window: MainWindow) -> None:
    whole = made.many(9)
    controller = show(window, replace(whole, groups=whole.groups[4:], provisional=True))
    controller.groups.collapse({0})
    show(window, whole)
    assert {controller.groups.paths(group) for group in controller.groups.collapsed} == {controller.groups.paths(4)}


def keepers(controller: Controller) -> list[str]:
    return [controller.groups.paths(group)[0] for group in controller.groups.shown_groups]


def test_a_paused_scan_goes_on_and_closing_ends_it(
    window: MainWindow, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = window.controller
    monkeypatch.setattr(controller.session, "scan", _endless)
    window.add([str(library)])
    window.scan()
    qtbot.mouseClick(window.workspace.progress.pause_button, Qt.MouseButton.LeftButton)
    assert controller.paused
    assert window.workspace.progress.count.text() == "paused"
    qtbot.mouseClick(window.workspace.progress.pause_button, Qt.MouseButton.LeftButton)
    assert not controller.paused
    window.close()
    assert not controller.scanning


def test_an_error_in_a_scan_is_shown_and_the_window_lives_on(
    window: MainWindow, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    controller = window.controller

    def broken(*_: object, **__: object) -> ScanResult:
        raise OSError("the disk is gone")

    monkeypatch.setattr(controller.session, "scan", broken)
    window.add([str(library)])
    window.scan()
    qtbot.waitUntil(lambda: window.findChild(QDialog, "failure") is not None)
    caplog.clear()
    assert "the disk is gone" in window.findChild(QDialog, "failure").text()
    window.findChild(QDialog, "failure").close()
    assert window.sidebar.scan_button.isEnabled()

"""A review survives: a restart, a crash, and the way to another computer as a file."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from lookalike.session import Session
from lookalike_gui.controller import Controller, State
from lookalike_gui.instance import Asked
from lookalike_gui.main_window import MainWindow
from lookalike_gui.settings import Habits
from lookalike_gui.theme import Theme
from tests.gui import made
from tests.gui.driving import press, scan, show


@contextmanager
def next_start(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[MainWindow]:
    """The program started once more, as `app.main` does."""
    controller = Controller(Session())
    window = MainWindow(controller, Habits(str(tmp_path / "next.ini")), theme)
    qtbot.addWidget(window)
    window.show()
    window.begin()
    yield window
    window.close()


def offered(window: MainWindow) -> str:
    return window.workspace.empty.offer.text.text() if window.workspace.empty.offer.isVisible() else ""


def decided(controller: Controller) -> tuple[set[str], set[str]]:
    return set(controller.decisions.marked), set(controller.decisions.settled)


def test_after_a_restart_one_goes_on_where_one_stopped(
    window: MainWindow, qtbot: QtBot, library: Path, theme: Theme, tmp_path: Path
) -> None:
    controller = scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_K)
    before, groups = decided(controller), controller.groups.result.groups
    window.close()
    with next_start(qtbot, theme, tmp_path) as later:
        qtbot.waitUntil(lambda: offered(later) == "2 group(s), 1 decided")
        later.workspace.empty.offer.button.click()
        again = later.controller
        qtbot.waitUntil(lambda: again.state is State.RESULTS)
        assert decided(again) == before
        assert again.groups.result.groups == groups
        assert later.results.current_path() not in again.decisions.settled


def test_decisions_are_on_the_disk_soon_after_they_were_made(
    window: MainWindow, qtbot: QtBot, library: Path, own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.sessions._pause.setInterval(20)
    scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_K)
    kept = own_folders / "data" / "review" / "review.json"
    qtbot.waitUntil(lambda: kept.exists() and json.loads(kept.read_bytes())["decided"] == 1)
    assert len(list(kept.parent.iterdir())) == 2


def test_a_decision_that_still_waits_for_a_slow_disk_is_not_lost_by_closing(
    window: MainWindow, qtbot: QtBot, library: Path, own_folders: Path
) -> None:
    scan(window, qtbot, library)
    disk_is_ready = threading.Event()
    window.sessions._background.run(disk_is_ready.wait, lambda _: None, lambda _: None)
    press(window, qtbot, Qt.Key.Key_K)
    window.sessions._pause.timeout.emit()
    later = threading.Timer(0.2, disk_is_ready.set)
    later.start()
    window.close()
    later.join()
    assert json.loads((own_folders / "data" / "review" / "review.json").read_bytes())["decided"] == 1


def test_groups_that_were_no_match_stay_away(
    window: MainWindow, qtbot: QtBot, library: Path, theme: Theme, tmp_path: Path
) -> None:
    scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_X)
    window.close()
    with next_start(qtbot, theme, tmp_path) as later:
        later.sessions.go_on()
        qtbot.waitUntil(lambda: len(later.controller.groups.shown_groups) == 1)


def test_without_a_review_nothing_is_offered(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with next_start(qtbot, theme, tmp_path) as window:
        qtbot.waitUntil(lambda: not window.sessions._background.busy)
        assert offered(window) == ""


def test_a_review_is_saved_as_a_file_and_opened_again(
    window: MainWindow, qtbot: QtBot, library: Path, theme: Theme, tmp_path: Path
) -> None:
    controller = scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_A)
    before, file = decided(controller), tmp_path / "summer.lookalike"
    with qtbot.waitSignal(controller.said, check_params_cb=lambda text: "summer.lookalike" in text):
        window.sessions.save_as(str(file))
    with next_start(qtbot, theme, tmp_path) as later:
        later.sessions.open(str(file))
        again = later.controller
        qtbot.waitUntil(lambda: again.state is State.RESULTS)
        assert decided(again) == before
        assert again.folders.paths() == (str(library),)
        qtbot.waitUntil(lambda: later.focusWidget() is later.results.view)


def test_a_session_file_that_is_dropped_or_opened_with_the_program_is_taken_up(
    window: MainWindow, qtbot: QtBot, library: Path, tmp_path: Path
) -> None:
    controller, file = scan(window, qtbot, library), tmp_path / "summer.lookalike"
    with qtbot.waitSignal(controller.said, check_params_cb=lambda text: "summer.lookalike" in text):
        window.sessions.save_as(str(file))
    press(window, qtbot, Qt.Key.Key_K)
    on_show = decided(controller)
    window.answer(Asked(paths=(str(file),)))
    qtbot.waitUntil(lambda: decided(controller) == (set(), set()))
    assert controller.folders.paths() == (str(library),)
    window.menus.previous.trigger()
    qtbot.waitUntil(lambda: decided(controller) == on_show)


def test_photos_that_are_missing_are_flagged_and_their_groups_stay(
    window: MainWindow, qtbot: QtBot, library: Path, theme: Theme, tmp_path: Path
) -> None:
    controller = scan(window, qtbot, library)
    gone = controller.groups.paths(0)[1]
    window.close()
    Path(gone).unlink()
    with next_start(qtbot, theme, tmp_path) as later:
        later.sessions.go_on()
        again = later.controller
        qtbot.waitUntil(lambda: again.state is State.RESULTS)
        assert [problem.path for problem in again.problems.rows] == [gone]
        assert len(again.groups.shown_groups) == 2
        assert "1 photo(s) no longer there" in later.totals.currentMessage()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": "lookalike result", "version": 1}', b"\xff\xfe"])
@pytest.mark.logs_warnings
def test_a_broken_session_file_gets_one_clear_sentence(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "broken.lookalike"
    file.write_bytes(content)
    window.sessions.open(str(file))
    qtbot.waitUntil(lambda: window.findChild(QDialog, "failure") is not None)
    box = window.findChild(QDialog, "failure")
    assert box is not None
    assert str(file) in box.text()  # type: ignore[attr-defined]
    assert "\n" not in box.text()  # type: ignore[attr-defined]
    box.close()


@pytest.mark.logs_warnings
def test_a_damaged_review_of_last_time_is_not_offered(
    qtbot: QtBot, theme: Theme, tmp_path: Path, own_folders: Path
) -> None:
    folder = own_folders / "data" / "review"
    folder.mkdir(parents=True)
    (folder / "review.json").write_bytes(b"torn off in the mid")
    with next_start(qtbot, theme, tmp_path) as window:
        qtbot.waitUntil(lambda: not window.sessions._background.busy)
        assert offered(window) == ""


def test_a_preview_is_not_saved(window: MainWindow, own_folders: Path) -> None:
    show(window, replace(made.holiday(), provisional=True))
    window.close()
    assert not (own_folders / "data" / "review").exists()


def test_a_new_scan_keeps_the_review_before_beside_it(
    window: MainWindow, qtbot: QtBot, library: Path, theme: Theme, tmp_path: Path
) -> None:
    controller = scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_K)
    before = decided(controller)
    scan(window, qtbot, library)
    assert decided(controller) == (set(), set())
    assert window.menus.previous.isEnabled()
    window.menus.previous.trigger()
    qtbot.waitUntil(lambda: decided(controller) == before)
    window.close()
    with next_start(qtbot, theme, tmp_path) as later:
        qtbot.waitUntil(lambda: offered(later) == "2 group(s), 1 decided")


def test_the_review_on_show_is_not_lost_by_going_back(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_K)
    first = decided(controller)
    scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_A)
    second = decided(controller)
    window.menus.previous.trigger()
    qtbot.waitUntil(lambda: decided(controller) == first)
    window.menus.previous.trigger()
    qtbot.waitUntil(lambda: decided(controller) == second)


def test_a_review_without_a_decision_is_not_put_aside(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    scan(window, qtbot, library)
    scan(window, qtbot, library)
    assert not window.menus.previous.isEnabled()


@pytest.mark.logs_warnings
def test_what_a_scan_has_put_aside_is_no_longer_offered(
    window: MainWindow, qtbot: QtBot, library: Path, theme: Theme, tmp_path: Path
) -> None:
    scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_K)
    window.close()
    with next_start(qtbot, theme, tmp_path) as later:
        qtbot.waitUntil(lambda: offered(later) != "")
        controller = later.controller

        def broken(*_: object, **__: object) -> None:
            raise OSError("the disk is gone")

        controller.session.scan = broken  # type: ignore[method-assign, assignment]
        scan(later, qtbot, library)
        assert controller.state is State.START
        assert offered(later) == ""
        assert later.menus.previous.isEnabled()
        for box in later.findChildren(QDialog, "failure"):
            box.close()

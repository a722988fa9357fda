"""While a scan runs, the window and the desktop know; when a long one ends out of sight, a person is told, once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from lookalike.job import CancelToken, Progress, Report, Stage
from lookalike.result import Notice, ScanResult
from lookalike.settings import ScanOptions
from lookalike_gui.controller import Controller
from lookalike_gui.manners.manners import Manners
from lookalike_gui.manners.share import Share
from tests.gui import made


class Desktop:
    """Writes down what it is asked."""

    def __init__(self) -> None:
        self.sleep: list[str] = []
        self.shares: list[float | None] = []
        self.said: list[tuple[str, str]] = []

    def keep_awake(self, reason: str) -> None:
        self.sleep.append("kept away")

    def let_sleep(self) -> None:
        self.sleep.append("let in")

    def show_progress(self, share: float | None) -> None:
        self.shares.append(share)

    def notify(self, title: str, text: str) -> None:
        self.said.append((title, text))

    def close(self) -> None:
        self.let_sleep()


class Setting:
    """A window out of sight, and a scan that ends when it is told to."""

    def __init__(self, qtbot: QtBot, controller: Controller, monkeypatch: pytest.MonkeyPatch) -> None:
        self.qtbot, self.controller = qtbot, controller
        self.now = 0.0
        self.desktop = Desktop()
        self.window = QMainWindow()
        self.result = made.holiday()
        self.manners = Manners(self.window, controller, self.desktop, lambda: self.now)
        self._end = threading.Event()
        qtbot.addWidget(self.window)
        controller.folders.add(["/"])
        monkeypatch.setattr(controller.session, "scan", self._scan)

    def _scan(self, options: ScanOptions, *, report: Report, cancel: CancelToken, **_: object) -> ScanResult:
        report(Progress(Stage.FINGERPRINT, 60, 100))
        self._end.wait()
        if isinstance(self.result, Exception):
            raise self.result
        return replace(self.result, options=options)

    def begin(self) -> None:
        with self.qtbot.waitSignal(self.controller.progressed):
            self.controller.scan()

    def end(self, after: float) -> None:
        self.now += after
        self._end.set()
        self.qtbot.waitUntil(lambda: not self.controller.scanning)


@pytest.fixture
def setting(qtbot: QtBot, controller: Controller, monkeypatch: pytest.MonkeyPatch) -> Setting:
    return Setting(qtbot, controller, monkeypatch)


def test_the_title_and_the_task_bar_say_how_far_a_scan_is(setting: Setting) -> None:
    setting.begin()
    assert setting.window.windowTitle() == "41 % – Lookalike"
    assert setting.desktop.shares[-1] == pytest.approx(0.41)
    setting.end(after=1)
    assert setting.window.windowTitle() == "Lookalike"
    assert setting.desktop.shares[-1] is None


def test_the_computer_stays_awake_for_as_long_as_a_scan_runs(setting: Setting) -> None:
    setting.begin()
    assert setting.desktop.sleep == ["kept away"]
    setting.end(after=1)
    assert setting.desktop.sleep == ["kept away", "let in"]


def test_a_scan_that_is_held_lets_the_computer_sleep_and_says_so(setting: Setting) -> None:
    setting.begin()
    setting.controller.pause()
    assert setting.desktop.sleep == ["kept away", "let in"]
    assert setting.window.windowTitle() == "41 % (paused) – Lookalike"
    setting.controller.pause()
    assert setting.desktop.sleep == ["kept away", "let in", "kept away"]
    setting.end(after=1)


def test_the_computer_stays_awake_while_files_are_acted_on(setting: Setting) -> None:
    setting.manners.set_acting(True)
    setting.manners.set_acting(False)
    assert setting.desktop.sleep == ["kept away", "let in"]


def test_the_end_of_a_long_scan_is_said_outside(setting: Setting) -> None:
    setting.begin()
    setting.end(after=31)
    assert setting.desktop.said == [("The scan is done", "3 group(s), 7 photo(s), 11.6 kB recoverable")]


def test_a_long_scan_without_duplicates_is_said_too(setting: Setting) -> None:
    setting.result = made.result([])
    setting.begin()
    setting.end(after=31)
    assert setting.desktop.said[0][0] == "No duplicates found"


@pytest.mark.logs_warnings
def test_a_long_scan_that_failed_is_said_too(setting: Setting) -> None:
    setting.result = OSError("the disk is gone")  # type: ignore[assignment]
    setting.begin()
    setting.end(after=31)
    assert setting.desktop.said[0][0] == "The scan has failed"


def test_a_short_scan_is_not_worth_a_word(setting: Setting) -> None:
    setting.begin()
    setting.end(after=29)
    assert setting.desktop.said == []


def test_who_looks_at_the_window_is_not_told(setting: Setting) -> None:
    setting.window.show()
    with setting.qtbot.waitActive(setting.window):
        setting.window.activateWindow()
    setting.begin()
    setting.end(after=31)
    assert setting.desktop.said == []


def test_who_stopped_the_scan_is_not_told(setting: Setting) -> None:
    setting.result = replace(made.holiday(), notices=(Notice.CANCELLED,))
    setting.begin()
    setting.end(after=31)
    assert setting.desktop.said == []


def test_the_share_never_goes_back_and_ends_whole() -> None:
    share, seen = Share(), [0.0]
    steps: list[Callable[[], Progress]] = [
        lambda: Progress(Stage.DISCOVER, 5),
        lambda: Progress(Stage.FINGERPRINT, 10, 10),
        lambda: Progress(Stage.VERIFY, 1, 2),
        lambda: Progress(Stage.PROPOSE, 1, 2),
        lambda: Progress(Stage.VERIFY, 20, 10),
        lambda: Progress(Stage.GROUP, 1, 1),
    ]
    for step in steps:
        seen.append(share.after(step()))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0

"""A window with the real engine behind it, in folders of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lookalike.session import Session
from lookalike.settings import EngineChoice
from lookalike_gui.controller import Controller
from lookalike_gui.main_window import MainWindow
from lookalike_gui.settings import Habits
from lookalike_gui.theme import Theme, ThemeChoice
from tests.photos import make_photos

HERE = Path(__file__).parent
PATIENCE = 120_000
"""Milliseconds after which something that should have happened has not; pytest-qt gives up after 5,000."""

QT_WARNINGS_ABOUT_THE_MACHINE = ["This plugin does not support .*", "Detected locale .* which is not UTF-8"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A warning of Qt fails the test."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*QT_WARNINGS_ABOUT_THE_MACHINE, extend=True))


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """A thread that goes on, or a window that stays, fails the test."""
    threads, windows = set(threading.enumerate()), set(qapp.topLevelWidgets())
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in qapp.topLevelWidgets() if widget not in windows]
    going_on = [
        thread for thread in set(threading.enumerate()) - threads if not isinstance(thread, threading._DummyThread)
    ]
    assert not left, f"windows left behind: {left}"
    assert not going_on, f"threads left behind: {going_on}"


@pytest.fixture(autouse=True)
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests is not told about them, and their computer may sleep."""
    for bus in ("SESSION", "SYSTEM"):
        monkeypatch.setenv(f"DBUS_{bus}_BUS_ADDRESS", "unix:path=/nowhere")


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """What Python put there must be gone before Python is: the offscreen clipboard outlives it."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def no_language_left_behind(qapp: QApplication) -> Iterator[None]:
    """Without a translator plurals show as `photo(s)`; a test that installs one must not change those after it."""
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


@pytest.fixture(autouse=True)
def numbers_and_dates_as_in_no_country() -> None:
    """Wherever the developer lives, and whatever an earlier test has chosen."""
    QLocale.setDefault(QLocale.c())


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Waits for as long as a machine may need that has other work to do."""
    for wait in ("waitActive", "waitExposed", "waitSignal", "waitSignals", "waitUntil"):
        setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=PATIENCE))
    return qtbot


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, ThemeChoice.LIGHT)
    yield theme
    theme.choose(ThemeChoice.LIGHT)
    qapp.setStyleSheet("")
    theme.deleteLater()


@pytest.fixture
def controller(qapp: QApplication) -> Iterator[Controller]:
    """Without MobileNet, so that no test waits for it to load."""
    controller = Controller(Session())
    controller.options = replace(controller.options, engine=EngineChoice.NONE)
    yield controller
    controller.close()


@pytest.fixture
def window(qtbot: QtBot, controller: Controller, theme: Theme, tmp_path: Path) -> MainWindow:
    habits = Habits(str(tmp_path / "window.ini"))
    habits.keep("options", controller.options.to_dict())
    window = MainWindow(controller, habits, theme)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Two photos with two copies each, and one without."""
    folder = tmp_path / "My photos"
    folder.mkdir()
    make_photos(folder, originals=("astronaut", "coffee"), edits=("resized", "brightened"), unrelated=("rocket",))
    return folder

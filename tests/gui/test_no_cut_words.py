"""No word is cut, and none lies over another, in every language and at the size at which the window opens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lookalike_gui import app
from lookalike_gui.main_window import MainWindow
from lookalike_gui.reviewfolder import Offer
from lookalike_gui.views.states import Picture
from tests.gui import made
from tests.gui.driving import show


@pytest.fixture(autouse=True, params=["en_US", "zh_CN"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> str:
    QLocale.setDefault(QLocale(request.param))
    app.install_translations(qapp)
    return str(request.param)


def cut(whole: QWidget) -> list[str]:
    """What needs more room than it has, in the words that are seen."""
    found = []
    for words in whole.findChildren(QWidget):
        if not isinstance(words, QLabel | QPushButton) or not words.isVisible() or not words.text():
            continue
        wraps = isinstance(words, QLabel) and words.wordWrap()
        low = words.height() < (words.heightForWidth(words.width()) if wraps else words.sizeHint().height())
        narrow = not wraps and words.width() < words.sizeHint().width()
        if low or narrow or any(_overlap(words, other) for other in words.parentWidget().children()):
            found.append(words.text())
    return found


def _overlap(words: QWidget, other: QObject) -> bool:
    seen = isinstance(other, QLabel | QPushButton | Picture) and other is not words and other.isVisible()
    return seen and words.geometry().intersects(other.geometry())  # type: ignore[attr-defined]


def test_on_the_first_page(window: MainWindow) -> None:
    assert cut(window) == []
    window.workspace.empty.show_offer(Offer(1234, 340))
    assert cut(window) == []


def test_while_folders_wait(window: MainWindow) -> None:
    window.add(["/"])
    assert cut(window) == []


@pytest.mark.parametrize("depth", [0, 2, 5, 9, 30])
def test_in_a_warning_about_a_long_path(window: MainWindow, depth: int) -> None:
    window.dialogs.show_failure("There is nothing at /" + "Photographer/" * depth + "Card.")
    box = window.findChild(QMessageBox, "failure")
    assert box is not None
    assert cut(box) == []
    box.close()


def test_beside_the_results(window: MainWindow, qtbot: QtBot) -> None:
    show(window, made.holiday())
    qtbot.waitUntil(lambda: cut(window) == [])


@pytest.mark.parametrize(
    "name",
    [
        "show_about",
        "show_keys",
        "show_problems",
        "show_coverage",
        "show_rejected",
        "show_history",
        "mark_by_rule",
        "act",
    ],
)
def test_in_a_dialog(window: MainWindow, qtbot: QtBot, name: str) -> None:
    show(window, made.holiday()).decisions.mark({"/photos/cat copy.jpg"})
    opened: Callable[[], None] = getattr(window.dialogs, name)
    opened()
    dialog = next(child for child in window.findChildren(QDialog) if child.isVisible())
    qtbot.waitExposed(dialog)
    assert cut(dialog) == []
    dialog.close()
    qtbot.waitUntil(lambda: not dialog.isVisible())

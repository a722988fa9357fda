"""The first page shows a newcomer what comes, and stays out of the way afterwards."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from lookalike_gui.main_window import MainWindow
from lookalike_gui.theme import DARK, LIGHT, Theme, ThemeChoice
from lookalike_gui.views.welcome import Scene
from tests.gui.driving import scan


def test_a_newcomer_is_shown_three_pictures(window: MainWindow) -> None:
    assert len([scene for scene in window.workspace.empty.findChildren(Scene) if scene.isVisible()]) == 3


def test_after_the_first_scan_they_are_gone_for_good(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    scan(window, qtbot, library)
    window.workspace.pages.setCurrentWidget(window.workspace.empty)
    assert not window.workspace.empty.steps.isVisible()
    window._restore_window()
    assert not window.workspace.empty.steps.isVisible()


def test_a_small_window_shows_what_one_can_do_instead(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(900, 560)
    qtbot.waitUntil(lambda: not window.workspace.empty.steps.isVisible())
    assert window.workspace.empty.add_button.isVisible()
    window.resize(1280, 800)
    qtbot.waitUntil(window.workspace.empty.steps.isVisible)


def test_a_low_window_has_room_for_its_buttons(window: MainWindow, qtbot: QtBot) -> None:
    page = window.workspace.empty
    window.resize(900, 430)
    qtbot.waitUntil(lambda: not page.icon.isVisible())
    assert page.rect().contains(page.add_button.geometry())
    assert page.add_button.visibleRegion().boundingRect() == page.add_button.rect()
    window.resize(900, 700)
    qtbot.waitUntil(page.icon.isVisible)


def test_the_pictures_wear_the_colours_of_the_theme(window: MainWindow, theme: Theme) -> None:
    scene = window.workspace.empty.findChildren(Scene)[0]
    seen = []
    for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        theme.choose(choice)
        seen.append(scene.grab().toImage().pixelColor(30, 120))
    assert seen == [QColor(LIGHT.window), QColor(DARK.window)]

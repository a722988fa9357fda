"""What is shown of the groups: previews that say so, and only some of them where that is asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QSpinBox
from pytestqt.qtbot import QtBot

from lookalike_gui.main_window import MainWindow
from tests.gui import made
from tests.gui.driving import press, scan, show


def test_a_preview_says_so_and_nothing_can_be_marked_or_acted_on(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, replace(made.holiday(), provisional=True))
    assert "Preview: " in window.results.preview.text()
    assert window.results.preview.isVisible()
    press(window, qtbot, Qt.Key.Key_K, Qt.Key.Key_Space, Qt.Key.Key_A, Qt.Key.Key_X)
    window.dialogs.mark_by_rule()
    window.dialogs.act()
    assert not controller.decisions.marked | controller.decisions.settled
    assert not window.findChildren(QDialog)
    assert not any(action.isEnabled() for action in (*window.menus.review, window.menus.act, window.menus.rule))
    show(window, made.holiday())
    assert not window.results.preview.isVisible()


def test_the_menu_show_narrows_by_similarity_and_shows_all_again(window: MainWindow) -> None:
    controller = show(window, made.holiday())
    menu = window.results.bar.filters.menu()
    menu.aboutToShow.emit()
    least = menu.findChild(QSpinBox, "similarityFrom")
    assert least is not None
    least.setValue(95)
    assert len(controller.groups.shown_groups) == 1
    assert window.results.bar.filters.text() == "Show: some"
    menu.aboutToShow.emit()
    clear = menu.actions()[-1]
    assert clear.isEnabled()
    clear.trigger()
    assert len(controller.groups.shown_groups) == 3


@pytest.mark.parametrize("listing", [False, True])
def test_on_a_screen_of_another_density_thumbnails_come_anew(
    window: MainWindow, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch, listing: bool
) -> None:
    controller = scan(window, qtbot, library)
    window.results.show_list(listing)
    view, path = window.results.view, controller.groups.paths(0)[0]

    def pixels() -> int:
        image = controller.thumbnails.get(path)
        return max(image.width(), image.height()) if image else 0

    qtbot.waitUntil(lambda: pixels() > 0)
    before = pixels()
    monkeypatch.setattr(view, "devicePixelRatioF", lambda: 8.0 if listing else 2.0)
    QApplication.sendEvent(view, QEvent(QEvent.Type.DevicePixelRatioChange))
    qtbot.waitUntil(lambda: pixels() > before)

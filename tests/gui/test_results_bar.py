"""The bar above the results fits into a narrow window, and shows everything in a wide one."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lookalike_gui.views.results_bar import ResultsBar


def test_the_slider_makes_room_in_a_narrow_window_and_comes_back_in_a_wide_one(qtbot: QtBot) -> None:
    page, bar = QWidget(), ResultsBar()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(bar)
    page.show()
    rest = (bar.grid_button, bar.list_button, bar.order, bar.filter_text, bar.filters)
    for _ in range(2):
        page.resize(1200, 100)
        qtbot.waitUntil(bar.thumb_size.isVisible)
        page.resize(bar.minimumSizeHint().width(), 100)
        qtbot.waitUntil(lambda: not bar.thumb_size.isVisible())
        qtbot.waitUntil(lambda: all(bar.rect().contains(control.geometry()) for control in rest))

"""What tens of thousands of photos ask of the window: that nothing is done for each of them where that is not seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lookalike_gui import texts
from lookalike_gui.main_window import MainWindow
from lookalike_gui.models.groups import GroupModel, Row
from lookalike_gui.models.overview import Arrangement, Order
from tests.gui import made
from tests.gui.driving import show

GROUPS = 300


def select_all(window: MainWindow, qtbot: QtBot) -> list[str]:
    window.results.view.setFocus()
    qtbot.keyClick(window.results.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    return window.results.selected_paths()


def chosen(window: MainWindow) -> QItemSelectionModel:
    return window.results.grid.selectionModel()


def test_all_photos_stay_selected_in_another_order(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.many(GROUPS))
    everything = select_all(window, qtbot)
    assert len(everything) == len(controller.groups.result.photos)
    controller.arrange(Arrangement(Order.FOLDER))
    assert sorted(window.results.selected_paths()) == sorted(everything)
    # Qt holds every range against every other one: with one for each photo the window stood still for minutes.
    assert chosen(window).selection().size() == 1


def test_some_photos_stay_selected_in_another_order(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.many(GROUPS))
    groups = controller.groups
    some = [groups.paths(group)[-1] for group in (7, 8, 90)]
    for path in some:
        chosen(window).select(groups.index(groups.row_of(path), 0), QItemSelectionModel.SelectionFlag.Select)
    window.results.focus_photo(some[0])
    for path in some[1:]:
        chosen(window).select(groups.index(groups.row_of(path), 0), QItemSelectionModel.SelectionFlag.Select)
    assert sorted(window.results.selected_paths()) == sorted(some)
    controller.arrange(Arrangement(Order.FOLDER))
    assert sorted(window.results.selected_paths()) == sorted(some)
    groups.collapse({8})
    assert sorted(window.results.selected_paths()) == sorted([some[0], some[2]])


def test_selecting_all_in_the_list_does_not_ask_after_every_row(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = show(window, made.many(GROUPS))
    window.results.show_list(True)
    window.results.focus_photo(controller.groups.paths(0)[0])
    asked: list[int] = []
    row = GroupModel.row

    def count(self: GroupModel, number: int) -> Row:
        asked.append(number)
        return row(self, number)

    monkeypatch.setattr(GroupModel, "row", count)
    select_all(window, qtbot)
    window.results.table.horizontalHeader().grab()
    QApplication.processEvents()
    assert len(window.results.selected_paths()) == len(controller.groups.result.photos)
    assert len(set(asked)) < GROUPS


def test_the_size_of_what_is_marked_follows_marks_and_results(window: MainWindow) -> None:
    controller = show(window, made.holiday())
    sizes = {photo.path: photo.size for photo in controller.groups.result.photos}
    first, second = controller.groups.paths(0)[:2]

    def shows(*paths: str) -> bool:
        return texts.size(sum(sizes[path] for path in paths)) in window.totals.marked.text()

    controller.decisions.mark([first, second])
    assert shows(first, second)
    controller.decisions.unmark([first])
    assert shows(second)
    show(window, made.holiday())
    controller.decisions.mark([first])
    assert shows(first, second)
    controller.decisions.forget()
    assert window.totals.marked.text() == ""

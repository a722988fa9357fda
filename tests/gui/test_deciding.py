"""Groups are looked through and decided about, by keys and by the mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from lookalike.exporting.resultfile import Review
from lookalike.result import ScanResult
from lookalike.types import Fingerprint
from lookalike_gui.main_window import MainWindow
from lookalike_gui.models.groups import Column
from lookalike_gui.models.overview import Arrangement
from tests.gui import made
from tests.gui.driving import press, show


def test_keep_this_marks_the_others_and_the_next_group_comes(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    assert window.results.current_path() == "/photos/lake.jpg"
    press(window, qtbot, Qt.Key.Key_Right, Qt.Key.Key_K)
    assert controller.decisions.marked == {"/photos/lake.jpg", "/backup/lake 2.png"}
    assert window.results.current_path() == "/photos/cat.jpg"
    assert window.totals.marked.text().startswith("2 photo")


def test_a_review_by_keys_ends_when_all_groups_are_decided(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    said: list[str] = []
    controller.said.connect(said.append)
    press(window, qtbot, Qt.Key.Key_K, Qt.Key.Key_A, Qt.Key.Key_K)
    assert controller.decisions.marked == {"/backup/lake.jpg", "/backup/lake 2.png", "/photos/dog.jpg"}
    assert said[-1] == "All groups are decided"


def test_space_marks_and_unmarks_the_selected_photo(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    press(window, qtbot, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert controller.decisions.marked == {"/backup/lake.jpg"}
    press(window, qtbot, Qt.Key.Key_Space)
    assert not controller.decisions.marked


def test_not_a_match_takes_the_group_away_and_going_back_returns_it(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    press(window, qtbot, Qt.Key.Key_X)
    assert len(controller.groups.shown_groups) == 2
    assert window.results.current_path() == "/photos/cat.jpg"
    press(window, qtbot, Qt.Key.Key_Backspace)
    assert len(controller.groups.shown_groups) == 3
    assert window.results.current_path() == "/photos/lake.jpg"


def test_going_back_shows_a_decided_group_again_where_only_open_ones_are_listed(window: MainWindow) -> None:
    controller = show(window, made.holiday())
    window.deciding.keep(["/photos/cat.jpg"])
    controller.groups.arrange(Arrangement(undecided=True))
    assert controller.groups.row_of("/photos/cat.jpg") < 0
    window.deciding.go_back()
    assert controller.groups.row_of("/photos/cat.jpg") >= 0 and not controller.decisions.marked


def test_one_steps_through_the_groups_as_they_are_listed_and_not_over_their_ends(window: MainWindow) -> None:
    controller = show(window, made.holiday())
    wanted: list[str] = []
    controller.focus_wanted.connect(wanted.append)
    for path, by in (("/photos/lake.jpg", 1), ("/photos/cat.jpg", 1), ("/backup/lake.jpg", 2), ("/photos/cat.jpg", -1)):
        window.deciding.step(path, by)
    assert wanted == ["/photos/cat.jpg", "/backup/dog.jpg", "/backup/dog.jpg", "/photos/lake.jpg"]
    for start, by in (("/photos/lake.jpg", -1), ("/backup/dog.jpg", 1), (None, 1), ("/nowhere.jpg", 1)):
        window.deciding.step(start, by)
    assert len(wanted) == 4


def test_a_protected_photo_cannot_be_marked(window: MainWindow, qtbot: QtBot) -> None:
    result = made.result([[made.photo("/safe/a.jpg"), made.photo("/b.jpg")]], protected=["/safe"])
    controller = show(window, result)
    said: list[str] = []
    controller.said.connect(said.append)
    press(window, qtbot, Qt.Key.Key_Space)
    assert not controller.decisions.marked
    assert said == ["Photos in protected folders and archives are never marked"]
    press(window, qtbot, Qt.Key.Key_Right, Qt.Key.Key_K)
    assert not controller.decisions.marked


def test_marks_are_taken_away_in_one_step_from_what_is_marked(window: MainWindow) -> None:
    controller = show(window, made.holiday())
    lake, second = "/photos/lake.jpg", "/backup/lake.jpg"
    window.deciding.mark([lake, second])
    window.deciding.unmark([second, "/backup/lake 2.png"])
    assert controller.decisions.marked == {lake}
    window.deciding.unmark(["/backup/lake 2.png"])  # It has no mark, so there is nothing to take back.
    window.deciding.go_back()
    assert controller.decisions.marked == {lake, second}


@pytest.mark.parametrize("command", ["toggle", "mark", "unmark", "keep", "keep_all", "reject"])
def test_nothing_is_decided_while_groups_may_still_change(window: MainWindow, command: str) -> None:
    controller = show(window, made.holiday())
    controller.decisions.mark(["/backup/lake.jpg"])
    before = controller.decisions.review
    show(window, replace(made.holiday(), provisional=True))
    for path in ("/backup/lake.jpg", "/photos/lake.jpg"):
        getattr(window.deciding, command)([path])
    assert controller.decisions.review == before


@pytest.mark.parametrize("command", ["keep", "keep_all", "reject"])
def test_nothing_is_decided_about_a_photo_that_is_in_no_group(window: MainWindow, command: str) -> None:
    controller = show(window, made.holiday())
    getattr(window.deciding, command)(["/photos/gone.jpg"])
    assert controller.decisions.review == Review()


def test_all_photos_of_a_folder_are_marked_at_once(window: MainWindow) -> None:
    controller = show(window, made.holiday())
    window.deciding.mark_folder("/backup")
    assert controller.decisions.marked == {"/backup/lake.jpg", "/backup/lake 2.png", "/backup/dog.jpg"}


def test_copies_outside_a_folder_are_marked_at_once_and_its_own_photos_stay(window: MainWindow) -> None:
    controller = show(window, made.holiday())
    window.deciding.mark_outside("/backup")
    assert controller.decisions.marked == {"/photos/lake.jpg", "/photos/dog.jpg"}


def test_the_list_has_room_for_its_figures(window: MainWindow, qtbot: QtBot) -> None:
    show(window, made.holiday())
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    table = window.results.table
    for column in (Column.SIMILARITY, Column.PIXELS, Column.SIZE, Column.MODIFIED):
        words = str(cell(window, column))
        assert table.fontMetrics().horizontalAdvance(words) <= table.columnWidth(column) - 16, words


def cell(window: MainWindow, column: Column) -> object:
    """What stands in a column in the row of the first group's second photo."""
    groups = window.results._groups
    return groups.index(2, column).data()


def test_the_list_shares_selection_and_keys_with_the_grid(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    press(window, qtbot, Qt.Key.Key_Right)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.results.view is window.results.table
    assert window.results.current_path() == "/backup/lake.jpg"
    press(window, qtbot, Qt.Key.Key_Space)
    assert controller.decisions.marked == {"/backup/lake.jpg"}


def test_the_list_has_a_column_for_the_day_a_photo_was_taken_where_one_is_known(window: MainWindow) -> None:
    result = made.holiday()
    show(window, result)
    assert window.results.table.isColumnHidden(Column.TAKEN)
    prints = tuple(replace(one, quality=replace(one.quality, taken="2001-02-03T04:05:06")) for one in _known(result))
    show(window, replace(result, fingerprints=prints))
    assert not window.results.table.isColumnHidden(Column.TAKEN)


def _known(result: ScanResult) -> list[Fingerprint]:
    return [one for one in result.fingerprints if one is not None]


def test_typing_into_the_filter_is_no_command(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.results.bar.filter_text, "dog k")
    qtbot.keyClick(window.results.bar.filter_text, Qt.Key.Key_Backspace)
    qtbot.keyClick(window.results.bar.filter_text, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: len(controller.groups.shown_groups) == 1)
    assert not controller.decisions.marked
    assert window.totals.found.text().startswith("1 of 3")


def test_a_filter_that_hides_everything_offers_a_way_back(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    window.results.bar.filter_text.setText("no such photo")
    qtbot.waitUntil(lambda: window.results.views.currentWidget() is window.results.filtered_out)
    qtbot.mouseClick(window.results.show_all_button, Qt.MouseButton.LeftButton)
    assert len(controller.groups.shown_groups) == 3
    assert window.results.views.currentWidget() is window.results.grid


def test_a_pair_of_folders_filters_the_groups(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(QDialog, "foldersDialog")
    assert dialog is not None
    qtbot.mouseClick(dialog.show_button, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert len(controller.groups.shown_groups) == 2


def test_shift_and_arrows_select_several_photos(window: MainWindow, qtbot: QtBot) -> None:
    show(window, made.holiday())
    qtbot.keyClick(window.results.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert window.results.selected_paths() == ["/photos/lake.jpg", "/backup/lake.jpg"]


def test_a_click_on_a_header_collapses_its_group(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    qtbot.mouseClick(window.results.grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    assert controller.groups.collapsed == {controller.groups.shown_groups[0]}


def test_the_context_menu_copies_paths(window: MainWindow) -> None:
    show(window, made.holiday())
    menu = window.results.photo_menu()
    next(action for action in menu.actions() if "Copy" in action.text()).trigger()
    assert QGuiApplication.clipboard().text() == "/photos/lake.jpg"
    menu.deleteLater()

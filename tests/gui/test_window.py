"""The window as a person uses it: folders in, groups out, decided with a few keys."""

from __future__ import annotations

import csv
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QComboBox,
    QDialog,
    QLineEdit,
    QScrollBar,
)
from pytestqt.qtbot import QtBot

from lookalike.job import CancelToken
from lookalike.result import ScanResult
from lookalike.settings import Preset, ScanOptions
from lookalike.types import Problem, ProblemReason
from lookalike_gui.controller import Controller, State
from lookalike_gui.main_window import MainWindow
from lookalike_gui.models.folders import Role
from lookalike_gui.models.overview import Overview
from tests.gui import made
from tests.photos import make_photos, photo, save


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "My photos"
    folder.mkdir()
    make_photos(folder, originals=("astronaut", "coffee"), edits=("resized", "brightened"), unrelated=("rocket",))
    return folder


def scan(window: MainWindow, qtbot: QtBot, *folders: Path) -> Controller:
    window.add([str(folder) for folder in folders])
    controller = window.results._controller
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert controller.scanning
    qtbot.waitUntil(lambda: not controller.scanning, timeout=20_000)
    return controller


def show(window: MainWindow, result: ScanResult) -> Controller:
    """As after a scan."""
    controller = window.results._controller
    controller.groups.show(result, Overview.of(result))
    controller.problems.show(result.problems)
    controller.result_changed.emit()
    controller.state = State.RESULTS
    controller.state_changed.emit(State.RESULTS)
    window.results.view.setFocus()
    return controller


def press(window: MainWindow, qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(window.results.view, key)


# Folders in


def test_an_empty_window_says_what_to_do(window: MainWindow) -> None:
    empty = window.stage.empty
    assert window.stage.pages.currentWidget() is empty
    assert empty.title.text() == "Drop folders here"
    assert not window.sidebar.scan_button.isEnabled()


def test_folders_are_dropped_anywhere_on_the_window(window: MainWindow, library: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(library))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(400, 300), copy, data, left, none)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert window.veil.isVisible()
    window.dropEvent(QDropEvent(QPointF(400, 300), copy, data, left, none))
    assert not window.veil.isVisible()
    assert window.sidebar.folders.view.model().rowCount() == 1
    assert window.sidebar.scan_button.isEnabled()


def test_a_place_that_is_not_on_this_computer_gets_an_answer(window: MainWindow, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl("mtp://phone/DCIM")])
    event = QDropEvent(
        QPointF(1, 1), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)
    box = window.findChild(QDialog, "failure")
    assert box is not None
    assert "mtp://phone/DCIM" in box.text()  # type: ignore[attr-defined]
    box.close()


def test_folders_are_pasted(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    QGuiApplication.clipboard().setText(str(library))
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.sidebar.folders.view.model().rowCount() == 1


# A scan


def test_a_scan_finds_the_copies_and_counts_the_photos(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    assert window.stage.pages.currentWidget() is window.results
    assert len(controller.groups.shown_groups) == 2
    assert controller.folders.roots[0].count == len(controller.groups.result.photos)
    assert window.totals.found.text().startswith("2 group")


def test_thumbnails_arrive_for_what_is_seen(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    path = controller.groups.paths(controller.groups.shown_groups[0])[0]
    qtbot.waitUntil(lambda: controller.thumbnails.get(path) is not None)


def test_nothing_found_is_said_in_words(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    save(photo("coffee"), folder / "coffee.jpg")
    scan(window, qtbot, folder)
    assert window.stage.pages.currentWidget() is window.stage.nothing
    assert "1 photo" in window.stage.nothing.text.text()


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
    controller = window.results._controller
    monkeypatch.setattr(controller.session, "scan", _endless)
    window.add([str(library)])
    window.scan()
    qtbot.waitUntil(lambda: controller.groups.rowCount() > 0)
    assert not controller.can_decide
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not controller.scanning)
    assert len(controller.groups.shown_groups) == 3


def test_the_view_stays_where_it_is_while_groups_come_in(
    window: MainWindow, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = window.results._controller
    monkeypatch.setattr(controller.session, "scan", _endless)
    window.add([str(library)])
    window.scan()
    qtbot.waitUntil(lambda: controller.groups.rowCount() > 0)
    bar = window.results.grid.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    with qtbot.waitSignal(controller.result_changed):
        pass
    assert bar.value() == bar.maximum()
    controller.cancel()


def test_a_paused_scan_goes_on_and_closing_ends_it(
    window: MainWindow, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = window.results._controller
    monkeypatch.setattr(controller.session, "scan", _endless)
    before = threading.active_count()
    window.add([str(library)])
    window.scan()
    qtbot.mouseClick(window.stage.progress.pause_button, Qt.MouseButton.LeftButton)
    assert controller.paused
    assert window.stage.progress.count.text() == "paused"
    qtbot.mouseClick(window.stage.progress.pause_button, Qt.MouseButton.LeftButton)
    assert not controller.paused
    window.close()
    assert threading.active_count() <= before


def _endless(options: ScanOptions, *, cancel: CancelToken, found: object, **_: object) -> ScanResult:
    result = replace(made.holiday(), options=options)
    while not cancel.stop_now():
        found(result)  # type: ignore[operator]
        threading.Event().wait(0.02)
    return result


def test_an_error_in_a_scan_is_shown_and_the_window_lives_on(
    window: MainWindow, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    controller = window.results._controller

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


# Deciding


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


def test_a_protected_photo_cannot_be_marked(window: MainWindow, qtbot: QtBot) -> None:
    result = made.result([[made.photo("/safe/a.jpg"), made.photo("/b.jpg")]], protected=["/safe"])
    controller = show(window, result)
    press(window, qtbot, Qt.Key.Key_Space)
    assert not controller.decisions.marked
    press(window, qtbot, Qt.Key.Key_Right, Qt.Key.Key_K)
    assert not controller.decisions.marked


def test_all_photos_of_a_folder_are_marked_at_once(window: MainWindow) -> None:
    controller = show(window, made.holiday())
    window.deciding.mark_folder("/backup")
    assert controller.decisions.marked == {"/backup/lake.jpg", "/backup/lake 2.png", "/backup/dog.jpg"}


def test_the_list_shares_selection_and_keys_with_the_grid(window: MainWindow, qtbot: QtBot) -> None:
    controller = show(window, made.holiday())
    press(window, qtbot, Qt.Key.Key_Right)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.results.view is window.results.table
    assert window.results.current_path() == "/backup/lake.jpg"
    press(window, qtbot, Qt.Key.Key_Space)
    assert controller.decisions.marked == {"/backup/lake.jpg"}


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


def test_return_opens_the_compare_view_and_escape_leads_back(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert window.stage.comparing
    assert window.compare.panel.decision_bar.place.text() == "1 of 2"
    qtbot.waitUntil(window.compare.panel.canvas.isVisible)
    qtbot.keyClick(window.compare.panel.canvas, Qt.Key.Key_K)
    assert len(controller.decisions.marked) == 2
    assert window.compare.panel.decision_bar.place.text() == "2 of 2"
    qtbot.keyClick(window.compare.panel.canvas, Qt.Key.Key_Backspace)
    assert not controller.decisions.marked
    assert window.compare.panel.decision_bar.place.text() == "1 of 2"
    qtbot.keyClick(window.compare.panel.canvas, Qt.Key.Key_Escape)
    assert not window.stage.comparing
    assert window.sidebar.isVisible()


def test_not_a_match_is_remembered_by_the_next_scan(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: not controller._desk_thread.busy)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not controller.scanning, timeout=20_000)
    assert len(controller.groups.shown_groups) == 1


def test_taking_it_back_lets_the_photos_match_again(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_X, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: not controller._desk_thread.busy)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not controller.scanning, timeout=20_000)
    assert len(controller.groups.shown_groups) == 2


def test_photos_that_went_leave_their_groups_and_come_back(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    group = controller.groups.paths(controller.groups.shown_groups[0])
    controller.decisions.mark(group[1:])
    contents = {path: Path(path).read_bytes() for path in group[1:]}
    for path in contents:
        Path(path).unlink()
    with qtbot.waitSignal(controller.result_changed):
        controller.look_anew()
    assert len(controller.groups.shown_groups) == 1
    assert not controller.decisions.marked
    for path, content in contents.items():
        Path(path).write_bytes(content)
    with qtbot.waitSignal(controller.result_changed):
        controller.look_anew()
    assert len(controller.groups.shown_groups) == 2


def test_marked_photos_are_acted_on_after_a_look_at_the_plan(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    scan(window, qtbot, library)
    assert not window.totals.act_button.isVisible()
    press(window, qtbot, Qt.Key.Key_K)
    qtbot.mouseClick(window.totals.act_button, Qt.MouseButton.LeftButton)
    plan = window.findChild(QDialog, "planDialog")
    assert plan is not None
    plan.reject()


def test_a_search_by_image_finds_its_photo_and_leads_back(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    scan(window, qtbot, library)
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert window.stage.pages.currentWidget() is window.search
    view = window.search.view
    view.search(str(library / "coffee.jpg"))
    qtbot.waitUntil(lambda: view.findings is not None, timeout=10_000)
    assert view.findings is not None
    assert view.findings.findings[0].photo.path.startswith(str(library))
    window.stage.open_comparison(view.findings.comparison(0))
    assert window.stage.comparing
    window.stage.close_photo()
    assert window.stage.pages.currentWidget() is window.search
    qtbot.mouseClick(window.search.back_button, Qt.MouseButton.LeftButton)
    assert window.stage.pages.currentWidget() is window.results


# The threshold, export, what is remembered


def test_a_stricter_threshold_regroups_without_a_scan(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    window.sidebar.options.threshold.slider.setValue(99)
    window.sidebar.options.threshold.slider.setValue(98)
    qtbot.waitUntil(lambda: controller.groups.result is not controller._full, timeout=10_000)
    assert controller.options.min_confidence == pytest.approx(0.98)


def test_the_threshold_of_a_hash_is_said_in_bits(window: MainWindow) -> None:
    options = window.sidebar.options
    options.preset.setCurrentIndex(options.preset.findData(Preset.HASH))
    options.threshold.slider.setValue(options.threshold.slider.maximum() - 8)
    assert options.options.hash_distance == 8
    assert "8 of 64 bits" in options.threshold.slider.accessibleDescription()


def test_the_csv_holds_every_photo_of_every_group(
    window: MainWindow, qtbot: QtBot, library: Path, tmp_path: Path
) -> None:
    controller = scan(window, qtbot, library)
    target = tmp_path / "found.csv"
    with qtbot.waitSignal(controller.said, timeout=5000):
        controller.export(str(target))
    with target.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    expected = {path for group in controller.groups.shown_groups for path in controller.groups.paths(group)}
    assert {row["path"] for row in rows} == expected


def test_the_threshold_keeps_the_keyboard_while_groups_change(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    histogram = window.sidebar.options.threshold.histogram
    histogram.setFocus()
    with qtbot.waitSignal(controller.result_changed):
        qtbot.keyClick(histogram, Qt.Key.Key_Right)
    assert histogram.hasFocus()
    assert len(controller.groups.shown_groups) == 2


def test_folders_and_their_roles_come_back_with_the_next_start(window: MainWindow, library: Path) -> None:
    window.add([str(library)])
    folders = window.results._controller.folders
    folders.assign([0], Role.PROTECTED)
    window.close()
    folders.remove([0])
    window.restore_folders()
    assert folders.paths(Role.PROTECTED) == (str(library),)


def test_habits_outlive_the_window(window: MainWindow, qtbot: QtBot) -> None:
    window.results.bar.thumb_size.setValue(224)
    window.results.show_list(True)
    window.close()
    assert window._habits.number("thumbnail-side", 0) == 224
    assert window._habits.number("list", 0) == 1


def test_every_control_has_a_name_for_tests_and_one_for_people(window: MainWindow) -> None:
    result = replace(made.holiday(), problems=(Problem("/a", "fingerprint", ProblemReason.DAMAGED),))
    show(window, result)
    for kind in (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit):
        for control in window.findChildren(kind):
            if (
                "qt_" in control.objectName()
                or isinstance(control, QScrollBar)
                or isinstance(control.parent(), QLineEdit)
            ):
                continue
            name = control.accessibleName() or getattr(control, "text", str)()
            assert control.objectName(), f"{control} has no object name"
            assert name, f"{control.objectName()} has no accessible name"


def test_the_totals_count_without_the_groups_that_are_no_match(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_X)
    assert window.totals.found.text().startswith("1 of 2 group")
    press(window, qtbot, Qt.Key.Key_B)
    assert window.totals.found.text().startswith("2 group")


def test_the_key_for_pasting_looks_for_a_picture_while_searching_by_image(
    window: MainWindow, qtbot: QtBot, library: Path
) -> None:
    window.stage.open_search()
    QGuiApplication.clipboard().setText(str(library / "rocket.jpg"))
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.sidebar.folders.view.model().rowCount() == 0

"""What can be done with the groups of a real scan: compare, act, search, regroup, export."""

from __future__ import annotations

import csv
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
)
from pytestqt.qtbot import QtBot

from lookalike.settings import KeeperCriterion, Preset
from lookalike_gui.main_window import MainWindow
from lookalike_gui.models.folders import Role
from lookalike_gui.views.keeper_dialog import KeeperDialog
from tests.gui.driving import press, scan


def test_return_opens_the_compare_view_and_escape_leads_back(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert window.workspace.comparing
    assert window.compare.panel.decision_bar.place.text() == "Group 1 of 2"
    qtbot.waitUntil(window.compare.panel.canvas.isVisible)
    qtbot.keyClick(window.compare.panel.canvas, Qt.Key.Key_K)
    assert len(controller.decisions.marked) == 2
    assert window.compare.panel.decision_bar.place.text() == "Group 2 of 2"
    qtbot.keyClick(window.compare.panel.canvas, Qt.Key.Key_Backspace)
    assert not controller.decisions.marked
    assert window.compare.panel.decision_bar.place.text() == "Group 1 of 2"
    qtbot.keyClick(window.compare.panel.canvas, Qt.Key.Key_Escape)
    assert not window.workspace.comparing
    assert window.sidebar.isVisible()


def test_not_a_match_is_remembered_by_the_next_scan(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: not controller._desk_thread.busy)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not controller.scanning)
    assert len(controller.groups.shown_groups) == 1


def test_taking_it_back_lets_the_photos_match_again(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_X, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: not controller._desk_thread.busy)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not controller.scanning)
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
    assert window.workspace.pages.currentWidget() is window.search
    view = window.search.view
    view.search(str(library / "coffee.jpg"))
    qtbot.waitUntil(lambda: view.answer is not None)
    assert view.answer is not None
    assert view.answer.photos[0].photo.path.startswith(str(library))
    window.workspace.open_comparison(view.answer.comparison(0))
    assert window.workspace.comparing
    window.workspace.close_photo()
    assert window.workspace.pages.currentWidget() is window.search
    qtbot.mouseClick(window.search.back_button, Qt.MouseButton.LeftButton)
    assert window.workspace.pages.currentWidget() is window.results


def test_a_search_after_a_scan_of_bytes_says_that_there_is_nothing_to_search_in(
    window: MainWindow, qtbot: QtBot, library: Path
) -> None:
    window.controller.options = replace(window.controller.options, preset=Preset.EXACT)
    window.add([str(library)])
    window.scan()
    qtbot.waitUntil(lambda: not window.controller.scanning)
    window.workspace.open_search()
    window.search.view.search(str(library / "coffee.jpg"))
    qtbot.waitUntil(lambda: "bytes alone" in window.search.view.text.text())


def test_a_stricter_threshold_regroups_without_a_scan(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    window.sidebar.options.threshold.slider.setValue(99)
    window.sidebar.options.threshold.slider.setValue(98)
    qtbot.waitUntil(lambda: controller.groups.result.options.min_confidence == pytest.approx(0.98))
    assert not controller.scanning


def test_a_smaller_distance_of_the_hash_regroups_and_a_larger_one_asks_for_a_scan(
    window: MainWindow, qtbot: QtBot, library: Path
) -> None:
    options = window.sidebar.options
    options.preset.setCurrentIndex(options.preset.findData(Preset.HASH))
    options.side.setCurrentIndex(options.side.findData(16))
    slider = options.threshold.slider
    slider.setValue(1)
    controller = scan(window, qtbot, library)
    scanned = controller.groups.result
    with qtbot.waitSignal(controller.result_changed):
        slider.setValue(slider.maximum())
    strict = controller.groups.result
    assert strict.options.hash_distance == 0
    assert sum(len(group.photos) for group in strict.groups) < sum(len(group.photos) for group in scanned.groups)
    with qtbot.waitSignal(controller.result_changed):
        slider.setValue(slider.maximum() - scanned.options.hash_distance)
    assert controller.groups.result.groups == scanned.groups
    with qtbot.waitSignal(controller.said, check_params_cb=lambda text: "Scan again" in text):
        slider.setValue(0)


def test_another_order_for_the_keeper_shows_at_once(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    options = window.sidebar.options
    kept = {controller.groups.paths(group)[0] for group in controller.groups.shown_groups}
    options.choose_keeper()
    (dialog,) = window.findChildren(KeeperDialog)
    criteria = dialog.order.list
    for row in range(criteria.count()):
        smaller = criteria.item(row).data(Qt.ItemDataRole.UserRole) == KeeperCriterion.SMALLER_FILE
        criteria.item(row).setCheckState(Qt.CheckState.Checked if smaller else Qt.CheckState.Unchecked)
    with qtbot.waitSignal(controller.result_changed):
        dialog.accept()
    assert kept.isdisjoint(controller.groups.paths(group)[0] for group in controller.groups.shown_groups)


def test_the_threshold_of_a_hash_is_said_in_bits(window: MainWindow) -> None:
    options = window.sidebar.options
    options.preset.setCurrentIndex(options.preset.findData(Preset.HASH))
    options.threshold.slider.setValue(options.threshold.slider.maximum() - 8)
    assert options.options.hash_distance == 8
    assert "8 of 64 bits" in options.threshold.slider.accessibleDescription()


def test_a_folder_that_is_protected_after_the_scan_is_protected_at_once(
    window: MainWindow, qtbot: QtBot, library: Path
) -> None:
    controller = scan(window, qtbot, library)
    groups = [controller.groups.paths(group) for group in controller.groups.shown_groups]
    controller.decisions.mark([groups[0][1]])
    with qtbot.waitSignal(controller.result_changed):
        controller.folders.assign([0], Role.PROTECTED)
    assert not controller.decisions.marked
    window.deciding.mark([groups[0][1]])
    assert not controller.decisions.marked
    with qtbot.waitSignal(controller.result_changed):
        controller.look_anew()
    controller.folders.remove([0])  # off the list, for another scan: what is on show stays protected
    with qtbot.waitSignal(controller.result_changed):
        controller.regroup()
    assert controller.groups.texts.is_protected(groups[0][1])


def test_it_is_said_when_only_another_scan_could_follow_what_was_changed(
    window: MainWindow, qtbot: QtBot, library: Path
) -> None:
    controller = scan(window, qtbot, library)
    options, hint = window.sidebar.options, window.sidebar.outdated
    assert not hint.isVisible()
    options.preset.setCurrentIndex(options.preset.findData(Preset.EXACT))
    assert hint.isVisible()
    options.preset.setCurrentIndex(options.preset.findData(Preset.SAME_PHOTO))
    with qtbot.waitSignal(controller.result_changed):
        options.threshold.slider.setValue(options.threshold.slider.value() - 5)
    assert not hint.isVisible()  # the groups have followed
    controller.folders.assign([0], Role.REFERENCE)
    assert hint.isVisible()
    with qtbot.waitSignal(controller.state_changed):
        controller.scan()
    assert not hint.isVisible()
    controller.cancel()
    qtbot.waitUntil(lambda: not controller.scanning)


def test_a_photo_of_the_groups_is_searched_by_from_its_menu(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    group = controller.groups.paths(controller.groups.shown_groups[0])
    menu = window.results.photo_menu()
    next(action for action in menu.actions() if action.text() == "&Search by this photo").trigger()
    assert window.workspace.pages.currentWidget() is window.search
    view = window.search.view
    qtbot.waitUntil(lambda: view.model.rowCount() > 0)
    assert set(group[1:]) <= {found.photo.path for found in view.model.rows}
    menu.deleteLater()


def test_a_small_window_stays_as_small_after_a_comparison(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    least = window.workspace.minimumSizeHint().width()
    window.results.opened.emit(controller.groups.paths(controller.groups.shown_groups[0])[0])
    QApplication.processEvents()
    window.workspace.close_photo()
    assert window.workspace.minimumSizeHint().width() == least


def test_the_csv_holds_every_photo_of_every_group(
    window: MainWindow, qtbot: QtBot, library: Path, tmp_path: Path
) -> None:
    controller = scan(window, qtbot, library)
    target = tmp_path / "found.csv"
    with qtbot.waitSignal(controller.said):
        controller.exports.csv(str(target))
    with target.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    expected = {path for group in controller.groups.shown_groups for path in controller.groups.paths(group)}
    assert {row["path"] for row in rows} == expected


def test_what_was_asked_for_just_before_closing_is_still_done(
    window: MainWindow, qtbot: QtBot, library: Path, tmp_path: Path
) -> None:
    controller, target = scan(window, qtbot, library), tmp_path / "found.csv"
    disk_is_ready = threading.Event()
    controller.exports._background.run(disk_is_ready.wait, lambda _: None, lambda _: None)
    controller.exports.csv(str(target))
    later = threading.Timer(0.2, disk_is_ready.set)
    later.start()
    window.close()
    later.join()
    assert target.exists()


def test_the_threshold_keeps_the_keyboard_while_groups_change(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    controller = scan(window, qtbot, library)
    histogram = window.sidebar.options.threshold.histogram
    histogram.setFocus()
    with qtbot.waitSignal(controller.result_changed):
        qtbot.keyClick(histogram, Qt.Key.Key_Right)
    assert histogram.hasFocus()
    assert len(controller.groups.shown_groups) == 2


def test_the_totals_count_without_the_groups_that_are_no_match(window: MainWindow, qtbot: QtBot, library: Path) -> None:
    scan(window, qtbot, library)
    press(window, qtbot, Qt.Key.Key_X)
    assert window.totals.found.text().startswith("1 of 2 group")
    press(window, qtbot, Qt.Key.Key_B)
    assert window.totals.found.text().startswith("2 group")

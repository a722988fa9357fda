"""Marking by a rule, looking at a plan, running it and taking it back: with real files and the real journal."""

import dataclasses
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QInputDialog, QMessageBox, QTableView
from pytestqt.qtbot import QtBot

from lookalike.acting import actions
from lookalike.acting.criteria import Criterion, CriterionKind
from lookalike.acting.plan import Action, Plan, Reason, load_plan
from lookalike.result import ScanResult
from lookalike.settings import ScanOptions
from lookalike.types import Decider, Fingerprint, Group, Match, Member, Photo, Quality, Relation, Scores
from lookalike_gui.acting import wording
from lookalike_gui.acting.history_dialog import HistoryDialog
from lookalike_gui.acting.plan_dialog import PlanDialog
from lookalike_gui.acting.rules_dialog import RulesDialog


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return tmp_path / "photos"


def make(folder: Path, *, protected: tuple[str, ...] = ()) -> ScanResult:
    photos, prints, groups = [], [], []
    for number in range(2):
        indices = []
        for place, (sub, side) in enumerate((("best", 4000), ("copies", 2000), ("small", 500))):
            path = folder / sub / f"{number}.jpg"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bytes([number, place]) * side)
            status = path.stat()
            photos.append(Photo(str(path), status.st_size, status.st_mtime_ns, status.st_dev, status.st_ino))
            quality = Quality(side, side // 2, "JPEG", 100.0, 90, None, 4)
            prints.append(Fingerprint(0, 0, 0, 0, b"", quality, 40.0))
            indices.append(len(photos) - 1)
        pairs = [Match(indices[0], one, Scores(), (), Decider.HASH, Relation.RESIZED) for one in indices[1:]]
        groups.append(Group(indices[0], tuple(Member(one.second, one) for one in pairs)))
    options = ScanOptions(roots=(str(folder),), protected=protected)
    return ScanResult(options, tuple(photos), tuple(prints), (), tuple(groups))


@pytest.fixture
def result(folder: Path) -> ScanResult:
    return make(folder)


def paths(result: ScanResult, *indices: int) -> set[str]:
    return {result.photos[index].path for index in indices}


def opened(qtbot: QtBot, dialog: QDialog) -> Iterator[QDialog]:
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.reject()


@pytest.fixture
def rules(qtbot: QtBot, result: ScanResult) -> Iterator[RulesDialog]:
    dialog = RulesDialog(result)
    yield from opened(qtbot, dialog)  # type: ignore[misc]


def ready(qtbot: QtBot, dialog: RulesDialog) -> None:
    qtbot.waitUntil(dialog.mark_button.isEnabled)


def plan_dialog(qtbot: QtBot, result: ScanResult, marked: set[str], target: str = "") -> PlanDialog:
    dialog = PlanDialog(result, marked, target=target)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def rows(dialog: PlanDialog) -> list[str]:
    return [dialog.items.index(row, 0).data() for row in range(dialog.items.rowCount())]


# Rules


def test_a_rule_shows_what_it_would_mark_and_why(qtbot: QtBot, result: ScanResult, rules: RulesDialog) -> None:
    rules.list.setCurrentRow([rule.name for rule in rules._rules].index("best-quality"))
    ready(qtbot, rules)
    assert rules.marking.marked == paths(result, 1, 2, 4, 5)
    assert rules.preview.marks.index(0, 0).data() == "0.jpg"
    assert rules.preview.marks.index(0, 2).data() == "0.jpg"
    assert rules.preview.marks.index(0, 3).data() == "more pixels (8.0 megapixels against 2.0 megapixels)"
    assert "Mark 4" in rules.mark_button.text()


def test_return_marks_and_opens_nothing_else(qtbot: QtBot, rules: RulesDialog, result: ScanResult) -> None:
    ready(qtbot, rules)
    rules.list.setFocus()
    qtbot.keyClick(rules.list, Qt.Key.Key_Return)
    assert rules.result() == QDialog.DialogCode.Accepted
    assert rules.marking.marked == paths(result, 1, 2, 4, 5)


def test_turning_a_criterion_round_turns_the_marks_round(qtbot: QtBot, result: ScanResult, rules: RulesDialog) -> None:
    rules.editor.show_criteria((Criterion(CriterionKind.RESOLUTION),))
    rules.editor.turn.click()
    qtbot.waitUntil(lambda: rules.marking.marked == paths(result, 0, 1, 3, 4))


def test_criteria_can_be_added_ordered_and_removed(qtbot: QtBot, rules: RulesDialog) -> None:
    editor = rules.editor
    editor.show_criteria((Criterion(CriterionKind.RESOLUTION),))
    editor.add_choice.setCurrentIndex(list(CriterionKind).index(CriterionKind.SHARPNESS) + 1)
    editor.add_choice.activated.emit(editor.add_choice.currentIndex())
    assert [one.kind for one in editor.criteria] == [CriterionKind.RESOLUTION, CriterionKind.SHARPNESS]
    editor.up.click()
    assert editor.criteria[0].kind is CriterionKind.SHARPNESS
    editor.remove.click()
    assert [one.kind for one in editor.criteria] == [CriterionKind.RESOLUTION]


def test_a_pattern_that_makes_no_sense_is_explained_and_not_taken(rules: RulesDialog) -> None:
    rules.editor.show_criteria((Criterion(CriterionKind.NAME_PATTERN, values=("IMG",)),))
    rules.editor.values.setText("(")
    rules.editor.values.editingFinished.emit()
    assert "no regular expression" in rules.summary.text()
    assert rules.editor.criteria[0].values == ("IMG",)


def test_an_order_is_typed_with_bars_between(rules: RulesDialog) -> None:
    rules.editor.show_criteria((Criterion(CriterionKind.FORMAT_ORDER, values=("PNG",)),))
    rules.editor.values.setText("TIFF | PNG|JPEG")
    rules.editor.values.editingFinished.emit()
    assert rules.editor.criteria[0].values == ("TIFF", "PNG", "JPEG")


def test_own_rules_are_saved_and_deleted(
    qtbot: QtBot, rules: RulesDialog, monkeypatch: pytest.MonkeyPatch, result: ScanResult
) -> None:
    rules.editor.show_criteria((Criterion(CriterionKind.SHARPNESS),))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("Sharpest", True))
    rules.save.click()
    assert rules.list.currentItem().text() == "Sharpest"
    again = RulesDialog(result)
    qtbot.addWidget(again)
    assert again.list.item(again.list.count() - 1).text() == "Sharpest"
    again.reject()
    rules.delete.click()
    assert "Sharpest" not in [rules.list.item(row).text() for row in range(rules.list.count())]


def test_the_programs_own_rules_cannot_be_overwritten(rules: RulesDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("oldest", True))
    rules.save.click()
    assert "belongs to" in rules.summary.text()
    assert not rules.delete.isEnabled()


def test_protected_photos_are_left_out_and_counted(qtbot: QtBot, folder: Path) -> None:
    dialog = RulesDialog(make(folder, protected=(str(folder / "copies"),)))
    qtbot.addWidget(dialog)
    ready(qtbot, dialog)
    assert len(dialog.marking.marked) == 2
    assert "2 protected" in dialog.summary.text()
    dialog.reject()


def test_every_criterion_and_reason_has_words() -> None:
    assert all(wording.keeps(kind, reverse=reverse) for kind in CriterionKind for reverse in (False, True))
    assert all(wording.action(action) for action in Action)
    assert set(wording._REASONS) == set(Reason)


# The plan


def test_a_plan_lists_what_goes_what_stays_and_what_is_left_alone(
    qtbot: QtBot, folder: Path, result: ScanResult
) -> None:
    os.utime(result.photos[2].path, (1, 1))
    dialog = plan_dialog(qtbot, result, paths(result, 1, 2))
    qtbot.waitUntil(lambda: rows(dialog) == ["0.jpg"])
    assert dialog.items.index(0, 2).data() == "0.jpg"
    assert dialog.skipped.index(0, 1).data() == "changed since the scan"
    assert dialog.tabs.tabText(1) == "Left alone (1)"
    dialog.reject()


def test_lines_taken_out_stay_where_they_are(qtbot: QtBot, result: ScanResult) -> None:
    dialog = plan_dialog(qtbot, result, paths(result, 1, 4))
    qtbot.waitUntil(lambda: len(rows(dialog)) == 2)
    index = dialog.items.index(0, 0)
    dialog.items.setData(index, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert "1 photo" in dialog.summary.text()
    with qtbot.waitSignal(dialog.acted):
        dialog.run_button.click()
    assert os.path.exists(result.photos[1].path)
    assert not os.path.exists(result.photos[4].path)
    dialog.reject()


def test_a_run_moves_and_says_what_it_did(qtbot: QtBot, folder: Path, result: ScanResult) -> None:
    dialog = plan_dialog(qtbot, result, paths(result, 1, 2), target=str(folder.parent / "away"))
    dialog.action.setCurrentIndex(list(Action).index(Action.MOVE))
    qtbot.waitUntil(lambda: len(rows(dialog)) == 2 and not dialog._job.busy)
    with qtbot.waitSignal(dialog.acted) as caught:
        dialog.run_button.click()
    assert len(caught.args[0].done) == 2
    assert not os.path.exists(result.photos[1].path)
    assert "Done: 2" in dialog.summary.text()
    assert not dialog.run_button.isEnabled()
    dialog.reject()


def test_a_folder_typed_just_before_the_run_is_planned_for_first(
    qtbot: QtBot, folder: Path, result: ScanResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Plan] = []
    apply = actions.apply
    monkeypatch.setattr(actions, "apply", lambda plan, *rest, **more: begun.append(plan) or apply(plan, *rest, **more))
    dialog = plan_dialog(qtbot, result, paths(result, 1, 2), target=str(folder.parent / "away"))
    dialog.action.setCurrentIndex(list(Action).index(Action.MOVE))
    qtbot.waitUntil(lambda: len(rows(dialog)) == 2 and not dialog._job.busy)
    dialog.activateWindow()
    dialog.target.setFocus()
    qtbot.waitUntil(dialog.target.hasFocus)
    qtbot.keyClicks(dialog.target, "2")
    dialog.run_button.click()  # On macOS, a click on a button leaves the focus where it is.
    assert not (folder.parent / "away").exists()
    qtbot.waitUntil(dialog.run_button.isEnabled)
    with qtbot.waitSignal(dialog.acted) as caught:
        dialog.run_button.click()
    assert [plan.options.target for plan in begun] == [str(folder.parent / "away2")]
    assert len(caught.args[0].done) == 2
    assert not (folder.parent / "away").exists()
    assert (folder.parent / "away2").exists()
    dialog.reject()


def test_moving_asks_for_a_folder_first(qtbot: QtBot, result: ScanResult) -> None:
    dialog = plan_dialog(qtbot, result, paths(result, 1))
    dialog.action.setCurrentIndex(list(Action).index(Action.MOVE))
    assert dialog.summary.text() == "Choose the folder to go to."
    assert dialog.target.isVisible()
    dialog.reject()


@pytest.mark.parametrize("action", [Action.MOVE, Action.COPY])
def test_a_plan_that_comes_after_another_action_was_chosen_is_not_run_under_its_name(
    qtbot: QtBot, result: ScanResult, action: Action
) -> None:
    dialog = plan_dialog(qtbot, result, paths(result, 1))
    dialog.action.setCurrentIndex(list(Action).index(action))  # The plan for the trash is still being made.
    qtbot.waitUntil(lambda: not dialog._job.busy)
    assert not dialog.run_button.isEnabled()
    assert dialog.summary.text() == "Choose the folder to go to."
    dialog.run()
    assert os.path.exists(result.photos[1].path)
    dialog.reject()


def test_walking_through_the_actions_with_the_arrow_keys_stays_in_their_list(qtbot: QtBot, result: ScanResult) -> None:
    dialog = plan_dialog(qtbot, result, paths(result, 1))
    dialog.activateWindow()
    dialog.action.setFocus()
    qtbot.waitUntil(dialog.action.hasFocus)
    qtbot.keyClick(dialog.action, Qt.Key.Key_Down)
    qtbot.waitUntil(dialog.run_button.isEnabled)
    assert dialog.action.hasFocus()
    dialog.reject()


def test_deleting_for_good_asks_and_takes_no_for_an_answer(
    qtbot: QtBot, result: ScanResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def no(_parent: object, _title: str, text: str, *_: object) -> QMessageBox.StandardButton:
        asked.append(text)
        return QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(QMessageBox, "question", no)
    dialog = plan_dialog(qtbot, result, paths(result, 1))
    dialog.action.setCurrentIndex(list(Action).index(Action.DELETE))
    qtbot.waitUntil(dialog.run_button.isEnabled)
    dialog.run_button.click()
    assert "cannot be undone" in asked[0]
    assert os.path.exists(result.photos[1].path)
    dialog.reject()


def test_return_in_the_plan_never_acts(qtbot: QtBot, result: ScanResult) -> None:
    dialog = plan_dialog(qtbot, result, paths(result, 1))
    qtbot.waitUntil(dialog.run_button.isEnabled)
    qtbot.keyClick(dialog.action, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.findChild(QTableView, "planItems"), Qt.Key.Key_Return)
    assert dialog.outcome is None
    assert os.path.exists(result.photos[1].path)
    dialog.reject()


def test_the_last_photo_of_a_group_stays(qtbot: QtBot, result: ScanResult) -> None:
    dialog = plan_dialog(qtbot, result, paths(result, 0, 1, 2))
    qtbot.waitUntil(lambda: len(rows(dialog)) == 2)
    assert dialog.skipped.index(0, 1).data() == "the last photo of its group"
    dialog.reject()


def test_a_plan_can_be_saved_as_ticked(
    qtbot: QtBot, result: ScanResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = plan_dialog(qtbot, result, paths(result, 1, 4))
    qtbot.waitUntil(lambda: len(rows(dialog)) == 2)
    dialog.items.setData(dialog.items.index(1, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    target = tmp_path / "plan.json"
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (str(target), ""))
    dialog.save.click()
    assert load_plan(str(target)).paths == (result.photos[1].path,)
    assert json.loads(target.read_text())["action"] == "trash"
    dialog.reject()


def test_provisional_results_are_refused_in_words(qtbot: QtBot, result: ScanResult) -> None:
    dialog = plan_dialog(qtbot, dataclasses.replace(result, provisional=True), paths(result, 1))
    qtbot.waitUntil(lambda: "wait until the scan is finished" in dialog.summary.text())
    assert not dialog.run_button.isEnabled()
    dialog.reject()


# The way back


def act(qtbot: QtBot, result: ScanResult, *indices: int) -> None:
    dialog = plan_dialog(qtbot, result, paths(result, *indices))
    qtbot.waitUntil(dialog.run_button.isEnabled)
    with qtbot.waitSignal(dialog.acted):
        dialog.run_button.click()
    dialog.reject()


def history(qtbot: QtBot) -> HistoryDialog:
    dialog = HistoryDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog._job.busy)
    return dialog


def test_the_window_is_not_held_up_while_the_journal_is_read(qtbot: QtBot, result: ScanResult) -> None:
    act(qtbot, result, 1, 2)
    dialog = HistoryDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.runs.count() == 0  # What is read comes through the event loop.
    assert dialog.count.text() == "Reading what was done"
    assert dialog.count.isVisible()
    assert dialog.close_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.photos.rowCount() == 2)
    assert not dialog.count.isVisible()
    dialog.reject()


def test_a_run_can_be_brought_back_and_done_again(qtbot: QtBot, result: ScanResult) -> None:
    act(qtbot, result, 1, 2)
    dialog = history(qtbot)
    assert "Move to the trash" in dialog.runs.item(0).text()
    with qtbot.waitSignal(dialog.changed):
        dialog.undo_button.click()
    assert os.path.exists(result.photos[1].path)
    assert "Brought back: 2" in dialog.summary.text()
    with qtbot.waitSignal(dialog.changed):
        dialog.redo_button.click()
    assert not os.path.exists(result.photos[1].path)
    dialog.reject()


def test_single_photos_can_be_brought_back(qtbot: QtBot, result: ScanResult) -> None:
    act(qtbot, result, 1, 2)
    dialog = history(qtbot)
    dialog.files.selectRow(0)
    assert "1 photo" in dialog.undo_button.text()
    with qtbot.waitSignal(dialog.changed):
        dialog.undo_button.click()
    assert [os.path.exists(result.photos[index].path) for index in (1, 2)].count(True) == 1
    dialog.reject()


def test_without_a_journal_there_is_nothing_to_bring_back(qtbot: QtBot) -> None:
    dialog = history(qtbot)
    assert dialog.summary.text() == "Nothing has been done yet."
    assert not dialog.undo_button.isEnabled()
    dialog.reject()


def test_every_button_has_a_name(qtbot: QtBot, result: ScanResult, rules: RulesDialog) -> None:
    dialogs: list[QDialog] = [rules, plan_dialog(qtbot, result, paths(result, 1)), history(qtbot)]
    for dialog in dialogs:
        shown = [one for one in dialog.findChildren(QAbstractButton) if one.isVisible()]
        assert shown and all(one.text() or one.accessibleName() for one in shown)
        dialog.reject()

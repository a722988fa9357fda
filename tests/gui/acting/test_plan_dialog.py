"""Looking at a plan and running it, with real files and the real journal."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QTableView
from pytestqt.qtbot import QtBot

from lookalike.acting import actions
from lookalike.acting.plan import Action, Plan, load_plan
from lookalike.result import ScanResult
from lookalike_gui.acting.plan_dialog import PlanDialog
from tests.gui.acting.conftest import OpenPlan


def rows(dialog: PlanDialog) -> list[str]:
    return [dialog.items.index(row, 0).data() for row in range(dialog.items.rowCount())]


def test_a_plan_lists_what_goes_what_stays_and_what_is_left_alone(
    qtbot: QtBot, open_plan: OpenPlan, result: ScanResult
) -> None:
    os.utime(result.photos[2].path, (1, 1))
    dialog = open_plan(1, 2)
    qtbot.waitUntil(lambda: rows(dialog) == ["0.jpg"])
    assert dialog.items.index(0, 2).data() == "0.jpg"
    assert dialog.skipped.index(0, 1).data() == "changed since the scan"
    assert dialog.tabs.tabText(1) == "Left alone (1)"


def test_lines_taken_out_stay_where_they_are(qtbot: QtBot, open_plan: OpenPlan, result: ScanResult) -> None:
    dialog = open_plan(1, 4)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 2)
    index = dialog.items.index(0, 0)
    dialog.items.setData(index, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert "1 photo" in dialog.summary.text()
    with qtbot.waitSignal(dialog.acted):
        dialog.run_button.click()
    assert os.path.exists(result.photos[1].path)
    assert not os.path.exists(result.photos[4].path)


def test_a_run_moves_and_says_what_it_did(qtbot: QtBot, open_plan: OpenPlan, folder: Path, result: ScanResult) -> None:
    dialog = open_plan(1, 2, target=str(folder.parent / "away"))
    dialog.action.setCurrentIndex(list(Action).index(Action.MOVE))
    qtbot.waitUntil(dialog.run_button.isEnabled)
    with qtbot.waitSignal(dialog.acted) as caught:
        dialog.run_button.click()
    assert len(caught.args[0].done) == 2
    assert not os.path.exists(result.photos[1].path)
    assert "Done: 2" in dialog.summary.text()
    assert not dialog.run_button.isEnabled()


def test_a_folder_typed_just_before_the_run_is_planned_for_first(
    qtbot: QtBot, open_plan: OpenPlan, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Plan] = []
    apply = actions.apply
    monkeypatch.setattr(actions, "apply", lambda plan, *rest, **more: begun.append(plan) or apply(plan, *rest, **more))
    dialog = open_plan(1, 2, target=str(folder.parent / "away"))
    dialog.action.setCurrentIndex(list(Action).index(Action.MOVE))
    qtbot.waitUntil(dialog.run_button.isEnabled)
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


def test_moving_asks_for_a_folder_first(open_plan: OpenPlan) -> None:
    dialog = open_plan(1)
    dialog.action.setCurrentIndex(list(Action).index(Action.MOVE))
    assert dialog.summary.text() == "Choose the folder to go to."
    assert dialog.target.isVisible()


@pytest.mark.parametrize("action", [Action.MOVE, Action.COPY])
def test_a_plan_that_comes_after_another_action_was_chosen_is_not_run_under_its_name(
    qtbot: QtBot, open_plan: OpenPlan, result: ScanResult, action: Action
) -> None:
    dialog = open_plan(1)
    dialog.action.setCurrentIndex(list(Action).index(action))  # The plan for the trash is still being made.
    qtbot.waitUntil(lambda: not dialog._job.busy)  # It has come, though nobody waits for it any more.
    assert not dialog.run_button.isEnabled()
    assert dialog.summary.text() == "Choose the folder to go to."
    dialog.run()
    assert os.path.exists(result.photos[1].path)


def test_walking_through_the_actions_with_the_arrow_keys_stays_in_their_list(qtbot: QtBot, open_plan: OpenPlan) -> None:
    dialog = open_plan(1)
    dialog.activateWindow()
    dialog.action.setFocus()
    qtbot.waitUntil(dialog.action.hasFocus)
    qtbot.keyClick(dialog.action, Qt.Key.Key_Down)
    qtbot.waitUntil(dialog.run_button.isEnabled)
    assert dialog.action.hasFocus()


def test_deleting_for_good_asks_and_takes_no_for_an_answer(
    qtbot: QtBot, open_plan: OpenPlan, result: ScanResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def no(_parent: object, _title: str, text: str, *_: object) -> QMessageBox.StandardButton:
        asked.append(text)
        return QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(QMessageBox, "question", no)
    dialog = open_plan(1)
    dialog.action.setCurrentIndex(list(Action).index(Action.DELETE))
    qtbot.waitUntil(dialog.run_button.isEnabled)
    dialog.run_button.click()
    assert "cannot be undone" in asked[0]
    assert os.path.exists(result.photos[1].path)


def test_return_in_the_plan_never_acts(qtbot: QtBot, open_plan: OpenPlan, result: ScanResult) -> None:
    dialog = open_plan(1)
    qtbot.waitUntil(dialog.run_button.isEnabled)
    qtbot.keyClick(dialog.action, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.findChild(QTableView, "planItems"), Qt.Key.Key_Return)
    assert dialog.outcome is None
    assert os.path.exists(result.photos[1].path)


def test_the_last_photo_of_a_group_stays(qtbot: QtBot, open_plan: OpenPlan) -> None:
    dialog = open_plan(0, 1, 2)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 2)
    assert dialog.skipped.index(0, 1).data() == "the last photo of its group"


def test_a_plan_can_be_saved_as_ticked(
    qtbot: QtBot, open_plan: OpenPlan, result: ScanResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_plan(1, 4)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 2)
    dialog.items.setData(dialog.items.index(1, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    target = tmp_path / "plan.json"
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (str(target), ""))
    dialog.save.click()
    assert load_plan(str(target)).paths == (result.photos[1].path,)
    assert json.loads(target.read_text())["action"] == "trash"


def test_provisional_results_are_refused_in_words(qtbot: QtBot, open_plan: OpenPlan, result: ScanResult) -> None:
    dialog = open_plan(1, of=dataclasses.replace(result, provisional=True))
    qtbot.waitUntil(lambda: "wait until the scan is finished" in dialog.summary.text())
    assert not dialog.run_button.isEnabled()

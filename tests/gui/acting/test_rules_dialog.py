"""Marking by a rule: what would be marked and why, and rules of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QInputDialog
from pytestqt.qtbot import QtBot

from lookalike.acting.criteria import Criterion, CriterionKind
from lookalike.result import ScanResult
from lookalike_gui.acting.rules_dialog import RulesDialog
from tests.gui.acting.results import paths, two_groups


def ready(qtbot: QtBot, dialog: RulesDialog) -> None:
    qtbot.waitUntil(dialog.mark_button.isEnabled)


def names(dialog: RulesDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def choose(dialog: RulesDialog, name: str) -> None:
    dialog.list.setCurrentRow(names(dialog).index(name))


def test_a_rule_shows_what_it_would_mark_and_why(qtbot: QtBot, result: ScanResult, rules: RulesDialog) -> None:
    choose(rules, "Keep the best quality")
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


def test_criteria_can_be_added_ordered_and_removed(rules: RulesDialog) -> None:
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
    assert names(again)[-1] == "Sharpest"
    rules.delete.click()
    assert "Sharpest" not in names(rules)


def test_the_programs_own_rules_cannot_be_overwritten(rules: RulesDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("oldest", True))
    rules.save.click()
    assert "belongs to" in rules.summary.text()
    assert not rules.delete.isEnabled()


def test_protected_photos_are_left_out_and_counted(qtbot: QtBot, folder: Path) -> None:
    dialog = RulesDialog(two_groups(folder, protected=(str(folder / "copies"),)))
    qtbot.addWidget(dialog)
    ready(qtbot, dialog)
    assert len(dialog.marking.marked) == 2
    assert "2 protected" in dialog.summary.text()

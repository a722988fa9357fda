"""What the dialogs that act on photos say."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QDialog
from pytestqt.qtbot import QtBot

from lookalike.acting.criteria import CriterionKind
from lookalike.acting.plan import Action, Reason, Skipped
from lookalike_gui.acting import wording
from lookalike_gui.acting.history_dialog import HistoryDialog
from lookalike_gui.acting.rules_dialog import RulesDialog
from tests.gui.acting.conftest import OpenPlan


def test_every_criterion_action_and_reason_has_words() -> None:
    assert all(wording.keeps(kind, reverse=reverse) for kind in CriterionKind for reverse in (False, True))
    assert all(wording.action(action) for action in Action)
    assert all(wording.skipped(Skipped("photo.jpg", reason)) for reason in Reason)


def test_every_button_has_a_name(qtbot: QtBot, rules: RulesDialog, open_plan: OpenPlan) -> None:
    history = HistoryDialog()
    qtbot.addWidget(history)
    history.show()
    dialogs: list[QDialog] = [rules, open_plan(1), history]
    for dialog in dialogs:
        shown = [one for one in dialog.findChildren(QAbstractButton) if one.isVisible()]
        assert shown and all(one.text() or one.accessibleName() for one in shown)

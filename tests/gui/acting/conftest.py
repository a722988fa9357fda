"""Real files, and the dialogs that act on them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lookalike.result import ScanResult
from lookalike_gui.acting.plan_dialog import PlanDialog
from lookalike_gui.acting.rules_dialog import RulesDialog
from tests.gui.acting.results import paths, two_groups

OpenPlan = Callable[..., PlanDialog]
"""(*photos: int, target="", of=result): the dialog with the plan for the photos of these indices."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Photos beside a home of their own, and so with their own trash and journal."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return tmp_path / "photos"


@pytest.fixture
def result(folder: Path) -> ScanResult:
    return two_groups(folder)


@pytest.fixture
def rules(qtbot: QtBot, result: ScanResult) -> RulesDialog:
    dialog = RulesDialog(result)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def open_plan(qtbot: QtBot, result: ScanResult) -> OpenPlan:
    def dialog(*photos: int, target: str = "", of: ScanResult = result) -> PlanDialog:
        plan = PlanDialog(of, paths(of, *photos), target=target)
        qtbot.addWidget(plan)
        plan.show()
        return plan

    return dialog

"""The plan as a table with a tick for each photo, and what is left alone with its reason."""

from __future__ import annotations

import dataclasses
import os
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lookalike.acting.plan import Plan, PlanItem, Skipped
from lookalike_gui.acting import wording
from lookalike_gui.basics.rows import Index, RowsModel
from lookalike_gui.texts import from_left, number, shown, size


class PlanModel(RowsModel[PlanItem]):
    """What will be done: photo, folder, which one stays, where it goes, bytes. Signals: ticked()."""

    ticked = Signal()
    numeric = frozenset({4})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._off: set[int] = set()

    def show_plan(self, plan: Plan) -> None:
        """Show all items of a plan, ticked."""
        self._off = set()
        self.show(plan.items)

    @property
    def chosen(self) -> tuple[PlanItem, ...]:
        """The ticked items."""
        return tuple(item for number, item in enumerate(self.rows) if number not in self._off)

    def narrowed(self, plan: Plan) -> Plan:
        """The plan with its ticked items alone, and the rescues that those need."""
        keepers = {item.keeper.path for item in self.chosen if item.keeper}
        rescues = tuple(rescue for rescue in plan.rescues if rescue.keeper.path in keepers)
        return dataclasses.replace(plan, items=self.chosen, rescues=rescues)

    def titles(self) -> tuple[str, ...]:
        """Photo, folder, what stays, target, bytes."""
        return self.tr("Photo"), self.tr("Folder"), self.tr("Stays"), self.tr("Goes to"), self.tr("Size")

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column has a tick."""
        tick = Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | tick

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The tick, or what `cell` says."""
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Unchecked if index.row() in self._off else Qt.CheckState.Checked
        return super().data(index, role)

    def cell(self, value: PlanItem, column: int, role: int) -> Any:
        """Text and tool tip."""
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(value, column)
        return _text(value, column) if role == Qt.ItemDataRole.DisplayRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick away or give it back."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._off.discard(index.row())
        else:
            self._off.add(index.row())
        self.dataChanged.emit(index, index, [role])
        self.ticked.emit()
        return True


def _text(item: PlanItem, column: int) -> str:
    folder, name = os.path.split(item.photo.path)
    if column == 0:
        return f"{shown(name)} + {number(len(item.companions))}" if item.companions else shown(name)
    stays = os.path.basename(item.keeper.path) if item.keeper else "–"
    return (
        shown(name),
        from_left(folder),
        shown(stays),
        from_left(item.target) if item.target else "–",
        size(item.freed),
    )[column]


def _tip(item: PlanItem, column: int) -> str:
    paths = [item.photo.path, *(companion.path for companion in item.companions)]
    if column == 2 and item.keeper:
        paths = [item.keeper.path]
    elif column == 3:
        paths = [item.target]
    return "\n".join(map(shown, paths))


class SkippedModel(RowsModel[Skipped]):
    """Files that are left alone, and why."""

    def titles(self) -> tuple[str, ...]:
        """File and reason."""
        return self.tr("Left alone"), self.tr("Reason")

    def cell(self, value: Skipped, column: int, role: int) -> Any:
        """Path or reason."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return wording.skipped(value) if column else from_left(value.path)

"""The plan as a table with a tick for each photo, and what is left alone with its reason."""

from __future__ import annotations

import dataclasses
import os
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from lookalike.acting.plan import Plan, PlanItem, Skipped
from lookalike_gui.acting import wording
from lookalike_gui.texts import from_left, number, shown, size

Index = QModelIndex | QPersistentModelIndex


class PlanModel(QAbstractTableModel):
    """What will be done: photo, folder, which one stays, where it goes, bytes. Signals: ticked()."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[PlanItem, ...] = ()
        self._off: set[int] = set()

    def show_plan(self, plan: Plan) -> None:
        """Show all items of a plan, ticked."""
        self.beginResetModel()
        self._items, self._off = plan.items, set()
        self.endResetModel()

    @property
    def chosen(self) -> tuple[PlanItem, ...]:
        """The ticked items."""
        return tuple(item for number, item in enumerate(self._items) if number not in self._off)

    def narrowed(self, plan: Plan) -> Plan:
        """The plan with its ticked items alone, and the rescues that those need."""
        keepers = {item.keeper.path for item in self.chosen if item.keeper}
        rescues = tuple(rescue for rescue in plan.rescues if rescue.keeper.path in keepers)
        return dataclasses.replace(plan, items=self.chosen, rescues=rescues)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """A row for each item."""
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Photo, folder, what stays, target, bytes."""
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles."""
        if role != Qt.ItemDataRole.DisplayRole or orientation == Qt.Orientation.Vertical:
            return None
        titles = (self.tr("Photo"), self.tr("Folder"), self.tr("Stays"), self.tr("Goes to"), self.tr("Size"))
        return titles[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column has a tick."""
        tick = Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | tick

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, tick and tool tip."""
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Unchecked if index.row() in self._off else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 4:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(item, index.column())
        return _text(item, index.column()) if role == Qt.ItemDataRole.DisplayRole else None

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


class SkippedModel(QAbstractTableModel):
    """Files that are left alone, and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._skipped: tuple[Skipped, ...] = ()

    def show_skipped(self, skipped: tuple[Skipped, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._skipped = skipped
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """A row for each file."""
        return 0 if parent.isValid() else len(self._skipped)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """File and reason."""
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles."""
        if role != Qt.ItemDataRole.DisplayRole or orientation == Qt.Orientation.Vertical:
            return None
        return self.tr("Reason") if section else self.tr("Left alone")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Path or reason."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        left = self._skipped[index.row()]
        return wording.skipped(left) if index.column() else from_left(left.path)

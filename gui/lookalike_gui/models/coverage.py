"""Which photos of a folder have a copy elsewhere, a row each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lookalike.coverage import COVERED, Held
from lookalike_gui import texts

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class CoverageModel(QAbstractTableModel):
    """Photos that somebody should look at, or all of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.held: tuple[Held, ...] = ()
        self.rows: tuple[Held, ...] = ()

    def show(self, held: tuple[Held, ...], *, covered: bool) -> None:
        """Show these; with `covered` also those that have a copy."""
        self.beginResetModel()
        self.held = held
        self.rows = held if covered else tuple(each for each in held if each.standing not in COVERED)
        self.endResetModel()

    @property
    def covered_count(self) -> int:
        """How many have a copy, shown or not."""
        return sum(each.standing in COVERED for each in self.held)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The number of photos."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Photo, what was found, where."""
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The texts; whole paths as tool tips."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        held, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (texts.from_left(held.path), texts.standing(held.standing), texts.from_left(held.copy))[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return texts.shown(held.copy if column == 2 else held.path)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Photo"), self.tr("Copy"), self.tr("Where"))[section]

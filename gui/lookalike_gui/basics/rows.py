"""The base of the window's simple tables: a row for each value, titled columns, texts made when a cell is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lookalike_gui.basics.wording import tip

Index = QModelIndex | QPersistentModelIndex
"""What Qt hands to models and views."""

Value = TypeVar("Value")

NO_PARENT = QModelIndex()
"""The parent of all rows of a table."""
_TO_THE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TO_THE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowsModel(QAbstractTableModel, Generic[Value]):
    """A table of values; subclasses say what the columns are called, and what stands in a cell.

    Attributes:
        rows: the values on show.
        numeric: columns whose texts stand at the right.
    """

    numeric: frozenset[int] = frozenset()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Value, ...] = ()

    def titles(self) -> tuple[str, ...]:
        """The columns' titles."""
        raise NotImplementedError

    def cell(self, value: Value, column: int, role: int) -> Any:
        """What a role of Qt's has for a cell; None for nothing."""
        raise NotImplementedError

    def show(self, rows: Sequence[Value]) -> None:
        """Show these values instead."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """A row for each value."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """A column for each title."""
        return 0 if parent.isValid() else len(self.titles())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _TO_THE_RIGHT if section in self.numeric else _TO_THE_LEFT
        return self.titles()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See `cell`."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self.numeric:
            return _TO_THE_RIGHT
        found = self.cell(self.rows[index.row()], index.column(), role)
        return tip(found) if role == Qt.ItemDataRole.ToolTipRole and isinstance(found, str) else found

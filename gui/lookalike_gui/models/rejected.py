"""The pairs that were called no match, a row each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lookalike.cache.rejections import RejectedPair
from lookalike_gui import texts

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RejectedModel(QAbstractTableModel):
    """Both photos of each pair, where they were when it was decided."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pairs: tuple[RejectedPair, ...] = ()

    def show(self, pairs: Sequence[RejectedPair]) -> None:
        """Show other pairs."""
        self.beginResetModel()
        self.pairs = tuple(pairs)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The number of pairs."""
        return 0 if parent.isValid() else len(self.pairs)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """One photo and the other."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The path, or what else is known of a photo."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        pair = self.pairs[index.row()]
        path, size = pair.paths[index.column()], pair.sizes[index.column()]
        if not path:
            return self.tr("a file of {size}").format(size=texts.size(size))
        return texts.from_left(path) if role == Qt.ItemDataRole.DisplayRole else texts.shown(path)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.tr("This photo") if section == 0 else self.tr("and this one")

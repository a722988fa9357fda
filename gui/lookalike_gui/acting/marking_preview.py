"""What a rule would mark, photo by photo, and why."""

from __future__ import annotations

import os
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from lookalike.acting.marking import Marking, Why
from lookalike_gui.acting import wording
from lookalike_gui.basics.tables import dress_table
from lookalike_gui.texts import from_left, shown

Index = QModelIndex | QPersistentModelIndex


class MarkingModel(QAbstractTableModel):
    """A row for each photo that would be marked: its name, its folder, what stays instead, and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why: tuple[Why, ...] = ()

    def show_marking(self, marking: Marking) -> None:
        """Show what this marking marks."""
        self.beginResetModel()
        self._why = marking.why
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """A row for each marked photo."""
        return 0 if parent.isValid() else len(self._why)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Photo, folder, what stays, reason."""
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles."""
        if role != Qt.ItemDataRole.DisplayRole or orientation == Qt.Orientation.Vertical:
            return None
        return (self.tr("Would be marked"), self.tr("Folder"), self.tr("Stays"), self.tr("Because"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell's text; the whole path as tool tip."""
        reason = self._why[index.row()]
        folder, name = os.path.split(reason.path)
        if role == Qt.ItemDataRole.ToolTipRole:
            return (shown(reason.path), shown(folder), shown(reason.kept), wording.why(reason))[index.column()]
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        kept = os.path.basename(reason.kept)
        return (shown(name), from_left(folder), shown(kept), wording.why(reason))[index.column()]


class MarkingPreview(QTableView):
    """The preview. Rows are made only while they are seen, so a million marks cost nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks = MarkingModel(self)
        self.setModel(self.marks)
        dress_table(self, "markingPreview", self.tr("What would be marked, and why"))
        self.setProperty("panel", True)
        header = self.horizontalHeader()
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate((160, 190, 125)):
            header.resizeSection(column, width)

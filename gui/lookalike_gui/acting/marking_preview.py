"""What a rule would mark, photo by photo, and why."""

from __future__ import annotations

import os
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from lookalike.acting.marking import Why
from lookalike_gui.acting import wording
from lookalike_gui.basics.rows import RowsModel
from lookalike_gui.basics.tables import dress_table
from lookalike_gui.texts import from_left, shown


class MarkingModel(RowsModel[Why]):
    """A row for each photo that would be marked: its name, its folder, what stays instead, and why."""

    def titles(self) -> tuple[str, ...]:
        """Photo, folder, what stays, reason."""
        return self.tr("Would be marked"), self.tr("Folder"), self.tr("Stays"), self.tr("Because")

    def cell(self, value: Why, column: int, role: int) -> Any:
        """The text; whole paths as tool tips."""
        folder, name = os.path.split(value.path)
        if role == Qt.ItemDataRole.ToolTipRole:
            return (shown(value.path), shown(folder), shown(value.kept), wording.why(value))[column]
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        kept = os.path.basename(value.kept)
        return (shown(name), from_left(folder), shown(kept), wording.why(value))[column]


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

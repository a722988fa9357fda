"""The files that could not be compared, and why."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lookalike.types import Problem
from lookalike_gui import texts

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ProblemModel(QAbstractTableModel):
    """A row for each problem: the file, and the reason in words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.problems: tuple[Problem, ...] = ()

    def show(self, problems: tuple[Problem, ...]) -> None:
        """Show other problems."""
        self.beginResetModel()
        self.problems = problems
        self.endResetModel()

    def line(self, row: int) -> str:
        """A problem as one line of text."""
        problem = self.problems[row]
        parts = [texts.shown(problem.path), texts.problem(problem.reason), problem.detail]
        return "\t".join(part for part in parts if part)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The number of problems."""
        return 0 if parent.isValid() else len(self.problems)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """File and reason."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The texts; the decoder's own message as tool tip."""
        if not index.isValid() or index.row() >= len(self.problems):
            return None
        problem = self.problems[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return texts.from_left(problem.path) if index.column() == 0 else texts.problem(problem.reason)
        if role == Qt.ItemDataRole.ToolTipRole:
            return problem.detail or texts.shown(problem.path)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.tr("File") if section == 0 else self.tr("Reason")

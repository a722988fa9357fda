"""The files that could not be compared, and why."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from lookalike.types import Problem
from lookalike_gui import texts
from lookalike_gui.basics.rows import RowsModel


class ProblemModel(RowsModel[Problem]):
    """A row for each problem: the file, and the reason in words."""

    def titles(self) -> tuple[str, ...]:
        """File and reason."""
        return self.tr("File"), self.tr("Reason")

    def cell(self, value: Problem, column: int, role: int) -> Any:
        """The texts; the decoder's own message as tool tip."""
        if role == Qt.ItemDataRole.DisplayRole:
            return texts.from_left(value.path) if column == 0 else texts.problem(value.reason)
        if role == Qt.ItemDataRole.ToolTipRole:
            return value.detail or texts.shown(value.path)
        return None

    def line(self, row: int) -> str:
        """A problem as one line of text."""
        problem = self.rows[row]
        parts = [texts.shown(problem.path), texts.problem(problem.reason), problem.detail]
        return "\t".join(part for part in parts if part)

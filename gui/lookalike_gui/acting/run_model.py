"""The photos of one run of the journal, a row each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QItemSelection, Qt

from lookalike.acting.history import Run, Unit, UnitState
from lookalike_gui.basics.rows import Index, RowsModel
from lookalike_gui.texts import from_left, shown

STANDING = (UnitState.DONE, UnitState.STUCK)
"""The states of what can be brought back."""


class RunModel(RowsModel[Unit]):
    """What was done in a run, and what of it was brought back. Texts are made while they are seen: runs can be long."""

    def show_run(self, run: Run | None) -> None:
        """Show another run, None for none."""
        self.show(tuple(run.units.values()) if run else ())

    def standing(self, rows: Iterable[int] | None = None) -> frozenset[str]:
        """The photos that can be brought back, of these rows or of all."""
        units = self.rows if rows is None else [self.rows[row] for row in rows]
        return frozenset(unit.path for unit in units if unit.state in STANDING)

    def titles(self) -> tuple[str, ...]:
        """The photo."""
        return (self.tr("Photo"),)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What was brought back cannot be chosen again."""
        gone = index.isValid() and self.rows[index.row()].state not in STANDING
        return Qt.ItemFlag.NoItemFlags if gone else super().flags(index)

    def cell(self, value: Unit, column: int, role: int) -> Any:
        """Path and what became of it; the path alone as tool tip."""
        if role == Qt.ItemDataRole.ToolTipRole:
            return shown(value.path)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if value.state in STANDING:
            return from_left(value.path)
        return self.tr("{path} (brought back)").format(path=shown(value.path))


def rows_of(selection: QItemSelection) -> list[int]:
    """The rows of a selection, taken from its ranges: an index for each of many rows would take its time."""
    ranges = [selection.at(number) for number in range(selection.size())]
    return sorted(row for part in ranges for row in range(part.top(), part.bottom() + 1))
